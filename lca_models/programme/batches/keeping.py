"""Batches in a registry: who may report what, and what the log holds of it.

The facts of a batch (its first day, mass, contents) stand in the event that makes it; amounts are decimals in text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lca_models.programme.batches.ledger import Ledger
from lca_models.programme.batches.life import COLLECTED, RECYCLED, REVERSED, SECOND_USE, Batch, Event
from lca_models.programme.batches.stages import Factors, Life, life_of
from lca_models.programme.batches.written import data_of, event_of
from lca_models.programme.registry.errors import DeniedError, InvalidError, Problem, UnknownError
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.schema import batch_events, batches, events, models, organisations, plants, results
from lca_models.programme.registry.schema import submissions as declared
from lca_models.programme.roles.access import may
from lca_models.scope.stages import DISTRIBUTION, RECYCLING
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual, speaking

if TYPE_CHECKING:
    from sqlalchemy import Connection, Result, Select

    from lca_models.programme.registry.log import Value
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.roles.access import Actor

OF_RECYCLERS = (COLLECTED, SECOND_USE, RECYCLED, REVERSED)
RECYCLER, RECYCLED_BY, OWN = "recycler", "recycled", "own"
CHINA = timezone(timedelta(hours=8))  # whose days are meant


@dataclass(frozen=True)
class Kept:
    """A batch of a registry with what was reported of it."""

    ledger: Ledger
    org: str  # its maker
    model: str
    chemistry: str  # of the model
    plant: str
    submission: str  # its declaration; empty where it has none yet


@dataclass(frozen=True)
class Restated:
    """A declaration's stages as declared and with what is known of a batch's life, kg CO2e per pack."""

    declared: Mapping[str, Decimal]
    actual: Mapping[str, Decimal]
    life: Life

    @property
    def total(self) -> Decimal:
        """All stages with what is known, kg CO2e per pack."""
        return sum(self.actual.values(), Decimal(0))

    def document(self) -> dict[str, Any]:
        """For programs: kg CO2e per pack and shares (0-1) as decimals in text, to the last digit."""
        known = {DISTRIBUTION: self.life.distribution, RECYCLING: self.life.recycling}
        return {
            "declared_kg_per_pack": {stage: str(kg) for stage, kg in self.declared.items()},
            "actual_kg_per_pack": {stage: str(kg) for stage, kg in self.actual.items()},
            "total_kg_per_pack": str(self.total),
            "actual_share_of_packs": {stage: str(one.actual_packs) for stage, one in known.items()},
            "actual_share_of_kg": {stage: str(one.actual_kg) for stage, one in known.items()},
            "yields": {metal: str(one.share) for metal, one in self.life.yields.items()},
        }


def begin_batch(
    registry: Registry,
    actor: Actor,
    *,
    model: str,
    plant: str,
    begins: date,
    pack_mass_kg: Decimal,
    contents: Mapping[str, Decimal] | None = None,
    submission: str = "",
) -> str:
    """Begin a batch of an own model from an own plant; its id. What is made of it is reported as an event.

    `contents`: kg per pack by metal. `submission`: the declaration that states its stages. Raises UnknownError for a model,
    plant or declaration that is not the actor's, InvalidError for a mass that is not above 0 or contents beyond it,
    DeniedError for a role that reports no batches.
    """
    inside = contents or {}
    problems = _faulty_masses(pack_mass_kg, inside)
    with registry.writing(str(actor)) as write:
        for name, table, own in (
            ("model", models, model),
            ("plant", plants, plant),
            ("submission", declared, submission),
        ):
            row = write.run(select(table.c.org).where(table.c.id == own)).scalar_one_or_none() if own else actor.org
            if row != actor.org:
                raise UnknownError(Problem(name, *bilingual("there is no '{id}' of yours in this registry", id=own)))
        if not may(actor, "batch.report", {OWN}):
            raise DeniedError(Problem("role", *bilingual("a {role} reports no batches", role=actor.role)))
        if problems:
            raise InvalidError(*problems)
        own = new_id(write.now)
        told: dict[str, Value] = {
            "model": model,
            "plant": plant,
            "submission": submission or None,
            "begins": begins.isoformat(),
            "pack_mass_kg": str(pack_mass_kg),
            "contents": {metal: str(kg) for metal, kg in sorted(inside.items())},
        }
        write.event("batch.made", f"batch:{own}", told)
    return own


def report_event(registry: Registry, actor: Actor, batch: str, event: Event) -> str:
    """Report an event of a batch as the actor's organisation; the id of the event.

    Raises UnknownError for a batch that is not there or not for the actor, DeniedError for a kind that only its maker
    reports, InvalidError with all that `Ledger.problems` finds, a date to come, and a reference used for another batch.
    """
    told = replace(event, reporter=actor.org)
    with registry.writing(str(actor)) as write:
        kept = _kept(write.run, batch)
        kind_of_org = write.run(
            select(organisations.c.kind).where(organisations.c.id == actor.org)
        ).scalar_one_or_none()
        _refuse_strangers(kept, actor, kind_of_org, told.kind)
        today = datetime.fromtimestamp(write.now / 1e6, UTC).astimezone(CHINA).date()
        problems = _problems(kept.ledger, told)
        if told.at > today:
            problems.append(Problem("at", *bilingual("event of {at} is yet to come; report what has happened",
                                                     at=told.at.isoformat())))  # fmt: skip
        mine = select(batch_events.c.id, batch_events.c.batch, batch_events.c.reference).where(
            batch_events.c.reporter == actor.org, batch_events.c.reference.in_([told.reference, told.reverses])
        )
        known = {row.reference: row for row in write.run(mine)}
        if told.reference in known and known[told.reference].batch != batch:
            said = bilingual("reference {reference} already reported", reference=told.reference)
            problems.append(Problem("event", *said))
        if problems:
            raise InvalidError(*problems)
        own = new_id(write.now)
        back = known[told.reverses].id if told.reverses else None
        write.event("batch.reported", f"batch_event:{own}", _told(batch, told, back))
    return own


def kept_batch(connection: Connection, batch: str) -> Kept:
    """A batch with its ledger as a transaction sees it. Raises UnknownError where it is not there."""
    return _kept(connection.execute, batch)


def restated(connection: Connection, kept: Kept, factors: Factors, as_of: date | None = None) -> Restated:
    """The stages of a batch's declaration with what is known of its life.

    `factors`: of the kit, see `kit_factors.factors_of`; what the declaration states of the two stages replaces theirs. Without
    a declaration only the two stages are there. Raises BatchError as `life_of` does.
    """
    rows = connection.execute(
        select(results.c.stage, results.c.amount_kg).where(results.c.submission == kept.submission)
    )
    stages = {stage: Decimal(amount) for stage, amount in rows}
    stages = {DISTRIBUTION: factors.distribution_kg, RECYCLING: factors.recycling_kg, **stages}
    own = replace(factors, distribution_kg=stages[DISTRIBUTION], recycling_kg=stages[RECYCLING])
    life = life_of(kept.ledger, own, as_of)
    actual = {DISTRIBUTION: life.distribution.kg_per_pack, RECYCLING: life.recycling.kg_per_pack}
    return Restated(stages, {**stages, **actual}, life)


def _kept(run: Callable[[Select[Any]], Result[Any]], batch: str) -> Kept:
    row = run(select(batches).where(batches.c.id == batch)).one_or_none()
    if row is None:
        raise _unknown(batch)
    facts = json.loads(run(select(events.c.body).where(events.c.n == row.made_n)).scalar_one())["data"]
    rows = run(select(batch_events).where(batch_events.c.batch == batch).order_by(batch_events.c.reported_n)).all()
    references = {one.id: one.reference for one in rows}
    reported = tuple(
        event_of({
            **json.loads(one.data), "kind": one.kind, "at": one.at, "packs": one.packs, "mass_kg": one.mass_kg,
            "reference": one.reference, "reporter": one.reporter, "reverses": references.get(one.reverses),
        })
        for one in rows
    )  # fmt: skip
    contents = {metal: Decimal(kg) for metal, kg in facts["contents"].items()}
    about = Batch(batch, date.fromisoformat(facts["begins"]), Decimal(facts["pack_mass_kg"]), contents)
    model = run(select(models.c.org, models.c.chemistry).where(models.c.id == row.model)).one()
    return Kept(Ledger(about, reported), model.org, row.model, model.chemistry, row.plant, row.submission or "")


def _refuse_strangers(kept: Kept, actor: Actor, kind_of_org: str | None, kind: str) -> None:
    """A batch is its maker's to report, and what recyclers do with packs is theirs; others do not learn of it."""
    relations = {OWN} if kept.org == actor.org else {RECYCLED_BY} if kind_of_org == RECYCLER else set()
    if not may(actor, "batch.report", relations):
        raise _unknown(kept.ledger.batch.id)
    if OWN not in relations and kind not in OF_RECYCLERS:
        said = bilingual("only the maker of a batch reports that packs are made, delivered or lost")
        raise DeniedError(Problem("kind", *said))


def _problems(ledger: Ledger, event: Event) -> list[Problem]:
    """What is wrong with an event, in both languages."""
    said = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            said.append(ledger.problems(event))
    return [Problem("event", *both) for both in zip(*said, strict=True)]


def _told(batch: str, event: Event, reverses: str | None) -> dict[str, Value]:
    return {
        "batch": batch,
        "kind": event.kind,
        "packs": event.packs,
        "mass_kg": None if event.mass_kg is None else str(event.mass_kg),
        "at": event.at.isoformat(),
        "data": data_of(event),
        "reference": event.reference,
        "reporter": event.reporter,
        "reverses": reverses,
    }


def _faulty_masses(pack_mass_kg: Decimal, contents: Mapping[str, Decimal]) -> list[Problem]:
    if not (pack_mass_kg.is_finite() and pack_mass_kg > 0):
        return [Problem("pack_mass_kg", *bilingual("a pack of {kg} kg; give its mass", kg=pack_mass_kg))]
    if not all(kg.is_finite() and kg >= 0 for kg in contents.values()) or sum(contents.values()) > pack_mass_kg:
        said = bilingual(
            "the metals of a pack of {kg} kg are more than it, or no masses; correct them", kg=pack_mass_kg
        )
        return [Problem("contents", *said)]
    return []


def _unknown(batch: str) -> UnknownError:
    return UnknownError(Problem("batch", *bilingual("there is no batch '{id}' for you in this registry", id=batch)))
