"""The tables of a report."""

import csv
from pathlib import Path

import pytest

from lca_models.impact.footprint import Footprint, footprint
from lca_models.impact.study import Study
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.reporting.report.tables import changed_settings, parameters_table, used_parameters
from lca_models.scope.declared_unit import DECLARED_UNITS


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_the_stages_of_each_basis_sum_to_its_total(toy_report: Path, toy_footprint: Footprint):
    rows = rows_of(toy_report / "tables" / "stages.csv")
    sums = [sum(float(row["amount"]) for row in rows if row["basis"] == one.words()) for one in DECLARED_UNITS]

    assert sums == pytest.approx([total.amount for total in toy_footprint.totals()])


def test_the_table_of_contributions_sums_to_the_result(toy_report: Path):
    rows = rows_of(toy_report / "tables" / "contributions.csv")

    assert sum(float(row["amount"]) for row in rows) == pytest.approx(6.6)
    assert {row["unit"] for row in rows} == {"kg CO2-eq per pack"}


def test_the_sources_are_those_of_the_rows_used(toy_report: Path):
    assert [row["key"] for row in rows_of(toy_report / "tables" / "sources.csv")] == ["Example"]


def test_settings_give_the_same_result_again(toy_system: ProductSystem):
    changed = footprint(toy_system, {"toy_plant_electricity": "3"}, province="CN-SC", method="gwp100-ar5")
    again = footprint(toy_system, changed_settings(changed), method="gwp100-ar5")

    assert changed_settings(changed) == {"cell_plant_province": "CN-SC", "toy_plant_electricity": "3.0"}
    assert again.assessment.score == changed.assessment.score
    assert changed.complete_setup.words()[-6:] == (
        "--province", "CN-SC", "--set", "toy_plant_electricity=3", "--method", "gwp100-ar5"
    )  # fmt: skip


def test_used_parameters_are_those_of_formulas_and_the_service_life(toy_footprint: Footprint):
    """All but the guard of the province, which nothing refers to: Brightway alone evaluates it."""
    unused = {"cell_plant_province_guard"}

    assert used_parameters(toy_footprint) == set(toy_footprint.assessment.parameters) - unused


def test_a_default_of_the_rule_set_cites_its_term(shipped_study: Study):
    """The EU rules set the transport to the client; a setting above them is the reader's own"""
    name, system = "distribution_truck_km", shipped_study.product_system("lfp-60kwh", "eu-cfb-ev")
    ruled = parameters_table(footprint(system)).set_index("parameter").loc[name]
    own = parameters_table(footprint(system, {name: 5})).set_index("parameter").loc[name]

    assert ruled["locator"].startswith("eu-cfb-ev: ")
    assert (own["evidence"], own["source"]) == ("user", "your input (was 1000, rules eu-cfb-ev)")
