"""Rules as plain data."""

import json
from dataclasses import replace

import pytest

from lca_models.panels.views.rulebooks import choose_rules, rulebooks_view, second_of
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.scenario import ScenarioError


@pytest.fixture(scope="module")
def view(model):
    from lca_models.panels.model.choosing import start_setup
    from lca_models.panels.state import PageState

    setup = start_setup(model.offer)
    return json.loads(json.dumps(rulebooks_view(PageState(setup, setup), model)))


def test_the_steps_lead_from_one_total_to_the_other(view, model):
    """in grams, as people read a kWh delivered"""
    first, second = (one["total"] for one in view["sides"])
    grams = 1000 * model.evaluate(CalculationSetup("lfp-60kwh", "cn-551")).total(KWH_DELIVERED).amount

    assert view["unit"] == "g CO₂-eq"
    assert first == pytest.approx(grams)
    assert first + sum(one["amount"] for one in view["steps"]) == pytest.approx(second)
    assert view["steps"][0]["start"] == first
    assert view["steps"][-1]["end"] == pytest.approx(second)
    for one in view["steps"]:
        assert one["end"] - one["start"] == pytest.approx(one["amount"])
        assert one["orders"][0] - 1e-9 <= one["amount"] <= one["orders"][1] + 1e-9


def test_every_clause_says_who_decided_it_and_where_it_is_read(view):
    clauses = [term for aspect in view["aspects"] for side in aspect["sides"] for term in side]

    assert {term["decided"] for term in clauses} == {"kit", "rule"}
    assert all(all(term["clause"]) and term["source"]["title"] and all(term["text"]) for term in clauses)


def test_clauses_name_parameters_as_the_page_does_and_not_by_their_ids(view, model):
    """the table says how a setting is typed: set certificates_count=1"""
    texts = [words for aspect in view["aspects"] for side in aspect["sides"] for term in side for words in term["text"]]

    assert any("certificates_count=1" in term.description for term in model.study.rules["cn-551"].terms)
    assert [name for name in model.names_by_id if "_" in name and any(name in words for words in texts)] == []


def test_an_aspect_has_an_effect_where_a_step_leads_over_it(view):
    effects = {one["aspect"]: one["effect"] for one in view["aspects"]}

    assert {aspect for aspect, effect in effects.items() if effect is not None} == {
        one["aspect"] for one in view["steps"]
    }
    same = [one for one in view["aspects"] if one["same"]]
    assert same
    assert not any(term["differs"] for one in same for side in one["sides"] for term in side)


def test_another_rule_set_is_chosen_and_never_the_first_itself(start, model):
    assert second_of(start, model) == "eu-cfb-ev"
    assert second_of(replace(start, setup=replace(start.setup, rules="eu-cfb-ev")), model) == "cn-551"
    assert second_of(choose_rules(start, model, {"code": "iso-14067-cut-off"}), model) == "iso-14067-cut-off"
    for code in ("cn-551", "<script>", ""):
        with pytest.raises(ScenarioError, match="there is no rule set"):
            choose_rules(start, model, {"code": code})
