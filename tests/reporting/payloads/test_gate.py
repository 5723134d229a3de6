"""What a buyer is told: burdens without credits, gases at the gate, metals; nothing below 0."""

from dataclasses import replace
from pathlib import Path

import pytest

from lca_models.inventory.system.pack import Pack
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


def test_what_is_left_out_is_at_most_the_upper_bounds_inside_the_boundary(materials, burdened):
    """0.002 + 0.009 + 0.005 + 0.003 + 0.0035 + 0.002 + 0.006 + 0.002, and 0.01 of each salt; machines are outside"""
    assert materials["lfp_sichuan"].shown.left_out == pytest.approx(0.0425)
    assert Shown(burdened).left_out == pytest.approx(0.0425)


def test_a_pack_that_nobody_has_sized_leaves_out_as_much_as_the_worst_that_was(burdened):
    """0.0545 of NMC811 and 0.01 of each salt"""
    pack = Pack("ex-a", "Pack A", "naion-45kwh")
    system = replace(burdened.system, pack=pack)
    unsized = replace(burdened, assessment=replace(burdened.assessment, system=system))

    assert Shown(unsized).left_out == pytest.approx(0.0645)


def test_packaging_of_a_sheet_is_told_from_its_transport(shipped_study, materials, tmp_path):
    """20 kg of polypropylene, which distribution buys and carries; what is left is transport"""
    sheet = Path(__file__).parents[3] / "notebooks" / "data_sheets" / "lfp_sichuan.yaml"
    packed = tmp_path / "packed.yaml"
    line = "  packaging: {yours: 20, unit: kg, basis: per_pack, process: polypropylene}\n  electronics: {"
    packed.write_text(sheet.read_text(encoding="utf-8").replace("  electronics: {", line, 1), encoding="utf-8")
    shown, bare = Shown(shipped_study.footprint(CalculationSetup(str(packed)))), materials["lfp_sichuan"].shown
    carried = shown.burdens["distribution"] - shown.packaging

    assert 20 < shown.packaging < 80
    assert sum(shown.packaging_gases.values()) == pytest.approx(shown.packaging)
    assert carried / bare.burdens["distribution"] < 1.05
    assert bare.packaging == 0
    assert shown.gate == pytest.approx(bare.gate)


def test_names_of_suppliers_are_kept_inside_and_those_of_the_maker_are_not(materials):
    shown = materials["nmc811_guangdong"].shown

    assert shown.private == ("Example Cathode Co.",)
    assert materials["lfp_sichuan"].shown.private == ()
