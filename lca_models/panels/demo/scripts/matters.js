// What matters: one input at a time through its range, by evaluation. Elasticities and shares of the spread need the kit.
"use strict";
(LCA => {
  const { choosing, views } = LCA;
  const MOST = 15, OFFERED = 40, ROUNDING = 1e-12, REASONS = 3, MIDDLE = 50, DIGITS = 9;

  // The total at both ends of each range, widest first, a mixture once; the other shares of a mix make room.
  function swings(kit, state, inputs) {
    const { pack, values } = views.evaluated(kit, state.setup), at = views.unitAt(pack, state.per), { drawn, ranges } = pack.data;
    const amounts = LCA.engine.doubles(drawn.amounts), total = given => {
      const found = pack.evaluate(given);
      return found ? found.total * found.factors[at] : NaN;
    };
    const found = Object.keys({ ...ranges, ...state.ranges }).flatMap(name => {
      const range = state.ranges[name] || ranges[name], number = drawn.names.indexOf(name);
      if (number < 0 || !inputs[name]) return [];
      const mates = drawn.groups[number] < 0 ? [] : drawn.names.map((_, one) => one).filter(one => one !== number && drawn.groups[one] === drawn.groups[number]);
      const others = mates.reduce((sum, one) => sum + amounts[one], 0);
      const [low, high] = range.map(end => {
        const given = values.slice(), put = (one, value) => { if (drawn.inputs[one] >= 0) given[drawn.inputs[one]] = value; };
        put(number, end);
        mates.forEach(one => put(one, amounts[one] * ((others + amounts[number] - end) / others)));
        return total(given);
      });
      return [{ name, group: drawn.groups[number], low: range[0], high: range[1], at_low: low, at_high: high, own: Object.hasOwn(state.ranges, name), value: amounts[number] }];
    });
    const width = one => Number(Math.abs(one.at_high - one.at_low).toPrecision(DIGITS)), seen = new Set();
    return found.sort((one, other) => width(other) - width(one)).filter(one => {
      const again = one.group >= 0 && seen.has(one.group);
      seen.add(one.group);
      return !again;
    });
  }

  // The inputs that pull the draws furthest to the side on which most of them lie, with the totals at their ends.
  async function why(kit, state, interval) {
    if (!interval) return [];
    const inputs = await kit.load("inputs"), { pack, total, factors } = views.evaluated(kit, state.setup), at = views.unitAt(pack, state.per);
    const { scale } = pack.data.per[at], here = total * factors[at], side = interval.percentile < MIDDLE ? 1 : -1;
    const pull = one => side * (one.at_low + one.at_high - 2 * here);
    return swings(kit, { ...state, ranges: {} }, inputs).sort((one, other) => pull(other) - pull(one)).slice(0, REASONS).filter(one => pull(one) > 0)
      .map(one => ({ key: one.name, name: inputs[one.name].words, unit: inputs[one.name].plain, low: one.low, high: one.high, at_low: one.at_low * scale, at_high: one.at_high * scale }));
  }

  async function mattersView(kit, state) {
    const inputs = await kit.load("inputs"), { pack, total, factors } = views.evaluated(kit, state.setup), at = views.unitAt(pack, state.per);
    const { scale, unit } = pack.data.per[at], found = swings(kit, state, inputs), chosen = found.find(one => one.name === state.shown.matters?.input) || found[0];
    const about = chosen && inputs[chosen.name];
    return { what: "ranges", unit, per: state.per, here: total * factors[at] * scale,
      uncertain: found.filter(one => Math.abs(one.at_high - one.at_low) > ROUNDING * Math.abs(one.at_low)).length, own: Object.keys(state.ranges).length,
      inputs: found.slice(0, OFFERED).map(one => ({ code: one.name, name: inputs[one.name].words })),
      range: chosen ? { input: chosen.name, words: about.words, unit: about.unit, low: chosen.low, high: chosen.high, by_itself: pack.data.ranges[chosen.name],
        value: chosen.value, limits: about.limits, yours: chosen.own, source: about.source } : null,
      rows: found.slice(0, MOST).map(one => ({ name: one.name, words: inputs[one.name].words, low: one.low, high: one.high, unit: inputs[one.name].unit,
        at_low: one.at_low * scale, at_high: one.at_high * scale, yours: one.own })) };
  }

  const shown = (state, more) => ({ ...state, shown: { ...state.shown, matters: { ...state.shown.matters, ...more } } });
  async function setRange(kit, state, { input, low, high }) {
    const { data } = kit.pack(state.setup), { unit = "" } = (await kit.load("inputs"))[input] || {};
    if (!Object.hasOwn(data.ranges, input)) choosing.refuse("range", "demo.no_field", { name: String(input).slice(0, 40) });
    const { [input]: _, ...kept } = state.ranges, none = one => one === undefined || one === null || one === "";
    if (none(low) && none(high)) return { ...shown(state, { input }), ranges: kept };
    const ends = [low, high].map(one => {
      const number = choosing.typed(one, unit);
      return Number.isFinite(number) ? number : choosing.refuse("range", "demo.not_a_number", { value: String(one).slice(0, 40) });
    });
    if (ends[0] > ends[1]) choosing.refuse("range", "demo.from_above_to", { high: String(ends[1]) });
    return { ...shown(state, { input }), ranges: { ...kept, [input]: ends } };
  }

  views.why = why;
  views.tabs.matters = mattersView;
  Object.assign(views.actions, {
    "matters.what": (kit, state, { what }) => (what === "ranges" ? state : choosing.refuse("tab", "demo.needs_installation", {})),
    "matters.input": (kit, state, { input }) => shown(state, { input: String(input) }),
    "matters.range": setRange,
    "matters.reset": (kit, state) => ({ ...state, ranges: {} }),
  });
})(window.LCA);
