// Which inputs a result depends on at some settings: the settings are folded into the tape as the kit folds them.
"use strict";
(LCA => {
  const { OPERATIONS, BASE, CONSTANT } = LCA.engine;
  const SWAPPED = new Set(["add", "multiply", "minimum", "maximum", "equal", "not_equal"]);

  // A small graph: a node is a number, or one of those that vary, with the places of the inputs it rests on.
  function graph() {
    const known = new Map(), nodes = [];
    const node = (key, bits) => {
      if (!known.has(key)) { known.set(key, nodes.length); nodes.push({ bits }); }
      return { id: known.get(key), bits: nodes[known.get(key)].bits };
    };
    const number = value => ({ value: value + 0 });
    const fixed = one => one.value !== undefined;
    const key = one => fixed(one) ? `=${one.value}` : `#${one.id}`;
    function make(name, operands) {
      const keys = operands.map(key), ordered = SWAPPED.has(name) ? keys.sort() : keys;
      return node(`${name} ${ordered.join(" ")}`, operands.filter(one => !fixed(one)).reduce((all, one) => all | one.bits, 0n));
    }
    function apply(name, operands) {
      const [a, b, c] = operands;
      if (name === "multiply_add") return apply("add", [apply("multiply", [a, b]), c]);
      if (operands.every(fixed)) return number(OPERATIONS[name](...operands.map(one => one.value)));
      if (name === "add") {
        if (fixed(a) && a.value === 0) return b;
        if (fixed(b) && b.value === 0) return a;
      }
      if (name === "multiply") {
        if ((fixed(a) && a.value === 0) || (fixed(b) && b.value === 0)) return number(0);
        if (fixed(a) && a.value === 1) return b;
        if (fixed(b) && b.value === 1) return a;
      }
      if (name === "subtract") {
        if (fixed(b) && b.value === 0) return a;
        if (!fixed(a) && !fixed(b) && a.id === b.id) return number(0);
      }
      if (name === "divide") {
        if (fixed(a) && a.value === 0) return number(0);
        if (fixed(b) && b.value === 1) return a;
      }
      if (name === "select") {
        if (fixed(a)) return a.value !== 0 ? b : c;
        if (key(b) === key(c)) return b;
      }
      if ((name === "and" || name === "or") && fixed(a)) return (a.value !== 0) === (name === "and") ? b : a;
      return make(name, operands);
    }
    return { node, number, apply };
  }

  // Bits of the inputs that the first outputs of a tape rest on while the inputs of `varying` vary, others at `values`.
  function read(tape, values, varying, outputs) {
    const found = graph(), registers = [];
    tape.fixed.forEach((register, at) => { registers[register] = found.number(tape.fixedValues[at]); });
    tape.inputs.forEach((register, at) => {
      if (register === tape.NO_REGISTER) return;
      registers[register] = varying.has(at) ? found.node(`input ${at}`, 1n << BigInt(at)) : found.number(values[at]);
    });
    tape.steps.forEach(step => {
      const operands = step.registers.map(one => registers[one]);
      if (step.constant !== null) operands.splice(CONSTANT[step.name], 0, found.number(step.constant));
      registers[step.target] = found.apply(BASE[step.name] || step.name, operands);
    });
    return Array.from(tape.outputs.slice(0, outputs), register => registers[register].bits || 0n);
  }

  // A function that says of an input whether a result, or a term of what it is counted per, depends on it.
  function reader(pack, values, unit) {
    const varying = new Set(pack.data.drawn.inputs.filter(at => at >= 0));
    const lines = read(pack.results, values, varying, 2 * pack.data.stages.length);
    const terms = unit.terms.length ? read(pack.terms, values, varying, pack.terms.outputs.length) : [];
    const bits = [...lines, ...unit.terms.map(at => terms[at])].reduce((all, one) => all | one, 0n);
    return input => input >= 0 && ((bits >> BigInt(input)) & 1n) === 1n;
  }

  LCA.idle = { read, reader };
})(window.LCA);
