// Compare: two setups beside each other, their order on shared draws, and the share of green power at which they are equal.
"use strict";
(LCA => {
  const { choosing, views } = LCA;
  const SAMPLES = 1000, BINS = 17, TAILS = [0.005, 0.995], POINTS = 101, HALVINGS = 80;

  // Totals of both on the draws of `lca-models compare --paired`: an input that both have by one name has one level for both.
  function pairedTotals(kit, setups, per) {
    const sides = setups.map(setup => {
      const { pack, values } = views.evaluated(kit, setup), at = views.unitAt(pack, per), { drawn } = pack.data;
      const isRead = LCA.idle.reader(pack, values, pack.data.per[at]);
      const chosen = LCA.draws.kept(drawn, number => isRead(drawn.inputs[number]));
      return { pack, values, at, chosen, names: chosen.filter(one => drawn.uncertain[one]).map(one => drawn.names[one]) };
    });
    const names = [...new Set(sides.flatMap(one => one.names))], levels = kit.montecarlo(SAMPLES * names.length);
    return sides.map(({ pack, values, at, chosen, names: own }) => {
      const places = own.map(name => names.indexOf(name)), { scale } = pack.data.per[at];
      const columns = LCA.draws.sampleAt(pack.data.drawn, chosen, SAMPLES, (row, s) => levels[s * names.length + places[row]]);
      const totals = views.totalsOf(pack, values, chosen, columns, SAMPLES);
      return totals ? totals[at].map(one => one * scale) : choosing.refuse("second", "demo.cannot", {});
    });
  }

  function histogram(differences) {
    const sorted = Float64Array.from(differences).sort(), [low, high] = TAILS.map(one => LCA.draws.quantile(sorted, one));
    if (low === high) return [];
    const lowest = Math.min(0, low), highest = Math.max(0, high);
    let width = (highest - lowest) / BINS;
    const below = Math.max(LCA.engine.OPERATIONS.round(-lowest / width), lowest < 0 ? 1 : 0), above = Math.max(BINS - below, highest > 0 ? 1 : 0);
    width = Math.max(below ? -lowest / below : 0, above ? highest / above : 0);
    const edges = Array.from({ length: below + above + 1 }, (_, at) => (at - below) * width), counts = new Array(below + above).fill(0);
    for (const one of differences) {
      const held = Math.min(Math.max(one, edges[0]), edges[edges.length - 1]);
      let place = Math.min(edges.findIndex(edge => edge > held), counts.length) - 1;
      if (place < 0) place = counts.length - 1; // the last edge belongs to the last bin
      counts[place] += 1;
    }
    const bins = counts.map((count, at) => ({ low: edges[at], high: edges[at + 1], count }));
    const first = counts.findIndex(Boolean), last = counts.length - [...counts].reverse().findIndex(Boolean);
    return bins.slice(first, last);
  }

  function sure(kit, setups, per) {
    const [first, second] = pairedTotals(kit, setups, per), differences = second.map((one, at) => one - first[at]);
    const sorted = Float64Array.from(differences).sort(), share = test => differences.filter(test).length / differences.length;
    return { first_lower: share(one => one > 0), equal: share(one => one === 0), second_lower: share(one => one < 0), n: SAMPLES,
      median: LCA.draws.quantile(sorted, 0.5), low: LCA.draws.quantile(sorted, 0.025), high: LCA.draws.quantile(sorted, 0.975),
      bins: histogram(differences) };
  }

  // The share of green power, which both plants buy alike, at which the totals are equal.
  function breakEven(kit, setups, per) {
    const shares = Object.values(kit.offer.instruments).map(one => one[0]);
    const along = setups.map(setup => {
      const { pack, values } = views.evaluated(kit, setup), at = views.unitAt(pack, per);
      const own = choosing(kit.offer, setup).parameter("green_percent"), place = pack.place[own];
      const beside = shares.filter(one => one !== own).reduce((sum, one) => sum + Number(setup.settings[one] || 0), 0);
      return { most: 1 - beside, total: share => {
        const given = values.slice();
        if (place !== undefined) given[place] = share;
        const found = pack.evaluate(given);
        return found ? found.total * found.factors[at] * pack.data.per[at].scale : NaN;
      } };
    });
    const most = Math.min(...along.map(one => one.most)), [first, second] = along.map(one => one.total);
    const grid = Array.from({ length: POINTS }, (_, at) => (at === POINTS - 1 ? most : (most / (POINTS - 1)) * at));
    const gap = share => first(share) - second(share);
    const gaps = grid.map(share => {
      const [left, right] = [first(share), second(share)], close = 4 * Number.EPSILON * Math.max(Math.abs(left), Math.abs(right));
      return Math.abs(left - right) <= close ? 0 : left - right;
    });
    const moving = gaps.filter(one => one !== 0), found = moving.length ? grid.filter((_, at) => gaps[at] === 0) : [];
    for (let at = 0; moving.length && at < POINTS - 1; at += 1) {
      if (!(gaps[at] * gaps[at + 1] < 0)) continue;
      let [low, high] = [grid[at], grid[at + 1]];
      for (let half = 0; half < HALVINGS; half += 1) {
        const middle = (low + high) / 2;
        if ((gap(middle) < 0) === (gaps[at] < 0)) low = middle; else high = middle;
      }
      found.push((low + high) / 2);
    }
    found.sort((one, other) => one - other);
    return { points: found.map(share => ({ share, amount: first(share) })), first_lower: moving.length > 0 && moving[0] < 0, equal: !moving.length };
  }

  function stagesOf(first, second, at) {
    const [one, other] = [first, second].map(found => found.factors[at] * found.pack.data.per[at].scale);
    return second.pack.data.stages.map((stage, number) => {
      const [before, now] = [first.stages[number], second.stages[number]], [old, credit] = [first.credits[number], second.credits[number]];
      return { stage, burden: (now - credit) * other, credit: credit * other, first_burden: (before - old) * one, first_credit: old * one };
    });
  }

  function fieldsOf(kit, second, first) {
    const now = choosing(kit.offer, second), other = choosing(kit.offer, first), fields = {};
    for (const name of now.names) {
      fields[name] = { value: now.value(name), differs: now.value(name) !== other.value(name) };
      if (now.isNumber(name)) [fields[name].lowest, fields[name].highest] = now.limits(name);
    }
    fields.method = { value: "", differs: false };
    return { fields, approach: kit.offer.approaches[second.rules] };
  }

  const rated = found => found.terms[found.pack.data.life.terms.rated_energy];
  function compareView(kit, state) {
    const offer = kit.offer.view.fields.product.choices;
    if (!state.second) return { second: null, offer };
    const setups = [state.setup, state.second], sides = setups.map(setup => views.evaluated(kit, setup));
    const per = rated(sides[0]) === rated(sides[1]) ? state.per : "kwh-delivered";
    const at = views.unitAt(sides[0].pack, per), { unit, scale } = sides[0].pack.data.per[at];
    const exact = sides.map(one => one.total * one.factors[at]), totals = exact.map(one => one * scale), difference = totals[1] - totals[0];
    return { offer, per, asked_per: state.per, unit,
      sides: setups.map((setup, place) => ({ sentence: views.sentence(kit, setup), total: totals[place], exact: exact[place] })),
      difference, share: totals[0] > 0 ? difference / totals[0] : null, stages: stagesOf(sides[0], sides[1], at), sure: sure(kit, setups, per),
      break_even: breakEven(kit, setups, per), second: fieldsOf(kit, state.second, state.setup) };
  }

  function chooseSecond(kit, state, { start, change = {} }) {
    if (start === "") return { ...state, second: null };
    let { second } = state;
    if (start === "mine") second = state.setup;
    else if (start !== undefined) {
      if (!kit.offer.products.includes(start)) choosing.refuse("second", "demo.not_offered", { value: String(start).slice(0, 40) });
      second = { ...choosing.start(kit.offer, start), rules: state.setup.rules };
    }
    if (!second) choosing.refuse("second", "demo.no_second", {});
    for (const [name, value] of Object.entries(change)) second = choosing(kit.offer, second).withValue(name, value);
    return { ...state, second };
  }

  views.tabs.compare = compareView;
  Object.assign(views.actions, { second: chooseSecond });
})(window.LCA);
