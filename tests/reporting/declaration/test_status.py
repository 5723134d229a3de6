"""Every rule set that can be declared under has a name, a date and a status in both languages."""

from lca_models.inventory.tables.reading import read_table
from lca_models.reporting.declaration.status import rule_set_status, text_statuses
from lca_models.scope.rules import RuleSet
from tests.conftest import INVENTORIES


def test_every_shipped_rule_set_has_a_status_in_both_languages():
    shipped = {row["rules"] for row in read_table(INVENTORIES, "rules.csv").rows}

    assert shipped <= text_statuses().keys()
    assert all(
        one.status("en") and one.status("zh") and one.name("en") and one.name("zh") for one in text_statuses().values()
    )


def test_what_is_not_in_force_or_not_public_is_said_to_be():
    statuses = text_statuses()

    assert "not public" in statuses["cn-551"].status_en
    assert "not in force" in statuses["eu-cfb-ev"].status_en
    assert "no public rules" in statuses["cn-pcf-label"].status_en


def test_a_rule_set_of_somebody_s_own_is_of_unknown_status_even_under_a_known_id():
    assert "does not know" in rule_set_status(RuleSet("cn-551", "Mine", file="mine.csv")).status_en
    assert rule_set_status(RuleSet("cn-551", "")).date == "2025-12-30"


def test_statuses_name_sources_that_are_listed():
    keys = {row["key"] for row in read_table(INVENTORIES, "sources.csv").rows}

    assert {one.source for one in text_statuses().values()} <= keys
