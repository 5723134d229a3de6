"""A product system under a rule set: its settings, its stages, its limits."""

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.footprint import footprint
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.inventory.system.under_rules import under_rules
from lca_models.scope.rules import RuleSet, Term
from lca_models.scope.scenario import ScenarioError


def test_settings_of_people_stand_above_those_of_the_rules(toy_study):
    """Sichuan and 0.5 by the rules: 6 + 4 + 0.2 + 1 - 3; Guangdong by hand: 0.8 more"""
    system = toy_study.product_system("toy", rules="eu-cfb-ev")

    assert assess(system).score == pytest.approx(8.2)
    assert assess(system, province="CN-GD").score == pytest.approx(9.0)


def test_a_footprint_can_change_the_rules_of_a_system(toy_study):
    system = toy_study.product_system("toy")

    assert footprint(system, rules="eu-cfb-ev").total().amount == pytest.approx(8.2)
    assert footprint(under_rules(system, "eu-cfb-ev"), rules="cn-551").total().amount == pytest.approx(6.6)


def test_the_stage_map_of_a_rule_set_moves_purchases_and_keeps_the_total(toy_study):
    """CO2 of recycling, 1, to distribution; power of the pack, 2 x 0.1, to raw materials"""
    stages = footprint(toy_study.product_system("toy", rules="eu-cfb-ev")).stages

    assert stages == pytest.approx(
        {"raw material acquisition": 6.2, "manufacturing": 4, "distribution": 1, "recycling": -3}
    )


def test_limits_of_a_rule_set_hold_for_settings_of_people(toy_study):
    system = toy_study.product_system("toy", rules="eu-cfb-ev")

    with pytest.raises(
        ScenarioError, match=r"recovery_rate_nickel=0.9: is outside what eu-cfb-ev allows; give 0.2 to 0.8"
    ):
        assess(system, {"recovery_rate_nickel": 0.9})
    assert assess(toy_study.product_system("toy"), {"recovery_rate_nickel": 0.9}).score == pytest.approx(6.6)


def test_a_rule_set_that_sets_an_unknown_parameter_is_refused(toy_system):
    rules = RuleSet("mine", "", (Term("electricity", "toy_plant_power", "3", "", "", "", "", False),))

    with pytest.raises(ScenarioError, match=r"rules mine: there is no parameter 'toy_plant_power'"):
        under_rules(toy_system, rules)


@pytest.mark.parametrize("rules", ["cn-551", "eu-cfb-ev", "iso-14067-cut-off"])
def test_what_a_maker_knows_stands_above_every_default_of_a_rule_set(shipped_study, rules):
    """each number and choice that the rule set sets, given by a maker: it is what was given, and no other is touched"""
    before = shipped_study.product_system("lfp-60kwh").before_rules
    terms = [one for one in shipped_study.rules[rules].settings() if before.parameters[one].data.get("kind") != "share"]
    here = Origin("sheet!C5")
    ruled = shipped_study.product_system("lfp-60kwh", rules)
    assert len(terms) > 3
    for name in terms:
        row = before.parameters[name]
        is_choice = row.data.get("kind") == "choice"
        value = float(row.data["codes"][-1]) if is_choice else 0.5
        parameters = () if is_choice else (GivenParameter(name, value, "1", here),)
        choices = {name: (f"{value:g}", here)} if is_choice else {}
        found = shipped_study.product_system(Pack("a", "A", "lfp-60kwh", parameters, choices=choices), rules)

        assert found.parameters[name].amount == value
        others = {one: row.amount for one, row in found.parameters.items() if not row.formula and one != name}
        assert others == {one: ruled.parameters[one].amount for one in others}
