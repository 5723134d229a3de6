"""EverBatt 2023 as a product of one's own: its masses with its factors come to its own sum."""

from pathlib import Path

import pytest
from everbatt_sheets import ELECTRICITY, ENERGY_KWH, GAS, REFERENCE, everbatt_sheet, row_sum

from lca_models.inventory.tables.reading import read_table
from lca_models.scope.calculation_setup import CalculationSetup

HOME = Path(__file__).parents[2]
SHEET = HOME / "notebooks" / "data_sheets" / "everbatt_2023_lfp.yaml"


def test_the_sheet_that_is_shipped_holds_the_rows_of_the_tables():
    """To write it anew: print everbatt_sheet(Path("inventories"), "lfp") into it"""
    assert SHEET.read_text(encoding="utf-8") == everbatt_sheet(HOME / "inventories", "lfp")


@pytest.mark.parametrize(("chemistry", "published"), [("lfp", 40.0), ("nmc622", 51.0), ("nmc811", 50.4)])
def test_its_materials_come_to_its_own_sum(shipped_study, tmp_path, chemistry, published):
    """kg CO2e per kWh of capacity; and 8.304 kWh and 139.96 MJ at its factors of power and gas"""
    sheet = tmp_path / f"everbatt_{chemistry}.yaml"
    sheet.write_text(everbatt_sheet(shipped_study.root, chemistry), encoding="utf-8")
    found = shipped_study.footprint(CalculationSetup(str(sheet))).assessment.by_stage()
    stages = dict(zip(found["stage"], found["amount"] / ENERGY_KWH, strict=True))
    rows = read_table(shipped_study.root, "reference_factors.csv").rows
    factors = {row["target"].split()[-1]: float(row["amount"]) for row in rows if row["reference"] == REFERENCE}

    assert stages["raw material acquisition"] == pytest.approx(row_sum(shipped_study.root, chemistry), rel=1e-6)
    assert stages["raw material acquisition"] == pytest.approx(published, abs=0.06)
    energy = ELECTRICITY * factors["electricity_recycling_plant"] + GAS * factors["heat_natural_gas"]
    assert stages["manufacturing"] == pytest.approx(energy, rel=1e-6)


def test_the_notice_of_its_licence_stands_with_the_data():
    notice = (HOME / "LICENSE-DATA.md").read_text(encoding="utf-8")

    assert "Software Name: SF-18-022 EverBatt" in notice
    assert "Redistributions of source code must retain the above copyright notice" in notice
    assert "notebooks/data_sheets/everbatt_2023_lfp.yaml" in notice
