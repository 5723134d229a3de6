"""Submissions as an actor may see them: a list in pages, one of them with its way and results, the members of its bundle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, tuple_

from lca_models.programme.jobs.queue import FAILED
from lca_models.programme.registry.blobs import open_blob
from lca_models.programme.registry.errors import InvalidError, Problem, UnknownError
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import events, jobs, members, models, plants, results, submissions, texts
from lca_models.programme.roles.access import ALL, BUSINESS, PUBLIC, SECRET, Actor, may, readable_classes, scopes_of
from lca_models.programme.roles.cursors import cursor_after, place_of
from lca_models.programme.submissions.seen import (
    ORDER,
    STATUS,
    Submission,
    named,
    one,
    reach,
    relations_of,
    shown,
    ways,
)
from lca_models.programme.submissions.transitions import STATES, transitions
from lca_models.reporting.declaration.archive import read_archive
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Select

LARGEST_PAGE = 1_000
FINDINGS = "findings.read"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty: all. Each must be met."""

    state: str = ""
    chemistry: str = ""
    province: str = ""
    org: str = ""


@dataclass(frozen=True)
class Page:
    """A part of a list, newest first, and where it goes on; empty at its end."""

    rows: tuple[Submission, ...]
    next: str


@dataclass(frozen=True)
class Choices:
    """What a list may be narrowed to, by what is in it for an actor."""

    chemistries: tuple[str, ...]
    provinces: tuple[str, ...]


def choices_of(registry: Registry, actor: Actor) -> Choices:
    """Chemistries and provinces of the submissions that an actor may know of."""
    within = reach(actor, "status.read")
    chemistry = select(models.c.chemistry).join_from(submissions, models, models.c.id == submissions.c.model)
    province = select(plants.c.province).join_from(submissions, plants, plants.c.id == submissions.c.plant)
    with registry.reading() as connection:
        found = [sorted(connection.execute(one.where(within).distinct()).scalars()) for one in (chemistry, province)]
    return Choices(*map(tuple, found))


def counts_by_state(registry: Registry, actor: Actor) -> Mapping[str, int]:
    """How many submissions an actor may know of in each state, in the order of states."""
    query = select(submissions.c.state, func.count()).where(reach(actor, "status.read")).group_by(submissions.c.state)
    with registry.reading() as connection:
        found = {str(state): int(n) for state, n in connection.execute(query)}
    return {state: found[state] for state in STATES if state in found}


def list_submissions(
    registry: Registry, actor: Actor, filters: Filters | None = None, *, cursor: str = "", limit: int = 50
) -> Page:
    """Submissions that an actor may know of, the latest first.

    `cursor`: of the page before; `limit`: rows, at most a thousand. Raises InvalidError for a state that there is none of,
    a limit outside of it, and a cursor of another list.
    """
    asked = filters or Filters()
    if asked.state and asked.state not in STATES:
        raise InvalidError(
            Problem("state", *bilingual("there is none such; {near}", near=suggestion(asked.state, STATES)))
        )
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidError(Problem("limit", *bilingual("is a number from 1 to {most}", most=LARGEST_PAGE)))
    signed = {**asdict(asked), "client": actor.client}
    query = named(actor)
    for column, value in (
        (submissions.c.state, asked.state), (models.c.chemistry, asked.chemistry),
        (plants.c.province, asked.province), (submissions.c.org, asked.org),
    ):  # fmt: skip
        if value:
            query = query.where(column == value)
    key = tuple_(submissions.c.received_n, submissions.c.id)
    if cursor:
        query = query.where(key < place_of(registry.key, signed, cursor, registry.clock()))
    with registry.reading() as connection:
        rows = _latest(connection, query, ways(actor, STATUS), limit + 1)
    found = tuple(shown(actor, row) for row in rows[:limit])
    more = len(rows) > limit
    last = found[-1] if found else None
    following = (
        cursor_after(registry.key, signed, (last.received_n, last.id), registry.clock()) if more and last else ""
    )
    return Page(found, following)


def _latest(
    connection: Connection, query: Select[Any], conditions: Sequence[ColumnElement[bool]], count: int
) -> list[Row[Any]]:
    """The latest rows that meet one of the conditions. Each is asked for by itself: together, all rows would be sorted."""
    latest = query.order_by(submissions.c.received_n.desc(), submissions.c.id.desc()).limit(count)
    found = {row.id: row for one in conditions for row in connection.execute(latest.where(one))}
    return sorted(found.values(), key=lambda row: (row.received_n, row.id), reverse=True)[:count]


def submission_of(registry: Registry, actor: Actor, own_id: str) -> Submission:
    """One submission. Raises UnknownError where there is none that the actor may know of."""
    with registry.reading() as connection:
        relations = relations_of(connection, actor, one(connection, actor, own_id))
        found = shown(actor, connection.execute(named(actor).where(submissions.c.id == own_id)).one())
    return replace(found, relations=relations)


def members_of(registry: Registry, actor: Actor, own_id: str) -> tuple[str, ...]:
    """Paths of the members that an actor may read. Raises UnknownError where there is no such submission for the actor."""
    with registry.reading() as connection:
        row = one(connection, actor, own_id)
        classes = readable_classes(actor, relations_of(connection, actor, row))
        found = connection.execute(
            select(members.c.path)
            .where(members.c.submission == own_id, members.c["class"].in_(classes))
            .order_by("path")
        )
        return tuple(found.scalars())


def member_of(registry: Registry, actor: Actor, own_id: str, path: str) -> bytes:
    """A member of the bundle. `path`: as `members_of` names it; it is looked up, and never a path of this computer.

    Reading one of class secret is an event of the log. Raises UnknownError in the same words for a member that is not there
    and one that is not the actor's.
    """
    fault = UnknownError(Problem(f"member {path[:200]}", *bilingual("there is none, or it is not yours to read")))
    with registry.reading() as connection:
        row = one(connection, actor, own_id)
        found = connection.execute(
            select(members).where(members.c.submission == own_id, members.c.path == path)
        ).one_or_none()
        relations = relations_of(connection, actor, row)
        if found is None or not may(actor, f"class.{found._mapping['class']}", relations):
            raise fault
    if found._mapping["class"] == SECRET:
        with registry.writing(str(actor)) as write:
            write.event("submission.read", f"submission:{own_id}", {"member": path})
    with open_blob(registry, row.org, row.bundle) as stream:
        return read_archive(stream.read())[path]


@dataclass(frozen=True)
class Step:
    """A state that a submission came into."""

    state: str
    at: int  # µs UTC
    reason: str = ""  # for whoever reads its findings


@dataclass(frozen=True)
class StageResult:
    """The result of a stage, kg CO2e per pack; None where nothing is stated, or the asker reads published values alone."""

    stage: str
    kg: float
    low: float | None = None  # the middle 90 % of draws
    high: float | None = None
    primary_share: float | None = None  # 0-1
    rating: float | None = None  # 1 best, 5 worst


@dataclass(frozen=True)
class FailedJob:
    """Work in the background that was given up. `submission`: empty where it is about none."""

    id: str
    kind: str
    submission: str
    tries: int
    error: str


def steps_of(registry: Registry, actor: Actor, own_id: str) -> tuple[Step, ...]:
    """States of a submission, oldest first. Raises UnknownError where there is none that the actor may know of."""
    with registry.reading() as connection:
        row = one(connection, actor, own_id)
        reads_why = may(actor, FINDINGS, relations_of(connection, actor, row))
        found = connection.execute(
            select(events.c.kind, events.c.at, events.c.body)
            .where(events.c.subject == f"submission:{own_id}", events.c.kind.in_(_moves()))
            .order_by(events.c.n)
        ).all()
        return tuple(
            Step(_moves()[kind], at, _reason(connection, body) if reads_why else "") for kind, at, body in found
        )


def order_of(registry: Registry, actor: Actor, own_id: str) -> Step | None:
    """When and why the authority ordered the secret members of a submission, for whoever reads its findings; None where not.

    Raises UnknownError where there is no submission that the actor may know of.
    """
    with registry.reading() as connection:
        row = one(connection, actor, own_id)
        if not may(actor, FINDINGS, relations_of(connection, actor, row)):
            return None
        found = connection.execute(
            select(events.c.at, events.c.body).where(events.c.subject == f"submission:{own_id}", events.c.kind == ORDER)
        ).one_or_none()
        return Step("", found.at, _reason(connection, found.body)) if found is not None else None


def since(registry: Registry, own_ids: Iterable[str]) -> Mapping[str, int]:
    """When each of some submissions came into its state, µs UTC."""
    subjects = [f"submission:{own_id}" for own_id in own_ids]
    with registry.reading() as connection:
        rows = connection.execute(
            select(events.c.subject, func.max(events.c.at))
            .where(events.c.subject.in_(subjects), events.c.kind.in_(_moves()))
            .group_by(events.c.subject)
        ).all()
    return {subject.removeprefix("submission:"): at for subject, at in rows}


def results_of(registry: Registry, actor: Actor, own_id: str) -> tuple[StageResult, ...]:
    """Results by stage as the check worked them out: amounts alone for who reads published values, none for others.

    Raises UnknownError where there is no submission that the actor may know of.
    """
    with registry.reading() as connection:
        row = one(connection, actor, own_id)
        relations = relations_of(connection, actor, row)
        if not may(actor, f"class.{PUBLIC}", relations):
            return ()
        reads_all = may(actor, f"class.{BUSINESS}", relations)
        rows = connection.execute(select(results).where(results.c.submission == own_id)).all()
    known = {each.stage: each for each in rows}
    return tuple(
        StageResult(stage, float(each.amount_kg), *map(_number, (each.low, each.high, each.primary_share, each.rating)))
        if reads_all else StageResult(stage, float(each.amount_kg))
        for stage in STAGES if (each := known.get(stage)) is not None
    )  # fmt: skip


def failed_jobs(registry: Registry, actor: Actor) -> tuple[FailedJob, ...]:
    """Work that was given up on submissions whose findings the actor reads, the latest first; all of it for the authority."""
    query = select(jobs, submissions.c.id.label("submission")).join_from(
        jobs, submissions, submissions.c.id == jobs.c.subject, isouter=True
    )
    reached = reach(actor, FINDINGS) & submissions.c.id.is_not(None)
    asked = or_(reached, submissions.c.id.is_(None)) if ALL in scopes_of(actor, FINDINGS) else reached
    with registry.reading() as connection:
        rows = connection.execute(query.where(jobs.c.state == FAILED, asked).order_by(jobs.c.id.desc())).all()
    return tuple(FailedJob(row.id, row.kind, row.submission or "", row.tries, row.error or "") for row in rows)


def _moves() -> dict[str, str]:
    return {move.event: move.after for move in transitions()}


def _reason(connection: Connection, body: str) -> str:
    """Words that an event refers to; none where they were deleted."""
    ref = json.loads(body)["data"].get("text")
    return connection.execute(select(texts.c.body).where(texts.c.ref == ref)).scalar_one_or_none() or ""


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
