"""The engine: a rule that fails is a finding, what it moves moves its severity, and a second run finds the same again."""

from dataclasses import replace
from types import SimpleNamespace

from lca_models.reporting.verification.engine import findings_of, in_order, outcome_of
from lca_models.reporting.verification.finding import (
    CRITICAL,
    FOUND,
    NOT_RUN,
    PASSED,
    NotApplicableError,
    Seen,
    Words,
)
from lca_models.reporting.verification.rules import register
from lca_models.reporting.verification.rules.table import rules
from lca_models.scope.wording.messages import bilingual

CER_02, CER_01 = rules()["CER-02"], rules()["CER-01"]  # critical; a small effect makes only the first minor
SEEN = Seen("meters!D2", {"a": 12.0, "b": 10.5}, 4.0, pointer="/meters/0")


def looking(*seen):
    def look():
        yield from seen

    return look


def test_a_rule_that_fails_is_a_critical_finding_that_names_it():
    def look():
        yield SEEN
        raise KeyError("months")

    _, second = outcome_of(CER_02, look, 100.0).findings

    assert second.severity == CRITICAL
    assert second.english.startswith("the rule CER-02 quantity could not run on this bundle (KeyError: 'months')")
    assert "无法" in second.chinese


def test_a_rule_with_nothing_to_look_at_says_why_and_a_silent_one_has_passed():
    def look():
        raise NotApplicableError(Words(*bilingual("a person must judge it")))
        yield

    outcome = outcome_of(CER_02, look, 100.0)

    assert (outcome.state, outcome.reason.chinese) == (NOT_RUN, "须由人判断")
    assert outcome_of(CER_02, looking(), 100.0).state == PASSED


def test_every_rule_of_the_table_has_an_outcome_and_the_gravest_finding_comes_first(monkeypatch):
    seen = {"CER-02": replace(SEEN, effect_kg=7.0), "CER-03": Seen("", {"serial": "S", "a": "x", "b": "y"}, 200.0),
            "SUM-02": Seen("", {"process": "p", "a": "x", "b": "y"}, 0.0)}  # fmt: skip
    monkeypatch.setattr(register, "MODULES", ({rule: lambda case, one=one: iter([one]) for rule, one in seen.items()},))
    register.looks.cache_clear()
    try:
        verified = findings_of(SimpleNamespace(threshold_kg=100.0, is_fast=False))
    finally:
        register.looks.cache_clear()

    assert [one.rule for one in verified.findings] == ["CER-03", "CER-02", "SUM-02"]
    assert list(verified.outcomes) == list(rules())
    assert verified.outcomes["CER-02"].state == FOUND
    assert verified.outcomes["INT-01"].state == NOT_RUN
    assert verified.fails
    assert not replace(verified, outcomes=in_order({})).fails
