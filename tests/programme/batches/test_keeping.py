"""Batches in a registry: who reports, what is refused, and that the log alone gives the ledger back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lca_models.programme.batches.keeping import begin_batch, kept_batch, report_event, restated
from lca_models.programme.batches.life import COLLECTED, DELIVERED, MADE, RECYCLED, REVERSED, Event, Leg
from lca_models.programme.batches.stages import Factors
from lca_models.programme.registry.errors import DeniedError, InvalidError, UnknownError
from lca_models.programme.registry.folding import folded
from lca_models.programme.registry.log import events_after
from lca_models.programme.registry.members import add_client, add_organisation
from lca_models.programme.roles.access import Actor

D = Decimal
FACTORS = Factors(D("39.69"), D("398.664"), {"truck": D("0.075")}, {"direct": D("0.8")})
BEGINS = date(2025, 3, 1)


def actor_of(registry, kind, role, code):
    org = add_organisation(registry, kind=kind, name_en=code, name_zh=code, credit_code=code)
    return Actor(add_client(registry, org, role)[0], org, role)


@pytest.fixture
def own(maker):
    return Actor(maker.client, maker.org, "maker")


@pytest.fixture
def recycler(registry):
    return actor_of(registry, "recycler", "supplier", "SYN-R1")


@pytest.fixture
def batch(registry, own, maker):
    return begin_batch(
        registry,
        own,
        model=maker.model,
        plant=maker.plant,
        begins=BEGINS,
        pack_mass_kg=D(441),
        contents={"copper": D(49)},
    )


def event(kind, month, packs, reference, **data):
    return Event(kind, date(2025, month, 1), packs, "", reference, **data)


@pytest.fixture
def told(registry, own, recycler, batch):
    """Of 100 packs 60 delivered, 13 collected, 6 recycled."""
    report_event(registry, own, batch, event(MADE, 3, 100, "W-1"))
    report_event(registry, own, batch, event(DELIVERED, 4, 60, "W-2", legs=(Leg("truck", D(800)),)))
    report_event(registry, recycler, batch, event(COLLECTED, 9, 13, "W-1"))
    report_event(
        registry, recycler, batch, event(RECYCLED, 10, 6, "W-2", route="direct", metals_kg={"copper": D("264.6")})
    )
    return batch


def refusal(error, registry, actor, batch, event):
    before = len(events_after(registry, -1))
    with pytest.raises(error) as caught:
        report_event(registry, actor, batch, event)
    assert len(events_after(registry, -1)) == before
    return str(caught.value)


def test_what_was_reported_is_read_back_and_restates_the_stages(registry, own, told):
    with registry.reading() as connection:
        kept = kept_batch(connection, told)
        found = restated(connection, kept, FACTORS)
    assert kept.org == own.org
    assert kept.ledger.balance() == {
        "made": 40, "in use": 47, "held": 7, "second use": 0, "treated": 6, "lost": 0
    }  # fmt: skip
    # (60 x 26.46 + 40 x 39.69) / 100 and (6 x 352.8 + 94 x 398.664) / 100
    assert found.actual == {"distribution": D("31.752"), "recycling": D("395.91216")}
    assert found.declared == {"distribution": D("39.69"), "recycling": D("398.664")}
    assert found.total == D("427.66416")
    assert found.life.yields["copper"].share == D("0.9")


def test_the_log_alone_gives_the_rows_back(registry, told):
    rows = folded(events_after(registry, -1))
    assert {row["batch"] for row in rows["batch_events"].values()} == {told}
    assert [row["packs"] for row in rows["batch_events"].values()] == [100, 60, 13, 6]
    assert [*rows["batches"]] == [(told,)]


def test_what_cannot_be_is_refused_in_both_languages_and_leaves_no_event(registry, own, recycler, told):
    words = refusal(InvalidError, registry, recycler, told, event(RECYCLED, 10, 8, "W-118"))
    assert words == "event: recycled 8 packs, 7 held"
    with pytest.raises(InvalidError) as caught:
        report_event(registry, recycler, told, event(RECYCLED, 10, 8, "W-118"))
    assert caught.value.problems[0].zh == "再生利用8个电池包，但待处理仅7个"
    early = replace(event(MADE, 3, 5, "W-118"), at=date(2025, 2, 10))
    assert refusal(InvalidError, registry, own, told, early) == "event: event of 2025-02-10 before batch 2025-03-01"
    assert (
        refusal(InvalidError, registry, own, told, event(MADE, 3, 5, "W-1")) == "event: reference W-1 already reported"
    )


def test_an_event_of_tomorrow_is_refused(registry, own, batch):
    late = replace(event(MADE, 3, 5, "W-1"), at=date(2026, 1, 2))
    assert refusal(InvalidError, registry, own, batch, late) == (
        "at: event of 2026-01-02 is yet to come; report what has happened"
    )


def test_a_reference_counts_over_all_batches_of_a_reporter(registry, own, maker, told):
    other = begin_batch(registry, own, model=maker.model, plant=maker.plant, begins=BEGINS, pack_mass_kg=D(441))
    assert (
        refusal(InvalidError, registry, own, other, event(MADE, 3, 5, "W-1")) == "event: reference W-1 already reported"
    )


def test_a_reversal_takes_back_what_its_reporter_said(registry, recycler, told):
    report_event(registry, recycler, told, event(REVERSED, 11, 6, "W-3", reverses="W-2"))
    with registry.reading() as connection:
        kept = kept_batch(connection, told)
    assert kept.ledger.balance()["held"] == 13
    assert kept.ledger.events[-1].reverses == "W-2"


def test_a_recycler_reports_what_it_does_and_no_more(registry, recycler, told):
    words = "kind: only the maker of a batch reports that packs are made, delivered or lost"
    assert refusal(DeniedError, registry, recycler, told, event(DELIVERED, 10, 1, "W-9")) == words


def test_others_do_not_learn_that_there_is_a_batch(registry, told):
    strangers = [
        actor_of(registry, "maker", "maker", "SYN-M2"),
        actor_of(registry, "supplier", "supplier", "SYN-S1"),
        actor_of(registry, "authority", "authority", "SYN-A1"),
    ]
    for one in strangers:
        words = refusal(UnknownError, registry, one, told, event(COLLECTED, 10, 1, "W-9"))
        assert words == f"batch: there is no batch '{told}' for you in this registry"
        assert words.replace(told, "x") == refusal(UnknownError, registry, one, "x", event(COLLECTED, 10, 1, "W-9"))


def test_a_batch_begins_on_what_is_its_makers_with_masses_that_can_be(registry, own, maker):
    def begin(**given):
        facts = {"model": maker.model, "plant": maker.plant, "begins": BEGINS, "pack_mass_kg": D(441), **given}
        return begin_batch(registry, own, **facts)

    with pytest.raises(UnknownError, match="plant: there is no 'x' of yours"):
        begin(plant="x")
    with pytest.raises(InvalidError, match="pack_mass_kg: a pack of 0 kg; give its mass"):
        begin(pack_mass_kg=D(0))
    with pytest.raises(InvalidError, match="contents: the metals of a pack of 441 kg are more than it"):
        begin(contents={"copper": D(400), "iron": D(42)})
    with pytest.raises(DeniedError, match="role: a verifier reports no batches"):
        begin_batch(registry, Actor("c", own.org, "verifier"), model=maker.model, plant=maker.plant, begins=BEGINS,
                    pack_mass_kg=D(1))  # fmt: skip
