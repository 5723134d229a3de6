"""Whether a bundle says one thing of its programs and of the standing of its rules."""

import json
from types import SimpleNamespace

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import NOT_RUN, PASSED
from lca_models.reporting.verification.rules.table import rules
from lca_models.reporting.verification.rules.versions import RULES, kit_of, says_tables

VERSIONS = {"programs": {"lca_models": "0.0", "numpy": "2"}, "tables": "ab" * 32}
IN_FORCE = {
    "in_force": {
        "name_en": "notice 551",
        "name_zh": "551号通知",
        "date": "2025",
        "status_en": "trial",
        "status_zh": "试行",
    }
}


def bundle(**members):
    documents = {"versions.json": VERSIONS, "setup/rules.json": IN_FORCE, **members}
    return Bundle({name: json.dumps(one).encode() for name, one in documents.items()})


def outcome(rule, one):
    case = SimpleNamespace(bundle=one, engagement=Engagement())
    return outcome_of(rules()[rule], lambda: RULES[rule](case), 100.0)


def test_another_version_in_another_member_is_named():
    assert outcome("VER-01", bundle(**{"provenance.json": {"tables": "ab" * 32}})).state == PASSED
    (found,) = outcome("VER-01", bundle(**{"provenance.json": {"deep": [{"numpy": "1"}]}})).findings

    assert found.english == "numpy is 2 in versions.json and 1 in provenance.json"


def test_a_declaration_that_leaves_the_status_out_is_named():
    whole = {"name": "notice 551", "date": "2025", "status": "trial"}

    assert outcome("VER-02", bundle(**{"declaration.json": whole})).state == PASSED
    (found,) = outcome("VER-02", bundle(**{"declaration.json": whole | {"status": "in force"}})).findings
    assert found.english == "declaration.json does not say that notice 551 is trial"
    assert found.chinese == "declaration.json未注明551号通知状态为试行"


def test_without_versions_and_rules_there_is_nothing_to_compare():
    assert {outcome(rule, Bundle({})).state for rule in ("VER-01", "VER-02")} == {NOT_RUN}


def test_the_kit_that_made_a_bundle_is_named_by_version_and_tables():
    assert kit_of(bundle()) == f"0.0 ({'ab' * 6})"
    assert not says_tables(bundle(), "ab" * 32)
