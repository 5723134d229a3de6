import pytest
from submitted_bundles import broken_archive, check_all

from lca_models.programme.submissions.assigning import assign
from lca_models.programme.submissions.checking import check
from lca_models.programme.submissions.judging import give_opinion
from lca_models.programme.submissions.listing import submission_of
from lca_models.programme.submissions.publishing import publish
from lca_models.programme.submissions.transitions import TransitionError
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.scope.stages import STAGES

HASH = "ef" * 32


def state(parties, own):
    return submission_of(parties.registry, parties.authority, own).state


def test_a_broken_bundle_is_returned_by_the_name_of_the_rule(parties):
    own = parties.checked(broken_archive)
    assert state(parties, own) == "returned"
    with pytest.raises(TransitionError, match="returned"):
        assign(parties.registry, parties.authority, own, org=parties.verifier.org, lead="Li", reviewer="Wang")


def test_a_declaration_goes_from_received_to_published(parties):
    registry = parties.registry
    own = parties.submit()
    assert state(parties, own) == "received"
    assert check_all(registry) == 1
    assert state(parties, own) == "checked"
    assign(registry, parties.authority, own, org=parties.verifier.org, lead="Li", reviewer="Wang")
    assert state(parties, own) == "under_verification"
    give_opinion(registry, parties.verifier, own, "unmodified", signed_by="Li", reviewer="Wang")
    publish(registry, parties.authority, own)
    seen = submission_of(registry, parties.reader, own)

    assert (seen.state, seen.is_published, seen.valid_until) == ("verified", True, "2028-12-31")


def test_a_check_by_the_rules_gives_results_by_stage_and_findings_and_the_same_twice(
    nmc_bundle, shipped_study, monkeypatch
):
    monkeypatch.setattr("lca_models.programme.submissions.checking._study", lambda: shipped_study)
    content = archive_bytes(nmc_bundle)
    first, second = (check(content, "s.zip", "ab" * 16, "2026-11-28", "2026-11-28T00:00:00Z") for _ in range(2))
    assert first == second
    assert first.broken == ()
    assert [row["stage"] for row in first.results] == list(STAGES)
    assert all(
        float(row["low"]) < float(row["amount_kg"]) < float(row["high"])
        for row in first.results
        if float(row["amount_kg"])
    )
    assert {one.rule for one in first.file.findings}
