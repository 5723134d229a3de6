"""Units as other programs write them, as Brightway names them, with the factor between the two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.inventory.formats.spreads import multiply

# By name in small letters without blanks: what Brightway calls it, and how many of those one is.
_KNOWN: Mapping[str, tuple[str, float]] = {
    "kg": ("kilogram", 1.0), "g": ("kilogram", 1e-3), "mg": ("kilogram", 1e-6), "t": ("kilogram", 1e3),
    "kwh": ("kilowatt hour", 1.0), "wh": ("kilowatt hour", 1e-3), "mwh": ("kilowatt hour", 1e3),
    "mj": ("megajoule", 1.0), "kj": ("megajoule", 1e-3), "gj": ("megajoule", 1e3),
    "m3": ("cubic meter", 1.0), "l": ("cubic meter", 1e-3), "dm3": ("cubic meter", 1e-3),
    "m2": ("square meter", 1.0), "ha": ("hectare", 1.0), "m": ("meter", 1.0), "km": ("kilometer", 1.0),
    "m2*a": ("square meter-year", 1.0), "m2a": ("square meter-year", 1.0), "m3*a": ("cubic meter-year", 1.0),
    "m3a": ("cubic meter-year", 1.0), "m*a": ("meter-year", 1.0), "ma": ("meter-year", 1.0), "my": ("meter-year", 1.0),
    "t*km": ("ton kilometer", 1.0), "tkm": ("ton kilometer", 1.0), "kg*km": ("ton kilometer", 1e-3),
    "kgkm": ("ton kilometer", 1e-3), "p*km": ("person kilometer", 1.0), "pkm": ("person kilometer", 1.0),
    "personkm": ("person kilometer", 1.0), "v*km": ("vehicle kilometer", 1.0), "vkm": ("vehicle kilometer", 1.0),
    "item(s)": ("unit", 1.0), "items": ("unit", 1.0), "p": ("unit", 1.0), "unit": ("unit", 1.0),
    "bq": ("kilo Becquerel", 1e-3), "kbq": ("kilo Becquerel", 1.0), "h": ("hour", 1.0), "hr": ("hour", 1.0),
    "a": ("year", 1.0), "year": ("year", 1.0), "d": ("day", 1.0),
}  # fmt: skip


def brightway_unit(name: str) -> tuple[str, float]:
    """What Brightway calls a unit, and how many of those one of it is; one that is not known keeps its name."""
    return _KNOWN.get("".join(name.lower().split()).replace("²", "2").replace("³", "3"), (name.strip(), 1.0))


def is_known(name: str) -> bool:
    """Whether a unit has a name in Brightway."""
    return brightway_unit(name)[0] != name.strip() or name.strip() in {unit for unit, _ in _KNOWN.values()}


def scaled(row: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """An exchange or parameter with its amount, formula and spread times a factor other than 0, which may be negative."""
    found = dict(row)
    if factor != 1:
        multiply(found, factor)
    return found
