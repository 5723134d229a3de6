"""What may be said of a finding, by whom, after what."""

import pytest

from lca_models.reporting.verification.assurance.events import (
    FindingsFileError,
    effect_by_state,
    find_record,
    role_of,
    states_of,
    with_event,
    with_finding,
    with_opinion,
)
from lca_models.reporting.verification.assurance.opinion import opinion_record
from lca_models.reporting.verification.assurance.records import (
    ANSWERED,
    CORRECTED,
    EXPLAINED,
    FACT,
    MAKER,
    OTHER,
    REOPENED,
    UNCORRECTED,
    VERIFIER,
    WITHDRAWN,
    FindingRecord,
)

TIME, NEW_BUNDLE = "2026-11-28T00:00:00Z", "cd" * 32


def test_open_answered_and_closed_follow_each_other(made):
    assert set(states_of(made.file).values()) == {"open"}
    assert states_of(made.answered)["aaaa1111"] == ANSWERED
    assert states_of(made.closed) == {"aaaa1111": EXPLAINED, "bbbb2222": UNCORRECTED, "cccc3333": UNCORRECTED}


def test_only_what_is_open_or_uncorrected_counts(made):
    record = made.file.findings[0]

    assert [effect_by_state(record, one) for one in ("open", ANSWERED, UNCORRECTED)] == [30.0] * 3
    assert [effect_by_state(record, one) for one in (CORRECTED, EXPLAINED, WITHDRAWN)] == [0.0] * 3


@pytest.mark.parametrize(
    ("kind", "role", "text", "words"),
    [
        (ANSWERED, VERIFIER, "x", "is not for the verifier; it is for: maker"),
        (EXPLAINED, MAKER, "x", "it is for: verifier"),
        (ANSWERED, MAKER, " ", "needs a text"),
        (ANSWERED, MAKER, "x", "a document with its hash, or a new bundle"),
        (EXPLAINED, VERIFIER, "", "needs a text"),
        (CORRECTED, VERIFIER, "", "needs the new bundle"),
        (REOPENED, VERIFIER, "x", "does not follow 'open'"),
        (WITHDRAWN, VERIFIER, "", "needs a text"),
        ("closed", VERIFIER, "x", "there is no event 'closed'"),
    ],
)
def test_an_event_that_may_not_follow_says_what_may(made, kind, role, text, words):
    with pytest.raises(FindingsFileError, match=words):
        with_event(made.file, kind, "aaaa1111", role, TIME, text=text)


def test_a_finding_that_nobody_opened_takes_no_event_and_one_that_is_there_is_not_opened_again(made):
    with pytest.raises(FindingsFileError, match="no event opened"):
        with_event(made.file, UNCORRECTED, "dddd", VERIFIER, TIME)
    with pytest.raises(FindingsFileError, match="there already"):
        with_finding(made.file, made.file.findings[0], VERIFIER, TIME)


def test_what_was_closed_is_reopened_and_corrected_in_a_new_bundle(made):
    again = with_event(made.closed, REOPENED, "aaaa1111", VERIFIER, TIME, text="the log is of another meter")
    done = with_event(again, CORRECTED, "aaaa1111", VERIFIER, TIME, bundle=NEW_BUNDLE)

    assert [states_of(one)["aaaa1111"] for one in (again, done)] == ["open", CORRECTED]
    assert done.current_bundle == NEW_BUNDLE


def test_a_fact_is_found_after_the_opinion_and_by_anybody(made):
    fact, file = FindingRecord(id="ffff", origin="person", en="the meter was exchanged"), made.closed
    with pytest.raises(FindingsFileError, match="after the opinion"):
        with_finding(file, fact, OTHER, TIME, kind=FACT, text="heard")
    issued = with_opinion(file, opinion_record(file, made.asked, made.subject, made.nothing), TIME)

    assert states_of(with_finding(issued, fact, OTHER, TIME, kind=FACT, text="heard"))["ffff"] == "open"


@pytest.mark.parametrize("name", ["F-001", "f-001", "aaaa1111", "aaaa"])
def test_a_finding_is_found_by_number_id_or_the_beginning_of_its_id(made, name):
    assert find_record(made.file, name).id == "aaaa1111"


def test_an_unknown_finding_and_an_unknown_role_name_the_nearest(made):
    with pytest.raises(FindingsFileError, match="did you mean 'F-00"):
        find_record(made.file, "F-0001")
    twins = with_finding(made.file, FindingRecord(id="aaaa9999"), VERIFIER, TIME)
    with pytest.raises(FindingsFileError, match="begins several"):
        find_record(twins, "aaaa")
    with pytest.raises(FindingsFileError, match="verifier"):
        role_of("verifyer")
