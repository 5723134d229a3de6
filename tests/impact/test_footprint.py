import json

import pytest
from categories import with_category

from lca_models.impact.footprint import footprint
from lca_models.inventory.system.product_system import build_product_system
from lca_models.scope.declared_unit import CODES
from lca_models.scope.functional_unit import ServiceLifeError
from lca_models.scope.scenario import ScenarioError


def test_the_total_per_every_declared_unit(toy_system):
    """6.6 per pack, / 60 kWh rated, / 108 000 kWh delivered, / the mass of the pack"""
    found = footprint(toy_system)
    amounts = {total.basis.code: total.amount for total in found.totals()}

    expected = {"pack": 6.6, "kwh-capacity": 6.6 / 60, "kwh-delivered": 6.6 / 108_000}
    assert list(amounts) == list(CODES)
    assert {code: amounts[code] for code in expected} == pytest.approx(expected)
    assert amounts["kg"] == pytest.approx(6.6 / found.functional_unit.mass_kg)
    assert found.total("kwh-capacity") == found.totals()[1]
    with pytest.raises(ScenarioError, match="counted per 'kwh-capacty'; did you mean 'kwh-capacity'"):
        found.total("kwh-capacty")


def test_keys_that_name_co2e_are_of_categories_in_co2e(toy_system):
    """So that no program takes megajoules for kilograms; `totals` serve every category."""
    energy = with_category(toy_system, "energy", "MJ", co2_fossil=2.0)
    climate, energy = footprint(toy_system).document(), footprint(energy, method="energy").document()

    assert set(climate["total"]) == {f"kg_co2e_per_{code.replace('-', '_')}" for code in CODES}
    assert energy["total"] == {}
    assert [total["unit"] for total in energy["totals"]] == ["MJ"] * len(CODES)


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
    usual, longer = footprint(toy_system), footprint(toy_system, {"toy_cycle_life": 4000})

    for per, ratio in (("pack", 1), ("kwh-capacity", 1), ("kwh-delivered", 2), ("kg", 1)):
        assert longer.total(per).amount * ratio == pytest.approx(usual.total(per).amount)


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


def test_what_is_declared_and_cradle_to_gate_head_the_document(toy_system):
    """6.6 over 108,000 kWh delivered; 6 and 5 over 60 kWh of capacity"""
    document = footprint(toy_system).document()

    assert document["declared"] == {"per": "kwh-delivered", "amount": pytest.approx(6.6 / 108_000), "unit": "kg CO2-eq"}
    assert document["cradle_to_gate"] == {"per": "kwh-capacity", "amount": pytest.approx(11 / 60), "unit": "kg CO2-eq"}
    assert list(document).index("declared") < list(document).index("cradle_to_gate") < list(document).index("stages")


def test_landfill_stands_beside_a_result_without_credits_alone(shipped_study):
    """landfill is a setting of the route, cut-off one of the approach: each is the footprint with that setting"""
    plain = footprint(shipped_study.product_system("lfp-60kwh"))
    credited = footprint(plain.system, {"end_of_life_approach": "avoided-burden"})
    landfill = footprint(plain.system, {"recycling_route": "landfill"})
    cut_off = footprint(plain.system, {"end_of_life_approach": "cut-off"})

    expected = {"landfill": landfill.total().amount, "cut_off": cut_off.total().amount}
    assert plain.end_of_life == pytest.approx(expected)
    assert set(credited.end_of_life) == {"cut_off"}
    assert set(cut_off.end_of_life) == {"landfill"}
