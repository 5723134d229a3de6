"""What a payload may tell of a verification: a closed opinion without reserve, on this bundle."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lca_models.reporting.verification.assurance.attesting import attestation_of, under_review
from lca_models.reporting.verification.assurance.events import FindingsFileError, with_event, with_finding, with_opinion
from lca_models.reporting.verification.assurance.opinion import opinion_record
from lca_models.reporting.verification.assurance.records import FACT, OTHER, REOPENED, VERIFIER, FindingRecord

BUNDLE, TIME = "ab" * 32, "2026-11-28T08:00:00Z"


@pytest.fixture
def issue(made):
    """Issues an opinion on findings that are all closed."""

    def issued(file=None, **asked):
        file = file or made.closed
        engagement = file.engagement.model_copy(update={"framework": "ISO 14064-3"})
        file = file.model_copy(update={"engagement": engagement})
        return with_opinion(file, opinion_record(file, replace(made.asked, **asked), made.subject, made.nothing), TIME)

    return issued


def test_a_closed_opinion_is_told_with_verifier_time_criteria_and_its_hash(issue):
    found = attestation_of(issue(), BUNDLE)

    assert (found.provider, found.framework) == ("A. Lead", "ISO 14064-3")
    assert found.completed == datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert "551" in found.standard
    assert found.id.startswith("sha256:")


def test_what_keeps_an_opinion_from_being_told_is_told_at_once(made, issue):
    file = issue()
    reopened = with_event(file, REOPENED, "bbbb2222", VERIFIER, TIME, person="A. Lead", text="of another meter")
    fact = with_finding(file, FindingRecord(id="dddd4444"), OTHER, TIME, kind=FACT, text="a leak")
    bare = file.model_copy(update={"engagement": file.engagement.model_copy(update={"framework": "", "criteria": ()})})
    altered = file.model_copy(update={"opinion": file.opinion.model_copy(update={"signed_by": "X"})})

    for case, said in (
        (made.closed, ("there is no opinion yet", "--framework")),
        (issue(kind="adverse", named=("F-001",)), ("no place for what it reserves",)),
        (issue(kind="modified", named=("F-001",)), ("no place for what it reserves",)),
        (issue(kind="disclaimed", missing="the log"), ("no place for what it reserves",)),
        (issue(bundle="cd" * 32), ("not on abababab",)),
        (reopened, ("1 findings are open (F-002)",)),
        (fact, ("under review", "findings are open (F-004)")),
        (bare, ("--framework", "--criteria")),
        (altered, ("event 8",)),
    ):
        with pytest.raises(FindingsFileError) as refused:
            attestation_of(case, BUNDLE)
        assert [one for one in said if one not in str(refused.value)] == []
    assert (under_review(fact), under_review(file)) == (True, False)
