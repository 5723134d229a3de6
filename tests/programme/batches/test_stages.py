"""The stages of a batch, on the miniature whose decimals a reader can work out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.batches.ledger import BatchError, Ledger
from lca_models.programme.batches.life import (
    COLLECTED,
    DELIVERED,
    MADE,
    RECYCLED,
    REVERSED,
    SECOND_USE,
    Batch,
    Event,
    Leg,
)
from lca_models.programme.batches.stages import Factors, life_of

D = Decimal
BATCH = Batch("B-1", date(2026, 3, 1), D(441), {"copper": D(49)})
FACTORS = Factors(
    D(441) / 1000 * 1200 * D("0.075"),
    D(441) * D("0.904"),
    {"truck": D("0.075"), "rail": D("0.02")},
    {"recycler a": D("0.80"), "recycler b": D("0.95")},
)
YEAR = [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), date(2030, 1, 1), date(2030, 2, 1), date(2030, 3, 1)]


def event(kind, at, packs, reference, **data):
    return Event(kind, at, packs, "maker", reference, **data)


EVENTS = [
    event(MADE, YEAR[0], 1000, "W-1"),
    event(DELIVERED, YEAR[1], 600, "W-2", legs=(Leg("truck", D(800)),)),
    event(DELIVERED, YEAR[2], 300, "W-3", legs=(Leg("rail", D(1500)), Leg("truck", D(100)))),
    event(COLLECTED, YEAR[3], 130, "W-4"),
    event(SECOND_USE, YEAR[4], 60, "W-5"),
    event(RECYCLED, YEAR[5], 40, "W-6", route="recycler a", metals_kg={"copper": D("1783.6")}),
    event(RECYCLED, YEAR[5], 20, "W-7", route="recycler b", metals_kg={"copper": D("862.4")}),
]


@pytest.fixture(scope="module")
def life():
    return life_of(Ledger.of(BATCH, EVENTS), FACTORS)


def test_distribution_is_actual_for_the_packs_delivered_and_default_for_the_others(life):
    # 600 x 26.46 + 300 x 16.5375 + 100 x 39.69 = 15876 + 4961.25 + 3969
    assert life.distribution.kg_per_pack == D("24.80625")
    assert (life.distribution.actual_packs, life.distribution.actual_kg) == (D("0.9"), D("0.84"))


def test_recycling_is_actual_for_the_packs_treated_and_default_for_the_others(life):
    # 40 x 352.8 + 20 x 418.95 + 940 x 398.664
    assert life.recycling.kg_per_pack == D("397.23516")
    assert life.recycling.actual_packs == D("0.06")
    assert round(life.recycling.actual_kg * 100, 15) == D("5.661885518895155")


def test_the_total_moves_to_the_last_decimal(life):
    total = D("4669.531301683375") + D("719.8244044275893") + life.distribution.kg_per_pack + life.recycling.kg_per_pack
    assert total == D("5811.3971161109643")
    assert round(total / 108_000, 15) == D("0.053809232556583")


def test_copper_out_over_copper_in_is_its_yield(life):
    copper = life.yields["copper"]
    assert (copper.contained_kg, copper.recovered_kg, copper.share) == (60 * 49, 2646, D("0.9"))


def test_a_batch_of_which_nothing_is_said_keeps_its_defaults():
    life = life_of(Ledger.of(BATCH, EVENTS[:1]), FACTORS)
    assert life.distribution.kg_per_pack == FACTORS.distribution_kg
    assert life.recycling.kg_per_pack == FACTORS.recycling_kg
    assert life.distribution.actual_packs == life.recycling.actual_kg == 0
    assert not life.yields


def test_packs_delivered_nobody_says_how_keep_the_default():
    silent = [EVENTS[0], replace(EVENTS[1], legs=())]
    assert life_of(Ledger.of(BATCH, silent), FACTORS).distribution.actual_packs == 0


def test_a_life_at_a_date_knows_what_had_happened_by_then():
    ledger = Ledger.of(BATCH, EVENTS)
    assert life_of(ledger, FACTORS, YEAR[1]).distribution.actual_packs == D("0.6")
    assert life_of(ledger, FACTORS, YEAR[4]).recycling.actual_packs == 0


def test_a_delivery_that_is_reversed_counts_no_longer():
    ledger = Ledger.of(BATCH, [*EVENTS[:2], event(REVERSED, YEAR[2], 600, "W-9", reverses="W-2")])
    assert life_of(ledger, FACTORS).distribution == life_of(Ledger.of(BATCH, EVENTS[:1]), FACTORS).distribution


def test_packs_that_were_weighed_count_with_their_mass():
    weighed = [EVENTS[0], replace(EVENTS[1], packs=1000, mass_kg=D(450_000))]
    assert life_of(Ledger.of(BATCH, weighed), FACTORS).distribution.kg_per_pack == D("0.450") * 800 * D("0.075")


def test_modes_and_routes_without_a_factor_are_named_together():
    ledger = Ledger.of(
        BATCH,
        [
            EVENTS[0],
            replace(EVENTS[1], legs=(Leg("trucks", D(1)),)),
            EVENTS[3],
            event(RECYCLED, YEAR[5], 1, "W-8", route="recycler"),
        ],
    )
    with pytest.raises(BatchError) as caught:
        life_of(ledger, FACTORS)
    assert str(caught.value).splitlines() == [
        "there is no mode of transport 'trucks'; did you mean 'truck'?",
        "there is no recycling route 'recycler'; did you mean 'recycler b' or 'recycler a'?",
    ]


def test_a_batch_before_its_first_pack_has_no_stages():
    with pytest.raises(BatchError, match="batch B-1: no packs are made by then"):
        life_of(Ledger(BATCH), FACTORS)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 3000)), max_size=8))
def test_a_stage_lies_between_the_default_and_what_is_reported(deliveries):
    ledger = Ledger.of(
        BATCH,
        [
            event(MADE, YEAR[0], 400, "made"),
            *(
                event(DELIVERED, YEAR[1], packs, str(number), legs=(Leg("truck", D(km)),))
                for number, (packs, km) in enumerate(deliveries)
            ),
        ],
    )
    stage = life_of(ledger, FACTORS).distribution
    ends = [FACTORS.distribution_kg, *(D(441) / 1000 * km * D("0.075") for _, km in deliveries)]
    assert min(ends) <= stage.kg_per_pack <= max(ends)
    assert stage.actual_packs == D(sum(packs for packs, _ in deliveries)) / 400
