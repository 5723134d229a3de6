import pytest
from data_sheets import collected, given, on_archetype, sheet_of

from lca_models.inventory.activity.sheet.models import CurvePoint, CycleTest, EndOfLifeFields
from lca_models.inventory.activity.values.product import fade_curve, give_end_of_life, give_product


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def test_pack_and_cells_are_what_was_given(archetype):
    """64 kWh in 320 kg of cells: 0.2 kWh/kg; 400 kg of pack: cells are 0.8 of it"""
    into = collected(
        sheet_of({"rated_energy": given(64, "kWh"), "cells_mass": given(320), "pack_mass": given(400)}), archetype
    )
    give_product(into)
    values = on_archetype(into).parameter_values()

    assert values["lfp_cell_specific_energy"] == pytest.approx(0.2)
    assert values["lfp_cell_pack_share"] == pytest.approx(0.8)
    assert values["lfp_pack_mass"] == 400


def test_a_pack_mass_alone_keeps_the_cells_of_the_archetype(archetype):
    """60 kWh at 0.17 kWh/kg are 352.94 kg of cells, whatever the pack weighs"""
    into = collected(sheet_of({"pack_mass": given(500)}), archetype)
    give_product(into)
    values = on_archetype(into).parameter_values()

    assert values["lfp_cell_pack_share"] == pytest.approx(60 / 0.17 / 500)


def test_places_and_categories_are_choices(archetype):
    into = collected(sheet_of({"plant_province": "CN-SC", "vehicle_category": "N1"}), archetype)
    give_product(into)

    assert {name: code for name, (code, _) in into.choices.items()} == {
        "cell_plant_province": "CN-SC",
        "vehicle_category": "N1",
    }
    assert on_archetype(into).parameters["cell_plant_province"].amount == 51


def test_a_measured_curve_is_the_fade(archetype):
    points = tuple(CurvePoint(cycles=given(x, "1"), retention=given(y, "1")) for x, y in ((0, 1), (500, 0.95)))

    assert fade_curve(collected(sheet_of(cycle_test=CycleTest(curve=points)), archetype)).points == (
        (0, 1),
        (500, 0.95),
    )
    assert fade_curve(collected(sheet_of(), archetype)) is None


def test_rates_of_recycling_need_a_document(archetype):
    """lithium without one keeps its default and is warned of; with one it counts"""
    without = collected(sheet_of(end_of_life=EndOfLifeFields(recovery={"lithium": given(0.5, "1")})), archetype)
    proven = collected(
        sheet_of(end_of_life=EndOfLifeFields(recovery={"lithium": given(0.5, "1", evidence_id="E1")})), archetype
    )
    give_end_of_life(without)
    give_end_of_life(proven)

    assert [one.code for one in without.findings.of("warning")] == ["V39"]
    assert (list(without.parameters), proven.parameters["recovery_rate_lithium"].value) == ([], 0.5)


def test_own_dismantling_is_per_pack(archetype):
    """40 kWh a pack"""
    into = collected(sheet_of(end_of_life=EndOfLifeFields(dismantled_by_maker=given(40, "kWh"))), archetype)
    give_end_of_life(into)
    values = on_archetype(into).parameter_values()

    assert values["dismantling_electricity"] * values["lfp_pack_mass"] == pytest.approx(40)
