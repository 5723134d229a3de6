"""What a formula can do: every operation once, for numbers and for arrays, with its slopes.

A formula has a value where every operation that it needs gives a finite number; else it is refused, wherever it is
evaluated, and so it never has another value than Brightway gives it. Needed is everything but what a condition does not
take: the other branch of `a if c else b`, what follows in `and`, `or` and a chain of comparisons. `where` is a function and
needs all its arguments, and zero times what has no value has none.

So no operation turns an operand that is no finite number into one that is: where arithmetic would (1 / infinity, a comparison,
the exponent of -infinity), `operand * 0` is added, which is 0 or no number. What adds and multiplies does so by itself.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Operation:
    """One operation. Its operands are a, b and c; its result is t."""

    name: str
    arity: int
    value: Callable[
        ..., float
    ]  # of numbers; raises ArithmeticError or ValueError, or gives no finite number, outside its domain
    array: Callable[..., object]  # the same of arrays, written to a last argument, which is none of them
    # Derivatives of t by each operand, from (operands …, t): one of the two at a kink; None where the result goes in steps.
    slopes: Callable[..., tuple[Array | float | None, ...]] | None = None
    needs: str = ""  # its domain, where a finite operand may lie outside

    @property
    def may_fail(self) -> bool:
        """Whether it may have no value at finite operands, other than one too large for a number."""
        return bool(self.needs)


def _spoil(out: Array, operand: Array | float) -> None:
    """Makes a result no number where an operand is no finite number."""
    if not math.isfinite(np.dot(operand, operand)):  # one quick pass says that none is, or hardly any
        np.add(out, operand * 0.0, out)


def _needing(function: np.ufunc) -> Callable[..., object]:
    """A function of one array that is no number where its operand is no finite number."""

    def array(a: Array, out: Array) -> None:
        function(a, out)
        _spoil(out, a)

    return array


def _needing_both(function: np.ufunc) -> Callable[..., object]:
    def array(a: Array | float, b: Array | float, out: Array) -> None:
        function(a, b, out=out)
        _spoil(out, a)
        _spoil(out, b)

    return array


def _divide(a: Array | float, b: Array, out: Array) -> None:
    np.divide(a, b, out)
    _spoil(out, b)


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    return math.pow(base, exponent) + base * 0.0 + exponent * 0.0


def _power_slopes(a: Array, b: Array, t: Array) -> tuple[Array, Array]:
    by_exponent = np.where(a > 0, t * np.log(a), np.where(a == 0, 0.0, np.nan))
    return np.where(b != 0, b * a ** (b - 1), 0.0), by_exponent


def _multiply_add(a: Array, b: Array | float, c: Array, out: Array) -> None:
    np.multiply(a, b, out)
    np.add(out, c, out)


def _and(a: Array, b: Array, out: Array) -> None:
    np.copyto(out, np.where(a != 0, b, a))
    _spoil(out, a)


def _or(a: Array, b: Array, out: Array) -> None:
    np.copyto(out, np.where(a != 0, a, b))
    _spoil(out, a)


def _not(a: Array, out: Array) -> None:
    np.equal(a, 0, out)
    _spoil(out, a)


def _select(a: Array, b: Array, c: Array, out: Array) -> None:
    np.copyto(out, np.where(a != 0, b, c))
    _spoil(out, a)


_DIVISOR = "b != 0"
_POSITIVE = "a > 0"
_ROWS = (
    Operation("add", 2, operator.add, np.add, lambda a, b, t: (1.0, 1.0)),
    Operation("subtract", 2, operator.sub, np.subtract, lambda a, b, t: (1.0, -1.0)),
    Operation("multiply", 2, operator.mul, np.multiply, lambda a, b, t: (b, a)),
    Operation("multiply_add", 3, lambda a, b, c: a * b + c, _multiply_add, lambda a, b, c, t: (b, a, 1.0)),
    Operation("divide", 2, lambda a, b: a / b + b * 0.0, _divide, lambda a, b, t: (1 / b, -t / b), _DIVISOR),
    Operation("power", 2, _power, _needing_both(np.power), _power_slopes,
              "a > 0, or a = 0 and b >= 0, or a < 0 and b % 1 = 0"),
    Operation("floor_divide", 2, lambda a, b: a // b + a * 0.0 + b * 0.0, _needing_both(np.floor_divide), None, _DIVISOR),
    Operation("remainder", 2, lambda a, b: a % b + a * 0.0 + b * 0.0, _needing_both(np.remainder),
              lambda a, b, t: (1.0, -np.floor_divide(a, b)), _DIVISOR),
    Operation("minimum", 2, lambda a, b: min(a, b) + a * 0.0 + b * 0.0, _needing_both(np.minimum),
              lambda a, b, t: (a <= b, a > b)),
    Operation("maximum", 2, lambda a, b: max(a, b) + a * 0.0 + b * 0.0, _needing_both(np.maximum),
              lambda a, b, t: (a >= b, a < b)),
    Operation("hypot", 2, math.hypot, np.hypot,
              lambda a, b, t: (np.where(t != 0, a / t, 0.0), np.where(t != 0, b / t, 0.0))),
    Operation("equal", 2, lambda a, b: (a == b) + a * 0.0 + b * 0.0, _needing_both(np.equal)),
    Operation("not_equal", 2, lambda a, b: (a != b) + a * 0.0 + b * 0.0, _needing_both(np.not_equal)),
    Operation("less", 2, lambda a, b: (a < b) + a * 0.0 + b * 0.0, _needing_both(np.less)),
    Operation("less_equal", 2, lambda a, b: (a <= b) + a * 0.0 + b * 0.0, _needing_both(np.less_equal)),
    Operation("and", 2, lambda a, b: (b if a != 0 else a) + a * 0.0, _and, lambda a, b, t: (a == 0, a != 0)),
    Operation("or", 2, lambda a, b: (a if a != 0 else b) + a * 0.0, _or, lambda a, b, t: (a != 0, a == 0)),
    Operation("not", 1, lambda a: (a == 0) + a * 0.0, _not),
    Operation("select", 3, lambda a, b, c: (b if a != 0 else c) + a * 0.0, _select,
              lambda a, b, c, t: (None, a != 0, a == 0)),
    Operation("sqrt", 1, math.sqrt, np.sqrt, lambda a, t: (0.5 / t,), "a >= 0"),
    Operation("exp", 1, lambda a: math.exp(a) + a * 0.0, _needing(np.exp), lambda a, t: (t,), "a <= 709"),
    Operation("log", 1, math.log, np.log, lambda a, t: (1 / a,), _POSITIVE),
    Operation("log10", 1, math.log10, np.log10, lambda a, t: (1 / (a * math.log(10)),), _POSITIVE),
    Operation("log2", 1, math.log2, np.log2, lambda a, t: (1 / (a * math.log(2)),), _POSITIVE),
    Operation("absolute", 1, abs, np.absolute, lambda a, t: (np.sign(a),)),
    Operation("floor", 1, lambda a: float(math.floor(a)), np.floor),
    Operation("ceil", 1, lambda a: float(math.ceil(a)), np.ceil),
    Operation("round", 1, lambda a: float(round(a)), np.rint),
    Operation("sin", 1, math.sin, np.sin, lambda a, t: (np.cos(a),)),
    Operation("cos", 1, math.cos, np.cos, lambda a, t: (-np.sin(a),)),
    Operation("tan", 1, math.tan, np.tan, lambda a, t: (1 + t * t,)),
)  # fmt: skip
OPERATIONS = {row.name: row for row in _ROWS}
