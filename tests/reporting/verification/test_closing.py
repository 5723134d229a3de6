"""Rules on the verification itself, each with the control that must pass."""

import pytest

from lca_models.reporting.verification.assurance.events import with_event, with_finding, with_opinion
from lca_models.reporting.verification.assurance.materiality import materiality
from lca_models.reporting.verification.assurance.opinion import Asked, Subject, opinion_record
from lca_models.reporting.verification.assurance.records import (
    FACT,
    KIT,
    OTHER,
    UNCORRECTED,
    VERIFIER,
    EngagementRecord,
    FindingRecord,
    FindingsFile,
    SampledLine,
    Verifier,
)
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.closing import CLOSING, Work
from lca_models.reporting.verification.engine import outcome_of
from lca_models.reporting.verification.finding import NOT_RUN, PASSED, Finding
from lca_models.reporting.verification.rules.table import rules

TIME = "2026-11-28T00:00:00Z"
NOTHING = materiality([], 1000.0, Engagement())
GRAVE = materiality([Finding("x", "CER-02", "major", "", "", "", 60.0)], 1000.0, Engagement())


def outcome(rule, file, found=NOTHING):
    return outcome_of(rules()[rule], lambda: CLOSING[rule](Work(file, found)), 50.0)


@pytest.fixture
def file():
    """Agreed, one finding closed uncorrected, one line of a sample looked at."""
    agreed = EngagementRecord(
        criteria=("cn-551",), scope="all", verifier=Verifier(name="A", accreditation="X 1", team=("B",))
    )
    begun = FindingsFile(
        bundle="ab" * 32, nonce="00", engagement=agreed, sampling=(SampledLine(line="power", kg=3, result="seen"),)
    )
    opened = with_finding(begun, FindingRecord(id="aaaa"), KIT, TIME)
    return with_event(opened, UNCORRECTED, "aaaa", VERIFIER, TIME, person="A")


@pytest.fixture
def issued(file):
    asked = Asked("unmodified", "A", "R", "2026-11-28", "ab" * 32)
    subject = Subject("m", "p", "1", "kg", "2025", ("r", "r"))
    return with_opinion(file, opinion_record(file, asked, subject, NOTHING), TIME)


def test_a_whole_verification_passes_every_rule(issued):
    assert {rule: outcome(rule, issued).state for rule in CLOSING} == dict.fromkeys(CLOSING, PASSED)


def test_without_a_file_only_materiality_is_judged():
    states = {rule: outcome(rule, None).state for rule in CLOSING}

    assert states == dict.fromkeys(CLOSING, NOT_RUN) | {"MAT-01": PASSED}


def changed(file, **values):
    return file.model_copy(update=values)


def test_each_field_of_the_engagement_that_is_blank_is_a_finding(file):
    found = outcome("FND-01", changed(file, engagement=EngagementRecord())).findings

    assert [one.document["field"] for one in found] == [
        "engagement/criteria", "engagement/scope", "engagement/verifier/name", "engagement/verifier/accreditation",
    ]  # fmt: skip


def test_a_reviewer_of_the_team_stands_on_both_sides(issued):
    opinion = issued.opinion.model_copy(update={"reviewer": "B"})

    assert outcome("FND-02", changed(issued, opinion=opinion)).findings[0].english == "B stands on both sides"


def test_an_event_that_was_altered_breaks_the_log(issued):
    first = issued.events[0].model_copy(update={"text": "other"})
    found = outcome("FND-03", changed(issued, events=(first, *issued.events[1:]))).findings

    assert "Event 2: the hash of what stands before it does not fit" in found[0].english
    assert "散列不符" in found[0].chinese


def test_a_fact_after_the_opinion_waits_to_be_assessed(issued):
    later = with_finding(issued, FindingRecord(id="ffff"), OTHER, "2027-01-02T00:00:00Z", kind=FACT, text="heard")

    assert outcome("FND-04", later).findings[0].english == "Facts of 2027-01-02 are not assessed"


def test_material_misstatements_and_the_opinion_that_passes_them_over(issued):
    assert (
        outcome("MAT-01", issued, GRAVE).findings[0].english == "Uncorrected: 60 kg under, 0 kg over; threshold 50 kg"
    )
    assert (
        "Opinion unmodified does not fit uncorrected misstatements"
        in outcome("MAT-02", issued, GRAVE).findings[0].english
    )


def test_a_line_of_the_sample_without_a_result_is_counted(file):
    blank = (*file.sampling, SampledLine(line="gas", kg=2), SampledLine(line="steam", kg=1, result=" "))

    assert outcome("SMP-01", changed(file, sampling=blank)).findings[0].english == "2 selected items without a result"
