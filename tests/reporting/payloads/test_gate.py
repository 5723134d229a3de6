"""What a buyer is told: burdens without credits, gases at the gate, metals; nothing below 0."""

import pytest

from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION


def test_burdens_and_what_is_avoided_make_the_result(credited):
    shown = Shown(credited)

    assert min(shown.burdens.values()) >= 0
    assert shown.avoided < 0
    assert sum(shown.burdens.values()) + shown.avoided == pytest.approx(sum(credited.stages.values()))


def test_the_gate_is_raw_materials_and_manufacturing(burdened):
    shown = Shown(burdened)

    assert shown.avoided == 0
    assert shown.gate == pytest.approx(burdened.stages[RAW_MATERIAL_ACQUISITION] + burdened.stages[MANUFACTURING])
    assert sum(shown.gases.values()) == pytest.approx(shown.gate)


def test_metals_follow_the_masses_of_the_design(credited):
    """cells of 80 kWh at their specific energy, times the share of nickel in a cell"""
    shown, values = Shown(credited), credited.assessment.parameters
    found = {one.name: one for one in shown.metals}
    nickel = (values["nmc811_pack_energy"] * values["nmc811_cathode_mass"] * values["nmc811_nickel_share"]
              * values["molar_mass_ni"] / values["molar_mass_nmc811_cathode"])  # fmt: skip

    assert found["nickel"].mass_kg == pytest.approx(nickel)
    assert found["nickel"].virgin > found["nickel"].recycled > 0
    assert found["copper"].virgin > found["copper"].recycled > 0
    assert found["manganese"].virgin is None
    assert sum(one.mass_kg for one in shown.metals) < shown.mass_kg


def test_parts_of_unknown_composition_are_named(burdened):
    shown = Shown(burdened)

    assert "electronics" in shown.unknown_parts
    assert sum(shown.parts.values()) >= shown.mass_kg
    assert 0 < shown.elements["carbon"] < shown.mass_kg
    assert 0 < shown.left_out < 0.5


def test_other_categories_are_no_footprints_of_buyers(shipped_study):
    with pytest.raises(ExportError, match="gwp20-ar6 is no category that buyers take"):
        Shown(shipped_study.footprint(CalculationSetup("lfp-60kwh", method="gwp20-ar6")))
