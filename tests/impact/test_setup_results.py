"""Setups calculated together are the footprints that each of them gives alone."""

import pytest
from counts import LONG

from lca_models.impact import setup_results
from lca_models.scope.calculation_setup import CalculationSetup

PLACES = ("CN-FJ", "CN-SC", "CN-NM", "CN-YN") if LONG else ("CN-FJ", "CN-NM")


def same(result, footprint):
    """Every number of a result is that of the footprint."""
    assert result.stages == pytest.approx(footprint.stages, rel=1e-12, abs=1e-9)
    assert result.credits == pytest.approx(footprint.assessment.credits(), rel=1e-12, abs=1e-9)
    assert result.electricity == pytest.approx(footprint.electricity, rel=1e-12)
    assert [one.amount for one in result.totals()] == pytest.approx(
        [one.amount for one in footprint.totals()], rel=1e-12
    )
    assert (result.method_id, result.unit, result.province) == (
        footprint.method_id, footprint.assessment.unit, footprint.province
    )  # fmt: skip
    assert result.functional_unit == footprint.functional_unit


def grid():
    """Two products, rule sets and categories, credits, contracts, and a year without an official factor of the grid."""
    common = {"end_of_life_approach": "avoided-burden", "green_power_share": 0.3}
    return [
        CalculationSetup(product, rules, settings=common | {"grid_year": year}, province=place, method=method)
        for product in ("lfp-60kwh", "nmc811-80kwh")
        for rules in ("cn-551", "eu-cfb-ev")
        for year in ("2022", "2023")
        for place in PLACES
        for method in ("", "gwp20-ar6")
    ]


@pytest.mark.parametrize("few", [0, 10_000], ids=["recorded", "one by one"])
def test_results_are_the_footprints_of_their_setups(shipped_study, monkeypatch, few):
    monkeypatch.setattr(setup_results, "FEW", few)
    setups = grid()
    results = shipped_study.results(setups)

    for place in range(0, len(setups), 7):
        same(results[place], shipped_study.footprint(setups[place]))
    assert {"official_factor" in one.electricity for one in results} == {True, False}


def test_the_order_of_setups_is_that_of_results(toy_study):
    """6.6 in Guangdong, 5.8 in Sichuan, 8.2 under the EU rules"""
    setups = [CalculationSetup("toy", province="CN-SC"), CalculationSetup("toy", "eu-cfb-ev"), CalculationSetup("toy")]

    assert [sum(one.stages.values()) for one in toy_study.results(setups)] == pytest.approx([5.8, 8.2, 6.6])
    assert toy_study.results([]) == ()


def test_a_grid_compiles_each_system_once(shipped_study, monkeypatch):
    made = []
    monkeypatch.setattr(
        shipped_study.__class__, "compiled", lambda _, system, methods: made.append(system) or real(system, methods)
    )
    from lca_models.impact.compiled.model import compile_system as real

    shipped_study.results(CalculationSetup(product, province=place) for product in ("lfp-60kwh", "nca-80kwh")
                          for place in shipped_study.provinces and [one.code for one in shipped_study.provinces])  # fmt: skip

    assert [one.product.id for one in made] == ["lfp-60kwh", "nca-80kwh"]
