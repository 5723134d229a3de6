import pytest

from lca_models.scope.rules import RuleSet, Term, find_rules, mixed_rules
from lca_models.scope.scenario import ScenarioError


def term(aspect, key, value, is_kit_default=False, **limits):
    return Term(aspect, key, value, "", "Example", "", "recalled", is_kit_default, **limits)


FIRST = RuleSet("first", "First", (
    term("functional unit", "service_life", "tested cycles", is_kit_default=True),
    term("electricity", "contracts_count", "1"),
    term("distribution", "truck_distance", "100"),
    term("cut-off", "", "nothing"),
))  # fmt: skip
SECOND = RuleSet("second", "Second", (
    term("functional unit", "service_life", "warranty years"),
    term("electricity", "contracts_count", "0"),
    term("end of life", "allocation_factor", "0.2", minimum=0.2),
    term("boundary", "stage_map", "recycling/*>steel=manufacturing; active_materials/* = manufacturing"),
))  # fmt: skip
KNOWN = {"first": FIRST, "second": SECOND}


def test_reserved_keys_and_statements_set_no_parameter():
    assert FIRST.settings() == {"contracts_count": "1", "truck_distance": "100"}
    assert FIRST.settings_of("electricity") == {"contracts_count": "1"}
    assert SECOND.service_life == "warranty years"
    assert FIRST.value("method", "gwp100-ar6") == "gwp100-ar6"


def test_a_rule_set_states_what_the_kit_chose_and_the_limits_it_puts():
    assert [one.key for one in FIRST.kit_defaults] == ["service_life"]
    assert SECOND.limits() == {"allocation_factor": (0.2, float("inf"))}
    assert SECOND.stage_patterns == (("recycling/*>steel", "manufacturing"), ("active_materials/*", "manufacturing"))


def test_a_mixture_takes_whole_aspects_from_the_second():
    mixture = mixed_rules(FIRST, SECOND, ["electricity", "end of life"])

    assert mixture.settings() == {"contracts_count": "0", "truck_distance": "100", "allocation_factor": "0.2"}
    assert mixture.service_life == "tested cycles"
    assert mixed_rules(FIRST, SECOND, []).settings() == FIRST.settings()
    everything = {one.aspect for one in (*FIRST.terms, *SECOND.terms)}
    assert mixed_rules(FIRST, SECOND, everything).settings() == SECOND.settings()


def test_an_unknown_rule_set_is_refused():
    assert find_rules("first", KNOWN) is FIRST
    with pytest.raises(ScenarioError, match=r"no rule set 'frist'.*'first'"):
        find_rules("frist", KNOWN)
