"""Named reference designs: what they set, that every rule set calculates them, and where the average lies among them."""

from functools import cache

import pytest

from lca_models.impact.assessment import assess
from lca_models.scope.calculation_setup import CalculationSetup

RULES = ("cn-551", "eu-cfb-ev")
PRODUCTS = ("lfp-60kwh", "nmc811-80kwh")
BEST, GREEN, UPPER = "cn-best-plant", "cn-best-green", "acheson-crucible-upper"
MIXES = {"graphitisation_furnace", "lithium_carbonate_route"}  # of which a design sets shares


@pytest.fixture(scope="module")
def total(shipped_study):
    @cache
    def found(product, rules, *scenarios):
        setup = CalculationSetup(product=product, rules=rules, scenarios=scenarios)
        return shipped_study.footprint(setup).assessment.score

    return found


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("product", PRODUCTS)
def test_the_average_is_the_baseline_between_its_edges(total, product, rules):
    """Rules that take the national mix and no contracts see no green power."""
    baseline, best, green = (total(product, rules, *names) for names in ((), (BEST,), (GREEN,)))

    assert total(product, rules, "cn-average") == baseline
    assert 0 < best < baseline < total(product, rules, UPPER)
    assert green == pytest.approx(best) if rules == "eu-cfb-ev" else 0 < green < best


def test_shares_that_a_design_sets_leave_its_mixes_whole(shipped_study):
    rows = {row.name: row for row in shipped_study.rows.parameters}
    for name in (BEST, GREEN, UPPER):
        settings = shipped_study.scenarios[name].settings
        for group in MIXES:
            shares = [
                float(settings.get(one, row.amount)) for one, row in rows.items() if row.data.get("group") == group
            ]
            assert sum(shares) == pytest.approx(1.0), (name, group)


def test_the_upper_design_restores_the_former_graphite(shipped_study):
    """0.97 x 1.323 kg of powder per kg of synthetic graphite, and for each 16 kWh, 0.93 kg of block, 1.002 kg of milled coke"""
    settings = shipped_study.scenarios[UPPER].settings
    found = assess(shipped_study.product_system("lfp-60kwh"), settings)
    system = found.system

    def made(code):
        return (
            found.supply[system.process_index["raw_materials", code]]
            / found.supply[system.process_index["raw_materials", "graphite_synthetic"]]
        )

    powder = 0.97 * 1.323
    assert made("graphite_powder_crucible") == pytest.approx(powder)
    assert made("graphite_powder_box") == 0
    assert made("graphite_block") == pytest.approx(powder * 0.93)
    assert made("calcined_coke_powder") == pytest.approx(powder * 1.002)
    assert found.parameters["graphitisation_electricity_crucible"] == 16
