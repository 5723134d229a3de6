"""Submissions as an actor may see them: a list in pages, one of them, and the members of its bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, tuple_

from lca_models.programme.registry.blobs import open_blob
from lca_models.programme.registry.errors import InvalidError, Problem, UnknownError
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import members, models, plants, submissions
from lca_models.programme.roles.access import SECRET, Actor, may, readable_classes
from lca_models.programme.roles.cursors import cursor_after, place_of
from lca_models.programme.submissions.seen import STATUS, Submission, named, one, relations_of, shown, ways
from lca_models.programme.submissions.transitions import STATES
from lca_models.reporting.declaration.archive import read_archive
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Select

LARGEST_PAGE = 1_000


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
        one(connection, actor, own_id)
        return shown(actor, connection.execute(named(actor).where(submissions.c.id == own_id)).one())


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
