"""A footprint per declared unit as kg CO2e per unit of what the kit buys, with the arithmetic in words.

"3.9 kg CO2e per piece of 0.52 kg = 7.5 kg CO2e/kg": whoever reads a result can repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca_models.inventory.activity.suppliers.footprint import (
    CUBIC_METER,
    KILOGRAM,
    KILOWATT_HOUR,
    LITER,
    MEGAJOULE,
    PIECE,
    SQUARE_METER,
    TON_KILOMETER,
    SupplierFootprint,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

MASS, ENERGY, VOLUME = "mass", "energy", "volume"
# Dimension of each unit, and how many of its first unit it is.
SCALES: Mapping[str, tuple[str, float]] = {
    KILOGRAM: (MASS, 1.0),
    "g": (MASS, 1e-3),
    "t": (MASS, 1e3),
    KILOWATT_HOUR: (ENERGY, 1.0),
    "MWh": (ENERGY, 1e3),
    MEGAJOULE: (ENERGY, 1 / 3.6),
    CUBIC_METER: (VOLUME, 1.0),
    LITER: (VOLUME, 1e-3),
    SQUARE_METER: ("area", 1.0),
    PIECE: ("pieces", 1.0),
    "unit": ("pieces", 1.0),
    TON_KILOMETER: ("transport", 1.0),
    "km": ("distance", 1.0),
}
MASSES_DIFFER = 0.01  # of a mass that sheet and file both state


class ConversionError(LcaModelsError, ValueError):
    """A footprint can be counted per unit of what is bought; the message says what is missing, and on which side."""


@dataclass(frozen=True)
class PerUnit:
    """A footprint per unit of an input of the kit."""

    value: float  # kg CO2e per unit
    unit: str
    factor: float  # value per kg CO2e per declared unit
    words: str  # the arithmetic


def figure(number: float) -> str:
    """A figure of a message: six digits that count, without an exponent where a person would write none."""
    text = f"{number:.6g}"
    return f"{number:.0f}" if "e+" in text and abs(number) < 1e12 else text


def per_unit(footprint: SupplierFootprint, unit: str, mass_kg: float | None = None) -> PerUnit:
    """A footprint per unit of what is bought.

    `unit`: of the input, as tables write it. `mass_kg`: of one declared unit (a piece, a kWh of cells, a litre), as the sheet
    states it. Raises ConversionError where units do not meet, and where sheet and file state other masses.
    """
    declared, amount = footprint.unit, footprint.amount
    asked, made = SCALES.get(unit), SCALES.get(declared)
    of_file = footprint.mass_kg / amount if footprint.mass_kg else None
    if mass_kg and of_file and abs(mass_kg - of_file) > MASSES_DIFFER * of_file:
        raise ConversionError(
            message("the sheet says {mass} kg per {unit}, and the footprint of {supplier} {other} kg; correct the wrong one",
                    mass=figure(mass_kg), unit=declared, supplier=footprint.supplier, other=figure(of_file))
        )  # fmt: skip
    mass = of_file or mass_kg
    declared_words = declared if amount == 1 else f"{figure(amount)} {declared}"
    if asked and made and asked[0] == made[0]:
        factor = asked[1] / made[1] / amount
        return _result(footprint, unit, factor, declared_words)
    if asked and mass and MASS in (asked[0], made[0] if made else MASS):
        weighed = mass * amount
        if asked[0] == MASS:
            of = message("{unit} of {mass} kg", unit=declared_words, mass=figure(weighed))
            return _result(footprint, unit, asked[1] / weighed, of)
        if made and made[0] == MASS and asked[0] == "pieces":  # kg are declared and pieces are bought
            factor = mass / made[1] / amount
            of = message("{unit}, times {mass} kg per piece", unit=declared_words, mass=figure(mass))
            return _result(footprint, unit, factor, of)
    raise ConversionError(
        message("{supplier} declares per {a}, you buy in {b}; give mass per piece.",
                supplier=footprint.supplier, a=declared_words, b=unit)
    )  # fmt: skip


def _result(footprint: SupplierFootprint, unit: str, factor: float, of: str) -> PerUnit:
    value = footprint.value * factor
    words = message("{value} kg CO2e per {of} = {result} kg CO2e/{unit}",
                    value=figure(footprint.value), of=of, result=figure(value), unit=unit)  # fmt: skip
    return PerUnit(value, unit, factor, words)
