"""Numbers as people read them: thousands apart, a true minus sign, as many digits as mean something."""

from __future__ import annotations

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


def readable_unit(unit: str) -> tuple[float, str]:
    """What to multiply a result by, and its unit then: per kWh delivered in grams, else as it is."""
    if unit.startswith("kg ") and unit.endswith(" per kWh delivered"):
        return 1000.0, unit.removeprefix("k")
    return 1.0, unit


def pretty_unit(unit: str) -> str:
    """A unit with its subscript: `kg CO2-eq` as `kg CO₂-eq`."""
    return unit.replace("CO2", "CO\u2082")
