"""Where each finding stands: what rules find now beside what was said of it."""

from lca_models.reporting.verification.assurance.events import with_event, with_finding
from lca_models.reporting.verification.assurance.records import CORRECTED, VERIFIER, FindingRecord
from lca_models.reporting.verification.assurance.standing import standings
from lca_models.reporting.verification.finding import CRITICAL, MAJOR, MINOR, Finding

TIME = "2026-11-28T00:00:00Z"


def finding(name, severity=MAJOR, effect=None):
    return Finding(name, "CER-02", severity, "", "en", "zh", effect)


def by_id(rows):
    return {one.finding.id: one for one in rows}


def test_without_a_file_everything_is_open_and_the_gravest_comes_first():
    rows = standings([finding("a", MINOR, 9.0), finding("b", CRITICAL), finding("c", MINOR, -10.0)], None)

    assert [one.finding.id for one in rows] == ["b", "c", "a"]
    assert [one.fails for one in rows] == [True, False, False]


def test_states_of_the_file_decide_what_counts_and_what_fails(made):
    rows = by_id(standings([finding("aaaa1111"), finding("bbbb2222", MAJOR, -10.0)], made.closed))

    assert (rows["aaaa1111"].counts, rows["aaaa1111"].fails) == (False, False)  # explained
    assert (rows["bbbb2222"].counts, rows["bbbb2222"].fails) == (True, False)  # closed uncorrected
    assert not rows["cccc3333"].is_found
    assert not rows["cccc3333"].counts
    assert rows["aaaa1111"].number == "F-001"


def test_what_was_corrected_and_is_found_again_is_open_again(made):
    done = with_event(made.file, CORRECTED, "aaaa1111", VERIFIER, TIME, bundle="cd" * 32)

    assert by_id(standings([finding("aaaa1111")], done))["aaaa1111"].fails
    assert not by_id(standings([], done))["aaaa1111"].is_open


def test_a_finding_of_a_person_counts_though_no_rule_finds_it(made):
    record = FindingRecord(id="p", origin="person", severity="major", effect_kg=5.0, en="seen on site")
    one = by_id(standings([], with_finding(made.file, record, VERIFIER, TIME)))["p"]

    assert one.counts
    assert one.fails
    assert one.finding.chinese == "seen on site"
