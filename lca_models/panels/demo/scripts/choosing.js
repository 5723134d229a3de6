// What the fields of the page hold for a setup, and the setup after one of them changed: as the kit reads them.
"use strict";
(LCA => {
  const OWN = ["product", "pack_energy", "rules", "instrument", "technology", "green_percent"]; // of more than one parameter
  const ROUNDING = 1e-6; // of shares of a load, which sum to 1 at most
  const NUMBER = /^[+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;

  // The number that a person types into a field of a unit, which may stand behind it; NaN for every other writing, as the kit reads.
  function typed(given, unit = "") {
    if (typeof given === "number") return given;
    let text = String(given).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    if (unit && text.toLowerCase().endsWith(unit.toLowerCase())) text = text.slice(0, -unit.length).replace(/[ \t\r\n]+$/, "");
    const number = NUMBER.test(text) ? Number(text) : NaN;
    return number === 0 && /[1-9]/.test(text.split(/e/i)[0]) ? NaN : number; // too small to tell from 0
  }

  // A number with the fewest digits that give it again, as Python writes it.
  function written(value) {
    if (typeof value === "string") return value;
    if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
      const [digits, power] = value.toExponential().split("e");
      return `${digits}e${power[0]}${power.slice(1).padStart(2, "0")}`;
    }
    return String(value);
  }
  const same = (one, other) => JSON.stringify(normal(one)) === JSON.stringify(normal(other));
  const normal = setup => setup && [setup.product, setup.rules,
    Object.entries(setup.settings).map(([name, value]) => [name, written(value)]).sort()];

  // Six digits, as messages write numbers.
  const short = value => String(Number(value.toPrecision(6)));
  const own = (all, name) => (Object.hasOwn(all, name) ? all[name] : undefined);
  const refuse = (field, key, values) => { throw Object.assign(new Error(key), { refused: { field, key, values } }); };

  // offer: data/offer.js; setup: {product, rules, settings}.
  function choosing(offer, setup) {
    const { settings } = setup, size = offer.sizes[setup.product];
    const instruments = Object.keys(offer.instruments), first = instruments[0];
    const said = instruments.filter(name => offer.instruments[name][0] in settings);
    const given = said.filter(name => settings[offer.instruments[name][0]]);
    const instrument = given[0] || said[0] || first;
    const [share, technology] = offer.instruments[instrument];
    const names = [...OWN, ...Object.keys(offer.fields)];
    const parameter = name => ({ pack_energy: size.parameter, technology, green_percent: share })[name] || name;

    function fallback(name) {
      const found = { product: offer.products[0], rules: offer.rules[0], instrument: first, pack_energy: size.default,
        technology: offer.technologies[technology].default, green_percent: 0 };
      return name in found ? found[name] : offer.fields[name].default;
    }
    function value(name) {
      if (name === "green_percent") return Number((100 * (settings[share] || 0)).toFixed(9));
      const found = { product: setup.product, rules: setup.rules, instrument };
      if (name in found) return found[name];
      return parameter(name) in settings ? settings[parameter(name)] : fallback(name);
    }
    function limits(name) {
      if (name === "green_percent") return [0, 100, "%"];
      const one = name === "pack_energy" ? { ...size, unit: "kWh" } : offer.fields[name];
      return [one.lowest, one.highest, one.unit];
    }
    const isNumber = name => name === "pack_energy" || name === "green_percent" || (name in offer.fields && !offer.fields[name].numbers);
    function offered(name) {
      const found = { product: offer.products, rules: offer.rules, instrument: instruments,
        technology: Object.keys(offer.technologies[technology].numbers) };
      return found[name] || Object.keys(offer.fields[name].numbers);
    }

    function amount(name, given) {
      const [lowest, highest, unit] = limits(name);
      const number = typed(given, unit);
      if (!Number.isFinite(number)) refuse(name, "demo.no_number", { value: String(given).slice(0, 40), lowest: short(lowest), highest: short(highest), unit });
      if (!(lowest <= number && number <= highest) && number !== fallback(name)) {
        refuse(name, "demo.out_of_range", { value: short(number), lowest: short(lowest), highest: short(highest), unit });
      }
      return number;
    }
    function code(name, given) {
      if (!offered(name).includes(given) && given !== fallback(name)) {
        refuse(name, "demo.not_offered", { value: String(given).slice(0, 40) });
      }
      return given;
    }
    const moved = (more, drop = []) => {
      const merged = Object.entries({ ...settings, ...more }).filter(([name]) => !drop.includes(name));
      return { ...setup, settings: Object.fromEntries(merged) };
    };

    function withValue(name, given) {
      if (name === "method") refuse(name, "demo.not_offered", { value: String(given).slice(0, 40) }); // no numbers of other categories here
      if (!names.includes(name)) refuse(name, "demo.no_field", { name: String(name).slice(0, 40) });
      const taken = isNumber(name) ? amount(name, given) : code(name, String(given));
      if (name === "product") {
        const { [size.parameter]: _, ...kept } = settings;
        return { product: taken, rules: setup.rules, settings: kept };
      }
      if (name === "rules") return { ...setup, rules: taken };
      if (name === "instrument") {
        const [nextShare, nextTechnology] = offer.instruments[taken], held = settings[share] || 0;
        const shares = Object.values(offer.instruments).map(one => one[0]);
        const drop = [...shares, technology].filter(one => one !== nextTechnology);
        const kept = Object.entries(settings).filter(([one]) => !drop.includes(one));
        return { ...setup, settings: Object.fromEntries([...kept, ...(held || taken !== first ? [[nextShare, held]] : [])]) };
      }
      if (name === "green_percent") return moved({ [share]: taken / 100 }, taken || instrument !== first ? [] : [share]);
      return moved({ [parameter(name)]: taken }, taken === fallback(name) ? [parameter(name)] : []);
    }
    const chosen = names.filter(name => name !== "product" && value(name) !== fallback(name));
    return { names, value, fallback, limits, isNumber, offered, parameter, withValue, chosen, instrument, technology, size };
  }

  // The numbers of all settings by parameter; whatever this page does not offer is refused.
  function numbers(offer, setup) {
    if (!offer.products.includes(setup.product)) refuse("product", "demo.not_offered", { value: String(setup.product).slice(0, 40) });
    if (!offer.rules.includes(setup.rules)) refuse("rules", "demo.not_offered", { value: String(setup.rules).slice(0, 40) });
    const size = offer.sizes[setup.product], found = {};
    const shares = Object.values(offer.instruments).map(one => one[0]);
    for (const [name, given] of Object.entries(setup.settings)) {
      const field = own(offer.technologies, name) || own(offer.fields, name) || {}, list = field.numbers;
      const range = name === size.parameter ? size : shares.includes(name) ? { lowest: 0, highest: 1 } : own(offer.fields, name);
      if (list) {
        if (!Object.hasOwn(list, given)) refuse(name, "demo.not_offered", { value: String(given).slice(0, 40) });
        found[name] = list[given];
      } else if (!range) refuse(name, "demo.no_field", { name: String(name).slice(0, 40) });
      else {
        const number = typed(given);
        if (!(range.lowest <= number && number <= range.highest)) {
          refuse(name, "demo.out_of_range", { value: String(given).slice(0, 40), lowest: short(range.lowest), highest: short(range.highest), unit: range.unit || "" });
        }
        found[name] = number;
      }
    }
    const load = shares.reduce((sum, name) => sum + (found[name] || 0), 0);
    if (load > 1 + ROUNDING) refuse("green_percent", "demo.whole_load", {});
    return found;
  }

  const start = (offer, product) => ({ product: product || offer.products[0], rules: offer.rules[0], settings: {} });
  LCA.choosing = Object.assign(choosing, { written, same, numbers, start, refuse, typed });
})(window.LCA);
