"""A figure in place of a stage: the stage is the figure, the others are what they were."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.impact.replaced import replaced_of
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.inventory.system.under_rules import under_rules
from lca_models.scope.scenario import ScenarioError

ENTRY = {"buyer": "stage", "input": "recycling", "supplier": "a recycler", "value": 2.0, "unit": "kg CO2e/pack",
         "gwp": "GWP100 AR6", "boundary": "the stage", "source": "contract"}  # fmt: skip


def test_a_stage_is_its_figure_without_the_credits_inside_it(toy_system):
    """6 + 5 + 0 and 2 in place of -4.4"""
    found = assess(with_replacements(toy_system, [ENTRY]))

    assert found.score == pytest.approx(13)
    assert found.stages() == pytest.approx({**assess(toy_system).stages(), "recycling": 2.0})
    assert found.credits() == {}


def test_an_empty_stage_is_filled(toy_system):
    found = assess(with_replacements(toy_system, [{**ENTRY, "input": "distribution", "value": 1.5}]))

    assert found.stages()["distribution"] == pytest.approx(1.5)
    assert found.score == pytest.approx(assess(toy_system).score + 1.5)


def test_the_figure_is_a_parameter_of_the_compiled_system_and_no_switch(toy_system):
    system = with_replacements(toy_system, [{**ENTRY, "input": "raw material acquisition"}])
    compiled = compile_system(system, [DEFAULT_METHOD])

    assert "supplied_raw_material_acquisition" in system.parameters
    assert assess(system, {"supplied_raw_material_acquisition": 3}).score == pytest.approx(assess(system).score + 1)
    assert float(compiled({"supplied_raw_material_acquisition": 3.0}).sum()) == pytest.approx(assess(system).score + 1)


def test_the_stage_of_a_rule_set_is_replaced_as_the_rule_set_has_it(toy_study, toy_system):
    for name in toy_study.rules:
        ruled = under_rules(toy_system.before_rules or toy_system, toy_study.rules[name])
        found = assess(with_replacements(ruled, [ENTRY]))
        others = {stage: kg for stage, kg in assess(ruled).stages().items() if stage != "recycling"}
        assert found.stages() == pytest.approx({**others, "recycling": 2.0})


def test_it_is_said_beside_what_it_replaces(toy_system):
    system = with_replacements(toy_system, [ENTRY])
    (one,) = replaced_of(system, system.parameter_values(), DEFAULT_METHOD)

    assert (one.value, one.was) == (2.0, pytest.approx(-4.4))
    assert one.stages == ("recycling",)


def test_what_a_stage_replaces_is_counted_with_the_purchases_that_are_replaced_too(toy_system):
    """10 kg of nickel sulfate at 0.4 in place of 0.6; the credits of recycling are as before"""
    bought = {**ENTRY, "buyer": "pack_toy", "input": "nickel_sulfate", "unit": "kg CO2e/kg", "value": 0.4}
    system = with_replacements(toy_system, [bought, ENTRY])
    assert assess(system).score == pytest.approx(4 + 5 + 0 + 2)
    _, one = replaced_of(system, system.parameter_values(), DEFAULT_METHOD)
    assert one.was == pytest.approx(-4.4)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([{**ENTRY, "input": "recyling"}], "there is no such stage; did you mean 'recycling'"),
        ([ENTRY, {**ENTRY, "value": 1}], "it is replaced twice"),
        ([{**ENTRY, "unit": "kg CO2e/kWh"}], "it is in kg CO2e per kWh; give kg CO2e/pack"),
        ([{**ENTRY, "stages": {"recycling": 1}}], "it is of one stage"),
        ([{**ENTRY, "input": "raw material acquisition"},
          {**ENTRY, "buyer": "pack_toy", "input": "nickel_sulfate", "unit": "kg CO2e/kg"}], "which is replaced as a whole"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(toy_system, entries, words):
    with pytest.raises(ScenarioError, match=words):
        with_replacements(toy_system, entries)


def test_what_is_said_later_of_a_stage_stands_above(toy_system):
    once = with_replacements(toy_system, [ENTRY])
    assert assess(with_replacements(once, [{**ENTRY, "value": 1.0}])).stages()["recycling"] == pytest.approx(1)
