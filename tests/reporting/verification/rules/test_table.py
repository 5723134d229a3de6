"""The table of rules: both languages say the same values, and a rule is implemented exactly where something looks for it."""

import csv
import string

import pytest

from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.closing import CLOSING
from lca_models.reporting.verification.finding import SEVERITIES
from lca_models.reporting.verification.rules.register import implemented
from lca_models.reporting.verification.rules.table import FOLDER, IMPLEMENTED, STATES, limit, rules, shipped_limits


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_table_has_139_rules_each_once():
    with (FOLDER / "rules.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]

    assert len(ids) == len(set(ids)) == len(rules()) == 139


def test_both_messages_of_a_rule_name_the_same_values_and_none_is_blank():
    for rule in rules().values():
        assert placeholders(rule.message_en) == placeholders(rule.message_zh), rule.id
        assert all((rule.name, rule.name_zh, rule.message_en, rule.message_zh)), rule.id
        assert rule.severity in SEVERITIES, rule.id
        assert rule.status in STATES, rule.id


def test_a_rule_is_implemented_exactly_where_something_looks_for_it():
    assert {rule.id for rule in rules().values() if rule.status == IMPLEMENTED} == implemented() | set(CLOSING)


def test_every_limit_belongs_to_a_rule_and_the_engagement_sets_another():
    assert {rule for rule, _ in shipped_limits()} <= set(rules())
    case = type("Asked", (), {"engagement": Engagement(limits={"ARI-01/kit": 1e-3})})

    assert limit(case, "ARI-01", "kit") == 1e-3
    assert limit(case, "ARI-01", "bw2calc") == 1e-6
    with pytest.raises(KeyError):
        limit(case, "ARI-01", "nothing")
