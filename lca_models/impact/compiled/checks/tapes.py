"""A tape that is read from a file runs inside its own registers, and reads nothing that it has not written."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lca_models.impact.compiled.instructions import INSTRUCTIONS, NOTHING
from lca_models.impact.compiled.tape import Tape
from lca_models.scope.wording.messages import message

_ARITY = 3  # operands of the longest instruction
_TYPES = {"operations": np.int32, "targets": np.int32, "operands": np.int32, "constants": np.float64, "inputs": np.int32,
          "outputs": np.int32, "fixed": np.int32, "fixed_values": np.float64}  # fmt: skip


def tape_faults(tape: Tape, inputs: int, outputs: int) -> Iterator[str]:
    """What keeps a tape from being run safely: first of its shapes, then of its numbers.

    `inputs`: how many it must take; `outputs`: how many it must give at least.
    """
    shape_faults = list(_shape_faults(tape, inputs, outputs))
    yield from shape_faults
    if not shape_faults:
        yield from _range_faults(tape) or _order_faults(tape)


def _shape_faults(tape: Tape, inputs: int, outputs: int) -> Iterator[str]:
    steps = len(tape.operations) if tape.operations.ndim else 0
    shapes = {"operations": (steps,), "targets": (steps,), "operands": (steps, _ARITY), "constants": (steps,),
              "inputs": (inputs,), "fixed": tape.fixed_values.shape}  # fmt: skip
    for name, kind in _TYPES.items():
        array = getattr(tape, name)
        if (
            array.dtype != kind
            or array.shape != shapes.get(name, array.shape)
            or (name != "operands" and array.ndim != 1)
        ):
            yield message("the array '{name}' has another shape or type", name=name)
    if tape.outputs.ndim == 1 and len(tape.outputs) < outputs:
        yield message("the array '{name}' has another shape or type", name="outputs")
    # A register is written by a step, an input or a constant, so there are never more: no file may ask for all memory.
    if not 0 <= tape.registers <= steps + inputs + tape.fixed.size:
        yield message("asks for {count} registers", count=tape.registers)


def _range_faults(tape: Tape) -> list[str]:
    """Numbers of operations and registers that do not exist, and constants that are no numbers."""
    known = (tape.operations >= 0) & (tape.operations < len(INSTRUCTIONS))
    if not known.all():
        return [message("holds an operation that this kit does not know")]
    used = _USED[tape.operations]
    registers = (tape.targets, tape.operands[used], tape.outputs, tape.fixed, tape.inputs[tape.inputs != NOTHING])
    inside = all(((one >= 0) & (one < tape.registers)).all() for one in registers)
    found = []
    if not inside or (tape.operands[~used] != NOTHING).any():
        found.append(message("names a register that does not exist"))
    if (
        not np.isfinite(tape.constants[_HOLDS_CONSTANT[tape.operations]]).all()
        or not np.isfinite(tape.fixed_values).all()
    ):
        found.append(message("holds a constant that is no finite number"))
    return found


def _order_faults(tape: Tape) -> list[str]:
    """Registers that are read before they are written, written while they are read, or held for something else."""
    steps = np.arange(len(tape.operations))
    first = np.full(tape.registers, len(steps), dtype=np.int64)  # step that writes each register first
    np.minimum.at(first, tape.targets, steps)
    given = np.concatenate([tape.fixed, tape.inputs[tape.inputs != NOTHING]])
    first[given] = -1
    used = _USED[tape.operations]
    read = np.where(used, tape.operands, tape.targets[:, None])
    early = used & (first[read] >= steps[:, None])
    own = used & (tape.operands == tape.targets[:, None])
    if early.any() or own.any() or (first[tape.outputs] >= len(steps)).any():
        return [message("reads a register that holds nothing yet")]
    if len(np.unique(given)) < len(given) or np.isin(tape.targets, tape.fixed).any():
        return [message("writes a register that holds something else")]
    return []


def _table() -> tuple[np.ndarray, np.ndarray]:
    """Per instruction: which of its operands are registers (instructions, 3), and whether it holds a constant."""
    used = np.zeros((len(INSTRUCTIONS), _ARITY), dtype=bool)
    for number, instruction in enumerate(INSTRUCTIONS):
        used[number, [place for place in instruction.places if place is not None]] = True
    return used, np.array([None in one.places for one in INSTRUCTIONS])


_USED, _HOLDS_CONSTANT = _table()
