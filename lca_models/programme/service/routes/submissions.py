"""Declarations over HTTP: handed in, followed, verified; each change of state is a resource of its own below the submission."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from lca_models.programme.exchange.offering import publish_submission
from lca_models.programme.registry.blobs import adopt
from lca_models.programme.registry.opening import Registry
from lca_models.programme.roles.access import Actor
from lca_models.programme.service.asking import Asker, Registered
from lca_models.programme.service.door import ZIP_BODY, CarefulRoute, sha256_of, whole_body
from lca_models.programme.service.once import once
from lca_models.programme.service.uploads import done, forget, whole
from lca_models.programme.submissions.assigning import assign, decline
from lca_models.programme.submissions.judging import add_finding, answer, decide, findings_of, give_opinion
from lca_models.programme.submissions.listing import Filters, list_submissions, member_of, members_of, submission_of
from lca_models.programme.submissions.publishing import order, reopen, withdraw
from lca_models.programme.submissions.receiving import submit, submitted
from lca_models.programme.submissions.seen import Submission

router = APIRouter(prefix="/submissions", tags=["submissions"], route_class=CarefulRoute)
Text = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Key = Annotated[str, Header(max_length=200)]


class Asked(BaseModel):
    """What a request says; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class HandedIn(Asked):
    """An upload that is whole, as a submission of a model and a plant."""

    upload: UUID
    sha256: Annotated[str, Field(pattern="^[0-9a-fA-F]{64}$")]
    model: Name
    plant: Name
    answers: Annotated[str, Field(max_length=200)] = ""


class Document(Asked):
    """A document by its name and hash."""

    document: Name
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class SaidOfFinding(Asked):
    """Something said of a finding, or a new one (`kind` opened, without `finding`)."""

    kind: Literal[
        "answered", "opened", "closed-corrected", "closed-explained", "closed-uncorrected", "reopened", "withdrawn"
    ]
    finding: Annotated[str, Field(max_length=200)] = ""
    text: Text = ""
    evidence: Annotated[list[Document], Field(max_length=100)] = []
    bundle: Annotated[str, Field(max_length=64)] = ""
    place: Annotated[str, Field(max_length=500)] = ""
    effect_kg: Annotated[float | None, Field(ge=-1e12, le=1e12)] = None
    severity: Literal["critical", "major", "minor", "info", "question"] = "major"


class Assigned(Asked):
    """Who verifies: an organisation and two persons of it."""

    org: Name
    lead: Name
    reviewer: Name


class Opinion(Asked):
    """What the verifier concludes."""

    kind: Literal["unmodified", "modified", "adverse", "disclaimed"]
    signed_by: Name
    reviewer: Name
    excepting: Annotated[list[Name], Field(max_length=1_000)] = []
    missing: Text = ""
    valid_until: date | None = None


class Reason(Asked):
    """Why, in words that others may read."""

    reason: Text = ""


@router.post("", status_code=201)
def handed_in(registry: Registered, actor: Asker, what: HandedIn, idempotency_key: Key = "") -> dict[str, Any]:
    """Hand in an upload; answered once it is in the log."""

    def make() -> dict[str, Any]:
        if known := submitted(registry, actor, what.sha256):  # the answer was lost, and the upload is gone
            return {"id": known}
        upload = str(what.upload)
        kept = adopt(registry, actor.org, whole(registry, actor, upload), sha256=what.sha256)
        own = submit(
            registry, actor, kept, model=what.model, plant=what.plant, answers=what.answers,
            also=lambda write: done(write, upload),
        )  # fmt: skip
        forget(registry, upload)
        return {"id": own}

    return once(registry, actor, idempotency_key, what.model_dump(mode="json"), make)


@router.post("/whole", status_code=201, openapi_extra=ZIP_BODY)
async def handed_in_whole(
    request: Request,
    registry: Registered,
    actor: Asker,
    model: Annotated[str, Query(min_length=1, max_length=200)],
    plant: Annotated[str, Query(min_length=1, max_length=200)],
    content_digest: Annotated[str, Header(max_length=200)],
    answers: Annotated[str, Query(max_length=200)] = "",
) -> dict[str, Any]:
    """Hand in a bundle in one piece, with its SHA-256 as `Content-Digest`."""
    held, digest = await whole_body(request), sha256_of(content_digest)

    def make() -> str:
        return submit(registry, actor, io.BytesIO(held), model=model, plant=plant, sha256=digest, answers=answers)

    return {"id": await run_in_threadpool(make)}


@router.get("")
def listed(
    registry: Registered,
    actor: Asker,
    state: Annotated[str, Query(max_length=40)] = "",
    chemistry: Annotated[str, Query(max_length=40)] = "",
    province: Annotated[str, Query(max_length=40)] = "",
    org: Annotated[str, Query(max_length=40)] = "",
    cursor: Annotated[str, Query(max_length=500)] = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = 50,
) -> dict[str, Any]:
    """Submissions that the caller may know of, the latest first."""
    page = list_submissions(registry, actor, Filters(state, chemistry, province, org), cursor=cursor, limit=limit)
    return {"submissions": [_document(one) for one in page.rows], "next": page.next}


@router.get("/{submission}")
def one(registry: Registered, actor: Asker, submission: UUID) -> dict[str, Any]:
    """One submission, with the members that the caller may read."""
    own = str(submission)
    return {**_document(submission_of(registry, actor, own)), "members": members_of(registry, actor, own)}


@router.get("/{submission}/members/{path:path}")
def member(registry: Registered, actor: Asker, submission: UUID, path: str) -> Response:
    """A member of the bundle, as a file to be kept."""
    content = member_of(registry, actor, str(submission), path)
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": "attachment"})


@router.get("/{submission}/findings")
def findings(registry: Registered, actor: Asker, submission: UUID) -> dict[str, Any]:
    """The findings of a submission, the gravest first."""
    file, standings = findings_of(registry, actor, str(submission))
    return {
        "findings": [
            {**asdict(one.finding), "number": one.number, "state": one.state, "document": None} for one in standings
        ],
        "events": [one.model_dump(mode="json") for one in file.events],
        "opinion": file.opinion.model_dump(mode="json") if file.opinion else None,
    }


@router.post("/{submission}/findings/events", status_code=201)
def said(
    registry: Registered, actor: Asker, submission: UUID, what: SaidOfFinding, idempotency_key: Key = ""
) -> dict[str, Any]:
    """Answer, close, reopen or withdraw a finding, or open one."""
    own, evidence = str(submission), [(one.document, one.sha256) for one in what.evidence]

    def make() -> dict[str, Any]:
        if what.kind == "answered":
            answer(registry, actor, own, what.finding, what.text, evidence)
        elif what.kind == "opened":
            add_finding(registry, actor, own, what.text, what.place, what.effect_kg, what.severity)
        else:
            decide(registry, actor, own, what.finding, what.kind, what.text, bundle=what.bundle, evidence=evidence)
        return {"kind": what.kind}

    return once(registry, actor, idempotency_key, [own, what.model_dump(mode="json")], make)


@router.post("/{submission}/assignment", status_code=201)
def assigned(registry: Registered, actor: Asker, submission: UUID, whom: Assigned) -> dict[str, Any]:
    """Give a submission to a verifier."""
    return {"id": assign(registry, actor, str(submission), org=whom.org, lead=whom.lead, reviewer=whom.reviewer)}


@router.delete("/{submission}/assignment", status_code=204)
def declined(
    registry: Registered, actor: Asker, submission: UUID, reason: Annotated[str, Query(max_length=1_000)] = ""
) -> Response:
    """Give an assignment back."""
    decline(registry, actor, str(submission), reason)
    return Response(status_code=204)


@router.post("/{submission}/opinion", status_code=201)
def concluded(
    registry: Registered, actor: Asker, submission: UUID, what: Opinion, idempotency_key: Key = ""
) -> dict[str, Any]:
    """End a verification."""
    own = str(submission)

    def make() -> dict[str, Any]:
        state = give_opinion(
            registry, actor, own, what.kind, signed_by=what.signed_by, reviewer=what.reviewer, excepting=what.excepting,
            missing=what.missing, valid_until=what.valid_until.isoformat() if what.valid_until else "",
        )  # fmt: skip
        return {"state": state}

    return once(registry, actor, idempotency_key, [own, what.model_dump(mode="json")], make)


@router.post("/{submission}/withdrawal", status_code=201)
def withdrawn(registry: Registered, actor: Asker, submission: UUID, why: Reason) -> dict[str, Any]:
    """Take a submission back, or ask for it where it is verified."""
    return {"withdrawn": withdraw(registry, actor, str(submission), why.reason)}


@router.post("/{submission}/reopening", status_code=201)
def reopened(registry: Registered, actor: Asker, submission: UUID, why: Reason) -> dict[str, Any]:
    """Look at a verified submission again."""
    return _done(reopen, registry, actor, str(submission), why.reason)


@router.post("/{submission}/order", status_code=201)
def ordered(registry: Registered, actor: Asker, submission: UUID, why: Reason) -> dict[str, Any]:
    """Order the secret members of a submission, which the authority reads from then on."""
    return _done(order, registry, actor, str(submission), why.reason)


@router.post("/{submission}/publication", status_code=201)
def published(registry: Registered, actor: Asker, submission: UUID) -> dict[str, Any]:
    """Show the values of a verified submission to every reader."""
    return {"footprint": publish_submission(registry, actor, str(submission))}


def _done(act: Callable[..., None], registry: Registry, actor: Actor, *arguments: str) -> dict[str, Any]:
    act(registry, actor, *arguments)
    return {"done": True}


def _document(found: Submission) -> dict[str, Any]:
    return {**asdict(found), "relations": sorted(found.relations)}
