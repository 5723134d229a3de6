"""The shipped rule sets on the shipped packs: China's programme beside the European draft."""

from itertools import combinations
from math import exp

import pytest
from counts import LONG

from lca_models.impact.footprint import footprint
from lca_models.impact.study import Study
from lca_models.interpretation.comparison.grid import compare
from lca_models.interpretation.comparison.rule_sets import compare_rules
from lca_models.scope.rules import ASPECTS
from lca_models.scope.scenario import ScenarioError

RULES = ("cn-551", "eu-cfb-ev", "iso-14067-cut-off")
PACKS = ("lfp-60kwh", "nmc811-80kwh", "lmfp-60kwh", "nmc111-60kwh", "nmc532-60kwh", "nmc622-70kwh", "nca-80kwh",
         "naion-45kwh")  # fmt: skip


@pytest.fixture(scope="module")
def study(shipped_study: Study) -> Study:
    return shipped_study


@pytest.fixture(scope="module")
def systems(study):
    return {product: study.product_system(product) for product in study.products}


PER = ("pack", "kwh-capacity", "kwh-delivered", "kg")


def per_pack(system, settings=None, **options):
    return footprint(system, settings, **options).total().amount


def test_every_rule_set_speaks_of_every_aspect_with_source_and_confidence(study):
    assert set(study.rules) == set(RULES)
    for rules in study.rules.values():
        assert {term.aspect for term in rules.terms} == set(ASPECTS)
        assert all(term.source in study.sources and term.confidence for term in rules.terms)
    assert study.rules["cn-551"].kit_defaults


def test_the_default_rule_set_sets_the_defaults_of_the_inventories(systems):
    """So that Brightway on the project as it stands gives the result of cn-551."""
    for system in systems.values():
        assert system.parameter_values() == system.before_rules.parameter_values()
        assert system.stages == system.before_rules.stages


def test_the_pack_is_declared_under_both_rules_per_every_declared_unit(systems):
    """60 kWh x 1000 x 0.9 = 54 000 kWh; 60 x 0.85 x 60 x 8 = 24 480 kWh"""
    for rules, delivered in (("cn-551", 54_000), ("eu-cfb-ev", 24_480)):
        found = footprint(systems["lfp-60kwh"], rules=rules)
        per_pack, per_capacity, per_delivered, per_kg = (found.total(per).amount for per in PER)

        assert found.functional_unit.energy_delivered_kwh == pytest.approx(delivered)
        assert per_delivered * delivered == pytest.approx(per_pack)
        assert per_capacity * 60 == pytest.approx(per_pack)
        assert per_kg * found.functional_unit.mass_kg == pytest.approx(per_pack)
        assert sum(found.stages.values()) == pytest.approx(per_pack)


@pytest.mark.parametrize("product", PACKS)
def test_under_the_european_rules_no_province_changes_a_plant(systems, product):
    """Cell, cathode, precursor and graphite plants: hydropower or coal, the national mix counts"""
    for plant in ("cell_plant_province", "cathode_province", "precursor_province", "graphite_province"):
        found = {per_pack(systems[product], {plant: place}, rules="eu-cfb-ev") for place in ("CN-SC", "CN-SX", "CN")}
        assert max(found) == pytest.approx(min(found), rel=1e-12)
    chinese = [per_pack(systems[product], {"cell_plant_province": place}) for place in ("CN-SC", "CN-SX")]
    assert chinese[0] < chinese[1]


def test_contracts_and_certificates_do_not_count_in_europe(systems):
    system = systems["lfp-60kwh"]
    usual = per_pack(system, rules="eu-cfb-ev")

    assert per_pack(system, {"green_power_share": 1}, rules="eu-cfb-ev") == pytest.approx(usual)
    assert per_pack(system, {"cell_plant_certificate_share": 1}, rules="eu-cfb-ev") == pytest.approx(usual)
    assert per_pack(system, {"cell_plant_onsite_share": 0.2}, rules="eu-cfb-ev") < usual


def test_green_power_counts_in_china_and_certificates_do_not(systems):
    system = systems["lfp-60kwh"]

    assert per_pack(system, {"green_power_share": 1}) < per_pack(system)
    assert per_pack(system, {"cell_plant_certificate_share": 1}) == pytest.approx(per_pack(system))
    counted = {"cell_plant_certificate_share": 1, "certificates_count": 1}
    assert per_pack(system, counted) == pytest.approx(per_pack(system, {"green_power_share": 1}))


def test_location_and_market_based_results_stand_side_by_side(systems):
    """Without contracts the market-based result is that of the residual mix; with all power green it lies below."""
    system = systems["lfp-60kwh"]
    usual = footprint(system).electricity
    green = footprint(system, {"green_power_share": 1}).electricity

    assert usual["location_based"] == pytest.approx(per_pack(system))
    assert usual["market_based"] == pytest.approx(per_pack(system, {"residual_mix_counts": 1}))
    assert green["location_based"] == pytest.approx(usual["location_based"])
    assert green["market_based"] < usual["market_based"]
    assert usual["official_factor"] == pytest.approx(per_pack(system, {"electricity_rule": "OFFICIAL"}))
    assert "official_factor" not in footprint(system, {"grid_year": "2022"}).electricity


@pytest.mark.parametrize("product", PACKS)
def test_the_decomposition_sums_to_the_difference_for_every_pair_of_rule_sets(systems, product):
    """Every pack and every pair; each with each in the long run"""
    pairs = list(combinations(RULES, 2))
    for first, second in pairs if LONG else [pairs[PACKS.index(product) % len(pairs)]]:
        found = compare_rules(systems[product], None, first, second)

        for attribution in ("contribution", "contribution_reverse", "contribution_mean"):
            steps = [getattr(step, attribution) for step in found.steps]
            assert abs(sum(steps) - found.difference) < 1e-9 * max(found.values)
        for factor in ("factor", "factor_reverse", "factor_mean"):
            assert found.table()[factor].prod() == pytest.approx(found.ratio, rel=1e-9)


def test_every_scenario_is_calculated_under_both_rules(study):
    rows = compare(study, ["lfp-60kwh"], rules=RULES[:2], scenarios=list(study.scenarios))

    assert len(rows) == 2 * len(study.scenarios)
    assert all(row["total"]["kg_co2e_per_pack"] > 0 and row["unit"] == "kg CO2-eq" for row in rows)
    found = {(row["rules"], row["scenario"]): row["total"] for row in rows}
    base, longer = found["cn-551", "baseline"], found["cn-551", "longer-life"]
    assert longer["kg_co2e_per_kwh_delivered"] == pytest.approx(base["kg_co2e_per_kwh_delivered"] * 1000 / 4000)
    for better in ("green-power-50", "green-power-100", "onsite-pv", "hydro-province", "grid-2035-carbon-neutral",
                   "recycled-content", "credit-avoided-burden", "halved-scrap", "efficient-plant"):  # fmt: skip
        assert found["cn-551", better]["kg_co2e_per_pack"] < base["kg_co2e_per_pack"]


def test_the_allocation_factor_has_the_limits_of_the_rules(systems):
    system = systems["lfp-60kwh"]

    with pytest.raises(ScenarioError, match=r"outside what eu-cfb-ev allows; give 0\.2 to 0\.8"):
        per_pack(system, {"allocation_factor_metals": 0.1}, rules="eu-cfb-ev")
    with pytest.raises(ScenarioError, match="is not a share"):
        per_pack(system, {"allocation_factor_metals": 1.1})
    assert per_pack(system, {"allocation_factor_metals": 0.1}) == pytest.approx(per_pack(system))


def test_the_vehicle_category_sets_the_full_cycles_per_year(systems):
    """51 kWh x 8 years x 20, 60, 250"""
    for category, cycles in (("L", 20), ("M1", 60), ("N1", 60), ("M2", 250), ("N3", 250)):
        found = footprint(systems["lfp-60kwh"], {"vehicle_category": category}, rules="eu-cfb-ev")
        assert found.functional_unit.energy_delivered_kwh == pytest.approx(51 * 8 * cycles)
    with pytest.raises(ScenarioError, match="vehicle_category=M9"):
        footprint(systems["lfp-60kwh"], {"vehicle_category": "M9"}, rules="eu-cfb-ev")


def test_packs_of_every_chemistry_live_the_floor_of_the_regulation(systems):
    """1000 cycles to 80 %; both are fixed, and no default is doubted"""
    for system in systems.values():
        life, product = footprint(system).functional_unit, system.product
        assert (life.cycles, life.end_of_life_retention, life.warnings()) == (1000, 0.8, ())
        assert system.parameters["pack_cycle_floor"].amount == 1000
        rows = [system.parameters[name].data for name in (product.cycles, product.end_of_life_retention)]
        assert {(row["distribution"], row["source"]) for row in rows} == {("determined", "MIIT2024")}


def test_a_cited_ageing_curve_stands_beside_the_service_life_of_lfp(systems):
    """1000 cycles at 60 a year; the curve of BLAST-Lite at 298.15 K, potential 0.123304 V and 0.5 C"""
    found = footprint(systems["lfp-60kwh"]).ageing_check
    calendar = 8.37e4 * exp((-5210 - 3560 * 0.123304) / 298.15) * (365 * 1000 / 60) ** 0.526
    cycling = (4.38e-8 + 1.55e-8 + 1.68e-7 * 0.5) * exp(2190 / 298.15) * 1000**0.828

    assert found["retention"] == pytest.approx(1 - calendar - cycling)
    assert found["retention_counted"] == pytest.approx(0.8)
    assert footprint(systems["lfp-60kwh"], rules="eu-cfb-ev").ageing_check["full_cycles"] == pytest.approx(8 * 60)
    assert footprint(systems["nca-80kwh"]).ageing_check is None


def test_floor_curve_and_declared_value_stand_beside_a_result(systems):
    """The curve leaves 80 % after its cycles; more cycles deliver as much more"""
    floor, curve, own = (life for life, _ in footprint(systems["lfp-60kwh"], {"lfp_cycle_life": 3000}).lives_beside)

    assert footprint(systems["lfp-60kwh"], {"lfp_cycle_life": curve.cycles}).ageing_check["retention"] == pytest.approx(
        0.8
    )
    assert (floor.cycles, own.cycles, own.is_used) == (1000, 3000, True)
    assert own.energy_delivered_kwh == pytest.approx(3 * floor.energy_delivered_kwh)
    assert [life.name for life, _ in footprint(systems["nca-80kwh"]).lives_beside] == ["legal floor of packs"]
    assert footprint(systems["lfp-60kwh"], rules="eu-cfb-ev").lives_beside == ()


def test_the_ageing_curve_moves_no_result(systems):
    system = systems["lfp-60kwh"]

    assert footprint(system, {"lfp_ageing_celsius": 40}).totals() == footprint(system).totals()


def test_what_a_setting_replaces_is_no_default_of_this_kit(systems):
    keys = [term.key for term in footprint(systems["lfp-60kwh"], {"electricity_rule": "NATIONAL"}).kit_defaults_in_use]

    assert "electricity_rule" not in keys
    assert "contracts_count" in keys
