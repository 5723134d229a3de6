"""Units as tables write them, and as Brightway names them."""

from __future__ import annotations

# bw2io renames short units on import and then links by unit, so the long names are stored.
BRIGHTWAY_UNITS = {
    "kg": "kilogram",
    "kWh": "kilowatt hour",
    "MJ": "megajoule",
    "tkm": "ton kilometer",
    "km": "kilometer",
    "m3": "cubic meter",
    "unit": "unit",
}
SHORT_UNITS = {long: short for short, long in BRIGHTWAY_UNITS.items()}
