"""Events of other parties received, and their requests answered: accepted at once, called back later, tried again for days."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from lca_models.programme.exchange.calling import Recipient, send
from lca_models.programme.exchange.cloud_events import (
    REJECTED,
    Event,
    Published,
    RequestCreated,
    RequestFulfilled,
    answer,
)
from lca_models.programme.exchange.faults import faults_of_payload
from lca_models.programme.exchange.filters import criteria_of
from lca_models.programme.exchange.reading import list_footprints
from lca_models.programme.jobs.queue import CALLBACK, Job, enqueue
from lca_models.programme.jobs.working import Work
from lca_models.programme.registry.errors import DeniedError, InvalidError, Problem
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import clients, requests
from lca_models.programme.roles.access import Actor, scopes_of
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.programme.registry.writing import Write

INWARD, OUTWARD = "in", "out"
OPEN, FULFILLED, REFUSED, NOTED = "open", "fulfilled", "rejected", "noted"  # states of a request
MOST_ANSWERED = 1_000


def receive_event(registry: Registry, actor: Actor, event: Event) -> None:
    """Take an event of another party; what it asks for is done later. An event that came before is taken once.

    Raises DeniedError for a role that exchanges no footprints, InvalidError for an answer to what nobody asked and for
    footprints that are none.
    """
    if not scopes_of(actor, "footprint.request"):
        raise DeniedError(Problem("events", *bilingual("are not for your role; you are {role}", role=actor.role)))
    source = f"{actor.client} {event.source}"  # a source names itself: it is told apart by who says it
    with registry.writing(str(actor)) as write:
        known = select(requests.c.id).where(requests.c.source == source, requests.c.event_id == event.id)
        if write.run(known).first() is not None:
            return
        own, body = new_id(write.now), event.model_dump_json(exclude_unset=True)
        if isinstance(event, RequestCreated):
            _check_criteria(event)
            state = OPEN
            enqueue(write, CALLBACK, own)
        elif isinstance(event, Published):
            state = NOTED
        else:
            state = _answered(write, actor, event)
        digest = hashlib.sha256(body.encode()).hexdigest()
        write.event("request.received", f"request:{own}", {
            "direction": INWARD, "source": source, "event_id": event.id, "org": actor.org, "state": state, "sha256": digest,
        }, untold={"body": body})  # fmt: skip


def announced(registry: Registry, actor: Actor) -> tuple[str, ...]:
    """Ids of footprints that other parties have announced to the actor's organisation, the first first."""
    asked = (
        select(requests.c.body)
        .where(requests.c.org == actor.org, requests.c.state == NOTED)
        .order_by(requests.c.asked_n)
    )
    with registry.reading() as connection:
        return tuple(
            str(one) for body in connection.execute(asked).scalars() for one in json.loads(body)["data"]["pfIds"]
        )


def _check_criteria(event: RequestCreated) -> None:
    """Raises InvalidError where a time of a request cannot be compared with any."""
    try:
        criteria_of(event.data.as_query())
    except ValueError:
        raise InvalidError(Problem("data", *bilingual("is no time of ISO 8601"))) from None


def _answered(write: Write, actor: Actor, event: Any) -> str:
    """Set down the answer to a request of one's own."""
    asked = write.run(
        select(requests).where(requests.c.direction == OUTWARD, requests.c.org == actor.org,
                               requests.c.event_id == event.data.requestEventId)
    ).one_or_none()  # fmt: skip
    if asked is None:
        raise InvalidError(Problem("data.requestEventId", *bilingual("is no request of this party")))
    if isinstance(event, RequestFulfilled):
        payloads = enumerate(event.data.pfs)
        faults = [fault for at, one in payloads for fault in faults_of_payload(one, f"data.pfs[{at}].")]
        if faults:
            raise InvalidError(*faults)
    state = FULFILLED if isinstance(event, RequestFulfilled) else REFUSED
    write.event(f"request.{state}", f"request:{asked.id}", {})
    write.run(update(requests).where(requests.c.id == asked.id).values(answer=event.data.model_dump_json()))
    return state


def _gather(registry: Registry, job: Job) -> tuple[Any, ...]:
    """Where a request is answered, and the event that answers it."""
    with registry.reading() as connection:
        row = connection.execute(select(requests).where(requests.c.id == job.subject)).one()
        own = row.source.partition(" ")[0]
        client = connection.execute(select(clients).where(clients.c.id == own)).one()
    if not client.callback_url:
        raise InvalidError(Problem("callback", *bilingual("the client has no address to call back; register one")))
    event = RequestCreated.model_validate_json(row.body)
    actor = Actor(client.id, client.org, client.role, client.person)
    found = list_footprints(registry, actor, criteria_of(event.data.as_query()), limit=MOST_ANSWERED)
    reply = answer(
        event, found.payloads, new_id(registry.clock()), f"urn:lca-models:registry:{registry.id}", registry.clock()
    )
    return Recipient(client.callback_url, client.callback_client or "", client.callback_secret or ""), reply


def _write(registry: Registry, write: Write, job: Job, reply: dict[str, Any]) -> str:
    state = REFUSED if reply["type"] == REJECTED else FULFILLED
    write.event(f"request.{state}", f"request:{job.subject}", {})
    text = json.dumps(reply, ensure_ascii=False, sort_keys=True)
    write.run(update(requests).where(requests.c.id == job.subject).values(answer=text))
    return hashlib.sha256(text.encode()).hexdigest()


CALLING_BACK = {CALLBACK: Work(_gather, send, _write)}
