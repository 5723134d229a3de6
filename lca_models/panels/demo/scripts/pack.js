// A product under a rule set: its footprint at settings that are offered, with what it is counted per.
"use strict";
(LCA => {
  const { tape, doubles, LEAST_PIVOT, LIKENESS, PROOFS } = LCA.engine;

  // Full cycles within the warranty, which ends with its years or its distance.
  function fullCycles(life, t) {
    const of = name => t[life.terms[name]];
    const years = of("warranty_km") > 0
      ? Math.min(of("warranty_years"), of("warranty_km") / of("distance_per_year_km")) : of("warranty_years");
    return of("full_cycles_per_year") * years;
  }

  // Energy delivered over the service life (kWh), from the terms of it.
  function energyDelivered(life, t) {
    const of = name => t[life.terms[name]];
    if (life.kind === "warranty years") return of("rated_energy") * of("usable_share") * fullCycles(life, t);
    const mean = of("service_life_fade") === life.linear ? (1 + of("retention")) / 2 : 1;
    return of("rated_energy") * of("depth_of_discharge") * of("cycles") * mean;
  }

  function open(data) {
    const results = tape(data.results), terms = tape(data.terms), defaults = doubles(data.defaults);
    const count = data.stages.length, place = Object.fromEntries(data.inputs.map((name, at) => [name, at]));

    // Values of all inputs: the defaults of the rule set but for some numbers by name.
    function values(numbers) {
      const found = defaults.slice();
      Object.entries(numbers).forEach(([name, number]) => { if (name in place) found[place[name]] = number; });
      return found;
    }

    // Results per pack and what turns them into other units; null where there is no number to show.
    function evaluate(given) {
      const lines = results.run(given), t = terms.run(given);
      const least = Math.min(...lines.slice(2 * count));
      const delivered = energyDelivered(data.life, t);
      const factors = data.per.map(one => 1 / (one.delivered ? delivered : one.terms.reduce((product, at) => product * t[at], 1)));
      const known = lines.every(Number.isFinite) && t.every(Number.isFinite) && factors.every(one => one > 0 && one < Infinity);
      if (!known || least < LEAST_PIVOT) return null;
      const stages = lines.slice(0, count);
      return { stages, credits: lines.slice(count, 2 * count), total: stages.reduce((sum, one) => sum + one, 0), factors,
        delivered, terms: t };
    }

    const alike = (found, wanted, size) => Math.abs(found - wanted) <= LIKENESS * size;
    // Whether the numbers of the kit that the file holds come out again.
    function proves(proof) {
      const found = evaluate(values(proof.numbers));
      if (!found) return false;
      const size = Math.max(...proof.stages.map(Math.abs));
      return proof.stages.every((one, at) => alike(found.stages[at], one, size))
        && proof.credits.every((one, at) => alike(found.credits[at], one, size))
        && proof.totals.every((one, at) => alike(found.total * found.factors[at], one, Math.abs(one)));
    }
    const step = Math.floor(data.proofs.length / PROOFS);
    const sound = [...Array(PROOFS).keys()].every(number => data.proofs.length > 0 && proves(data.proofs[number * step]));
    const cycles = t => (data.life.kind === "warranty years" ? fullCycles(data.life, t) : t[data.life.terms.cycles]);
    return { data, sound, values, evaluate, proves, results, terms, place, cycles };
  }

  LCA.packs = { open };
})(window.LCA);
