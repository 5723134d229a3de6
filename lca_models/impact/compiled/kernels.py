"""The tape compiled by Numba: forward over blocks of samples, and backwards for exact gradients.

Compiled once per machine and kept by Numba in its cache; the tape itself is data, so a new model compiles nothing.
The one written-out copy of `lca_models.inventory.operations`, which a test holds it to. Floating-point contraction is allowed
(a multiplication and an addition rounded once); values that are no numbers stay so.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from lca_models.impact.compiled.instructions import NUMBER

LANES = 64  # samples in lockstep; half a KiB a register

ADD, ADD_C, SUBTRACT, SUBTRACT_FROM_C = (NUMBER[n] for n in ("add", "add_c", "subtract", "subtract_from_c"))
MULTIPLY, MULTIPLY_C = NUMBER["multiply"], NUMBER["multiply_c"]
MULTIPLY_ADD, MULTIPLY_ADD_C = NUMBER["multiply_add"], NUMBER["multiply_add_c"]
DIVIDE, DIVIDE_C_BY, POWER = NUMBER["divide"], NUMBER["divide_c_by"], NUMBER["power"]
FLOOR_DIVIDE, REMAINDER = NUMBER["floor_divide"], NUMBER["remainder"]
MINIMUM, MAXIMUM, HYPOT = NUMBER["minimum"], NUMBER["maximum"], NUMBER["hypot"]
EQUAL, NOT_EQUAL, LESS, LESS_EQUAL = (NUMBER[n] for n in ("equal", "not_equal", "less", "less_equal"))
AND, OR, NOT, SELECT = NUMBER["and"], NUMBER["or"], NUMBER["not"], NUMBER["select"]
SQRT, EXP, LOG, LOG10, LOG2 = NUMBER["sqrt"], NUMBER["exp"], NUMBER["log"], NUMBER["log10"], NUMBER["log2"]
ABSOLUTE, FLOOR, CEIL, ROUND = NUMBER["absolute"], NUMBER["floor"], NUMBER["ceil"], NUMBER["round"]
SIN, COS, TAN = NUMBER["sin"], NUMBER["cos"], NUMBER["tan"]

_OPTIONS = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz"}}


@njit(**_OPTIONS)
def forward(operations, targets, operands, constants, inputs, outputs, r, values, found, first, last):
    """Fills columns first to last of found (m, n) from values (k, n); r (registers, LANES) holds the constants."""
    for start in range(first, last, LANES):
        count = min(LANES, last - start)
        _load(inputs, r, values, start, count)
        _steps(operations, targets, operands, constants, r)
        for m in range(outputs.shape[0]):
            for i in range(count):
                found[m, start + i] = r[outputs[m], i]


@njit(**_OPTIONS)
def _load(inputs, r, values, start, count):
    """Puts the inputs of a block of samples into their registers."""
    for k in range(inputs.shape[0]):
        if inputs[k] >= 0:
            for i in range(count):
                r[inputs[k], i] = values[k, start + i]


@njit(**_OPTIONS)
def _steps(operations, targets, operands, constants, r):
    """Runs every operation of the tape once, over all lanes."""
    for s in range(operations.shape[0]):
        operation = operations[s]
        t = r[targets[s]]
        a = r[operands[s, 0]]
        k = constants[s]
        if operation == MULTIPLY_ADD_C:
            c = r[operands[s, 2]]
            for i in range(LANES):
                t[i] = a[i] * k + c[i]
        elif operation == MULTIPLY_ADD:
            b = r[operands[s, 1]]
            c = r[operands[s, 2]]
            for i in range(LANES):
                t[i] = a[i] * b[i] + c[i]
        elif operation == MULTIPLY:
            b = r[operands[s, 1]]
            for i in range(LANES):
                t[i] = a[i] * b[i]
        elif operation == MULTIPLY_C:
            for i in range(LANES):
                t[i] = a[i] * k
        elif operation == ADD:
            b = r[operands[s, 1]]
            for i in range(LANES):
                t[i] = a[i] + b[i]
        elif operation == ADD_C:
            for i in range(LANES):
                t[i] = a[i] + k
        elif operation == SUBTRACT:
            b = r[operands[s, 1]]
            for i in range(LANES):
                t[i] = a[i] - b[i]
        elif operation == SUBTRACT_FROM_C:
            for i in range(LANES):
                t[i] = k - a[i]
        elif operation == DIVIDE:
            b = r[operands[s, 1]]
            for i in range(LANES):
                t[i] = a[i] / b[i] + b[i] * 0.0
        elif operation == DIVIDE_C_BY:
            for i in range(LANES):
                t[i] = k / a[i] + a[i] * 0.0
        elif operation == MINIMUM:
            b = r[operands[s, 1]]
            for i in range(LANES):
                t[i] = (a[i] if a[i] < b[i] else b[i]) + a[i] * 0.0 + b[i] * 0.0
        elif operation == SELECT:
            b = r[operands[s, 1]]
            c = r[operands[s, 2]]
            for i in range(LANES):
                t[i] = (b[i] if a[i] != 0 else c[i]) + a[i] * 0.0
        else:
            b = r[operands[s, 1]]
            for i in range(LANES):
                t[i] = _other(operation, a[i], b[i])


@njit(**_OPTIONS)
def _other(operation, a, b):
    """The operations too rare to vectorise."""
    if operation == EQUAL:
        return (1.0 if a == b else 0.0) + a * 0.0 + b * 0.0
    if operation == NOT_EQUAL:
        return (1.0 if a != b else 0.0) + a * 0.0 + b * 0.0
    if operation == LESS:
        return (1.0 if a < b else 0.0) + a * 0.0 + b * 0.0
    if operation == LESS_EQUAL:
        return (1.0 if a <= b else 0.0) + a * 0.0 + b * 0.0
    if operation == POWER:
        return a**b + a * 0.0 + b * 0.0
    if operation == MAXIMUM:
        return np.maximum(a, b) + a * 0.0 + b * 0.0
    if operation == SQRT:
        return math.sqrt(a) if a >= 0 else math.nan
    if operation == EXP:
        return math.exp(a) + a * 0.0
    if operation == LOG:
        return math.log(a) if a > 0 else math.nan
    if operation == LOG10:
        return math.log10(a) if a > 0 else math.nan
    if operation == LOG2:
        return math.log2(a) if a > 0 else math.nan
    if operation == ABSOLUTE:
        return abs(a)
    if operation == FLOOR:
        return np.floor(a)
    if operation == CEIL:
        return np.ceil(a)
    if operation == ROUND:
        return np.rint(a)
    if operation == SIN:
        return math.sin(a)
    if operation == COS:
        return math.cos(a)
    if operation == TAN:
        return math.tan(a)
    if operation == HYPOT:
        return math.hypot(a, b)
    if operation == FLOOR_DIVIDE:
        return _floor_divide(a, b) + a * 0.0 + b * 0.0
    if operation == REMAINDER:
        return np.remainder(a, b) + a * 0.0 + b * 0.0
    if operation == AND:
        return (b if a != 0 else a) + a * 0.0
    if operation == OR:
        return (a if a != 0 else b) + a * 0.0
    return (1.0 if a == 0 else 0.0) + a * 0.0  # not


@njit(**_OPTIONS)
def _floor_divide(a, b):
    """As Python and NumPy do it: Numba's own rounds -1e-300 // 1 to 0."""
    left = np.fmod(a, b)
    quotient = (a - left) / b - (1.0 if left != 0 and (b < 0) != (left < 0) else 0.0)
    whole = np.floor(quotient)
    return whole + 1.0 if quotient - whole > 0.5 else whole


@njit(**_OPTIONS)
def backward(operations, targets, operands, constants, inputs, outputs, r, g, values, answers, found, first, last):
    """Fills samples first to last of found (swept, k, n), zeros so far: the derivative of the first outputs by each input.

    And of answers (m, n), the outputs. One sweep forward, then one backwards for each of them; g (registers, LANES) holds the
    derivative of the output by every register; the tape must not reuse any. A derivative of 0 is passed to no operand, and by
    a slope of 0 none is, so that a branch not taken cannot spoil it.
    """
    for start in range(first, last, LANES):
        count = min(LANES, last - start)
        _load(inputs, r, values, start, count)
        _steps(operations, targets, operands, constants, r)
        for m in range(outputs.shape[0]):
            for i in range(count):
                answers[m, start + i] = r[outputs[m], i]
        for m in range(found.shape[0]):
            g[:, :] = 0.0
            g[outputs[m], :] = 1.0
            _steps_back(operations, targets, operands, constants, r, g)
            for k in range(inputs.shape[0]):
                if inputs[k] >= 0:
                    for i in range(count):
                        found[m, k, start + i] = g[inputs[k], i]


@njit(**_OPTIONS)
def _steps_back(operations, targets, operands, constants, r, g):
    for s in range(operations.shape[0] - 1, -1, -1):
        operation = operations[s]
        gt = g[targets[s]]
        ia, ib, ic = operands[s, 0], operands[s, 1], operands[s, 2]
        k = constants[s]
        if operation == MULTIPLY_ADD_C:
            ga, gc = g[ia], g[ic]
            for i in range(LANES):
                ga[i] += gt[i] * k
            for i in range(LANES):
                gc[i] += gt[i]
        elif operation == MULTIPLY_ADD:
            a, b, ga, gb, gc = r[ia], r[ib], g[ia], g[ib], g[ic]
            for i in range(LANES):
                ga[i] += gt[i] * b[i] if gt[i] != 0 else 0.0
            for i in range(LANES):
                gb[i] += gt[i] * a[i] if gt[i] != 0 else 0.0
            for i in range(LANES):
                gc[i] += gt[i]
        elif operation == MULTIPLY:
            a, b, ga, gb = r[ia], r[ib], g[ia], g[ib]
            for i in range(LANES):
                ga[i] += gt[i] * b[i] if gt[i] != 0 else 0.0
            for i in range(LANES):
                gb[i] += gt[i] * a[i] if gt[i] != 0 else 0.0
        elif operation == MULTIPLY_C:
            ga = g[ia]
            for i in range(LANES):
                ga[i] += gt[i] * k
        elif operation == ADD:
            ga, gb = g[ia], g[ib]
            for i in range(LANES):
                ga[i] += gt[i]
            for i in range(LANES):
                gb[i] += gt[i]
        elif operation == ADD_C:
            ga = g[ia]
            for i in range(LANES):
                ga[i] += gt[i]
        elif operation == SUBTRACT:
            ga, gb = g[ia], g[ib]
            for i in range(LANES):
                ga[i] += gt[i]
            for i in range(LANES):
                gb[i] -= gt[i]
        elif operation == SUBTRACT_FROM_C:
            ga = g[ia]
            for i in range(LANES):
                ga[i] -= gt[i]
        elif operation == SELECT:
            a, gb, gc = r[ia], g[ib], g[ic]
            for i in range(LANES):
                if a[i] != 0:
                    gb[i] += gt[i]
                else:
                    gc[i] += gt[i]
        elif operation == DIVIDE:
            t, b, ga, gb = r[targets[s]], r[ib], g[ia], g[ib]
            for i in range(LANES):
                ga[i] += gt[i] / b[i] if gt[i] != 0 else 0.0
            for i in range(LANES):
                gb[i] -= gt[i] * t[i] / b[i] if gt[i] != 0 else 0.0
        elif operation == DIVIDE_C_BY:
            t, a, ga = r[targets[s]], r[ia], g[ia]
            for i in range(LANES):
                ga[i] -= gt[i] * t[i] / a[i] if gt[i] != 0 else 0.0
        else:
            t, a, b = r[targets[s]], r[ia], r[ib]
            for i in range(LANES):
                if gt[i] != 0:
                    da, db = _slopes(operation, a[i], b[i], t[i])
                    if da != 0:
                        g[ia, i] += gt[i] * da
                    if ib >= 0 and db != 0:
                        g[ib, i] += gt[i] * db


@njit(**_OPTIONS)
def _slopes(operation, a, b, t):
    """Derivatives of t = a operation b by a and b; 0 for steps (comparisons, rounding) and at kinks of a branch not taken."""
    if operation == POWER:
        by_base = b * a ** (b - 1) if b != 0 else 0.0
        return by_base, t * math.log(a) if a > 0 else 0.0 if a == 0 else math.nan
    if operation == MINIMUM:
        return (1.0, 0.0) if a <= b else (0.0, 1.0)
    if operation == MAXIMUM:
        return (1.0, 0.0) if a >= b else (0.0, 1.0)
    if operation == SQRT:
        return 0.5 / t, 0.0
    if operation == EXP:
        return t, 0.0
    if operation == LOG:
        return 1 / a, 0.0
    if operation == LOG10:
        return 1 / (a * math.log(10.0)), 0.0
    if operation == LOG2:
        return 1 / (a * math.log(2.0)), 0.0
    if operation == ABSOLUTE:
        return np.sign(a), 0.0
    if operation == SIN:
        return math.cos(a), 0.0
    if operation == COS:
        return -math.sin(a), 0.0
    if operation == TAN:
        return 1 + t * t, 0.0
    if operation == HYPOT:
        return (a / t, b / t) if t != 0 else (0.0, 0.0)
    if operation == REMAINDER:
        return 1.0, -_floor_divide(a, b)
    if operation == AND:
        return (0.0, 1.0) if a != 0 else (1.0, 0.0)
    if operation == OR:
        return (1.0, 0.0) if a != 0 else (0.0, 1.0)
    return 0.0, 0.0
