// Runs the tapes of a product under a rule set: the arithmetic of the kit, step by step, as it is written in its data file.
"use strict";
(LCA => {
  const NO_REGISTER = 65535;
  const LEAST_PIVOT = 1e-6; // below it the kit solves by another way, which is not here
  const LIKENESS = 1e-9;
  const PROOFS = 3; // of twenty, looked at when a file is opened

  // By number in the tape. No operation makes a number of what is none, so `x * 0` is added where arithmetic would.
  const NAMES = ["add", "add_c", "subtract", "subtract_from_c", "multiply", "multiply_c", "multiply_add", "multiply_add_c",
    "divide", "divide_c_by", "power", "floor_divide", "remainder", "minimum", "maximum", "hypot", "equal", "not_equal",
    "less", "less_equal", "and", "or", "not", "select", "sqrt", "exp", "log", "log10", "log2", "absolute", "floor", "ceil",
    "round", "sin", "cos", "tan"];
  const CONSTANT = { add_c: 1, subtract_from_c: 0, multiply_c: 1, multiply_add_c: 1, divide_c_by: 0 }; // its place
  const OPERANDS = { add_c: 1, subtract_from_c: 1, multiply_c: 1, multiply_add_c: 2, divide_c_by: 1, multiply_add: 3,
    select: 3, not: 1, sqrt: 1, absolute: 1, floor: 1, ceil: 1, round: 1 };

  // Division with the rules of Python: the remainder has the sign of the divisor; nothing is divided by zero.
  function remainder(a, b) {
    const rest = a % b;
    return rest !== 0 && (rest < 0) !== (b < 0) ? rest + b : rest + b * 0;
  }
  function floorDivide(a, b) {
    if (b === 0) return NaN;
    const rest = a % b, whole = (a - rest) / b - (rest !== 0 && (b < 0) !== (rest < 0) ? 1 : 0), down = Math.floor(whole);
    return (whole - down > 0.5 ? down + 1 : down) + a * 0 + b * 0;
  }
  function round(a) { // half to even
    const down = Math.floor(a), rest = a - down;
    return rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
  }

  const OPERATIONS = {
    add: (a, b) => a + b, subtract: (a, b) => a - b, multiply: (a, b) => a * b, multiply_add: (a, b, c) => a * b + c,
    divide: (a, b) => a / b + b * 0, floor_divide: floorDivide, remainder, round,
    minimum: (a, b) => Math.min(a, b) + a * 0 + b * 0, maximum: (a, b) => Math.max(a, b) + a * 0 + b * 0,
    equal: (a, b) => (a === b) + a * 0 + b * 0, not_equal: (a, b) => (a !== b) + a * 0 + b * 0,
    less: (a, b) => (a < b) + a * 0 + b * 0, less_equal: (a, b) => (a <= b) + a * 0 + b * 0,
    and: (a, b) => (a !== 0 ? b : a) + a * 0, or: (a, b) => (a !== 0 ? a : b) + a * 0, not: a => (a === 0) + a * 0,
    select: (a, b, c) => (a !== 0 ? b : c) + a * 0, sqrt: Math.sqrt, absolute: Math.abs, floor: Math.floor, ceil: Math.ceil,
  };
  const BASE = { add_c: "add", subtract_from_c: "subtract", multiply_c: "multiply", multiply_add_c: "multiply_add",
    divide_c_by: "divide" };

  function bytes(text) {
    const found = atob(text), whole = new Uint8Array(found.length);
    for (let at = 0; at < found.length; at += 1) whole[at] = found.charCodeAt(at);
    return whole.buffer;
  }
  const doubles = text => new Float64Array(bytes(text));
  const shorts = text => new Uint16Array(bytes(text));

  // A tape: `steps` for whoever looks at it, `run(values)` for the outputs of values in the order of its inputs.
  function tape(data) {
    const operations = new Uint8Array(bytes(data.operations)), targets = shorts(data.targets);
    const read = shorts(data.operands), held = doubles(data.constants), constants = new Float64Array(operations.length);
    const steps = [];
    let next = 0;
    operations.forEach((number, at) => {
      const name = NAMES[number], place = CONSTANT[name];
      if (place !== undefined) { constants[at] = held[next]; next += 1; }
      const own = read.slice(3 * at, 3 * at + 3).filter(one => one !== NO_REGISTER);
      if (own.length !== (OPERANDS[name] || 2)) throw new Error(`step ${at} of a tape is damaged`);
      steps.push({ name, target: targets[at], registers: Array.from(own), constant: place === undefined ? null : constants[at] });
    });
    const functions = steps.map(step => OPERATIONS[BASE[step.name] || step.name]);
    if (functions.includes(undefined)) throw new Error("a tape holds an operation that is not arithmetic");
    const inputs = shorts(data.inputs), outputs = shorts(data.outputs), fixed = shorts(data.fixed);
    const fixedValues = doubles(data.fixedValues);
    function run(values) {
      const r = new Float64Array(data.registers);
      fixed.forEach((register, at) => { r[register] = fixedValues[at]; });
      inputs.forEach((register, at) => { if (register !== NO_REGISTER) r[register] = values[at]; });
      for (let at = 0; at < operations.length; at += 1) {
        const a = r[read[3 * at]], b = r[read[3 * at + 1]], c = r[read[3 * at + 2]], k = constants[at];
        let found;
        switch (operations[at]) {
          case 0: found = a + b; break;
          case 1: found = a + k; break;
          case 2: found = a - b; break;
          case 3: found = k - a; break;
          case 4: found = a * b; break;
          case 5: found = a * k; break;
          case 6: found = a * b + c; break;
          case 7: found = a * k + c; break;
          case 9: found = k / a + a * 0; break;
          default: found = functions[at](a, b, c);
        }
        r[targets[at]] = found;
      }
      return Float64Array.from(outputs, register => r[register]);
    }
    return { steps, run, inputs, outputs, fixed, fixedValues, NO_REGISTER };
  }

  LCA.engine = { NAMES, tape, doubles, OPERATIONS, BASE, CONSTANT, LEAST_PIVOT, LIKENESS, PROOFS };
})(window.LCA);
