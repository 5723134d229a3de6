// What the page shows of a state, in the same plain data as the kit answers with: setup, totals and stages, intervals, map.
"use strict";
(LCA => {
  const { choosing } = LCA;
  const SAMPLES = 1000, SEED = 0, GATE = ["raw material acquisition", "manufacturing"];
  const USUAL = ["kwh-capacity", "pack", "kwh-delivered"]; // totals that stand there whichever is shown
  const HERE = "CN-SC", THERE = "CN-NM"; // two provinces whose power differs, to find out whether a place matters
  const PLANT = "cell_plant_province", AS_THE_RULES_SAY = "", APPROACH = "end_of_life_approach", CERTIFICATES = "certificates_count";

  // The footprint of a setup, from the file of its product; refused where the file has no number for it.
  function evaluated(kit, setup) {
    const pack = kit.pack(setup), numbers = choosing.numbers(kit.offer, setup), values = pack.values(numbers);
    const found = pack.evaluate(values);
    if (!found) choosing.refuse("", "demo.cannot", {});
    return { pack, values, ...found };
  }

  // Fields that change nothing, with what would let each of them in: a later grid, credits, other terms than the rules', or certificates that count.
  function idleFields(kit, setup) {
    const now = choosing(kit.offer, setup), trials = [], pack = kit.pack(setup);
    for (const [name, one] of Object.entries(kit.offer.fields)) {
      const value = now.value(name);
      if (!one.numbers) trials.push([name, value !== one.lowest ? one.lowest : one.highest]);
      else if (one.group === "plants") trials.push([name, value === HERE ? THERE : HERE]);
      else if (value !== AS_THE_RULES_SAY) trials.push([name, Object.keys(one.numbers).find(code => code !== value)]);
    }
    trials.push(["green_percent", now.value("green_percent") !== 100 ? 100 : 0]);
    const here = choosing.numbers(kit.offer, setup), total = numbers => (pack.evaluate(pack.values(numbers)) || {}).total;
    const moved = trials.map(([name, value]) => [name, choosing.numbers(kit.offer, now.withValue(name, value))]);
    const others = name => Object.entries(kit.offer.fields[name].numbers).filter(([code]) => code !== now.value(name))
      .map(([, number]) => ({ [name]: number }));
    // Whether an approach gives credits; what one without them lets in is a burden that is not counted here.
    const gives = wanted => change => ((pack.evaluate(pack.values({ ...here, ...change })) || { credits: [] }).credits.some(one => one !== 0)) === wanted;
    const rules = { key: "reason.rules_fix", values: { rules: { key: `rules.${setup.rules}` } } };
    const openings = [...others("grid_year").map(one => [one, { key: "reason.pathway" }]),
      ...others(APPROACH).filter(gives(false)).map(one => [one, { key: "reason.no_burden" }]),
      ...others(APPROACH).filter(gives(true)).map(one => [one, { key: "reason.no_credit" }]),
      ...Object.entries(pack.data.unruled).map(([name, value]) => [{ [name]: value }, rules]),
      ...(pack.data.inputs.includes(CERTIFICATES) ? [[{ [CERTIFICATES]: 1 }, { key: "reason.certificates" }]] : [])];
    const before = openings.map(([change]) => total({ ...here, ...change })), start = total(here), found = {};
    for (const [name, numbers] of moved) {
      if (total(numbers) !== start) continue;
      const at = openings.findIndex(([change], place) => total({ ...numbers, ...change }) !== before[place]);
      found[name] = at >= 0 ? openings[at][1] : { key: name === "precursor_province" ? "reason.no_precursor" : "reason.zero" };
    }
    return found;
  }

  function sentence(kit, setup) {
    const now = choosing(kit.offer, setup), values = {};
    for (const name of ["product", "rules", PLANT, "instrument", "technology"]) {
      const spec = kit.offer.view.fields[name];
      const entry = spec && (spec.of ? spec.of[now.instrument] : spec.choices).find(one => one.code === now.value(name));
      if (entry) values[name] = entry.name;
    }
    if (values.technology) values.technology = { lower: values.technology };
    values.instrument = { key: `page.by.${now.instrument}` };
    const energy = now.value("pack_energy"), green = now.value("green_percent");
    const sized = energy !== now.fallback("pack_energy") ? "_sized" : "";
    return { key: `page.sentence${sized}${green ? "_green" : ""}`,
      values: { ...values, energy: choosing.written(energy), green: choosing.written(green) } };
  }

  const quoted = word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\"'\"'")}'`);
  function command(kit, setup) {
    const options = setup.rules === kit.offer.rules[0] ? [] : [`--rules ${quoted(setup.rules)}`];
    const settings = Object.entries(setup.settings).map(([name, value]) => `--set ${quoted(`${name}=${choosing.written(value)}`)}`);
    return [`lca-models footprint ${quoted(setup.product)}`, ...options, ...settings];
  }

  function setupView(kit, state) {
    const now = choosing(kit.offer, state.setup), off = idleFields(kit, state.setup), fields = {};
    for (const name of now.names) {
      fields[name] = { value: now.value(name) };
      if (now.chosen.includes(name)) fields[name].yours = true;
      if (off[name]) fields[name].off = off[name];
      if (name === "pack_energy") [fields[name].lowest, fields[name].highest] = now.limits(name);
    }
    fields.method = { value: "", off: { key: "demo.needs_installation" } };
    // Settings as a link holds them: a share of power through another instrument is one, whichever fields show it.
    const yours = (state.setup.rules !== kit.offer.rules[0]) + Object.keys(state.setup.settings).length + Object.keys(state.ranges).length;
    return { fields, sentence: sentence(kit, state.setup), category: null, yours,
      rules_approach: kit.offer.approaches[state.setup.rules], command: command(kit, state.setup) };
  }

  const unitAt = (pack, per) => pack.data.per.findIndex(one => one.code === per);
  function explorerView(kit, state) {
    const now = evaluated(kit, state.setup), before = evaluated(kit, state.baseline);
    const totals = now.pack.data.per.map((one, at) => {
      const amount = now.total * now.factors[at], base = before.total * before.factors[at];
      const close = Math.abs(amount - base) <= 1e-12 * Math.max(Math.abs(amount), Math.abs(base));
      const change = close ? 0 : amount - base;
      return { per: one.code, unit: one.unit, exact: amount, amount: amount * one.scale, change: change * one.scale,
        share: base > 0 ? change / base : null };
    });
    const at = unitAt(now.pack, state.per), { scale, unit } = now.pack.data.per[at];
    const factor = scale * now.factors[at], earlier = scale * before.factors[at];
    const rows = now.pack.data.stages.map((stage, number) => {
      const amount = now.stages[number], credit = now.credits[number], base = before.stages[number], old = before.credits[number];
      return { stage, exact: amount, burden: (amount - credit) * factor, credit: credit * factor,
        base_burden: (base - old) * earlier, base_credit: old * earlier };
    });
    const gate = now.pack.data.stages.reduce((sum, stage, number) => sum + (GATE.includes(stage) ? now.stages[number] : 0), 0);
    return { totals, stages: { unit, per: state.per, rows },
      life: { energy: now.delivered, cycles: now.pack.cycles(now.terms) },
      gate: gate * now.factors[unitAt(now.pack, "kwh-capacity")], remarks: [] };
  }

  // Totals (one array for each unit) of samples of the inputs `chosen`, whose values stand in `columns`.
  function totalsOf(pack, values, chosen, columns, n) {
    const given = values.slice(), found = pack.data.per.map(() => new Float64Array(n));
    const places = chosen.map(at => pack.data.drawn.inputs[at]);
    for (let sample = 0; sample < n; sample += 1) {
      places.forEach((place, number) => { if (place >= 0) given[place] = columns[number][sample]; });
      const one = pack.evaluate(given);
      if (!one) return null;
      found.forEach((column, at) => { column[sample] = one.total * one.factors[at]; });
    }
    return found;
  }

  // Intervals per unit, in the unit of the category: the draws of `lca-models montecarlo -n 1000 --seed 0`.
  function intervals(kit, setup, units) {
    const { pack, values } = evaluated(kit, setup), { drawn } = pack.data, found = {}, known = new Map();
    pack.data.per.forEach((unit, at) => {
      if (!units.includes(unit.code)) return;
      const isRead = LCA.idle.reader(pack, values, unit);
      const chosen = LCA.draws.kept(drawn, number => isRead(drawn.inputs[number]));
      const key = chosen.join();
      if (!known.has(key)) {
        known.set(key, [totalsOf(pack, values, chosen, LCA.draws.sample(drawn, chosen, SAMPLES, kit.montecarlo), SAMPLES),
          totalsOf(pack, values, chosen, LCA.draws.central(drawn, chosen), 1)]);
      }
      const [samples, middle] = known.get(key);
      if (!samples || !middle || !chosen.length) return;
      found[unit.code] = { ...LCA.draws.interval(samples[at], middle[at][0]), uncertain: chosen.filter(one => drawn.uncertain[one]).length };
    });
    return found;
  }

  function mapView(kit, state, plant) {
    const now = evaluated(kit, state.setup), at = unitAt(now.pack, state.per), { scale, unit } = now.pack.data.per[at];
    const offered = kit.offer.provinces.filter(one => one.code in kit.offer.fields[plant].numbers);
    const first = Math.min(...offered.map(one => one.column));
    const tiles = offered.map(one => {
      const there = evaluated(kit, { ...state.setup, settings: { ...state.setup.settings, [plant]: one.code } });
      return { code: one.code, name: one.name, row: one.row, column: one.column - first, amount: there.total * there.factors[at] * scale };
    });
    return { plant, unit, per: state.per, tiles };
  }

  // The largest purchases are recorded where nothing is moved; elsewhere they are not told.
  function largest(kit, state) {
    const { pack, factors } = evaluated(kit, state.setup), at = unitAt(pack, state.per), factor = factors[at] * pack.data.per[at].scale;
    return Object.keys(state.setup.settings).length ? [] : pack.data.largest.map(one => ({ ...one, amount: one.amount * factor }));
  }

  async function explorerLater(kit, state) {
    const found = {}, { data } = kit.pack(state.setup);
    for (const [code, one] of Object.entries(intervals(kit, state.setup, [state.per, ...USUAL]))) {
      const { scale } = data.per[unitAt({ data }, code)];
      const ends = Object.fromEntries(["low", "p25", "median", "p75", "high"].map(name => [name, one[name] * scale]));
      found[code] = { ...ends, percentile: one.percentile, n: one.n, uncertain: one.uncertain, seed: SEED };
    }
    return { intervals: found, why: await LCA.views.why(kit, state, found[state.per]), map: mapView(kit, state, state.shown.plant || PLANT),
      largest: largest(kit, state) };
  }

  LCA.views = { evaluated, setupView, explorerView, intervals, totalsOf, unitAt, sentence, command, APPROACH,
    actions: {}, tabs: { explore: explorerLater } };
})(window.LCA);
