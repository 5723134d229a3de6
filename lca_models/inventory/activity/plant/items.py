"""What meters count: the unit in which it is kept, and what it is in the kit, from `items.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.inventory.activity.sheet.fields import find_entry

ITEMS = Path(__file__).parent / "items.csv"
ELECTRICITY, GAS, HEAT, PURCHASE, SOLVENT, STOCK, EMISSION, WASTE = (
    "electricity", "gas", "heat", "purchase", "solvent", "stock", "emission", "waste",
)  # fmt: skip
PART = "part"  # electricity that another meter holds, or that somebody else uses
MEGAJOULES_PER_KWH = Fraction(36, 10)


@dataclass(frozen=True)
class Item:
    """What a meter counts."""

    key: str
    role: str
    process: str  # code of a process or an elementary flow; empty where the kit has none
    unit: str  # in which it is kept
    megajoules: Fraction | None  # net heating value where a row gives none, per unit of `per`
    per: str  # unit that a heating value is per: m3 or kg; empty where it has none
    kg_per_m3: Fraction | None
    is_proxy: bool  # whether `process` stands for something else that is near

    @property
    def label(self) -> str:
        """Its name in the language in use."""
        entry = find_entry("meter_items", self.key)
        return entry.label if entry is not None else self.key


@cache
def items() -> Mapping[str, Item]:
    """All items by key."""
    with ITEMS.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["item"]: _item(row) for row in csv.DictReader(file)})


def _item(row: Mapping[str, str]) -> Item:
    return Item(
        row["item"], row["role"], row["process"], row["unit"], _number(row["megajoules"]), row["per"],
        _number(row["kg_per_m3"]), row["is_proxy"] == "yes",
    )  # fmt: skip


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def in_unit_of(item: Item, unit: str, heating_value: Fraction | None, heating_unit: str) -> Fraction | None:
    """What an amount in `unit` is multiplied by to be in the unit of an item; None where that cannot be said.

    `heating_value`: in `heating_unit`, MJ per m3 or kg, of the row; None: that of the item, where it has one.
    """
    if unit == item.unit:
        return Fraction(1)
    if (unit, item.unit) in (("kWh", "MJ"), ("MJ", "kWh")):
        return MEGAJOULES_PER_KWH if item.unit == "MJ" else 1 / MEGAJOULES_PER_KWH
    if item.unit == "kg":
        return item.kg_per_m3 if unit == "m3" else None
    if heating_value is None:
        return item.megajoules if unit == item.per else None
    return heating_value if heating_unit == f"MJ/{unit}" else None
