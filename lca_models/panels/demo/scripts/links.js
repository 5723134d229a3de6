// The address of the page, version 1: read pair by pair, each refused alone, and written in one order; as the kit does.
"use strict";
(LCA => {
  const { choosing } = LCA;
  const VERSION = 1, LONGEST = 4000, MOST_PAIRS = 96, LONGEST_VALUE = 120, MOST_SCENARIOS = 8;
  const ORDER = ["v", "lang", "tab", "per", "product", "rules", "method", "scenario", "province", "set.", "range.", "base.product", "base.rules",
    "base.set.", "second.product", "second.rules", "second.set.", "against", "row", "sheet", "at"];
  const NAMED = ORDER.filter(one => one.endsWith("."));
  const NAME = /^[a-z][a-z0-9_]{0,63}$/, CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
  const NUMBER = /^-?[0-9]{1,12}(\.[0-9]{1,17})?(e[+-]?[0-9]{1,2})?$/;
  const TAGS = { en: "en", "zh-Hans": "zh", zh: "zh" };
  const kindOf = key => NAMED.find(one => key.startsWith(one)) || key;
  const numberRead = text => (NUMBER.test(text) ? Number(text) : null);
  const excerpt = text => text.slice(0, 40);

  // The shortest text of the grammar that reads back to the same double.
  function numberWritten(value) {
    const plain = choosing.written(value), scaled = value.toExponential().replace("e+", "e");
    const known = [plain, scaled].filter(one => NUMBER.test(one));
    return known.length === 2 && plain.length <= scaled.length ? plain : known.length ? known[known.length - 1] : scaled;
  }

  function decoded(part) {
    const at = part.indexOf("="), ends = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    let pair;
    try { pair = ends.map(decodeURIComponent); } catch { return { problem: "not_written" }; }
    if (!pair[0]) return { problem: "not_written" };
    if (!pair[1]) return { problem: "no_value" };
    if (pair[1].length > LONGEST_VALUE) return { problem: "too_much", values: { most: LONGEST_VALUE } };
    if (/[\p{C}\p{Z}]/u.test(pair.join("").replaceAll(" ", ""))) return { problem: "unprintable" };
    return { pair };
  }

  // Links of the time before versions: names of parameters stood alone there.
  const grown = ([key, value]) => [key === "province" ? "set.cell_plant_province"
    : ORDER.includes(key) || key.includes(".") || !key.includes("_") ? key : `set.${key}`, value];

  function read(search, said) {
    const query = search.replace(/^\?/, ""), parts = query.split("&").filter(Boolean);
    if (query.length > LONGEST || parts.length > MOST_PAIRS) return { unusable: said("too_long", { letters: "4,000", pairs: MOST_PAIRS }) };
    const all = [], refused = [];
    for (const part of parts) {
      const found = decoded(part);
      if (found.pair) all.push(found.pair);
      else refused.push({ key: excerpt(part.split("=")[0]), text: said(found.problem, found.values) });
    }
    const version = (all.find(([key]) => key === "v") || ["", ""])[1];
    if (version && (!/^[0-9]+$/.test(version) || Number(version) > VERSION)) return { unusable: said("version", { version: excerpt(version), known: VERSION }) };
    const seen = {}, pairs = [];
    for (const [key, value] of Number(version) ? all : all.map(grown)) {
      seen[key] = (Object.hasOwn(seen, key) ? seen[key] : 0) + 1;
      const kind = kindOf(key);
      if (!ORDER.includes(kind) || (NAMED.includes(kind) && !NAME.test(key.slice(kind.length)))) refused.push({ key: excerpt(key), text: said("no_setting") });
      else if (seen[key] > (key === "scenario" ? MOST_SCENARIOS : 1)) refused.push({ key: excerpt(key), text: said("again") });
      else if (key !== "v") pairs.push([key, value]);
    }
    return { pairs, refused };
  }

  // The state that an address asks for, as much of it as there is, what to say of the rest, and at which fields that take nothing.
  async function stateOf(kit, search, now) {
    const said = (key, values) => LCA.both(kit.offer.texts[key], values);
    const found = read(search, said);
    if (found.unusable) return { state: now, banner: [found.unusable], vain: [] };
    const { refused } = found, plain = {}, sets = { "": {}, "base.": {}, "second.": {} }, ranges = {};
    for (const [key, value] of found.pairs) {
      const at = key.lastIndexOf("set.");
      if (at >= 0) sets[key.slice(0, at)][key.slice(at + 4)] = value;
      else if (key.startsWith("range.")) ranges[key.slice(6)] = value;
      else if (key === "province") sets[""].cell_plant_province ??= value;
      else if (key === "scenario") refused.push({ key, text: LCA.both("demo.needs_installation") });
      else if (key === "method") refused.push({ key, field: key, text: LCA.both("demo.not_offered", { value: excerpt(value) }) });
      else plain[key] = value;
    }
    const oneOf = (key, known, usual) => {
      const value = Object.hasOwn(plain, key) ? plain[key] : usual;
      if (known.includes(value) || !Object.hasOwn(plain, key)) return value;
      refused.push({ key, text: LCA.both("demo.not_offered", { value: excerpt(value) }) });
      return usual;
    };
    const setting = (setup, name, value) => {
      const given = choosing(kit.offer, setup), field = name === given.size.parameter ? "pack_energy" : name;
      const isCode = given.names.includes(field) ? !given.isNumber(field) : Object.hasOwn(kit.offer.technologies, name);
      const number = isCode ? null : numberRead(value);
      if (isCode ? !CODE.test(value) : number === null) choosing.refuse(name, isCode ? "demo.not_offered" : "demo.not_a_number", { value: excerpt(value) });
      const taken = isCode ? value : number;
      const moved = Object.hasOwn(kit.offer.fields, field) || field === "pack_energy" ? given.withValue(field, taken)
        : { ...setup, settings: { ...setup.settings, [name]: taken } };
      choosing.numbers(kit.offer, moved);
      return moved;
    };
    const setupOf = (head, usual) => {
      let setup = { product: oneOf(`${head}product`, kit.offer.products, usual.product), rules: oneOf(`${head}rules`, kit.offer.rules, usual.rules), settings: {} };
      for (const [name, value] of Object.entries(sets[head])) {
        try { setup = setting(setup, name, value); } catch (error) {
          if (!error.refused) throw error;
          refused.push({ key: `${head}set.${name}`, text: LCA.both(error.refused.key, error.refused.values) });
        }
      }
      return setup;
    };
    const language = TAGS[oneOf("lang", Object.keys(TAGS), now.language)], setup = setupOf("", choosing.start(kit.offer));
    const baseline = setupOf("base.", { ...choosing.start(kit.offer, setup.product), rules: setup.rules });
    const asked = Object.keys(sets["second."]).length || "second.product" in plain || "second.rules" in plain;
    const second = asked ? setupOf("second.", choosing.start(kit.offer)) : null;
    const known = (await kit.open(setup)).data.ranges, kept = {};
    for (const [name, text] of Object.entries(ranges)) {
      const [low, high] = text.split("~").map(numberRead);
      if (!Object.hasOwn(known, name)) refused.push({ key: `range.${name}`, text: LCA.both("demo.no_field", { name }) });
      else if (typeof low !== "number" || typeof high !== "number" || low >= high) refused.push({ key: `range.${name}`, text: said("no_range") });
      else kept[name] = [low, high];
    }
    const notes = [];
    if (plain.sheet) notes.push(LCA.both("demo.needs_installation"));
    if ((plain.at || kit.offer.view.at) !== kit.offer.view.at) notes.push(said("other_inventories"));
    const tab = oneOf("tab", LCA.session.TABS, "explore"), per = oneOf("per", kit.offer.units, "kwh-capacity");
    const against = oneOf("against", kit.offer.rules.filter(one => one !== setup.rules), "");
    if (refused.length) {
      const listed = [0, 1].map(place => refused.map(one => `${one.key}: ${one.text[place]}`).join(place ? "；" : "; "));
      const words = said("shown_without", { count: refused.length, listed: "\0" });
      notes.push(words.map((text, place) => text.replace("\0", () => listed[place])));
    }
    return { state: { ...now, setup, baseline, second, second_rules: against, ranges: kept, own: {}, tab, per, open_row: plain.row || "", language }, banner: notes,
      vain: refused.filter(one => one.field) };
  }

  const quoted = text => encodeURIComponent(text).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", ":").replaceAll("%2C", ",");

  // The canonical address of a state; what stands at its default is left out.
  function addressOf(kit, state) {
    const start = choosing.start(kit.offer), pairs = [];
    const setups = (setup, usual, head) => {
      for (const name of ["product", "rules"]) if (setup[name] !== usual[name]) pairs.push([`${head}${name}`, setup[name]]);
      for (const [name, value] of Object.entries(setup.settings)) pairs.push([`${head}set.${name}`, typeof value === "string" ? value : numberWritten(value)]);
    };
    if (state.language === "zh") pairs.push(["lang", "zh-Hans"]);
    if (state.tab !== "explore") pairs.push(["tab", state.tab]);
    if (state.per !== "kwh-capacity") pairs.push(["per", state.per]);
    setups(state.setup, start, "");
    for (const [name, ends] of Object.entries(state.ranges)) pairs.push([`range.${name}`, ends.map(numberWritten).join("~")]);
    setups(state.baseline, { ...choosing.start(kit.offer, state.setup.product), rules: state.setup.rules }, "base.");
    if (state.second) {
      pairs.push(["second.product", state.second.product]);
      setups(state.second, { ...start, product: state.second.product }, "second.");
    }
    if (state.second_rules && state.second_rules !== state.setup.rules) pairs.push(["against", state.second_rules]);
    if (state.open_row) pairs.push(["row", state.open_row]);
    const rank = ([key]) => ORDER.indexOf(kindOf(key));
    return `?${[["v", String(VERSION)], ...pairs].sort((one, other) => rank(one) - rank(other)).map(pair => pair.map(quoted).join("=")).join("&")}`;
  }

  LCA.links = { stateOf, addressOf, numberWritten, read };
})(window.LCA);
