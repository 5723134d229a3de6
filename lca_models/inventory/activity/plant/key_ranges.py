"""How much a product's share of a plant depends on the keys: every result by every key that the plant's output allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lca_models.inventory.activity.plant.keys import shares_by_key
from lca_models.inventory.activity.plant.lines import KEYS, OUTSIDE, SHARE
from lca_models.inventory.activity.plant.splitting import MeterSplit, PlantSplit

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class KeyResult:
    """What a product takes of an item per good kWh when one meter of it is shared by a key, and all others as they are."""

    meter: str
    item: str
    unit: str  # of the item, per kWh of good output
    key: str
    is_used: bool
    product: str
    per_good_kwh: Fraction


def results_by_key(split: PlantSplit) -> tuple[KeyResult, ...]:
    """Results of every product by every key that can share a meter; sub-meters and by-products stay assigned."""
    return tuple(result for meter in split.meters.values() for result in _of_meter(meter, split))


def key_table(split: PlantSplit) -> pd.DataFrame:
    """Results by key as a table: meter, item, key, used, product, amount and its unit, one row each."""
    import pandas as pd

    rows = [
        {
            "meter": one.meter,
            "item": one.item,
            "key": one.key,
            "used": one.is_used,
            "product": one.product,
            "amount": float(one.per_good_kwh),
            "unit": f"{one.unit}/kWh",
        }
        for one in results_by_key(split)
    ]
    return pd.DataFrame(rows, columns=["meter", "item", "key", "used", "product", "amount", "unit"])


def splits_by_key(split: PlantSplit) -> Iterator[tuple[MeterSplit, str, bool, PlantSplit]]:
    """The plant by each key that can share a meter, the others as they are: meter, key, whether in use, split."""
    for id, meter in split.meters.items():
        for key, is_used, shares in _possible(meter, split):
            products = {product: meter.shared * share for product, share in shares.items()}
            changed = replace(meter, products=products)
            yield changed, key, is_used, replace(split, meters={**split.meters, id: changed})


def _of_meter(meter: MeterSplit, split: PlantSplit) -> Iterator[KeyResult]:
    item = meter.meter.item
    for key, is_used, shares in _possible(meter, split):
        for product, year in split.products.items():
            if year.good_kwh == 0:
                continue
            others = split.total(product, item) - meter.products.get(product, Fraction())
            amount = others + meter.shared * shares.get(product, Fraction())
            yield KeyResult(meter.meter.id, item, meter.meter.unit, key, is_used, product, amount / year.good_kwh)


def _possible(meter: MeterSplit, split: PlantSplit) -> Iterator[tuple[str, bool, dict[str, Fraction]]]:
    """Keys that can share a meter among the products of its allocation: their names, whether in use, and shares.

    A meter of one product, or of none, has no key to vary: it is assigned.
    """
    allocation = meter.allocation
    if allocation.key == OUTSIDE or len(allocation.products or split.products) < 2:
        return
    for key in (*KEYS, SHARE) if allocation.key == SHARE else KEYS:
        shares = shares_by_key(allocation, split.products, key)
        if shares is not None:
            yield key, key == allocation.key, shares
