"""A pack as a function of what a page moves."""

import numpy as np
import pytest

from lca_models.impact.delivered_energy import ReferenceFlow
from lca_models.impact.footprint import footprint
from lca_models.interpretation.uncertainty.uncertain_result import counted
from lca_models.panels.model.compiled_pack import compile_pack
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_DELIVERED
from lca_models.scope.rules import RuleSet, Term
from lca_models.scope.scenario import ScenarioError


def rules_of(method):
    """A rule set that counts in a category."""
    term = Term("characterization", "method", method, "category of the test", "Example", "", "confirmed", False)
    return RuleSet(f"in-{method}", "Rules of the test", (term,))


def test_a_page_of_a_category_without_data_is_refused(model):
    system = model.study.product_system("lfp-60kwh", rules_of("so2"))

    with pytest.raises(ScenarioError, match=r"lfp-60kwh: processes with data for so2, .* less than half"):
        compile_pack(system, ())


MOVED = ("green_power_share", "grid_year")
SETTINGS = {"green_power_share": 0.4, "grid_year": "2022"}


@pytest.fixture(scope="module")
def pack(model):
    return compile_pack(model.study.product_system("lfp-60kwh"), MOVED)


def test_what_pages_move_and_what_they_do_not_gives_the_footprint(pack):
    """Quick in the parameters that move, and the same with another one set"""
    for settings in (SETTINGS, {**SETTINGS, "cell_acceptance_rate": 0.9}):
        expected = footprint(pack.system, settings)
        stages, credits = pack.stages_and_credits(pack.numbers(settings))

        assert stages == pytest.approx(expected.stages)
        assert credits == pytest.approx({stage: one for stage, one in expected.assessment.credits().items() if one})
        assert pack.functional_unit(pack.numbers(settings)) == expected.functional_unit


def test_several_choices_are_scored_at_once(pack):
    several = [pack.numbers({"green_power_share": share}) for share in (0.0, 0.5, 1.0)]
    alone = [sum(pack.stages_and_credits(one)[0].values()) for one in several]

    assert pack.scores(several) == pytest.approx(alone)


@pytest.mark.parametrize("per", DECLARED_UNITS, ids=lambda one: one.code)
def test_totals_are_counted_per_every_declared_unit(pack, per):
    numbers = pack.numbers(SETTINGS)
    expected = footprint(pack.system, SETTINGS).total(per).amount

    assert pack.totals(pack.values(numbers, 3), per) == pytest.approx(np.full(3, expected))


def test_the_service_life_of_each_sample_counts(pack):
    """Twice the cycles: half per kWh delivered"""
    values = pack.values(pack.numbers({}), 2)
    values[1, pack.compiled.parameters.index(pack.system.shipped_product.cycles)] *= 2
    once, twice = pack.totals(values, KWH_DELIVERED)

    assert once / twice == pytest.approx(2, rel=0.02)


def test_an_impossible_setting_is_refused(pack):
    with pytest.raises(ScenarioError, match="did you mean 'green_power_share'"):
        pack.numbers({"green_power_shar": 1})


@pytest.mark.parametrize(("product", "settings"), [
    ("lfp-60kwh", {}),
    ("lfp-60kwh", {"green_power_share": 0.3, "recycling_route": "direct"}),
    ("nmc811-80kwh", {"grid_year": "2035", "precursor_province": "CN-SC"}),
])  # fmt: skip
def test_what_is_drawn_is_what_the_system_recorded_for_the_numbers_depends_on(model, product, settings):
    """the inputs of `uncertain_result`, which records the system for each setup, in each declared unit"""
    pack = model.pack(product, "cn-551")
    numbers = pack.numbers(settings)
    general = pack.compiled.specialised(pack.compiled.parameters, {**pack.compiled.settings, **numbers})
    recorded = counted(general, [ReferenceFlow(pack.system, one) for one in DECLARED_UNITS], set(numbers))

    found = pack.drawn(numbers, DECLARED_UNITS)
    assert [found[one.flow.per].names for one in recorded] == [one.inputs.names for one in recorded]
