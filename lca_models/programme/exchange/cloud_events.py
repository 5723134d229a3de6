"""Events of PACT 3, in the form of CloudEvents: what the parties of an exchange tell each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

_STEM = "org.wbcsd.pact.ProductFootprint."
CREATED, FULFILLED = f"{_STEM}RequestCreatedEvent.3", f"{_STEM}RequestFulfilledEvent.3"
REJECTED, PUBLISHED = f"{_STEM}RequestRejectedEvent.3", f"{_STEM}PublishedEvent.3"
_MOST = 1_000  # values of one list
Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Texts = Annotated[list[Text], Field(max_length=_MOST)]


class _Event(BaseModel):
    model_config = ConfigDict(extra="ignore")  # CloudEvents may carry attributes of their own

    specversion: Literal["1.0"]
    id: Annotated[str, Field(min_length=1, max_length=200)]  # id and source are one key of a table, of 2.7 kB at most
    source: Annotated[str, Field(min_length=1, max_length=400)]
    time: AwareDatetime


class Asked(BaseModel):
    """Criteria of a request, as those of a list."""

    model_config = ConfigDict(extra="ignore")

    productId: Texts = []  # noqa: N815 - names of PACT
    companyId: Texts = []  # noqa: N815
    geography: Texts = []
    classification: Texts = []
    status: Texts = []
    validOn: AwareDatetime | None = None  # noqa: N815
    validAfter: AwareDatetime | None = None  # noqa: N815
    validBefore: AwareDatetime | None = None  # noqa: N815
    comment: Annotated[str, Field(max_length=10_000)] = ""

    def as_query(self) -> dict[str, list[str]]:
        """Names and values as a request of a list writes them."""
        lists = {
            name: list(getattr(self, name))
            for name in ("productId", "companyId", "geography", "classification", "status")
        }
        times = {name: getattr(self, name) for name in ("validOn", "validAfter", "validBefore")}
        return lists | {name: [time.isoformat()] for name, time in times.items() if time is not None}


class Fulfilled(BaseModel):
    """Footprints in answer to a request."""

    model_config = ConfigDict(extra="ignore")

    requestEventId: Text  # noqa: N815
    pfs: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=_MOST)]


class Fault(BaseModel):
    """Why a request is rejected."""

    model_config = ConfigDict(extra="ignore")

    code: Text
    message: Text


class Rejected(BaseModel):
    """A request that is not fulfilled, and why."""

    model_config = ConfigDict(extra="ignore")

    requestEventId: Text  # noqa: N815
    error: Fault


class Announced(BaseModel):
    """Footprints that are new or changed."""

    model_config = ConfigDict(extra="ignore")

    pfIds: Annotated[list[UUID], Field(min_length=1, max_length=_MOST)]  # noqa: N815


class RequestCreated(_Event):
    """A party asks for footprints."""

    type: Literal["org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3"]
    data: Asked


class RequestFulfilled(_Event):
    """A party gives the footprints that were asked for."""

    type: Literal["org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3"]
    data: Fulfilled


class RequestRejected(_Event):
    """A party does not give the footprints that were asked for."""

    type: Literal["org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3"]
    data: Rejected


class Published(_Event):
    """A party has published footprints."""

    type: Literal["org.wbcsd.pact.ProductFootprint.PublishedEvent.3"]
    data: Announced


Event = Annotated[RequestCreated | RequestFulfilled | RequestRejected | Published, Field(discriminator="type")]


def answer(
    request: RequestCreated, payloads: Sequence[Mapping[str, Any]], id_: str, source: str, now: int
) -> dict[str, Any]:
    """The event that answers a request: its footprints, or that there are none.

    `payloads`: footprints of PACT that the asker may see. `now`: microseconds UTC.
    """
    reply = {"requestEventId": request.id}
    if payloads:
        return cloud_event(FULFILLED, reply | {"pfs": list(payloads)}, id_, source, now)
    error = {"code": "NotFound", "message": "No footprint that you may read meets these criteria."}
    return cloud_event(REJECTED, reply | {"error": error}, id_, source, now)


def cloud_event(kind: str, data: Mapping[str, Any], id_: str, source: str, now: int) -> dict[str, Any]:
    """An event of PACT as it is sent. `now`: microseconds UTC."""
    time = datetime.fromtimestamp(now / 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"type": kind, "specversion": "1.0", "id": id_, "source": source, "time": time, "data": dict(data)}
