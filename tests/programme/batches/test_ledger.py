"""Balances of a batch: what is refused, by name, and that nothing is lost or made between the pools."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lca_models.programme.batches.ledger import BatchError, Ledger
from lca_models.programme.batches.life import (
    COLLECTED,
    DELIVERED,
    GONE,
    HELD,
    IN_SECOND_USE,
    IN_USE,
    LOST,
    MADE,
    POOLS,
    RECYCLED,
    REVERSED,
    SECOND_USE,
    STORED,
    TREATED,
    Batch,
    Event,
    Leg,
)
from lca_models.scope.wording.messages import speaking

BEGINS = date(2026, 3, 1)
BATCH = Batch("B-1", BEGINS, Decimal(441), {"copper": Decimal(49), "lithium": Decimal(6)})


def event(kind, days, packs, reference, reporter="maker", **data):
    return Event(kind, BEGINS + timedelta(days), packs, reporter, reference, **data)


def ledger_of(*events):
    return Ledger.of(BATCH, events)


@pytest.fixture
def held():
    """130 collected of 900 delivered of 1000 made; 60 in second use, 70 held."""
    return ledger_of(
        event(MADE, 0, 1000, "W-110"),
        event(DELIVERED, 10, 900, "W-111"),
        event(COLLECTED, 100, 130, "W-112"),
        event(SECOND_USE, 110, 60, "W-113"),
    )


def refusal(ledger, event):
    with pytest.raises(BatchError) as caught:
        ledger.reported(event)
    return str(caught.value)


def test_packs_are_where_the_events_left_them(held):
    assert held.balance() == {STORED: 100, IN_USE: 770, HELD: 70, IN_SECOND_USE: 60, TREATED: 0, GONE: 0}
    assert held.balance(BEGINS + timedelta(50))[IN_USE] == 900
    assert held.balance(BEGINS - timedelta(1)) == dict.fromkeys(POOLS, 0)
    assert held.made == 1000


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (event(RECYCLED, 120, 71, "W-118"), "recycled 71 packs, 70 held"),
        (event(DELIVERED, 120, 101, "W-118"), "delivered 101 packs, 100 not delivered"),
        (event(LOST, 120, 771, "W-118"), "lost 771 packs, 770 in use"),
        (event(COLLECTED, 120, 61, "W-118", origin=IN_SECOND_USE), "collected 61 packs, 60 in second use"),
        (event(SECOND_USE, 120, 71, "W-118"), "to second use 71 packs, 70 held"),
        # 130 were held from day 100 to day 110; of 100 recycled then, 60 were still to go to second use.
        (
            event(RECYCLED, 105, 71, "W-118"),
            "recycled 71 packs, 70 held on 2026-06-19, by what is reported until then",
        ),
        (event(MADE, -19, 5, "W-118"), "event of 2026-02-10 before batch 2026-03-01"),
        (event(RECYCLED, 120, 1, "W-113"), "reference W-113 already reported"),
        (event(RECYCLED, 120, 0, "W-118"), "recycled 0 packs; give a whole number above 0"),
        (event(RECYCLED, 120, 1, ""), "an event needs a reference of its reporter's own, to tell it from others"),
        (event("recycle", 120, 1, "W-118"), "'recycle' is no kind of event; did you mean 'recycled'?"),
        (
            event(RECYCLED, 120, 60, "W-118", metals_kg={"copper": Decimal("2940.1")}),
            "copper out 2940.1 kg, 60 packs hold 2940 kg",
        ),
        (
            event(RECYCLED, 120, 60, "W-118", metals_kg={"coper": Decimal(1)}),
            "the batch states no content of 'coper'; did you mean 'copper'?",
        ),
        (
            event(RECYCLED, 120, 60, "W-118", metals_kg={"copper": Decimal("NaN")}),
            "copper out NaN kg; give a mass from 0",
        ),
        (
            event(RECYCLED, 120, 1, "W-118", mass_kg=Decimal(0)),
            "a mass of 0 kg; give what was weighed, or leave it out",
        ),
        (
            event(DELIVERED, 120, 1, "W-118", legs=(Leg("truck", Decimal(-5)),)),
            "-5 km by truck; give a distance from 0",
        ),
        (event(LOST, 120, 1, "W-118", route="direct"), "route is said of recycled packs only, not of lost"),
        (
            event(COLLECTED, 120, 1, "W-118", origin=STORED),
            "packs are collected from 'in use', 'second use', not from 'made'",
        ),
        (
            event(REVERSED, 120, 130, "W-118", reverses="W-112"),
            "without W-112, 60 packs held are missing on 2026-06-19; reverse first what was reported of them",
        ),
        (
            event(REVERSED, 120, 60, "W-118", reverses="W-114"),
            "there is no event W-114 of this reporter to reverse; did you mean 'W-113' or 'W-112' or 'W-111'?",
        ),
        (
            event(REVERSED, 120, 59, "W-118", reverses="W-113"),
            "W-113 is of 60 packs and is reversed whole; report the right number anew",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_name(held, moved, words):
    assert refusal(held, moved) == words


def test_all_that_is_wrong_is_said_at_once(held):
    wrong = event(RECYCLED, 120, 71, "W-118", mass_kg=Decimal(-1), metals_kg={"copper": Decimal(9999)})
    assert refusal(held, wrong).splitlines() == [
        "a mass of -1 kg; give what was weighed, or leave it out",
        "copper out 9999 kg, 71 packs hold 3479 kg",
        "recycled 71 packs, 70 held",
    ]


def test_a_refusal_is_said_in_chinese(held):
    with speaking("zh"):
        assert refusal(held, event(RECYCLED, 120, 71, "W-118")) == "再生利用71个电池包，但待处理仅70个"


def test_a_reversed_event_counts_as_if_it_had_never_been(held):
    wrong = held.reported(event(RECYCLED, 120, 70, "W-118"))
    right = wrong.reported(event(REVERSED, 121, 70, "W-119", reverses="W-118"))
    assert right.balances == held.balances
    assert len(right.events) == len(held.events) + 2
    assert refusal(right, event(REVERSED, 122, 70, "W-120", reverses="W-118")) == "W-118 is reversed already"
    assert (
        refusal(right, event(REVERSED, 122, 70, "W-120", reverses="W-119"))
        == "W-119 is a reversal; report the event anew"
    )


def test_a_reporter_reverses_nothing_of_another(held):
    other = event(REVERSED, 120, 60, "R-1", reporter="recycler", reverses="W-113")
    assert "there is no event W-113 of this reporter" in refusal(held, other)


def test_two_reporters_may_use_one_reference(held):
    assert held.reported(event(RECYCLED, 120, 70, "W-113", reporter="recycler")).balance()[TREATED] == 70


def test_events_of_one_day_may_be_reported_in_any_order():
    made, sent = event(MADE, 0, 10, "a"), event(DELIVERED, 0, 10, "b")
    assert ledger_of(made, sent).balance() == {**dict.fromkeys(POOLS, 0), IN_USE: 10}
    collected = event(COLLECTED, 5, 4, "c")
    late = replace(event(COLLECTED, 2, 6, "d"))
    assert ledger_of(made, sent, collected, late).balance()[HELD] == 10


# The pool table as the oracle: what every kind takes from and adds to, by the words of the programme's note.
TABLE = {
    (MADE, ""): {"made": +1},
    (DELIVERED, ""): {"made": -1, "in use": +1},
    (COLLECTED, ""): {"in use": -1, "held": +1},
    (COLLECTED, IN_SECOND_USE): {"second use": -1, "held": +1},
    (SECOND_USE, ""): {"held": -1, "second use": +1},
    (RECYCLED, ""): {"held": -1, "treated": +1},
    (LOST, ""): {"in use": -1, "lost": +1},
}
DAYS = 6


def days_end(events):
    """Packs by pool at the end of every day."""
    return [
        Counter(
            {
                pool: sum(TABLE[kind, origin].get(pool, 0) * packs for kind, origin, day, packs in events if day <= end)
                for pool in POOLS
            }
        )
        for end in range(DAYS)
    ]


def is_possible(events):
    return all(packs >= 0 for pools in days_end(events) for packs in pools.values())


class Packs(RuleBasedStateMachine):
    """Events at random days, some impossible, some taken back."""

    @initialize(packs=st.integers(1, 30))
    def make(self, packs):
        self.ledger, self.events, self.count = Ledger(BATCH), {}, 0
        self.report((MADE, ""), 0, packs)

    @rule(kind=st.sampled_from(sorted(TABLE)), day=st.integers(0, DAYS - 1), packs=st.integers(1, 20))
    def report(self, kind, day, packs):
        self.count += 1
        reference = str(self.count)
        told = event(kind[0], day, packs, reference, origin=kind[1])
        wanted = {**self.events, reference: (*kind, day, packs)}
        if is_possible([*wanted.values()]):
            self.ledger, self.events = self.ledger.reported(told), wanted
        else:
            assert f" {packs} packs, " in refusal(self.ledger, told)

    @rule(data=st.data())
    def reverse(self, data):
        if not self.events:
            return
        self.count += 1
        back = data.draw(st.sampled_from(sorted(self.events)))
        told = event(REVERSED, DAYS, self.events[back][3], str(self.count), reverses=back)
        wanted = {name: one for name, one in self.events.items() if name != back}
        if is_possible([*wanted.values()]):
            self.ledger, self.events = self.ledger.reported(told), wanted
        else:
            assert f"without {back}, " in refusal(self.ledger, told)

    @invariant()
    def all_pools_hold_what_was_made(self):
        for end, pools in enumerate(days_end([*self.events.values()])):
            balance = self.ledger.balance(BEGINS + timedelta(end))
            assert balance == dict(pools)
            made = sum(packs for kind, _, day, packs in self.events.values() if kind == MADE and day <= end)
            assert sum(balance.values()) == made


Packs.TestCase.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
TestPacks = Packs.TestCase
