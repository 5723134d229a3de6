// The draws of `lca-models montecarlo`, from the same stream of numbers: which inputs are drawn, their values, and intervals.
"use strict";
(LCA => {
  const { doubles } = LCA.engine;
  const CHUNK = 512; // samples whose levels follow one another in the stream, input by input
  const STILL = 0, NORMAL = 1, LOGNORMAL = 2, TRIANGULAR = 3;
  const COEFFICIENTS = 7, LEAST_LEVEL = 2 ** -33, ENDS = [0.025, 0.975];
  const MULTIPLIER = 47026247687942121848144207491837523525n; // of PCG64 (O'Neill 2014)
  const WORD = 64n, LOW = (1n << WORD) - 1n;

  // Numbers of PCG64 between 0 and 1, from the state that the kit begins with; a block at a time, kept.
  function stream(start) {
    let state = BigInt(start.state);
    const increment = BigInt(start.increment);
    let found = new Float64Array(0);
    return count => {
      if (found.length < count) {
        const more = new Float64Array(count);
        more.set(found);
        for (let at = found.length; at < count; at += 1) {
          state = BigInt.asUintN(128, state * MULTIPLIER + increment);
          const mixed = (state >> WORD) ^ (state & LOW), turn = state >> 122n;
          const word = BigInt.asUintN(64, (mixed >> turn) | (mixed << (WORD - turn)));
          more[at] = Number(word >> 11n) * 2 ** -53;
        }
        found = more;
      }
      return found;
    };
  }

  // Wichura (1988), AS 241: the standard normal value at a level.
  const polynomial = (c, x) => c.reduce((sum, one) => sum * x + one, 0);
  const MIDDLE = [[2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
  [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
    687.1870074920579083, 42.313330701600911252, 1]];
  const TAIL = [[7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
  [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1]];
  const END = [[2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
    0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
  [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1]];
  function normal(level) {
    const q = level - 0.5;
    if (Math.abs(q) <= 0.425) {
      const r = 0.180625 - q * q;
      return q * polynomial(MIDDLE[0], r) / polynomial(MIDDLE[1], r);
    }
    const r = Math.sqrt(-Math.log(q < 0 ? level : 1 - level)), [above, below] = r <= 5 ? TAIL : END;
    const found = polynomial(above, r - (r <= 5 ? 1.6 : 5)) / polynomial(below, r - (r <= 5 ? 1.6 : 5));
    return q < 0 ? -found : found;
  }

  // The value of an input at a level between 0 and 1; c: its coefficients.
  function valueAt(kind, c, level) {
    if (kind === NORMAL || kind === LOGNORMAL) {
      const [loc, scale, sign, below, width, lowest, highest] = c;
      const reached = Math.min(Math.max(below + level * width, LEAST_LEVEL), 1 - LEAST_LEVEL);
      const found = loc + scale * normal(reached), whole = kind === LOGNORMAL ? sign * Math.exp(found) : found;
      return below > 0 || width < 1 ? Math.min(Math.max(whole, lowest), highest) : whole;
    }
    if (kind === TRIANGULAR) {
      const [low, high, turn, rising, falling] = c;
      return level <= turn ? low + Math.sqrt(level * rising) : high - Math.sqrt((1 - level) * falling);
    }
    return c[0] + level * c[1];
  }

  // Which of the drawn inputs stay when those without effect are left out; a mix goes or stays as a whole.
  function kept(drawn, isRead) {
    const groups = new Set(drawn.groups.filter((group, at) => group >= 0 && isRead(at)));
    return drawn.names.map((_, at) => at).filter(at => isRead(at) || groups.has(drawn.groups[at]));
  }

  // Samples of the inputs `chosen`, a column of n values each; `level(row, s)`: of the row-th uncertain one of them.
  function sampleAt(drawn, chosen, n, level) {
    const table = doubles(drawn.coefficients), amounts = doubles(drawn.amounts);
    const row = new Map(chosen.filter(at => drawn.uncertain[at]).map((at, number) => [at, number]));
    const columns = chosen.map(at => {
      if (drawn.kinds[at] === STILL) return new Float64Array(n).fill(amounts[at]);
      const c = table.subarray(COEFFICIENTS * at, COEFFICIENTS * (at + 1)), own = row.get(at), column = new Float64Array(n);
      for (let s = 0; s < n; s += 1) column[s] = valueAt(drawn.kinds[at], c, level(own, s));
      return column;
    });
    share(drawn, chosen, columns, n);
    return columns;
  }

  // The samples of a Monte Carlo, whose levels follow one another in the stream by chunks.
  function sample(drawn, chosen, n, take) {
    const d = chosen.filter(at => drawn.uncertain[at]).length, levels = take(Math.ceil(n / CHUNK) * CHUNK * d);
    return sampleAt(drawn, chosen, n, (row, s) => levels[(Math.floor(s / CHUNK) * d + row) * CHUNK + (s % CHUNK)]);
  }

  // Brings every mix back to its sum.
  function share(drawn, chosen, columns, n) {
    const mixes = new Map();
    chosen.forEach((at, number) => {
      if (drawn.groups[at] < 0 || !drawn.varying[at]) return;
      mixes.set(drawn.groups[at], [...(mixes.get(drawn.groups[at]) || []), columns[number]]);
    });
    mixes.forEach((members, group) => {
      for (let s = 0; s < n; s += 1) {
        const factor = drawn.totals[group] / members.reduce((sum, one) => sum + one[s], 0);
        members.forEach(one => { one[s] *= factor; });
      }
    });
  }

  // Values of the inputs `chosen` without uncertainty.
  function central(drawn, chosen) {
    const middle = doubles(drawn.central), columns = chosen.map(at => Float64Array.of(middle[at]));
    share(drawn, chosen, columns, 1);
    return columns;
  }

  function quantile(sorted, share_) {
    const at = (sorted.length - 1) * share_, low = Math.floor(at), rest = at - low;
    const a = sorted[low], b = sorted[Math.min(low + 1, sorted.length - 1)];
    return rest >= 0.5 ? b - (b - a) * (1 - rest) : a + (b - a) * rest;
  }
  // The middle 95 % of samples, and the percentile among them of a central value; what equals it counts half.
  function interval(samples, middle) {
    const sorted = Float64Array.from(samples).sort();
    const below = sorted.filter(one => one < middle).length, equal = sorted.filter(one => one === middle).length;
    return { low: quantile(sorted, ENDS[0]), high: quantile(sorted, ENDS[1]), p25: quantile(sorted, 0.25), median: quantile(sorted, 0.5), p75: quantile(sorted, 0.75), central: middle,
      percentile: 100 * (below + equal / 2) / sorted.length, n: sorted.length };
  }

  LCA.draws = { stream, sample, sampleAt, central, kept, interval, quantile, valueAt };
})(window.LCA);
