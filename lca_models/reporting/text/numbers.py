"""Numbers as people read them: thousands apart, a true minus sign, as many digits as mean something."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, isfinite, log10

MINUS = "\u2212"


def number_text(value: float, digits: int = 4) -> str:
    """A number with `digits` significant digits, none of them cut from its whole part; `–` for what is no number."""
    if not isfinite(value):
        return "–"
    # Rounding may carry into a new digit (999.96 -> 1,000.0), so the places come from the rounded number.
    rounded = float(f"{value:.{digits - 1}e}")
    places = max(digits - 1 - floor(log10(abs(rounded))), 0) if rounded else 0
    return f"{value:,.{places}f}".replace("-", MINUS)


def signed_text(value: float, digits: int = 4) -> str:
    """The same with a plus sign before what is above zero."""
    return f"+{number_text(value, digits)}" if value > 0 else number_text(value, digits)


def percent_text(share: float) -> str:
    """A share as percent, signed, to a tenth."""
    text = f"{100 * share:+,.1f} %"
    return text.replace("-", MINUS)


def places_of(amounts: Iterable[float], digits: int = 2) -> int:
    """Decimal places that show so many digits of the largest of some amounts, and one at least."""
    largest = max(map(abs, amounts), default=0.0)
    return max(1, digits - 1 - floor(log10(largest))) if largest else 1


def pretty_unit(unit: str) -> str:
    """A unit with its subscript: `kg CO2-eq` as `kg CO₂-eq`."""
    return unit.replace("CO2", "CO\u2082")
