import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.published_inputs import published_materials
from lca_models.interpretation.evidence.published_materials import (
    MaterialLine,
    PublishedTotal,
    compare_materials,
    difference_by_input,
    published_total,
    without_credits,
)
from lca_models.inventory.system.product_system import ProductSystem
from tests.published_tables import material, table

TOTAL = PublishedTotal(0.08, "Example", "worked example", "")


def test_the_difference_is_attributed_input_by_input_and_closes(toy_system: ProductSystem):
    """60 kWh; the kit buys 10 kg at 0.6 (0.1 per kWh), published 0.1 kg at 0.5 (0.05) of a total of 0.08"""
    tables = (table("published_materials", material("nickel sulfate", 0.1, 0.5, "nickel_sulfate")),)
    found = compare_materials(assess(toy_system), 60, published_materials(tables, "toy"), TOTAL)
    nickel, rest = found.lines

    assert found.kit_total == pytest.approx(6 / 60)
    assert (nickel.kit_mass_kg, nickel.kit, nickel.published) == pytest.approx((10 / 60, 6 / 60, 0.05))
    assert nickel.by_mass == pytest.approx((10 / 60 - 0.1) * 0.5)
    assert nickel.by_factor == pytest.approx(10 / 60 * (0.6 - 0.5))
    assert rest.difference == pytest.approx(-(0.08 - 0.05))
    assert found.difference == pytest.approx(0.1 - 0.08)
    assert found.remainder == pytest.approx(0, abs=1e-12)


def test_an_input_the_published_model_lacks_has_a_line_of_its_own(toy_system: ProductSystem):
    """nothing compared: all of the kit's 6 / 60 is nickel sulfate only in this kit"""
    found = compare_materials(assess(toy_system), 60, (), TOTAL)

    assert [line.name for line in found.lines] == [
        "nickel sulfate (only in this kit)",
        "published total less its own rows",
    ]
    assert found.remainder == pytest.approx(0, abs=1e-12)


def test_the_table_ends_with_the_remainder_and_the_totals(toy_system: ProductSystem):
    rows = compare_materials(assess(toy_system), 60, (), TOTAL).table()

    assert list(rows["input"].iloc[-2:]) == ["not attributed", "all materials"]
    assert rows["difference"].iloc[:-1].sum() == pytest.approx(rows["difference"].iloc[-1])


def test_credits_are_no_part_of_the_comparison(toy_system: ProductSystem):
    """6.6 with a credit of 5.4 taken out is 12"""
    assert without_credits(assess(toy_system)).score == pytest.approx(6.6 + 5.4)


def test_a_material_without_mass_on_a_side_has_no_split():
    assert MaterialLine("any", "任一", None, None, 0.0, 1.0).by_factor is None


def test_a_chemistry_without_a_published_total_has_none():
    tables = (table("published_totals", {"chemistry": "lfp", "kg_co2e_per_kwh": 41.79, "source": "Example"}),)

    assert published_total(tables, "toy") is None
    assert published_total(tables, "lfp") == PublishedTotal(41.79, "Example", "", "")


def test_differences_by_input_sum_to_the_difference_of_the_results(toy_system: ProductSystem):
    """Guangdong against Sichuan: 2 kWh at 0.5 and at 0.1, so 0.8 per pack of 60 kWh, all of it electricity"""
    rows = difference_by_input(assess(toy_system), assess(toy_system, province="CN-SC"), 60, 60)

    assert rows["input"].iloc[0] == "electricity"
    assert rows["difference"].iloc[0] == pytest.approx(0.8 / 60)
    assert rows["difference"].sum() == pytest.approx(0.8 / 60)
    assert set(rows["unit"]) == {"kg CO2-eq per kWh of capacity"}
