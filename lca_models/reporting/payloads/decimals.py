"""Figures of a payload: six that count, rounded once, written without an exponent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

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


def shares_in_percent(shares: Sequence[float], decimals: int = 1) -> list[float]:
    """Shares (0-1, together 1) in per cent of some decimals that sum to 100: what is left goes to the largest remainders.

    Of equal remainders the first is raised.
    """
    unit = Decimal(1).scaleb(-decimals)
    exact = [Decimal(repr(float(one))) * 100 for one in shares]
    floors = [one.quantize(unit, ROUND_FLOOR) for one in exact]
    left = int((Decimal(100) - sum(floors, Decimal(0))) / unit)
    order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    raised = set(order[: max(0, left)])
    return [float(one + unit if place in raised else one) for place, one in enumerate(floors)]
