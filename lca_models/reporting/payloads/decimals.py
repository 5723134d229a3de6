"""Figures of a payload: six that count, rounded once, written without an exponent."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

DIGITS = 6


def decimal_text(number: float, digits: int = DIGITS) -> str:
    """A number as text: `97.1285`, `0.00012`; halves to the even digit of what a computer writes of it."""
    exact = Decimal(repr(float(number)))
    if not exact:
        return "0"
    last = exact.adjusted() - digits + 1
    rounded = exact.quantize(Decimal(1).scaleb(last), ROUND_HALF_EVEN) if last <= 0 else (
        exact.scaleb(-last).quantize(Decimal(1), ROUND_HALF_EVEN).scaleb(last))  # fmt: skip
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: float, digits: int = DIGITS) -> float:
    """The same as a number of JSON."""
    return float(decimal_text(number, digits))
