"""Versions of the factors over HTTP: read by all, proposed and reviewed by experts, decided and released by the authority."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from lca_models.programme.releases.arriving import propose_archive
from lca_models.programme.releases.listing import list_releases, reason_of, release_of
from lca_models.programme.releases.moves.kept import document_of, kept_moves, told_moves
from lca_models.programme.releases.proposing import must_propose
from lca_models.programme.releases.reviewing import comment_release, decide_release, publish_release
from lca_models.programme.service.asking import Asker, Registered
from lca_models.programme.service.door import ZIP_BODY, CarefulRoute, sha256_of, whole_body
from lca_models.programme.service.once import once

router = APIRouter(prefix="/releases", tags=["releases"], route_class=CarefulRoute)
Text = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=500)]
Key = Annotated[str, Header(max_length=200)]
_FORM = r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$"
Version = Annotated[str, Path(pattern=_FORM)]
Named = Annotated[str, Query(pattern=rf"{_FORM}|^$")]


class Asked(BaseModel):
    """What a request says; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Verdict(Asked):
    """What an organisation says of a row; without a key, of all rows of the table."""

    table: Name
    key: Annotated[str, Field(max_length=500)] = ""
    verdict: Literal["accept", "return", "comment"]
    text: Text = ""


class Decision(Asked):
    """What becomes of a proposal."""

    decision: Literal["accepted", "returned", "withdrawn"]
    text: Text = ""


class Publication(Asked):
    """From which day a version holds."""

    effective_on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


@router.get("")
def listed(registry: Registered, actor: Asker) -> dict[str, Any]:
    """All releases, in the order in which they were proposed."""
    return {"releases": [asdict(one) for one in list_releases(registry)]}


@router.post("", status_code=201, openapi_extra=ZIP_BODY)
async def proposed(
    request: Request,
    registry: Registered,
    actor: Asker,
    content_digest: Annotated[str, Header(max_length=200)],
    parent: Named = "",
    revises: Named = "",
    idempotency_key: Key = "",
) -> dict[str, Any]:
    """Propose tables: their folder as a plain zip, in one piece, with its SHA-256 as `Content-Digest`.

    They follow `parent`, the last version released where none is named, or take the place of those of a proposal of one's own.
    """
    must_propose(actor)  # before its megabytes arrive
    content, digest = bytes(await whole_body(request)), sha256_of(content_digest)

    def make() -> dict[str, Any]:
        found = propose_archive(registry, actor, content, sha256=digest, parent=parent, revises=revises)
        return {"version": found.version, "parent": found.parent, "level": found.level, "rows": len(found.rows)}

    return await run_in_threadpool(once, registry, actor, idempotency_key, [digest, parent, revises], make)


@router.get("/{version}")
def one(registry: Registered, actor: Asker, version: Version) -> dict[str, Any]:
    """A release with why it was returned or withdrawn, the rows that it changes, and what was said of them."""
    found, rows = release_of(registry, version)
    reason = reason_of(registry, version)
    return {**asdict(found), "reason": reason, "changes": [asdict(row) | {"needed": row.row.needed} for row in rows]}


@router.get("/{version}/moves")
def moves(registry: Registered, actor: Asker, version: Version) -> dict[str, Any]:
    """What a release moves, as the caller may see it; the authority has it calculated."""
    found = kept_moves(registry, version)
    return document_of(found, *told_moves(registry, found, actor))


@router.post("/{version}/comments", status_code=201)
def said(
    registry: Registered, actor: Asker, version: Version, what: Verdict, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Accept a row, return it, or say what is to be thought of."""

    def make() -> dict[str, Any]:
        ids = comment_release(registry, actor, version, what.table, what.key, what.verdict, what.text)
        return {"ids": list(ids)}

    return once(registry, actor, idempotency_key, [version, what.model_dump(mode="json")], make)


@router.post("/{version}/decision", status_code=201)
def decided(registry: Registered, actor: Asker, version: Version, what: Decision) -> dict[str, Any]:
    """Accept a proposal, return it or withdraw it."""
    decide_release(registry, actor, version, what.decision, what.text)
    return {"status": what.decision}


@router.post("/{version}/publication", status_code=201)
def published(registry: Registered, actor: Asker, version: Version, what: Publication) -> dict[str, Any]:
    """Release an accepted version from a day on."""
    publish_release(registry, actor, version, what.effective_on)
    return {"status": "released"}
