from types import SimpleNamespace

import pytest

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.material_balance import check_material_balance
from lca_models.inventory.activity.plant.splitting import split_plant
from lca_models.inventory.activity.sheet.fields import materials
from lca_models.inventory.activity.sheet.models import DataSheet, MaterialLine, MeterLine
from lca_models.inventory.tables.formulas import names_in
from tests.plants import meter, value, year

# 5 kg of materials in a kWh of cells of 0.2 kWh/kg; 1.25 kg are bought for each kg of good cells: 6.25 kg per kWh
NAMES = {name for one in materials() for name in names_in(one.mass_of("lfp") or "0")}
VALUES = dict.fromkeys(NAMES, 0.0) | {
    "lfp_cathode_mass": 5.0, "lfp_cell_specific_energy": 0.2, "lfp_cell_purchased_mass": 1.25,
    "electrode_material_yield": 1.0, "cell_acceptance_rate": 1.0, "nmp_recovery_rate": 1.0,
}  # fmt: skip
SCRAP, STOCK = "electrode_scrap", "stock_change"


def said(plant, cells=True, material="", **amounts: float) -> list[tuple[str, str]]:
    """Findings of product A, 600 000 good kWh of 1 000 000: 3 750 t bought and 3 000 t in good cells"""
    meters = tuple(meter(item, item, "kg", year(amount, "kg")) for item, amount in amounts.items())
    split = split_plant(SimpleNamespace(**{**plant.__dict__, "meters": meters, "allocations": ()}), Findings())
    rows = (MaterialLine(key="cathode", value=value(5, "kg")),) if cells else ()
    sheet = DataSheet(
        file="a.yaml", cell_materials=rows,
        meters=tuple(MeterLine(id=item, item=item, material=material or None) for item in amounts),
    )  # fmt: skip
    findings = Findings()
    check_material_balance(sheet, split, "A", "lfp", VALUES, findings)
    return [(one.code, one.text) for one in findings.found]


def test_what_is_bought_and_found_again_is_silent(plant):
    """1 250 t of scrap of the plant, three fifths of it of A by kWh: 750 t"""
    assert said(plant, **{SCRAP: 1_250_000}) == []
    assert said(plant, **{SCRAP: 1_250_000 - 300_000}) == []  # 180 t of 3 750 are 4.8 %


def test_what_is_missing_is_told(plant):
    assert said(plant, **{SCRAP: 500_000}) == [
        ("V15", "cell materials: bought 3750 t, found again 3300 t, 12 % missing.")
    ]


def test_what_nobody_bought_is_told(plant):
    assert said(plant, **{SCRAP: 2_500_000})[0][1].endswith("found again 4500 t, 20 % more.")


def test_stock_of_materials_counts_and_of_solvents_not(plant):
    assert said(plant, **{SCRAP: 500_000, STOCK: 750_000}) == []
    assert len(said(plant, material="nmp", **{SCRAP: 500_000, STOCK: 750_000})) == 1


@pytest.mark.parametrize("amounts", [{}, {STOCK: 750_000}, {SCRAP: 0}])
def test_nothing_is_compared_where_nothing_is_weighed(plant, amounts):
    assert said(plant, **amounts) == []


def test_a_plant_of_the_archetype_has_no_balance_of_its_own(plant):
    assert said(plant, cells=False, **{SCRAP: 500_000}) == []
