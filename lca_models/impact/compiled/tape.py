"""A tape: the operations of a graph as a flat list over registers, run on blocks of samples at a time.

A register holds one number for each sample of a block. A register is free again after its last use, so that a block stays
in the cache of the processor; the constants that operations share have registers of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.impact.compiled.expressions import NOTHING, NUMBER, OPERATIONS, Graph

Register = np.ndarray  # (samples of a block,)
NUMPY_BLOCK = 2048  # samples: enough to outweigh the calls, few enough for the cache


@dataclass(frozen=True)
class Tape:
    """k inputs -> m outputs. `registers` of them hold the numbers of a block; never read before written."""

    operations: np.ndarray  # (t,) number in OPERATIONS
    targets: np.ndarray  # (t,) register written
    operands: np.ndarray  # (t, 3) registers read; NOTHING where an operation has fewer
    constants: np.ndarray  # (t,) of operations that hold one
    inputs: np.ndarray  # (k,) register of each input; NOTHING where nothing depends on it
    outputs: np.ndarray  # (m,) register of each output
    fixed: np.ndarray  # (f,) registers that hold a constant
    fixed_values: np.ndarray  # (f,)
    registers: int

    @cached_property
    def program(self) -> list[tuple[int, int, int, int, int, float]]:
        """Operation, target, operands and constant of every step, as plain numbers."""
        columns = (self.operations, self.targets, *self.operands.T, self.constants)
        return list(zip(*(column.tolist() for column in columns), strict=True))

    def run(self, values: np.ndarray) -> np.ndarray:
        """Outputs (m, n) of inputs (k, n), with NumPy alone."""
        n = values.shape[1]
        found = np.empty((len(self.outputs), n))
        registers = self.buffer(min(n, NUMPY_BLOCK))
        with np.errstate(all="ignore"):  # values without meaning are looked for in the outputs
            for start in range(0, n, NUMPY_BLOCK):
                stop = min(start + NUMPY_BLOCK, n)
                block = registers[:, : stop - start]
                self._load(block, values[:, start:stop])
                scratch = np.empty(stop - start)
                for operation, target, a, b, c, constant in self.program:
                    _STEPS[operation](block, target, a, b, c, constant, scratch)
                found[:, start:stop] = block[self.outputs]
        return found

    def filled(self, values: np.ndarray) -> np.ndarray:
        """All registers (registers, n) after a run over inputs (k, n) in one block."""
        block = self.buffer(values.shape[1])
        self._load(block, values)
        scratch = np.empty(values.shape[1])
        for operation, target, a, b, c, constant in self.program:
            _STEPS[operation](block, target, a, b, c, constant, scratch)
        return block

    def buffer(self, samples: int) -> np.ndarray:
        """Registers for a block of samples (registers, samples), the constants in place."""
        registers = np.zeros((self.registers, samples))
        registers[self.fixed] = self.fixed_values[:, None]
        return registers

    def _load(self, block: np.ndarray, values: np.ndarray) -> None:
        used = self.inputs != NOTHING
        block[self.inputs[used]] = values[used]


def record(graph: Graph, inputs: Sequence[int], outputs: Sequence[int], *, reuse: bool = True) -> Tape:
    """The tape that computes the nodes `outputs` from the nodes `inputs`; what no output needs is left out.

    Without `reuse` every node keeps its register, as a sweep backwards needs.
    """
    needed = _needed(graph, outputs)
    last_use = _last_uses(graph, needed, outputs)
    registers: dict[int, int] = {}
    free: list[int] = []
    expiring: dict[int, list[int]] = {}
    for node, last in last_use.items():
        expiring.setdefault(last, []).append(node)
    count = 0

    def place(node: int) -> int:
        nonlocal count
        if free:
            registers[node] = free.pop()
        else:
            registers[node] = count
            count += 1
        return registers[node]

    given = set(inputs)
    fixed = [node for node in needed if graph.operations[node] == NUMBER["constant"]]
    for node in [*fixed, *(node for node in needed if node in given)]:
        place(node)
    steps: list[tuple[int, int, tuple[int, int, int], float]] = []
    for node in needed:
        if node in registers:
            continue
        read = tuple(registers[one] if one != NOTHING else NOTHING for one in graph.operands[node])
        target = place(node)  # before the operands are freed: no operation writes where it reads
        steps.append((graph.operations[node], target, read, graph.constants[node]))  # type: ignore[arg-type]
        if reuse:
            free.extend(registers[one] for one in expiring.get(node, ()) if graph.operations[one] != NUMBER["constant"])
    return Tape(
        operations=np.array([step[0] for step in steps], dtype=np.int32),
        targets=np.array([step[1] for step in steps], dtype=np.int32),
        operands=np.array([step[2] for step in steps], dtype=np.int32).reshape(-1, 3),
        constants=np.array([step[3] for step in steps], dtype=float),
        inputs=np.array([registers.get(node, NOTHING) for node in inputs], dtype=np.int32),
        outputs=np.array([registers[node] for node in outputs], dtype=np.int32),
        fixed=np.array([registers[node] for node in fixed], dtype=np.int32),
        fixed_values=np.array([graph.constants[node] for node in fixed], dtype=float),
        registers=count,
    )


def _needed(graph: Graph, outputs: Sequence[int]) -> list[int]:
    """Nodes that the outputs rest on, in the order of the graph."""
    found = set(outputs)
    waiting = list(found)
    while waiting:
        for operand in graph.operands[waiting.pop()]:
            if operand != NOTHING and operand not in found:
                found.add(operand)
                waiting.append(operand)
    return sorted(found)


def _last_uses(graph: Graph, needed: list[int], outputs: Sequence[int]) -> dict[int, int]:
    """The last node that reads each node; outputs are kept for ever and left out."""
    last: dict[int, int] = {}
    for node in needed:
        for operand in graph.operands[node]:
            last[operand] = node
    for node in (*outputs, NOTHING):
        last.pop(node, None)
    return last


Step = Callable[[np.ndarray, int, int, int, int, float, Register], None]


def _binary(function: np.ufunc) -> Step:
    def step(r: np.ndarray, t: int, a: int, b: int, _c: int, _k: float, _s: Register) -> None:
        function(r[a], r[b], out=r[t])

    return step


def _with_constant(function: np.ufunc, *, first: bool = False) -> Step:
    def step(r: np.ndarray, t: int, a: int, _b: int, _c: int, k: float, _s: Register) -> None:
        if first:
            function(k, r[a], out=r[t])
        else:
            function(r[a], k, out=r[t])

    return step


def _unary(function: np.ufunc) -> Step:
    def step(r: np.ndarray, t: int, a: int, _b: int, _c: int, _k: float, _s: Register) -> None:
        function(r[a], out=r[t])

    return step


def _multiply_add(r: np.ndarray, t: int, a: int, b: int, c: int, _k: float, scratch: Register) -> None:
    np.multiply(r[a], r[b], out=scratch)
    np.add(scratch, r[c], out=r[t])


def _multiply_add_c(r: np.ndarray, t: int, a: int, _b: int, c: int, k: float, scratch: Register) -> None:
    np.multiply(r[a], k, out=scratch)
    np.add(scratch, r[c], out=r[t])


def _and(r: np.ndarray, t: int, a: int, b: int, _c: int, _k: float, _s: Register) -> None:
    r[t] = np.where(r[a] != 0, r[b], r[a])


def _or(r: np.ndarray, t: int, a: int, b: int, _c: int, _k: float, _s: Register) -> None:
    r[t] = np.where(r[a] != 0, r[a], r[b])


def _select(r: np.ndarray, t: int, a: int, b: int, c: int, _k: float, _s: Register) -> None:
    r[t] = np.where(r[a] != 0, r[b], r[c])


def _not(r: np.ndarray, t: int, a: int, _b: int, _c: int, _k: float, _s: Register) -> None:
    r[t] = r[a] == 0


_BY_NAME: dict[str, Step] = {
    "add": _binary(np.add), "add_c": _with_constant(np.add),
    "subtract": _binary(np.subtract), "subtract_from_c": _with_constant(np.subtract, first=True),
    "multiply": _binary(np.multiply), "multiply_c": _with_constant(np.multiply),
    "multiply_add": _multiply_add, "multiply_add_c": _multiply_add_c,
    "divide": _binary(np.divide), "divide_c_by": _with_constant(np.divide, first=True),
    "power": _binary(np.power), "floor_divide": _binary(np.floor_divide), "remainder": _binary(np.remainder),
    "minimum": _binary(np.minimum), "maximum": _binary(np.maximum), "hypot": _binary(np.hypot),
    "equal": _binary(np.equal), "not_equal": _binary(np.not_equal),
    "less": _binary(np.less), "less_equal": _binary(np.less_equal),
    "and": _and, "or": _or, "not": _not, "select": _select,
    "sqrt": _unary(np.sqrt), "exp": _unary(np.exp), "log": _unary(np.log), "log10": _unary(np.log10),
    "log2": _unary(np.log2), "absolute": _unary(np.absolute), "floor": _unary(np.floor), "ceil": _unary(np.ceil),
    "round": _unary(np.rint), "sin": _unary(np.sin), "cos": _unary(np.cos), "tan": _unary(np.tan),
}  # fmt: skip
_STEPS: list[Step] = [_BY_NAME[name] for name in OPERATIONS if name != "constant"]
