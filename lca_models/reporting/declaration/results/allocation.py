"""How what a plant consumes is shared among its products: the key of every meter, and what other keys would give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lca_models.interpretation.evidence.key_effects import KeyEffect
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.from_sheet import own_product, plant_of
from lca_models.inventory.activity.plant.keys import shares_by_key
from lca_models.inventory.activity.plant.lines import KWH_GOOD, OUTSIDE
from lca_models.inventory.activity.plant.splitting import MeterSplit, PlantSplit, split_plant
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.table import Cell, ResultTable
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

COLUMNS = ("meter", "item", "kind", "key", "used", "share", "amount_per_year", "unit", "effect_kg_co2e_per_pack", "reason",
           "place")  # fmt: skip
METER, BY_PRODUCT, NO_PRODUCT = "meter", "by-product", "no product"
ONE_PRODUCT = "the plant has one product"


def plant_split(declared: Declared) -> tuple[PlantSplit, str] | None:
    """The plant of the sheet shared among its products, with the product of the sheet; None for a sheet without meters."""

    def split() -> tuple[PlantSplit, str] | None:
        with speaking(declared.sheet.language or ENGLISH):  # labels of meters are those of the keys of the pack
            plant = plant_of(declared.sheet, Findings())
            found = split_plant(plant, Findings()) if plant is not None else None
            product = own_product(declared.sheet, Findings())
        return (found, product) if found is not None and product is not None else None

    return declared.keep("plant", split)


def allocation_table(declared: Declared) -> ResultTable:
    """Every meter with its key, the share of this product (0-1) and the reason; below it each other key with its effect.

    What goes to a by-product, or to no product, has rows of its own. `amount_per_year` is what the share is of.
    """
    found = plant_split(declared)
    rows = tuple(_meters(declared, *found)) if found is not None else ()
    return ResultTable("allocation", COLUMNS, rows)


def _meters(declared: Declared, split: PlantSplit, product: str) -> Iterator[tuple[Cell, ...]]:
    effects: dict[str, list[KeyEffect]] = {}
    for one in declared.report.key_effects:
        effects.setdefault(one.key.meter, []).append(one)
    for meter in split.meters.values():
        yield from _meter(meter, split, product, effects.get(meter.meter.label or meter.meter.id, []))


def _meter(
    meter: MeterSplit, split: PlantSplit, product: str, effects: list[KeyEffect]
) -> Iterator[tuple[Cell, ...]]:
    id, item, unit, how = meter.meter.id, meter.meter.item, meter.meter.unit, meter.allocation
    reason = how.reason or (ONE_PRODUCT if len(how.products or split.products) < 2 else "")
    own, shared = meter.products.get(product, Fraction()), float(meter.shared)
    share = float(own / meter.shared) if meter.shared else 0.0
    key = how.key or KWH_GOOD
    place = how.place or meter.meter.place
    yield id, item, METER, key, "yes", share, shared, unit, 0.0, reason, place
    for one in effects:
        if not one.key.is_used:
            others = shares_by_key(how, split.products, one.key.key) or {}
            yield (id, item, METER, one.key.key, "no", float(others.get(product, 0)), shared, unit, one.effect, "",
                   place)  # fmt: skip
    whole = meter.year.total - meter.sub_metered
    for kind, name, amount in (
        (BY_PRODUCT, how.by_product, meter.by_product),
        (NO_PRODUCT, OUTSIDE, meter.outside),
    ):
        if amount:
            taken = float(amount / whole) if whole else 0.0
            yield id, item, kind, name, "yes", taken, float(whole), unit, None, reason or how.by_product_rule, place
