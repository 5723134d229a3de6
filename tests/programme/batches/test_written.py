"""Events as words and back."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.batches.life import Event, Leg
from lca_models.programme.batches.written import Facts, data_of, event_of, facts_of
from lca_models.programme.registry.errors import InvalidError

WRITTEN = {
    "kind": "delivered",
    "at": "2026-04-01",
    "packs": 300,
    "reference": "W-3",
    "legs": [{"mode": "rail", "km": "1500"}, {"mode": "truck", "km": 100}],
}


def test_an_event_is_read_as_it_is_written():
    legs = (Leg("rail", Decimal(1500)), Leg("truck", Decimal(100)))
    assert event_of(WRITTEN) == Event("delivered", date(2026, 4, 1), 300, "", "W-3", legs=legs)


def test_all_that_cannot_be_read_is_said_with_its_name():
    with pytest.raises(InvalidError) as caught:
        event_of(
            {"kind": "made", "at": "1 May", "mass_kg": "NaN", "legs": [{"mode": "truck"}], "pack": 3, "packs": 1.5}
        )
    assert [one.where for one in caught.value.problems] == ["at", "packs", "mass_kg", "legs", "pack"]
    assert "'1 May' cannot be read" in str(caught.value)
    assert "pack: an event has no such value; did you mean 'packs'?" in str(caught.value)


@given(
    st.dictionaries(st.sampled_from(["copper", "nickel"]), st.decimals(0, 10**6, places=3)),
    st.lists(st.tuples(st.sampled_from(["truck", "sea"]), st.decimals(0, 10**5, places=2)), max_size=3),
)
def test_the_log_keeps_every_digit(metals, legs):
    told = Event(
        "recycled",
        date(2030, 1, 1),
        1,
        "r",
        "1",
        metals_kg=metals,
        legs=tuple(Leg(*one) for one in legs),
        route="direct",
    )
    kept = json.loads(json.dumps(data_of(told)))
    again = event_of({**kept, "kind": "recycled", "at": "2030-01-01", "packs": 1, "reporter": "r", "reference": "1"})
    assert again == told


def test_the_facts_of_a_batch_are_read_or_refused_together():
    facts = facts_of("2026-03-01", "441", {"copper": "49"})
    assert facts == Facts(date(2026, 3, 1), Decimal(441), {"copper": Decimal(49)})
    with pytest.raises(InvalidError) as caught:
        facts_of("March", "inf", {"copper": "much"})
    assert [one.where for one in caught.value.problems] == ["begins", "pack_mass_kg", "contents"]
