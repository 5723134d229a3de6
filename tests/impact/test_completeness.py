"""How full an impact category is, on the shipped study, and what that does at every door, on the toy."""

from dataclasses import replace

import pytest
from categories import with_category

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.completeness import completeness, proxy_table
from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.impact.footprint import footprint
from lca_models.interpretation.comparison.rule_sets import compare_rules
from lca_models.interpretation.comparison.scenario_grids import product_grid
from lca_models.scope.scenario import ScenarioError


@pytest.fixture(scope="module")
def system(shipped_study):
    return shipped_study.product_system("nmc811-80kwh")


def share(system, method):
    return completeness(assess(system, method=method, allow_incomplete=True))


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


def test_a_category_without_any_flow_is_empty(shipped_study):
    system = shipped_study.product_system("naion-45kwh")
    assert share(system, "nox") == pytest.approx(0.0, abs=0.01)


DUST = {"ghg_co2e_ar6": 1.0}  # a flow that one process of the toy has: 0.6 of 6.6
DOORS = {
    "assess": lambda system, **options: assess(system, method="dust", **options),
    "footprint": lambda system, **options: footprint(system, method="dust", **options),
    "compile_system": lambda system, **options: compile_system(system, ["gwp100-ar6", "dust"], **options),
    "everything_uncertain": lambda system, **options: everything_uncertain(system, "dust", **options),
    "product_grid": lambda system, **options: product_grid(
        {"toy": system}, {"recovery_rate_nickel": [0.5]}, method="dust", **options),
    "compare_rules": lambda system, **options: compare_rules(system, method="dust", **options),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_a_category_with_data_for_less_than_half_of_the_chain_is_refused_with_the_share(toy_system, door):
    dusty = with_category(toy_system, "dust", "kg", **DUST)

    with pytest.raises(ScenarioError, match=r"dust, dust, stand behind 9\.1% of .* less than half.*--allow-incomplete"):
        DOORS[door](dusty)
    assert DOORS[door](dusty, allow_incomplete=True) is not None


def test_a_category_with_data_for_more_than_half_is_taken_and_its_share_told(toy_system):
    """4 + 1 + 1 of the 6.6 kg CO2e are of processes that burn something"""
    found = footprint(with_category(toy_system, "energy", "MJ", co2_fossil=12.0), method="energy")

    assert found.remarks() == (
        "processes with data for this category stand behind 90.9% of the climate result; the rest counts as zero here",
    )
    assert "90.9%" in found.remarks("zh")[0]
    assert found.document()["notes"] == list(found.notes())
    assert footprint(toy_system).remarks() == ()


def test_what_is_set_decides_not_what_stands_in_the_tables(toy_system):
    """with nothing recovered nickel is bought 10 times, and 6 of 12 kg CO2e have data: no less than half"""
    dusty = with_category(toy_system, "dust", "kg", **DUST)

    assert footprint(dusty, {"recovery_rate_nickel": 0}, method="dust").assessment.score == pytest.approx(10 * 0.6)


def test_a_project_without_the_climate_category_is_not_judged(toy_system):
    alone = with_category(toy_system, "dust", "kg", **DUST)
    name = ("dust",)
    alone = replace(alone, factors={name: alone.factors[name]}, method_metadata={name: alone.method_metadata[name]})

    assert assess(alone, method="dust").score == pytest.approx(0.6)


def test_proxies_of_an_import_are_listed_with_their_share_of_the_result(toy_study):
    """every purchase of the cell is marked a proxy; its share is its contribution over the score"""
    system = toy_study.product_system("toy")
    at = next(place for place, row in enumerate(system.exchanges) if row.type == "technosphere")
    row = system.exchanges[at]
    data = {**row.data, "mapping_grade": "proxy", "mapped_from": "market for power", "mapping_reason": "near"}
    marked = replace(system, exchanges=(*system.exchanges[:at], replace(row, data=data), *system.exchanges[at + 1 :]))
    assessment = assess(marked)
    (line,) = proxy_table(assessment).itertuples()
    assert (line.given, line.target, line.reason) == ("market for power", "/".join(row.input), "near")
    assert line.share == pytest.approx(assessment.contributions[at] / assessment.score)
    assert proxy_table(assess(system)).empty
