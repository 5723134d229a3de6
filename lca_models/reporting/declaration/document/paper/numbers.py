"""Figures of a report: rounded once, from the unrounded result, and marked with the result that they are.

A format is how a figure is written: `f2` two decimals, `s4` four significant digits, `f2*1000` two decimals of the thousandfold
(grams of kilograms), `f1*100` one decimal of a share in per cent. Halves go to the even digit of the decimal number that Python
writes, as the Chinese rule of rounding has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

PER_PACK, PER_CAPACITY, PER_DELIVERED = "f1", "f2", "f2*1000"  # kg CO2e; the last in g CO2e
SHARE, FACTOR, SCORE, COUNT, AMOUNT = "f1*100", "s4", "f1", "f0", "s6"
MINUS, MISSING = "−", "–"
LONGEST_TAG = 64  # that Word keeps
_FORMAT = re.compile(r"([fs])(\d)(?:\*(1|10|100|1000))?")
_GROUPED = Decimal(10_000)  # from here on digits stand in groups of three


@dataclass(frozen=True)
class Number:
    """A figure of a document and the result that it is."""

    value: float | int | None  # unrounded; None where there is none
    form: str  # a format
    source: str  # table/row/column of a result, or member#JSON pointer

    @property
    def text(self) -> str:
        """As it stands in the document."""
        return MISSING if self.value is None else formatted(self.value, self.form)

    @property
    def tag(self) -> str:
        """What its field in the document says of it; cut where Word keeps no more."""
        return f"{self.source}|{self.form}"[-LONGEST_TAG:]


def formatted(value: float | int, form: str) -> str:
    """A value as a document shows it: `formatted(0.0557956, "f2*1000")` is `55.80`.

    Raises ValueError for an unknown format, and for what is no finite number.
    """
    found = _FORMAT.fullmatch(form)
    if found is None:
        raise ValueError(f"'{form}' is no format of a figure, such as f1, s4 or f2*1000")
    kind, digits, factor = found[1], int(found[2]), Decimal(found[3] or 1)
    exact = Decimal(repr(value)) * factor
    if not exact.is_finite():
        raise ValueError(f"{value} is no figure for a document")
    with localcontext(Context(prec=60)):
        rounded = _significant(exact, max(digits, 1)) if kind == "s" else _decimals(exact, digits)
    grouped = abs(rounded) >= _GROUPED
    text = f"{abs(rounded):,f}" if grouped else f"{abs(rounded):f}"
    return f"{MINUS}{text}" if rounded < 0 else text


def neighbours(value: float | int, form: str) -> tuple[str, ...]:
    """The texts that are right for a value: one, and both neighbours where it lies within one double of halfway between two."""
    text = formatted(value, form)
    found = _FORMAT.fullmatch(form)
    if not isinstance(value, float) or found is None or value == 0:
        return (text,)
    nudge = abs(value) * 2.0**-52
    return tuple(dict.fromkeys([text, formatted(value - nudge, form), formatted(value + nudge, form)]))


def _decimals(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)


def _significant(value: Decimal, digits: int) -> Decimal:
    """Rounded to significant digits, without zeros at its end behind the point."""
    if value == 0:
        return Decimal(0)
    rounded = _decimals(value, digits - 1 - value.adjusted())
    plain = rounded.normalize()
    _, _, exponent = plain.as_tuple()
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain
