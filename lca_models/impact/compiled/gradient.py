"""The sweep backwards over a tape with NumPy alone: exact derivatives of an output by every input at once.

Every operation hands the derivative of the output by its result on to its operands (reverse accumulation; Griewank and
Walther, Evaluating Derivatives, 2nd edition, 2008). A derivative of 0 is handed to nobody, and by a slope of 0 nothing is, so
that a branch not taken, whose own value may be no number, spoils nothing.
"""

from __future__ import annotations

import numpy as np

from lca_models.impact.compiled.instructions import NOTHING
from lca_models.impact.compiled.tape import NUMPY_BLOCK, Tape

Array = np.ndarray


def numpy_derivatives(tape: Tape, values: Array, swept: int) -> tuple[Array, Array]:
    """Derivatives (swept, k, n) of the first outputs by the k inputs of n samples (k, n), and all m outputs (m, n).

    The tape must not reuse registers.
    """
    inputs, n = len(tape.inputs), values.shape[1]
    found, outputs = np.empty((swept, inputs, n)), np.empty((len(tape.outputs), n))
    used = tape.inputs != NOTHING
    with np.errstate(all="ignore"):
        for start in range(0, n, NUMPY_BLOCK):
            part = slice(start, min(start + NUMPY_BLOCK, n))
            registers = tape.filled(values[:, part])
            outputs[:, part] = registers[tape.outputs]
            for output in range(swept):
                slopes = _sweep(tape, registers, int(tape.outputs[output]))
                found[output, :, part] = np.where(used[:, None], slopes[tape.inputs], 0.0)
    return found, outputs


def _sweep(tape: Tape, registers: Array, output: int) -> Array:
    steps, held = tape.program
    rows = [*registers, *held]
    slopes = np.zeros_like(registers)
    slopes[output] = 1.0
    for operation, target, operands in reversed(steps):
        above = slopes[target]
        if operation.slopes is None or not above.any():
            continue
        for operand, slope in zip(
            operands, operation.slopes(*[rows[one] for one in operands], rows[target]), strict=True
        ):
            if slope is None or operand >= len(registers):
                continue
            if isinstance(slope, float):
                slopes[operand] += above * slope
            else:
                slopes[operand] += np.where((above != 0) & (slope != 0), above * slope, 0.0)
    return slopes
