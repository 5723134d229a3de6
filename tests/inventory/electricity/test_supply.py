"""On-site power, direct lines, green power, certificates and residual mixes in the shipped inventory."""

from functools import cache

import pytest
from counts import examples
from grids import PLANTS as TOY_PLANTS
from grids import score as toy_score
from grids import toy_exchanges
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.assessment import assess
from lca_models.inventory.brightway.in_memory import product_system, project_rows
from lca_models.inventory.electricity.supply import DIRECT_LINE, GREEN_POWER, OFFICIAL, ON_SITE, supply_problems
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.scenario import ScenarioError
from tests.shipped_tables import shipped_inventories

PLANTS = ("aluminium", "cathode", "cell_plant", "graphite", "precursor", "recycling")
EU = {"electricity_rule": "NATIONAL", "contracts_count": 0, "certificates_count": 0}


@cache
def inventories():
    return shipped_inventories()


@cache
def systems():
    rows = project_rows(inventories())
    return {name: product_system(inventories(), name, rows) for name in ("lfp-60kwh", "nmc811-80kwh")}


def score(given=None, product="lfp-60kwh", province=None, **settings):
    return assess(systems()[product], {**(given or {}), **settings}, province=province).score


@cache
def intensities(residual=0):
    """kg CO2e per kWh of every process of electricity."""
    found = assess(systems()["lfp-60kwh"], {"residual_mix_counts": residual})
    return {key[1]: float(found.intensities[row]) for key, row in found.system.product_index.items()}


def market(province):
    return intensities()["electricity_" + province.code.lower().replace("-", "_")]


provinces = st.deferred(lambda: st.sampled_from(sorted(inventories().provinces, key=lambda one: one.code)))
shares = st.floats(0, 1)


def green_share(plant):
    return "green_power_share" if plant == "cell_plant" else f"{plant}_green_trade_share"


@settings(max_examples=examples(20))
@given(provinces, shares, shares, st.sampled_from(["lfp-60kwh", "nmc811-80kwh"]))
def test_green_power_lowers_the_result_where_the_mix_is_above_it(province, one, other, product):
    less, more = sorted((one, other))
    change = score(product=product, province=province.code, green_power_share=more) - score(
        product=product, province=province.code, green_power_share=less
    )

    sign = 1 if market(province) > intensities()["electricity_green_power"] else -1
    assert sign * change <= 1e-9


def test_every_province_but_tibet_is_above_wind_power():
    """Hydropower at 0.0141 is 90 % of Tibet's plants; wind power is at 0.0324, both delivered."""
    below = [one.code for one in inventories().provinces if market(one) <= intensities()["electricity_green_power"]]

    assert below == ["CN-XZ"]


@settings(max_examples=examples(30))
@given(provinces, shares, shares)
def test_under_the_eu_rule_contracts_certificates_and_provinces_change_nothing(province, trade, certificate):
    given = {"green_power_share": trade, "cell_plant_certificate_share": certificate * (1 - trade)}

    assert score(EU | given, province=province.code) == pytest.approx(score(EU), rel=1e-12)


@pytest.mark.parametrize("plant", PLANTS)
def test_every_plant_has_a_supply_of_its_own(plant):
    """Green power for one plant changes the result by the same per share, and adds up over plants."""
    name, product = green_share(plant), "nmc811-80kwh"
    half, full = (score({name: share}, product) - score(product=product) for share in (0.5, 1.0))

    assert full < 0
    assert half == pytest.approx(full / 2)


def test_on_site_power_has_no_grid_losses():
    """0.0520 of photovoltaic power at the plant against 0.0520/(1 - 0.0453) + 0.0046 by trade"""
    given = {"onsite_technology": "SOLAR-PV", "green_power_technology": "SOLAR-PV"}
    found = assess(systems()["lfp-60kwh"], given).system.product_index
    rows = {key[1]: row for key, row in found.items()}
    per_kwh = assess(systems()["lfp-60kwh"], given).intensities

    assert per_kwh[rows["electricity_on_site"]] == pytest.approx(0.0520)
    assert per_kwh[rows["electricity_green_power"]] == pytest.approx(0.0520 / (1 - 0.0453) + 0.0046)
    saving = [score(given | {name: 0.3}) for name in ("cell_plant_onsite_share", "green_power_share")]
    assert saving[0] < saving[1] < score()


def test_a_direct_line_of_the_same_kind_is_on_site_power():
    given = {"onsite_technology": "WIND", "direct_line_technology": "WIND"}

    line, on_site = (score(given | {f"cell_plant_{name}_share": 0.4}) for name in ("direct_line", "onsite"))
    assert line == pytest.approx(on_site)


def test_certificates_are_green_power_where_they_count_and_nothing_where_not():
    bought = {"cell_plant_certificate_share": 0.5}

    assert score(bought) == pytest.approx(score())
    assert score(bought, certificates_count="YES") == pytest.approx(score(green_power_share=0.5))
    assert score(green_power_share=0.5, contracts_count="NO") == pytest.approx(score())


def test_the_official_factor_is_not_delivered_twice():
    """0.5777 of 2024 holds transmission and distribution; on the residual mix x 0.6096/0.5306"""
    assert intensities()["electricity_official_footprint"] == pytest.approx(0.5777)
    assert intensities(1)["electricity_official_footprint"] == pytest.approx(0.5777 * 0.6096 / 0.5306)
    assert score(electricity_rule="OFFICIAL", grid_year=2023) > score(electricity_rule="OFFICIAL")


def test_the_residual_mix_is_above_the_average_in_every_province():
    for province in inventories().provinces:
        code = "electricity_" + province.code.lower().replace("-", "_")
        assert intensities(1)[code] > intensities()[code], code


def test_the_residual_nation_is_the_average_raised_like_the_official_factor():
    """Within 1 %: claimed power has a small footprint of its own."""
    ratio = intensities(1)["electricity_cn"] / intensities()["electricity_cn"]

    assert ratio == pytest.approx(0.6096 / 0.5306, rel=0.01)


def test_captive_coal_belongs_to_what_the_average_smelter_does_not_contract():
    """Its own coal and the nation share what green power leaves: all of it, and 60 % with 40 % green power"""
    wind, coal, nation = (intensities()[f"electricity_{name}"] for name in ("green_power", "coal", "cn"))

    captive = float(systems()["lfp-60kwh"].parameters["aluminium_captive_coal_share"].amount)
    mean = captive * coal + (1 - captive) * nation

    def smelter(**given):
        found = assess(systems()["lfp-60kwh"], given)
        return float(found.intensities[found.system.product_index["electricity", "electricity_aluminium_smelter"]])

    assert smelter() == pytest.approx(mean)
    assert smelter(aluminium_green_trade_share=0.4) == pytest.approx(0.4 * wind + 0.6 * mean)
    assert smelter(aluminium_province="CN-YN") == pytest.approx(intensities()["electricity_cn_yn"])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"green_power_share": 0.6, "cell_plant_onsite_share": 0.6},
            r"cell_plant_onsite_share=0\.6 \+ green_power_share=0\.6 is 1\.2, more than the whole load",
        ),
        (
            {"cathode_certificate_share": 0.7, "cathode_direct_line_share": 0.7},
            r"cathode_direct_line_share=0\.7 \+ cathode_certificate_share=0\.7 is 1\.4",
        ),
        ({"green_power_share": 1.2}, "is not a share"),
        ({"green_power_share": -0.1}, "is not a share"),
        ({"cell_plant_green_trade_share": 0.5}, r"derived \(green_power_share\)"),
        ({"electricity_rule": "OFFICIAL", "grid_year": "2035"}, "no official footprint factor of 2035"),
        ({"green_power_technology": "COAL"}, "not in the list green_technologies"),
        ({"contracts_count": 2}, "not in the list switches"),
    ],
)
def test_an_impossible_supply_is_refused_in_one_line(given, message):
    with pytest.raises(ScenarioError, match=message) as caught:
        score(given)

    assert "\n" not in str(caught.value)


def test_the_guard_stops_an_impossible_supply_that_was_set_in_brightway():
    """Brightway's own recalculation meets the same division by zero."""
    with pytest.raises(ProjectError, match=r"cell_plant_supply_guard.*divides by zero"):
        systems()["lfp-60kwh"].parameter_values({"green_power_share": 0.6, "cell_plant_onsite_share": 0.6})


def test_whole_loads_in_thirds_are_possible():
    third = 1 / 3
    assert not supply_problems(
        {"cell_plant_onsite_share": third, "cell_plant_direct_line_share": third, "green_power_share": third}
    )


# --- the toy


def test_a_plant_offers_every_place_by_every_rule():
    """Of 3 provinces, 2 grids, the nation, the user's mix and the official factor exactly one is bought."""
    offers = [item for item in toy_exchanges(93) if item.process == "electricity_cell_plant"]
    places = {"electricity_cn_aa", "electricity_cn_bb", "electricity_cn_cc", "electricity_grid_west",
              "electricity_grid_east", "electricity_cn", "electricity_user_mix", OFFICIAL}  # fmt: skip

    assert {item.input for item in offers} == places | {ON_SITE, DIRECT_LINE, GREEN_POWER}
    assert sum(item.amount for item in offers) == 1


@pytest.mark.parametrize(
    ("rule", "place", "bought"),
    [
        (1, 93, "electricity_cn_cc"),
        (1, 156, "electricity_cn"),
        (1, 900, "electricity_user_mix"),
        (2, 93, "electricity_grid_east"),
        (2, 91, "electricity_grid_west"),
        (2, 156, "electricity_cn"),
        (2, 900, "electricity_user_mix"),
        (3, 93, "electricity_cn"),
        (3, 900, "electricity_cn"),
        (4, 93, OFFICIAL),
        (4, 156, OFFICIAL),
    ],
)
def test_the_rule_and_the_place_name_one_location_supply(rule, place, bought):
    offers = toy_exchanges(place, electricity_rule=rule)

    assert {item.input: item.amount for item in offers if item.process == TOY_PLANTS[0].code and item.amount} == {
        bought: 1
    }


def test_a_plant_with_everything_of_its_own_pays_losses_on_green_power_alone():
    """Wind at 0.1: 20 % on site, 30 % direct, 40 % green over 1 - 5 % plus 0.004; 10 % official at 0.6."""
    shares = {"cell_plant_onsite_share": 0.2, "cell_plant_direct_line_share": 0.3, "cell_plant_green_share": 0.4,
              "cell_plant_rest_share": 0.1}  # fmt: skip
    exchanges = toy_exchanges(93, electricity_rule=4, **shares)

    expected = 0.5 * 0.1 + 0.4 * (0.1 / 0.95 + 0.004) + 0.1 * 0.6
    assert toy_score(exchanges, "electricity_cell_plant") == pytest.approx(expected)
