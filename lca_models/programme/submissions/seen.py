"""A submission as an actor sees it, and what of the registry's submissions an actor reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, false, literal, or_, select, true

from lca_models.programme.registry.errors import Problem, UnknownError
from lca_models.programme.registry.schema import assignments, events, models, organisations, plants, submissions
from lca_models.programme.roles.access import ALL, Actor, scopes_of
from lca_models.programme.submissions.transitions import VERIFIED
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

OWN, ASSIGNED, GRANTED, ORDERED = "own", "assigned", "granted", "ordered"
ORDER = "submission.ordered"
STATUS = "status.read"


@dataclass(frozen=True)
class Submission:
    """A declaration on its way. Days as text; times in µs UTC; energy in kWh as a decimal in text."""

    id: str
    org: str
    org_en: str
    org_zh: str
    model: str
    model_code: str
    chemistry: str
    rated_kwh: str
    plant: str
    province: str
    period_start: str
    period_end: str
    manifest: str  # SHA-256
    rules: str
    release: str  # of the factors
    state: str
    valid_until: str  # empty until it is verified
    is_published: bool
    supersedes: str
    answers: str  # a returned one
    received_n: int
    relations: frozenset[str]  # what the asker is to it


def one(connection: Connection, actor: Actor | None, own_id: str, action: str = STATUS) -> Row[Any]:
    """The row of a submission that an actor may act on; `actor` None: the service itself.

    Raises UnknownError, in the same words where there is none and where it is not the actor's.
    """
    found = connection.execute(
        select(submissions).where(submissions.c.id == own_id, reach(actor, action))
    ).one_or_none()
    if found is None:
        raise UnknownError(
            Problem(f"submission {own_id[:40]}", *bilingual("there is none, or it is not yours to read"))
        )
    return found


def reach(actor: Actor | None, action: str) -> ColumnElement[bool]:
    """The condition that stands inside every query: rows that an actor reaches with an action of the matrix."""
    found = ways(actor, action)
    return or_(*found) if found else false()


def ways(actor: Actor | None, action: str) -> tuple[ColumnElement[bool], ...]:
    """The conditions of which a row that an actor reaches meets one or more; each can be met by an index, in order."""
    if actor is None:
        return (true(),)
    scopes = scopes_of(actor, action)
    if ALL in scopes:
        return (true(),)
    known = {
        OWN: submissions.c.org == actor.org,
        ASSIGNED: is_assigned(actor),
        GRANTED: is_public(),
    }
    return tuple(way for scope, way in known.items() if scope in scopes)


def is_assigned(actor: Actor) -> ColumnElement[bool]:
    """Whether a submission is assigned to the actor's organisation now."""
    own = select(assignments.c.submission).where(assignments.c.org == actor.org, assignments.c.to_n.is_(None))
    return submissions.c.id.in_(own)


def is_public() -> ColumnElement[bool]:
    """Whether a submission is verified and published."""
    return (submissions.c.state == VERIFIED) & submissions.c.published_n.is_not(None)


def relations_of(connection: Connection, actor: Actor, row: Any) -> frozenset[str]:
    """What an actor is to a submission."""
    found = connection.execute(select(is_assigned(actor), is_ordered()).where(submissions.c.id == row.id)).one()
    return _relations(actor, row, *found)


def is_ordered() -> ColumnElement[bool]:
    """Whether the authority ordered the secret members of a submission."""
    subject = literal("submission:") + submissions.c.id
    return select(events.c.n).where(events.c.subject == subject, events.c.kind == ORDER).exists()


def shown(actor: Actor, row: Any) -> Submission:
    """A row of `named` as its actor sees it; whether it is ordered is asked of one submission alone."""
    return Submission(
        row.id, row.org, row.org_en, row.org_zh, row.model, row.model_code, row.chemistry, row.rated_kwh, row.plant,
        row.province, row.period_start, row.period_end, row.manifest, row.rules, row.release, row.state,
        row.valid_until or "", row.published_n is not None, row.supersedes or "", row.answers or "", row.received_n,
        _relations(actor, row, bool(row.is_assigned)),
    )  # fmt: skip


def named(actor: Actor) -> Select[Any]:
    """Submissions with the names of organisation, model and plant, and whether each is assigned to the actor."""
    return select(
        submissions, organisations.c.name_en.label("org_en"), organisations.c.name_zh.label("org_zh"),
        models.c.code.label("model_code"), models.c.chemistry, models.c.rated_kwh, plants.c.province,
        is_assigned(actor).label("is_assigned"),
    ).join_from(submissions, organisations, organisations.c.id == submissions.c.org).join(
        models, models.c.id == submissions.c.model
    ).join(plants, plants.c.id == submissions.c.plant)  # fmt: skip


def _relations(actor: Actor, row: Any, is_assigned: bool, is_ordered: bool = False) -> frozenset[str]:
    found = {OWN} if row.org == actor.org else set()
    if is_assigned:
        found.add(ASSIGNED)
    if is_ordered:
        found.add(ORDERED)
    if row.state == VERIFIED and row.published_n is not None:
        found.add(GRANTED)
    return frozenset(found)
