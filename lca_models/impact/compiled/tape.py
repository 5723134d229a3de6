"""A tape: the operations of a graph as a flat list over registers, run on blocks of samples at a time.

A register holds one number for each sample of a block. A register is free again after its last use, so that a block stays
in the cache of the processor; the constants that operations share have registers of their own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.instructions import CONDITIONAL, DIVISIONS, INSTRUCTIONS, NOTHING, NUMBER
from lca_models.inventory.operations import OPERATIONS, Operation

NUMPY_BLOCK = 2048  # samples: enough to outweigh the calls, few enough for the cache


class Step(NamedTuple):
    """One step of a tape, for NumPy."""

    operation: Operation
    target: int  # register written
    operands: tuple[int, ...]  # register of each operand; from the number of registers on, a constant of its own


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
    def program(self) -> tuple[list[Step], list[float]]:
        """Every step, and the constants that steps hold, which stand behind the registers."""
        steps: list[Step] = []
        held: list[float] = []
        for number, target, read, constant in zip(
            self.operations.tolist(),
            self.targets.tolist(),
            self.operands.tolist(),
            self.constants.tolist(),
            strict=True,
        ):
            operation, places = INSTRUCTIONS[number].operation, INSTRUCTIONS[number].places
            own = self.registers + len(held)
            if None in places:
                held.append(constant)
            steps.append(Step(operation, target, tuple(own if place is None else read[place] for place in places)))
        return steps, held

    @cached_property
    def _calls(self) -> list[tuple[Callable[..., object], itemgetter[Any]]]:
        """Of every step: its function, and what takes its operands and its target from all rows."""
        return [(operation.array, itemgetter(*operands, target)) for operation, target, operands in self.program[0]]

    def inputs_of(self, outputs: int) -> np.ndarray:
        """Per input (k,): whether one of the first outputs depends on it."""
        live = set(self.outputs[:outputs].tolist())
        for step in reversed(self.program[0]):
            if step.target in live:
                live.discard(step.target)
                live.update(step.operands)
        return np.array([at != NOTHING and at in live for at in self.inputs.tolist()], dtype=np.bool_)

    def with_inputs(self, places: Sequence[int]) -> Tape | None:
        """The same tape of some of its inputs (their places, in a new order); None where an operation reads another one."""
        if [*places] == [*range(len(self.inputs))]:
            return self
        if (np.delete(self.inputs, places) != NOTHING).any():
            return None
        return replace(self, inputs=self.inputs[[*places]])

    def inputs_read(self, outputs: int, values: np.ndarray, varies: np.ndarray) -> np.ndarray:
        """Per input (k,): whether it varies, and one of the first outputs depends on it while the others keep their values.

        Constants are folded as in a tape that is recorded for those that vary alone, in a tenth of the time.
        """
        graph, (steps, held) = Graph(), self.program
        nodes = [NOTHING] * self.registers + [graph.constant(one) for one in held]
        for register, value in zip(self.fixed.tolist(), self.fixed_values.tolist(), strict=True):
            nodes[register] = graph.constant(value)
        moving: dict[int, int] = {}
        for at, register in enumerate(self.inputs.tolist()):
            if register != NOTHING and varies[at]:
                nodes[register] = moving[at] = graph.input(str(at))
            elif register != NOTHING:
                nodes[register] = graph.constant(values[at])
        for operation, target, operands in steps:
            nodes[target] = graph.operate(operation.name, *[nodes[one] for one in operands])
        needed = set(_needed(graph, [nodes[at] for at in self.outputs[:outputs].tolist()]))
        return np.array([moving.get(at, NOTHING) in needed for at in range(len(self.inputs))], dtype=np.bool_)

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
                self._run(block)
                found[:, start:stop] = block[self.outputs]
        return found

    def filled(self, values: np.ndarray) -> np.ndarray:
        """All registers (registers, n) after a run over inputs (k, n) in one block."""
        block = self.buffer(values.shape[1])
        self._load(block, values)
        self._run(block)
        return block

    def _run(self, block: np.ndarray) -> None:
        """Every step over the registers of a block; none writes where it reads."""
        rows = [*block, *self.program[1]]
        for array, places in self._calls:
            array(*places(rows))

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


def with_alarm(graph: Graph, outputs: Iterable[int]) -> list[int]:
    """The outputs of a tape, and an alarm where one is needed.

    It is 1, and no number where something that the graph requires has no value and no output shows it.
    """
    wanted = list(outputs)
    hidden = _hidden(graph, wanted)
    alarm = graph.constant(1)
    for node in hidden:
        alarm = graph.spoilt(alarm, node)
    return [*wanted, alarm] if hidden else wanted


def _hidden(graph: Graph, outputs: list[int]) -> list[int]:
    """Nodes to look at so that nothing required lacks a value unseen; what the outputs show by themselves is left out."""
    shown = _needed_in_any_case(graph, outputs)
    divisors = {_divisor(graph, node) for node in shown}
    found: dict[int, None] = {}
    waiting, seen = list(graph.required), set[int]()
    while waiting:
        node = waiting.pop()
        if node in shown or node in seen or not graph.may_fail[node]:
            continue
        seen.add(node)
        name = graph.name(node)
        if name in CONDITIONAL or not (name and math.isfinite(graph.constants[node])):
            found[node] = None
        elif name in DIVISIONS:  # dividing 1 asks for less than what stands above the line
            below = _divisor(graph, node)
            waiting.extend(one for one in graph.operands[node] if one not in (below, NOTHING))
            if below not in divisors and graph.value(below) is None:
                found[graph.divide(graph.constant(1), below)] = None
        elif OPERATIONS[name].may_fail:
            found[node] = None
        else:
            waiting.extend(one for one in graph.operands[node] if one != NOTHING)
    return list(found)


def _divisor(graph: Graph, node: int) -> int:
    """What a node divides by; NOTHING where it does not."""
    if graph.name(node) not in DIVISIONS:
        return NOTHING
    return next(one for one in graph.operands[node][1::-1] if one != NOTHING)


def _needed_in_any_case(graph: Graph, outputs: list[int]) -> set[int]:
    """Nodes without whose value no output has one."""
    found = set(outputs)
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        operands = graph.operands[node][:1] if graph.name(node) in CONDITIONAL else graph.operands[node]
        new = [one for one in operands if one != NOTHING and one not in found]
        found.update(new)
        waiting.extend(new)
    return found


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
