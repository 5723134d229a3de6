"""Keys of the meters of a plant, and what other keys would give."""

import pytest

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.allocation import allocation_table, plant_split
from lca_models.reporting.declaration.results.totals import total_kg
from lca_models.reporting.declaration.results.uncertainty import sensitivity_table
from lca_models.scope.calculation_setup import CalculationSetup
from tests.reporting.declaration.conftest import ISSUED, SHEETS

OTHER = """  - {product_id: OTHER, unit: packs, energy_per_piece: 80 kWh, cell_mass_per_piece: 400 kg, good: {year_total: 30000}}
allocation:
"""


@pytest.fixture(scope="module")
def two_products(shipped_study, tmp_path_factory):
    """95,000 packs of 64 kWh and 365.73 kg of cells beside 30,000 of 80 kWh and 400 kg."""
    words = (SHEETS / "lfp_sichuan.yaml").read_text(encoding="utf-8").replace("language: en", "language: zh")
    file = tmp_path_factory.mktemp("two") / "two.yaml"
    file.write_text(words.replace("allocation:\n", OTHER, 1), encoding="utf-8")
    return Declared(shipped_study, shipped_study.footprint(CalculationSetup(str(file))), ISSUED)


def test_a_plant_of_one_product_has_no_key_to_vary(lfp_declared, short_declared):
    rows = list(allocation_table(lfp_declared).records())

    assert [row["meter"] for row in rows] == ["M1", "M3", "M4", "M5", "M6"]
    assert {(row["share"], row["used"], row["reason"]) for row in rows} == {(1.0, "yes", "the plant has one product")}
    assert allocation_table(short_declared).rows == ()


def test_every_meter_shows_each_key_with_share_and_effect(two_products):
    rows = {(row["meter"], row["key"]): row for row in allocation_table(two_products).records()}
    good, mass, pieces = 95_000 * 64, 95_000 * 365.73, 95_000

    assert rows["M1", "kwh_good"]["share"] == pytest.approx(good / (good + 30_000 * 80))
    assert rows["M1", "cell_mass"]["share"] == pytest.approx(mass / (mass + 30_000 * 400))
    assert rows["M1", "packs"]["share"] == pytest.approx(pieces / (pieces + 30_000))
    assert (rows["M1", "kwh_good"]["used"], rows["M1", "packs"]["used"]) == ("yes", "no")
    assert rows["M1", "kwh_good"]["effect_kg_co2e_per_pack"] == 0
    assert rows["M4", "packs"]["effect_kg_co2e_per_pack"] > 0  # its pieces are the smaller ones


def test_the_range_over_keys_is_a_row_of_the_sensitivity(two_products):
    effects = [row["effect_kg_co2e_per_pack"] for row in allocation_table(two_products).records()
               if row["meter"] == "M4"]  # fmt: skip
    rows = [row for row in sensitivity_table(two_products).records() if row["kind"] == "allocation"]
    found = next(row for row in rows if row["name"].startswith("M4"))

    assert found["high"] == pytest.approx(total_kg(two_products) + max(effects))
    assert found["low"] == pytest.approx(total_kg(two_products) + min(effects))


def test_the_shares_of_the_split_are_those_of_the_sheet(two_products):
    split, product = plant_split(two_products)

    assert product == "EX-LFP-64"
    assert set(split.products) == {"EX-LFP-64", "OTHER"}
