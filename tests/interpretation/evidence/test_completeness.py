"""How full an impact category is, on the shipped study."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.methods import find_method
from lca_models.interpretation.evidence.completeness import completeness
from lca_models.inventory.study import load_study


@pytest.fixture(scope="module")
def system():
    return load_study().product_system("nmc811-80kwh")


def share(system, method):
    return completeness(assess(system, method=find_method(system, method)))


def test_the_default_category_is_complete(system):
    assert share(system, "gwp100-ar6") == 1.0


def test_what_cannot_be_recharacterised_is_missing_from_another_horizon(system):
    """Rows of CO2e without gases, over all emissions that warm."""
    result = assess(system)
    lumped = [system.flows[row].key[1] == "ghg_co2e_ar6" for row in system.matrix_rows * system.is_biosphere]
    emissions = result.emissions.clip(min=0)
    expected = 1 - emissions[lumped & system.is_biosphere].sum() / emissions.sum()

    assert share(system, "gwp20-ar6") == pytest.approx(expected)


def test_fuels_are_nearly_complete_and_water_is_a_fragment(system):
    assert share(system, "fossil-energy") > 0.8
    assert share(system, "water-withdrawal") < 0.1


@pytest.mark.parametrize("method", ["so2", "nox", "pm"])
def test_air_pollutants_do_not_pass_as_full(system, method):
    assert 0 <= share(system, method) < 0.1


def test_a_category_without_any_flow_is_empty():
    system = load_study().product_system("naion-45kwh")
    assert share(system, "nox") == pytest.approx(0.0, abs=0.01)
