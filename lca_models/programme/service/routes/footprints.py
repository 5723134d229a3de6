"""The interface of PACT 3: footprints listed and read, events taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from lca_models.programme.exchange.answering import receive_event
from lca_models.programme.exchange.cloud_events import Event
from lca_models.programme.exchange.filters import criteria_of
from lca_models.programme.exchange.offering import grant, offer
from lca_models.programme.exchange.reading import MOST, footprint_of, list_footprints
from lca_models.programme.service.asking import Asker, Registered, base_of
from lca_models.programme.service.door import CarefulRoute
from lca_models.programme.service.problems import problem
from lca_models.scope.wording.messages import bilingual

router = APIRouter(tags=["PACT 3"], route_class=CarefulRoute)
Values = Annotated[list[Annotated[str, Query(max_length=500)]], Query(max_length=100)]
Moment = Annotated[str, Query(max_length=60)]


@router.get("/3/footprints")
def listed(
    request: Request,
    response: Response,
    registry: Registered,
    actor: Asker,
    productId: Values = [],  # noqa: B006, N803 - names of PACT; FastAPI copies defaults
    companyId: Values = [],  # noqa: B006, N803
    geography: Values = [],  # noqa: B006
    classification: Values = [],  # noqa: B006
    status: Values = [],  # noqa: B006
    validOn: Moment = "",  # noqa: N803
    validAfter: Moment = "",  # noqa: N803
    validBefore: Moment = "",  # noqa: N803
    limit: Annotated[int, Query(ge=0, le=10**9)] = MOST,
    cursor: Annotated[str, Query(max_length=500)] = "",
) -> dict[str, Any]:
    """Footprints that meet the criteria; the header `Link` names the next page."""
    times = {"validOn": validOn, "validAfter": validAfter, "validBefore": validBefore}
    asked: dict[str, list[str]] = {
        "productId": productId, "companyId": companyId, "geography": geography, "classification": classification,
        "status": status,
    } | {name: [time] for name, time in times.items() if time}  # fmt: skip
    try:
        criteria = criteria_of(asked)
    except ValueError:
        named = ", ".join(name for name in times if times[name])
        raise problem(400, "invalid", named, bilingual("is no time of ISO 8601")) from None
    found = list_footprints(registry, actor, criteria, cursor=cursor, limit=min(limit, MOST))
    if found.next:
        response.headers["Link"] = _next(base_of(request), {**asked, "limit": [str(limit)], "cursor": [found.next]})
    return {"data": found.payloads}


@router.get("/3/footprints/{footprint}")
def read(registry: Registered, actor: Asker, footprint: UUID) -> dict[str, Any]:
    """One footprint."""
    return {"data": footprint_of(registry, actor, str(footprint))}


@router.post("/3/events", status_code=200)
def event(
    registry: Registered, actor: Asker, told: Annotated[Event, Body(media_type="application/cloudevents+json")]
) -> Response:
    """An event of another party: footprints asked for, given, refused, published."""
    receive_event(registry, actor, told)
    return Response(status_code=200)


class Granted(BaseModel):
    """Whom a footprint is shown to."""

    model_config = ConfigDict(extra="forbid")

    recipient: Annotated[str, Field(min_length=1, max_length=200)]


@router.post("/footprints", status_code=201)
def offered(registry: Registered, actor: Asker, payload: Annotated[dict[str, Any], Body()]) -> dict[str, str]:
    """Offer a footprint of one's own, in PACT 3."""
    return {"id": offer(registry, actor, payload)}


@router.post("/footprints/{footprint}/grants", status_code=201)
def granted(registry: Registered, actor: Asker, footprint: UUID, whom: Granted) -> dict[str, str]:
    """Show a footprint of one's own to an organisation."""
    return {"id": grant(registry, actor, str(footprint), whom.recipient)}


def _next(base: str, query: Mapping[str, list[str]]) -> str:
    pairs = [(name, value) for name, values in query.items() for value in values]
    return f'<{base}/3/footprints?{urlencode(pairs)}>; rel="next"'
