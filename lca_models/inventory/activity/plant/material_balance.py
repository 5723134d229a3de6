"""The material balance of a plant: what is bought for cells is found again in good cells, rejects, scrap and stock (V15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lca_models.inventory.activity.balances import cell_masses
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.splitting import PlantSplit
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import DataSheet

OUT = ("rejected_cells", "electrode_scrap", "metal_scrap")  # items that hold materials of cells, in kg
STOCK = "stock_change"
SOLVENTS = ("nmp", "nmp_lost", "deionised_water")  # whose stock is no part of cells
WARNED = 0.05  # of what is bought
TONNE = 1000  # kg


@dataclass(frozen=True)
class MaterialBalance:
    """Materials of cells in a year of a product, in kg."""

    bought: float
    found: float  # in good cells, rejects, scrap and stock
    place: str  # of the first row that weighs what is no good cell


def material_balance(
    sheet: DataSheet, split: PlantSplit, product: str, chemistry: str, values: Mapping[str, float]
) -> MaterialBalance | None:
    """What is bought for a product and what is found again; None where rejects and scrap are not weighed.

    `values`: parameters of the pack.
    """
    lines = {line.id: line for line in sheet.meters}
    weighed = [one for one in split.meters.values() if one.meter.item in OUT and one.year.total]
    good = float(split.products[product].good_kwh)
    masses = cell_masses(sheet, chemistry, values)
    if not weighed or good <= 0 or not masses.given or values[f"{chemistry}_cell_specific_energy"] <= 0:
        return None
    stock = [one for one in split.meters.values()
             if one.meter.item == STOCK and (lines[one.meter.id].material or "") not in SOLVENTS]  # fmt: skip
    out = sum(float(one.products.get(product, 0)) for one in (*weighed, *stock))
    bought = values[f"{chemistry}_cell_purchased_mass"] / values[f"{chemistry}_cell_specific_energy"] * good
    return MaterialBalance(bought, masses.total * good + out, weighed[0].meter.place) if bought > 0 else None


def check_material_balance(
    sheet: DataSheet,
    split: PlantSplit,
    product: str,
    chemistry: str,
    values: Mapping[str, float],
    findings: Findings,
) -> None:
    """Adds what is bought for a product and not found again, or found and not bought; in a year of the plant.

    `values`: parameters of the pack. Only where rejects or scrap are weighed: without them nothing can be compared.
    """
    balance = material_balance(sheet, split, product, chemistry, values)
    if balance is None or abs(balance.bought - balance.found) <= WARNED * balance.bought:
        return
    bought, found = balance.bought, balance.found
    said = {"material": message("cell materials"), "a": bought / TONNE, "b": found / TONNE,
            "d": 100 * abs(bought - found) / bought}  # fmt: skip
    words = (
        message("{material}: bought {a:.5g} t, found again {b:.5g} t, {d:.2g} % missing.", **said)
        if bought > found
        else message("{material}: bought {a:.5g} t, found again {b:.5g} t, {d:.2g} % more.", **said)
    )
    findings.warn(balance.place, words, "V15")
