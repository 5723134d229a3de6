"""How long submissions take, and whose they are meanwhile."""

import pytest
from evaluated_pilots import BACK, STEPS, declaration, pilot_of_counts
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.declarations import (
    ANSWERED,
    CLOSED,
    OPENED,
    RECEIVED,
    SUPERSEDED,
    WITHDRAWN,
    Finding,
)
from lca_models.programme.evaluation.indicators.turnaround import OTHERWISE, PENDING, REACHED
from lca_models.programme.evaluation.process import PARTIES, Times, ended, firsts, is_returned, times_of, way


def test_the_way_of_a_submission_ends_with_its_first_end():
    assert way(declaration("s", "c"), 20) == (10, REACHED)
    assert way(declaration("s", "c", steps=(*STEPS, (15.0, SUPERSEDED))), 20) == (10, REACHED)
    assert way(declaration("s", "c", steps=BACK), 20) == (10, OTHERWISE)
    assert way(declaration("s", "c", steps=((2.0, RECEIVED), (5.0, WITHDRAWN))), 20) == (3, OTHERWISE)
    assert way(declaration("s", "c", steps=((2.0, RECEIVED),)), 20) == (18, PENDING)


def test_days_are_whose_turn_it_was():
    # Under verification from 3 to 10; from 4 to 6 and 5 to 8 a finding waits for the maker: four days.
    findings = (
        Finding("F-1", "ELE-01", "major", ((4.0, OPENED), (6.0, ANSWERED), (7.0, CLOSED))),
        Finding("F-2", "ALL-01", "minor", ((5.0, OPENED), (8.0, ANSWERED))),
    )
    assert times_of(declaration("s", "c", findings=findings), 20) == Times(1, 2, 3, 4)


def test_a_finding_that_nobody_answers_waits_to_the_end_and_one_before_the_verifier_from_the_start():
    findings = (Finding("F-1", "ELE-01", "major", ((1.0, OPENED),)),)
    assert times_of(declaration("s", "c", findings=findings), 20) == Times(1, 2, 0, 7)


def test_what_is_under_way_is_somebodys_until_today():
    assert times_of(declaration("s", "c", steps=STEPS[:2]), 20) == Times(1, 19, 0, 0)


def test_first_submissions_and_decided_ones():
    pilot = pilot_of_counts(
        {("lfp", "CN-SC"): 1},
        extra=[
            declaration("b", "c000", steps=BACK),
            declaration("again", "c000", answers="b"),
            declaration("w", "c000", steps=((2.0, RECEIVED), (5.0, WITHDRAWN))),
        ],
    )
    assert [one.id for one in firsts(pilot)] == ["s000", "b", "w"]
    assert [one.id for one in ended(pilot.declarations)] == ["s000", "b", "again"]
    assert [is_returned(one) for one in ended(pilot.declarations)] == [False, True, False]


@given(st.lists(st.lists(st.floats(0, 12), min_size=1, max_size=4).map(sorted), max_size=4))
def test_all_days_are_somebodys(rounds):
    findings = tuple(
        Finding(str(number), "R", "minor", tuple(zip(days, [OPENED, ANSWERED, OPENED, CLOSED], strict=False)))
        for number, days in enumerate(rounds)
    )
    found = times_of(declaration("s", "c", findings=findings), 20)
    assert sum(getattr(found, party) for party in PARTIES) == pytest.approx(10)
    assert min(getattr(found, party) for party in PARTIES) >= -1e-9
