"""The log as everybody may check it: hashes, kinds and times of all events; what they are about where the caller may know."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select

from lca_models.programme.registry.log import Event, events_of, head, timestamp
from lca_models.programme.registry.schema import submissions
from lca_models.programme.service.asking import Asker, Registered
from lca_models.programme.service.door import CarefulRoute
from lca_models.programme.submissions.seen import reach

router = APIRouter(tags=["log"], route_class=CarefulRoute)
_NOUN = "submission:"


@router.get("/healthz")
def health(registry: Registered) -> dict[str, Any]:
    """Whether the registry answers."""
    return {"events": head(registry).n + 1}


@router.get("/log/head")
def last(registry: Registered, actor: Asker) -> dict[str, Any]:
    """The last event: number and hash, which a checkpoint holds."""
    found = head(registry)
    return {"n": found.n, "hash": found.hash}


@router.get("/log")
def listed(
    registry: Registered, actor: Asker, after: Annotated[int, Query(ge=-1, le=2**53)] = -1,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> dict[str, Any]:  # fmt: skip
    """Events behind a number."""
    with registry.reading() as connection:
        found = [*events_of(connection, after, limit)]
        named = {one.subject.removeprefix(_NOUN) for one in found if one.subject.startswith(_NOUN)}
        known = set(connection.execute(
            select(submissions.c.id).where(submissions.c.id.in_(sorted(named)), reach(actor, "status.read"))
        ).scalars())  # fmt: skip
    sees_all = actor.role == "authority"
    return {"events": [_shown(one, sees_all or one.subject.removeprefix(_NOUN) in known) for one in found]}


def _shown(event: Event, is_named: bool) -> dict[str, Any]:
    return {
        "n": event.n, "at": timestamp(event.at), "kind": event.kind, "hash": event.hash,
        "subject": event.subject if is_named else None,
    }  # fmt: skip
