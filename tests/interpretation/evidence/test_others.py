"""What others publish, from the tables, beside this kit's own figure in the same unit."""

import pytest

from lca_models.interpretation.contribution.rows import bought_of
from lca_models.interpretation.evidence.others import FACTOR, MASS, VALUE, others_of_material, others_of_parameter
from lca_models.scope.calculation_setup import CalculationSetup
from tests.shipped_tables import shipped_tables


@pytest.fixture(scope="module")
def assessment(shipped_study):
    return shipped_study.footprint(CalculationSetup("lfp-60kwh")).assessment


def test_the_mass_of_a_material_is_all_that_a_pack_buys_per_kwh(assessment):
    mass = next(
        one
        for one in others_of_material(assessment, shipped_tables(), "aluminium_profile", "lfp")
        if one.measure == MASS
    )
    bought = assessment.quantities[bought_of(assessment, frozenset({"aluminium_profile"}))].sum()

    assert mass.here == pytest.approx(bought / 60)
    assert [(one.source, one.value) for one in mass.published] == [("EverBatt2023", pytest.approx(0.1446 + 0.3915))]


def test_a_factor_is_the_intensity_beside_each_source_once(assessment):
    found = others_of_material(assessment, shipped_tables(), "anode_graphite", "lfp")
    factor = next(one for one in found if one.measure == FACTOR)
    row = next(row for row, key in enumerate(assessment.system.products) if key[1] == "anode_graphite")

    assert factor.here == pytest.approx(assessment.intensities[row])
    assert sorted(one.source for one in factor.published) == ["CPCD2021", "EverBatt2023"]
    assert factor.unit == "kg CO2e/kg"


def test_factors_of_another_category_are_not_compared(shipped_study):
    other = shipped_study.footprint(CalculationSetup("lfp-60kwh", method="gwp20-ar6")).assessment

    assert [one.measure for one in others_of_material(other, shipped_tables(), "anode_graphite", "lfp")] == [MASS]


def test_what_nobody_publishes_has_nothing_beside_it(assessment):
    assert others_of_material(assessment, shipped_tables(), "deionised_water", "lfp") == ()
    assert others_of_parameter(shipped_tables(), "electrode_material_yield", 0.92) is None


def test_a_maker_states_the_energy_of_its_plants():
    found = others_of_parameter(shipped_tables(), "cell_plant_energy", 47.23)

    assert (found.measure, found.unit, found.here) == (VALUE, "kWh/kWh", 47.23)
    assert [(one.source, one.value) for one in found.published] == [("CALB2024", 66.62)]
