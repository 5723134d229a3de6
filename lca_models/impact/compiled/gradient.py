"""The sweep backwards over a tape with NumPy alone: exact derivatives of an output by every input at once.

Every operation hands the derivative of the output by its result on to its operands (reverse accumulation; Griewank and
Walther, Evaluating Derivatives, 2nd edition, 2008). A derivative of 0 is handed to nobody, so that a branch not taken,
whose own value may be no number, spoils nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lca_models.impact.compiled.expressions import NOTHING, OPERATIONS
from lca_models.impact.compiled.tape import NUMPY_BLOCK, Tape

Array = np.ndarray
# Derivatives of t = f(a, b, c) with the constant k, by a, b and c; None where there is none.
Slopes = Callable[[Array, Array, Array, float], tuple[Array | float | None, ...]]

_SLOPES: dict[str, Slopes] = {
    "add": lambda a, b, t, k: (1.0, 1.0),
    "add_c": lambda a, b, t, k: (1.0,),
    "subtract": lambda a, b, t, k: (1.0, -1.0),
    "subtract_from_c": lambda a, b, t, k: (-1.0,),
    "multiply": lambda a, b, t, k: (b, a),
    "multiply_c": lambda a, b, t, k: (k,),
    "multiply_add": lambda a, b, t, k: (b, a, 1.0),
    "multiply_add_c": lambda a, b, t, k: (k, None, 1.0),
    "divide": lambda a, b, t, k: (1 / b, -t / b),
    "divide_c_by": lambda a, b, t, k: (-t / a,),
    "power": lambda a, b, t, k: (np.where(b != 0, b * a ** (b - 1), 0.0), np.where(a > 0, t * np.log(a), 0.0)),
    "remainder": lambda a, b, t, k: (1.0, -np.floor(a / b)),
    "minimum": lambda a, b, t, k: (a <= b, a > b),
    "maximum": lambda a, b, t, k: (a >= b, a < b),
    "hypot": lambda a, b, t, k: (np.where(t != 0, a / t, 0.0), np.where(t != 0, b / t, 0.0)),
    "and": lambda a, b, t, k: (a == 0, a != 0),
    "or": lambda a, b, t, k: (a != 0, a == 0),
    "select": lambda a, b, t, k: (None, a != 0, a == 0),
    "sqrt": lambda a, b, t, k: (0.5 / t,),
    "exp": lambda a, b, t, k: (t,),
    "log": lambda a, b, t, k: (1 / a,),
    "log10": lambda a, b, t, k: (1 / (a * np.log(10)),),
    "log2": lambda a, b, t, k: (1 / (a * np.log(2)),),
    "absolute": lambda a, b, t, k: (np.sign(a),),
    "sin": lambda a, b, t, k: (np.cos(a),),
    "cos": lambda a, b, t, k: (-np.sin(a),),
    "tan": lambda a, b, t, k: (1 + t * t,),
}
_BY_NUMBER = {number: _SLOPES[name] for number, name in enumerate(OPERATIONS) if name in _SLOPES}


def numpy_derivatives(tape: Tape, values: Array) -> Array:
    """Derivatives (m, k, n) of the m outputs by the k inputs of n samples (k, n); the tape must not reuse registers."""
    outputs, inputs, n = len(tape.outputs), len(tape.inputs), values.shape[1]
    found = np.empty((outputs, inputs, n))
    used = tape.inputs != NOTHING
    with np.errstate(all="ignore"):
        for start in range(0, n, NUMPY_BLOCK):
            part = slice(start, min(start + NUMPY_BLOCK, n))
            registers = tape.filled(values[:, part])
            for output in range(outputs):
                slopes = _sweep(tape, registers, int(tape.outputs[output]))
                found[output, :, part] = np.where(used[:, None], slopes[tape.inputs], 0.0)
    return found


def _sweep(tape: Tape, registers: Array, output: int) -> Array:
    slopes = np.zeros_like(registers)
    slopes[output] = 1.0
    for operation, target, *operands, constant in reversed(tape.program):
        rule = _BY_NUMBER.get(operation)
        above = slopes[target]
        if rule is None or not above.any():
            continue
        a, b, c = operands
        for operand, slope in zip(
            (a, b, c), rule(registers[a], registers[b], registers[target], constant), strict=False
        ):
            if slope is not None:
                slopes[operand] += np.where(above != 0, above * slope, 0.0)
    return slopes
