"""What an archetype has for the fields of a sheet is read from its product system."""

import pytest

from lca_models.inventory.activity.sheet.blank.archetype import archetype_of


@pytest.fixture(scope="module")
def lfp(shipped_study):
    return archetype_of(shipped_study.product_system("lfp-60kwh"))


def test_fields_have_the_values_of_their_parameters(lfp, shipped_study):
    """60 kWh at 0.17 kWh/kg, 0.8 of the pack are cells; of the rest 0.66 aluminium"""
    values = shipped_study.product_system("lfp-60kwh").parameter_values()
    specific, share = values["lfp_cell_specific_energy"], values["lfp_cell_pack_share"]

    assert lfp.number("product", "rated_energy") == values["lfp_pack_energy"]
    assert lfp.number("product", "cells_mass") == pytest.approx(60 / specific, rel=1e-12)
    assert lfp.number("product", "pack_mass") == pytest.approx(60 / specific / share, rel=1e-12)
    assert lfp.number("pack_parts", "aluminium") == pytest.approx(
        60 / specific / share * (1 - share) * values["pack_aluminium_share"], rel=1e-12
    )
    assert lfp.number("product", "name") is None


def test_cell_materials_sum_to_the_cell(lfp, shipped_study):
    """of what is in the cell: NMP and water are bought alone, the electrolyte is the sum of its parts"""
    keys = [
        one.key for one in lfp.rows("cell_materials") if one.key not in ("electrolyte", "nmp_lost", "deionised_water")
    ]
    masses = [lfp.number("cell_materials", key) or 0 for key in keys if not key.endswith("_share")]
    parts = ("lithium_salt", "ethylene_carbonate", "dimethyl_carbonate")

    assert sum(masses) == pytest.approx(
        shipped_study.product_system("lfp-60kwh").parameter_values()["lfp_cell_mass"], rel=1e-12
    )
    assert lfp.number("cell_materials", "electrolyte") == pytest.approx(
        sum(lfp.number("cell_materials", key) for key in parts), rel=1e-15
    )


def test_choices_yields_ways_and_processes(lfp):
    assert lfp.choices["product", "plant_province"].code == "CN-FJ"
    assert lfp.choices["product", "chemistry"].code == "lfp"
    assert lfp.choices["end_of_life", "route"].code == "hydrometallurgy"
    assert lfp.yields["copper_foil"] == pytest.approx(0.86526)
    assert lfp.legs == (("in", "truck", 1000.0), ("out", "truck", 1200.0))
    assert "pvdf" in dict(lfp.processes)


def test_rows_are_those_of_the_chemistry(lfp, shipped_study):
    naion = archetype_of(shipped_study.product_system("naion-45kwh"))

    assert {"graphite", "copper_foil"} <= {one.key for one in lfp.rows("cell_materials")}
    assert "hard_carbon" not in {one.key for one in lfp.rows("cell_materials")}
    assert {one.key for one in naion.rows("cell_materials")} >= {"hard_carbon", "sodium_salt", "nanotubes"}
    assert "graphite" not in {one.key for one in naion.rows("cell_materials")}
