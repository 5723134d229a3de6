"""What a plant consumes and makes in a year, as it was read: meters, products, and how meters are shared among products.

Amounts are exact fractions of the decimals that were written, so that what products take sums to the meter, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

KWH_GOOD, KWH_STARTED, CELL_MASS, ELECTRODE_AREA, CELLS, PACKS = (
    "kwh_good", "kwh_started", "cell_mass", "electrode_area", "cells", "packs",
)  # fmt: skip
KEYS = (KWH_GOOD, KWH_STARTED, CELL_MASS, ELECTRODE_AREA, CELLS, PACKS)  # that are amounts of products
SHARE, OUTSIDE = "share", "outside"  # shares with a reason; no product at all, such as a canteen
PHYSICAL, MASS, ECONOMIC, NONE = "physical", "mass", "economic", "none"
BY_PRODUCT_RULES = (PHYSICAL, MASS, ECONOMIC, NONE)
STOCK_CHANGE = "stock_change"  # the one item that may be negative
KWH = "kwh"  # unit of a row of output, beside CELLS and PACKS
KILOWATT_HOURS, PIECES = "kWh", "pieces"  # of readings of output


def exact(number: float) -> Fraction:
    """The decimal that a number was written as: 0.92 is 92/100, not the nearest binary fraction."""
    return Fraction(repr(float(number)))


def exact_sum(amounts: Iterable[Fraction]) -> Fraction:
    """Their sum, reduced once and not after each of them."""
    parts = [*amounts]
    below = lcm(*(one.denominator for one in parts))
    return Fraction(sum(one.numerator * (below // one.denominator) for one in parts), below)


@dataclass(frozen=True)
class Readings:
    """Amounts of a year as they were given: by month, the same every month, or the total of the year alone."""

    months: Mapping[str, Fraction] = field(default_factory=dict)  # by month, 2025-01; those that are known
    every_month: Fraction | None = None
    year_total: Fraction | None = None
    unit: str = ""
    place: str = ""
    places: Mapping[str, str] = field(default_factory=dict)  # by month, and by the names of the other amounts

    @property
    def is_given(self) -> bool:
        """Whether there is an amount."""
        return bool(self.months) or self.every_month is not None or self.year_total is not None

    def where(self, name: str) -> str:
        """The place of a month or another amount; that of the row where it has none."""
        return self.places.get(name, self.place)


@dataclass(frozen=True)
class Meter:
    """A meter, a bill, or a material that is counted by month."""

    id: str
    item: str  # such as electricity_grid
    unit: str  # kWh, MJ, kg or m3
    readings: Readings
    place: str = ""
    parent: str = ""  # id of the main meter that it stands behind
    allocation: str = ""  # id; empty: by the energy of good products, as its main meter where it has one
    label: str = ""  # for people


@dataclass(frozen=True)
class Product:
    """A product of the plant, this one and others."""

    id: str
    unit: str  # kwh, cells or packs
    good: Readings
    started: Readings
    place: str = ""
    energy_per_piece: Fraction | None = None  # kWh
    cell_mass_per_piece: Fraction | None = None  # kg
    cells_per_pack: Fraction | None = None
    electrode_area_per_piece: Fraction | None = None  # m2


@dataclass(frozen=True)
class Allocation:
    """How what a meter holds is shared: by-products first, then products by a key."""

    id: str
    key: str = KWH_GOOD
    products: tuple[str, ...] = ()  # ids; empty: all
    shares: tuple[Fraction, ...] = ()  # of the products, in their order
    reason: str = ""
    by_product: str = ""
    by_product_amount: Fraction | None = None  # in the unit of the meter, kg for shares by mass or value
    by_product_unit: str = ""
    by_product_rule: str = ""
    efficiency: Fraction | None = None  # by-product out per meter in, such as that of a boiler
    price_ratio: Fraction | None = None  # price of a kg of the by-product over that of a kg of cells
    place: str = ""
    places: Mapping[str, str] = field(default_factory=dict)  # of its cells

    def where(self, name: str) -> str:
        """The place of a cell; that of the row where it is empty."""
        return self.places.get(name, self.place)


@dataclass(frozen=True)
class Plant:
    """A plant over twelve months."""

    period_start: str  # first month: 2025-01
    meters: tuple[Meter, ...]
    products: tuple[Product, ...]
    allocations: tuple[Allocation, ...] = ()
    place: str = ""
