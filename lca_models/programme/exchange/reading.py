"""Footprints as a recipient may read them: a list by criteria, in pages, and one by its id."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_

from lca_models.programme.exchange.filters import ACTIVE, DEPRECATED, Criteria
from lca_models.programme.registry.errors import DeniedError, Problem, UnknownError
from lca_models.programme.registry.log import timestamp
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import footprint_keys, footprints, grants, submissions
from lca_models.programme.roles.access import ALL, Actor, scopes_of
from lca_models.programme.roles.cursors import cursor_after, place_of
from lca_models.programme.submissions.transitions import VERIFIED
from lca_models.scope.wording.messages import bilingual

MOST = 1_000  # footprints of one answer


@dataclass(frozen=True)
class Listed:
    """Footprints of PACT, and where the list goes on; empty at its end."""

    payloads: tuple[dict[str, Any], ...]
    next: str


def list_footprints(
    registry: Registry, actor: Actor, criteria: Criteria, *, cursor: str = "", limit: int = MOST
) -> Listed:
    """Footprints that meet criteria, the first published first.

    `cursor`: of the answer before, with the same criteria; `limit`: at most a thousand. Raises InvalidError for a cursor of
    another list.
    """
    now = registry.clock()
    signed = {
        **asdict(criteria),
        "keys": _sorted(criteria.keys),
        "status": sorted(criteria.status),
        "client": actor.client,
    }
    key = tuple_(footprints.c.published_n, footprints.c.id)
    query = _named(now).where(_reach(actor), *_meets(criteria, now))
    if cursor:
        query = query.where(key > place_of(registry.key, signed, cursor, now))
    with registry.reading() as connection:
        rows = connection.execute(query.order_by(footprints.c.published_n, footprints.c.id).limit(limit + 1)).all()
    found = rows[:limit]
    more = len(rows) > limit and bool(found)
    following = cursor_after(registry.key, signed, (found[-1].published_n, found[-1].id), now) if more else ""
    return Listed(tuple(map(_payload, found)), following)


def footprint_of(registry: Registry, actor: Actor, own_id: str) -> dict[str, Any]:
    """One footprint. Raises UnknownError where there is none, DeniedError where it is not shown to the actor."""
    with registry.reading() as connection:
        row = connection.execute(
            _named(registry.clock()).add_columns(_reach(actor).label("is_shown")).where(footprints.c.id == own_id)
        ).one_or_none()
    if row is None:
        raise UnknownError(Problem("id", *bilingual("there is no such footprint")))
    if not row.is_shown:
        raise DeniedError(Problem("id", *bilingual("this footprint is not shown to you; ask its owner")))
    return _payload(row)


def _named(now: int) -> Any:
    return select(footprints, _status(now).label("status")).outerjoin(
        submissions, submissions.c.id == footprints.c.submission
    )


def _status(now: int) -> ColumnElement[str]:
    """Active: offered, of a submission that is verified and published if of one, and not over."""
    stands = and_(
        footprints.c.withdrawn_n.is_(None),
        footprints.c.valid_until >= timestamp(now),
        or_(footprints.c.submission.is_(None), _is_published()),
    )
    return case((stands, ACTIVE), else_=DEPRECATED)


def _is_published() -> ColumnElement[bool]:
    return and_(submissions.c.state == VERIFIED, submissions.c.published_n.is_not(None))


def _reach(actor: Actor) -> ColumnElement[bool]:
    """Own ones, those that were granted, and those of published submissions."""
    scopes = scopes_of(actor, "footprint.request")
    granted = exists().where(
        grants.c.footprint == footprints.c.id, grants.c.recipient == actor.org, grants.c.to_n.is_(None)
    )
    ways = [footprints.c.org == actor.org]
    if ALL in scopes:
        ways.append(footprints.c.id.is_not(None))
    if "granted" in scopes:
        ways += [granted, _is_published()]
    return func.coalesce(or_(*ways), False)


def _meets(criteria: Criteria, now: int) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        exists().where(
            footprint_keys.c.footprint == footprints.c.id,
            footprint_keys.c.kind == kind,
            footprint_keys.c.value.in_(sorted(values)),
        )
        for kind, values in criteria.keys.items()
    ]
    if criteria.status:
        found.append(func.lower(_status(now)).in_(sorted(criteria.status)))
    start, end = footprints.c.valid_from, footprints.c.valid_until
    if criteria.valid_on is not None:
        found += [start <= timestamp(criteria.valid_on), end >= timestamp(criteria.valid_on)]
    if criteria.valid_after is not None:
        found.append(start > timestamp(criteria.valid_after))
    if criteria.valid_before is not None:
        found.append(end < timestamp(criteria.valid_before))
    return found


def _payload(row: Any) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(row.payload)
    return payload | {"status": DEPRECATED} if row.status == DEPRECATED else payload


def _sorted(keys: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {kind: sorted(values) for kind, values in sorted(keys.items())}
