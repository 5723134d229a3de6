"""Uploads in parts, as published clients of tus 1.0 send them."""

from __future__ import annotations

from email.utils import formatdate
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response

from lca_models.programme.service.asking import Asker, Registered, base_of
from lca_models.programme.service.door import CarefulRoute
from lca_models.programme.service.problems import problem
from lca_models.programme.service.uploads import Upload, append, begin, end, upload_of
from lca_models.scope.wording.messages import bilingual

router = APIRouter(tags=["uploads"], route_class=CarefulRoute)
PART = "application/offset+octet-stream"
_TUS = {"Tus-Resumable": "1.0.0"}
_BODY: dict[str, Any] = {
    "requestBody": {"content": {PART: {"schema": {"type": "string", "format": "binary"}}}, "required": True}
}


@router.post("/uploads", status_code=201)
def began(
    request: Request, registry: Registered, actor: Asker, upload_length: Annotated[int, Header(ge=1, le=2**40)]
) -> Response:
    """Begin an upload; `Location` is where its parts go."""
    one = begin(registry, actor, upload_length, request.app.state.settings.limits)
    return Response(status_code=201, headers={"Location": f"{base_of(request)}/uploads/{one.id}", **_headers(one)})


@router.head("/uploads/{upload}")
def asked(registry: Registered, actor: Asker, upload: UUID) -> Response:
    """How much of an upload is here."""
    return Response(headers=_headers(upload_of(registry, actor, str(upload))))


@router.patch("/uploads/{upload}", status_code=204, openapi_extra=_BODY)
async def appended(
    request: Request,
    registry: Registered,
    actor: Asker,
    upload: UUID,
    upload_offset: Annotated[int, Header(ge=0, le=2**40)],
    content_type: Annotated[str, Header(max_length=100)] = "",
    upload_checksum: Annotated[str, Header(max_length=200)] = "",
) -> Response:
    """Add a part; answered once it is on disk."""
    if content_type != PART:
        raise problem(415, "media_type", "Content-Type", bilingual("is not {wanted}", wanted=PART))
    place = await append(registry, actor, str(upload), upload_offset, request.stream(), upload_checksum)
    return Response(status_code=204, headers={**_TUS, "Upload-Offset": str(place)})


@router.delete("/uploads/{upload}", status_code=204)
def dropped(registry: Registered, actor: Asker, upload: UUID) -> Response:
    """Drop an upload."""
    end(registry, upload_of(registry, actor, str(upload)).id)
    return Response(status_code=204, headers=_TUS)


def _headers(one: Upload) -> dict[str, str]:
    return {
        **_TUS,
        "Upload-Offset": str(one.offset),
        "Upload-Length": str(one.length),
        "Upload-Expires": formatdate(one.expires_at / 1_000_000, usegmt=True),
    }
