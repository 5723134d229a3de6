import json

import pytest

from lca_models.impact.footprint import footprint
from lca_models.impact.methods import category_name, find_method
from lca_models.inventory.system.product_system import build_product_system
from lca_models.scope.functional_unit import ServiceLifeError
from lca_models.scope.scenario import ScenarioError


def test_the_three_units_of_a_footprint(toy_system):
    """6.6 per pack, / 60 kWh rated, / 108 000 kWh delivered"""
    total = footprint(toy_system).totals()

    assert total["kg_co2e_per_pack"] == pytest.approx(6.6)
    assert total["kg_co2e_per_kwh_capacity"] == pytest.approx(6.6 / 60)
    assert total["kg_co2e_per_kwh_delivered"] == pytest.approx(6.6 / 108_000)


def test_the_document_holds_everything_to_repeat_the_result(toy_system):
    document = json.loads(json.dumps(footprint(toy_system, province="CN-SC").document()))

    assert document["province"] == "CN-SC"
    assert document["category"] == "climate change (GWP100, IPCC AR6)"
    assert document["parameters"]["cell_plant_province"] == 51
    assert document["inventory_hash"] == toy_system.rows_hash
    assert sum(document["stages"].values()) == pytest.approx(document["total"]["kg_co2e_per_pack"])
    assert document["functional_unit"]["capacity_kwh"] == document["functional_unit"]["rated_energy_kwh"] == 60
    assert document["functional_unit"]["usable_energy_kwh"] == pytest.approx(54)


def test_more_cycles_change_only_the_result_per_kwh_delivered(toy_system):
    usual, longer = footprint(toy_system).totals(), footprint(toy_system, {"toy_cycle_life": 4000}).totals()

    assert longer["kg_co2e_per_pack"] == pytest.approx(usual["kg_co2e_per_pack"])
    assert longer["kg_co2e_per_kwh_delivered"] == pytest.approx(usual["kg_co2e_per_kwh_delivered"] / 2)


def test_the_share_that_another_category_cannot_convert(toy_system):
    """CO2e of an aggregated source: 10 x 0.6 - 9 x 0.6 of 6.6; nothing under the category it was given in"""
    assert footprint(toy_system, method="gwp100-ar5").unconverted_share == pytest.approx(0.6 / 6.6)
    assert footprint(toy_system).unconverted_share == 0


def test_an_impossible_service_life_is_refused(toy_system):
    with pytest.raises(ServiceLifeError, match="cycles are 0"):
        footprint(toy_system, {"toy_cycle_life": 0}).document()


def test_a_system_without_a_product_has_no_footprint_per_kwh(toy_study):
    with pytest.raises(ScenarioError, match=r"Study\.product_system"):
        footprint(build_product_system(toy_study.rows, ("recycling", "life_cycle_toy")))


def test_methods_are_found_by_id(toy_system):
    assert find_method(toy_system, "gwp100-ar5") == ("climate change", "GWP100", "IPCC AR5")
    assert category_name(("water use",)) == "water use"
    with pytest.raises(ScenarioError, match=r"no method 'gwp100-ar7'.*'gwp100-ar"):
        find_method(toy_system, "gwp100-ar7")
