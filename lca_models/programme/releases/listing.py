"""Releases as everybody may read them: versions, rows with what is said of them, and the version that a declaration names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lca_models.programme.registry.errors import Problem, UnknownError
from lca_models.programme.registry.schema import comments, events, organisations, release_rows, releases, texts
from lca_models.programme.releases.acceptance import Opinion, standing
from lca_models.programme.releases.rows import ReleaseRow
from lca_models.programme.releases.states import RELEASED
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from lca_models.programme.registry.opening import Registry


@dataclass(frozen=True)
class Release:
    """A version of the factors."""

    version: str
    hash: str  # of its tables, by which declarations name it
    parent: str  # empty for the first
    org: str  # who proposed it; empty for the host, as its names are
    org_en: str
    org_zh: str
    status: str
    effective_on: str  # a day; empty until it is released
    rows: int  # that it changes


@dataclass(frozen=True)
class Said:
    """What was said of a row."""

    org: str
    org_zh: str
    verdict: str
    text: str  # empty where there is none, or where it was deleted
    has_fallen: bool  # the row was changed since


@dataclass(frozen=True)
class ReviewedRow:
    """A row of a release with its review."""

    row: ReleaseRow
    accepts: int  # organisations
    returns: int
    said: tuple[Said, ...]


def list_releases(registry: Registry) -> tuple[Release, ...]:
    """All releases, in the order in which they were proposed."""
    with registry.reading() as connection:
        return tuple(
            _shown(connection, row) for row in connection.execute(select(releases).order_by(releases.c.proposed_n))
        )


def release_of(registry: Registry, version: str) -> tuple[Release, tuple[ReviewedRow, ...]]:
    """A release with its rows and what was said of them. Raises UnknownError with the nearest."""
    with registry.reading() as connection:
        row = release_row_of(connection, version)
        said, proposer = opinions_of(connection, version), giver_of(connection, row.org)
        words = _words(connection, version)
        found = []
        for one in rows_of(connection, version):
            now = standing(one, said, proposer)
            found.append(ReviewedRow(one, len(now.accepts), len(now.returns), words.get((one.table, one.key), ())))
        return _shown(connection, row), tuple(found)


def reason_of(registry: Registry, version: str) -> str:
    """Why a release was returned or withdrawn last, in the words of whoever decided; empty where it never was."""
    with registry.reading() as connection:
        asked = select(events.c.body).where(
            events.c.subject == f"release:{version}", events.c.kind.in_(("release.returned", "release.withdrawn"))
        )
        body = connection.execute(asked.order_by(events.c.n.desc()).limit(1)).scalar_one_or_none()
        ref = json.loads(body)["data"].get("text") if body else None
        return connection.execute(select(texts.c.body).where(texts.c.ref == ref)).scalar_one_or_none() or ""


def named_by(connection: Connection, tables: str) -> str:
    """The version of released tables by their hash, as submissions name them; empty for those that no release has."""
    found = connection.execute(
        select(releases.c.version).where(releases.c.hash == tables, releases.c.status == RELEASED)
    ).scalars()
    return next(iter(found), "")


def last_released(connection: Connection) -> Row | None:
    """The row of the latest release that holds; None where there is none yet."""
    by_date = select(releases).where(releases.c.status == RELEASED)
    return connection.execute(by_date.order_by(releases.c.effective_on.desc(), releases.c.proposed_n.desc())).first()


def release_row_of(connection: Connection, version: str) -> Row:
    """The row of a release. Raises UnknownError with the nearest."""
    row = connection.execute(select(releases).where(releases.c.version == version)).one_or_none()
    if row is None:
        known = connection.execute(select(releases.c.version)).scalars().all()
        raise UnknownError(Problem("release", *bilingual(
            "there is no release '{version}'; {near}", version=version[:40], near=suggestion(version, known)
        )))  # fmt: skip
    return row


def rows_of(connection: Connection, version: str) -> tuple[ReleaseRow, ...]:
    """The rows that a release changes, by table and key."""
    asked = select(release_rows).where(release_rows.c.version == version)
    found = connection.execute(asked.order_by(release_rows.c.table, release_rows.c.key))
    return tuple(ReleaseRow(one.table, one.key, _cells(one.before), _cells(one.after)) for one in found)


def opinions_of(connection: Connection, version: str) -> tuple[Opinion, ...]:
    """What organisations said of the rows of a release, the oldest first."""
    groups = {one.id: one.group_id or one.id for one in connection.execute(select(organisations))}
    found = connection.execute(select(comments).where(comments.c.version == version).order_by(comments.c.given_n))
    return tuple(Opinion(one.table, one.key, one.verdict, groups[one.org], one.fallen_n is not None) for one in found)


def giver_of(connection: Connection, org: str | None) -> str:
    """Whose opinion an organisation's counts as: its group's, or its own."""
    if org is None:
        return ""
    row = connection.execute(select(organisations).where(organisations.c.id == org)).one()
    return str(row.group_id or row.id)


def _words(connection: Connection, version: str) -> dict[tuple[str, str], tuple[Said, ...]]:
    found: dict[tuple[str, str], tuple[Said, ...]] = {}
    names = {one.id: (one.name_en, one.name_zh) for one in connection.execute(select(organisations))}
    asked = select(comments, texts.c.body).outerjoin(texts, texts.c.ref == comments.c.text_ref)
    for one in connection.execute(asked.where(comments.c.version == version).order_by(comments.c.given_n)):
        said = Said(*names[one.org], one.verdict, one.body or "", one.fallen_n is not None)
        found[one.table, one.key] = (*found.get((one.table, one.key), ()), said)
    return found


def _shown(connection: Connection, row: Row) -> Release:
    count = len(connection.execute(select(release_rows.c.key).where(release_rows.c.version == row.version)).all())
    named = select(organisations.c.name_en, organisations.c.name_zh).where(organisations.c.id == row.org)
    english, chinese = connection.execute(named).one_or_none() or ("", "")
    return Release(
        row.version, row.hash, row.parent or "", row.org or "", english, chinese, row.status, row.effective_on or "", count
    )  # fmt: skip


def _cells(text: str | None) -> Mapping[str, str] | None:
    cells: Any = None if text is None else json.loads(text)
    return cells  # type: ignore[no-any-return]
