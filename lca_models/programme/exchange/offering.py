"""Footprints that are offered to others: those of published submissions, and those that suppliers state themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from lca_models.programme.exchange.faults import faults_of_payload
from lca_models.programme.exchange.filters import keys_of, validity_of
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, Problem, UnknownError
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.log import timestamp
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.plain_json import check_plain
from lca_models.programme.registry.schema import footprint_keys, footprints, grants, organisations
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.submissions.publishing import payload_of, published
from lca_models.programme.submissions.seen import OWN
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.programme.registry.writing import Write

LONGEST_KEY = 500  # characters: a row of an index holds 2.7 kB


def publish_submission(registry: Registry, actor: Actor, own_id: str) -> str:
    """Publish a verified submission, and offer the footprint of PACT in its bundle; its id, empty where there is none.

    Both happen or neither. Raises what `publish` raises, and as `offer` for a footprint that cannot be offered.
    """
    with registry.writing(str(actor)) as write:
        row = published(write, actor, own_id)
        payload = payload_of(registry, row)
        if payload is None or payload.get("id") in (None, ""):
            return ""
        return _offer(write, row.org, payload, own_id)


def offer(registry: Registry, actor: Actor, payload: Mapping[str, Any]) -> str:
    """Offer a footprint of one's own, in PACT 3; its id. It is shown to whom it is granted.

    Raises DeniedError for a role that offers none, InvalidError with every fault of the footprint, ConflictError for an id
    that is taken.
    """
    if not may(actor, "footprint.publish", {OWN}):
        raise DeniedError(
            Problem("footprint", *bilingual("is offered by makers and suppliers; you are {role}", role=actor.role))
        )
    with registry.writing(str(actor)) as write:
        return _offer(write, actor.org, payload, None)


def grant(registry: Registry, actor: Actor, footprint: str, recipient: str) -> str:
    """Show a footprint of one's own to an organisation; the id of the grant.

    Raises DeniedError, UnknownError where there is no such footprint of one's own or no such organisation.
    """
    if not may(actor, "footprint.grant", {OWN}):
        raise DeniedError(Problem("grant", *bilingual("is for makers and suppliers; you are {role}", role=actor.role)))
    with registry.writing(str(actor)) as write:
        own = write.run(
            select(footprints.c.id).where(footprints.c.id == footprint, footprints.c.org == actor.org)
        ).first()
        if own is None:
            raise UnknownError(Problem("footprint", *bilingual("there is none, or it is not yours to read")))
        if write.run(select(organisations.c.id).where(organisations.c.id == recipient)).first() is None:
            raise UnknownError(Problem("recipient", *bilingual("is no organisation of this registry")))
        earlier = write.run(select(grants.c.id).where(
            grants.c.footprint == footprint, grants.c.recipient == recipient, grants.c.to_n.is_(None)
        )).scalar_one_or_none()  # fmt: skip
        if earlier is not None:
            return str(earlier)
        made = new_id(write.now)
        write.event("grant.made", f"grant:{made}", {"footprint": footprint, "recipient": recipient})
        return made


def _offer(write: Write, org: str, payload: Mapping[str, Any], submission: str | None) -> str:
    check_plain(dict(payload), "footprint")
    if faults := faults_of_payload(payload):
        raise InvalidError(*faults)
    keys = sorted(keys_of(payload))
    if any(len(value) > LONGEST_KEY for _, value in keys):
        raise InvalidError(Problem("productIds", *bilingual(
            "and whatever else a footprint is found by have at most {most} characters", most=LONGEST_KEY
        )))  # fmt: skip
    own, text = str(UUID(payload["id"])), json.dumps(payload, ensure_ascii=False, sort_keys=True)
    if write.run(select(footprints.c.id).where(footprints.c.id == own)).first() is not None:
        raise ConflictError(Problem("id", *bilingual("{id} is that of another footprint", id=own)))
    try:
        start, end = validity_of(payload)
    except ValueError:
        raise InvalidError(Problem("validityPeriodEnd", *bilingual("is no time of ISO 8601"))) from None
    write.event(
        "footprint.published", f"footprint:{own}",
        {"submission": submission, "org": org, "valid_from": timestamp(start), "valid_until": timestamp(end)},
        untold={"payload": text},
    )  # fmt: skip
    write.run(footprint_keys.insert(), [
        {"kind": kind, "value": value, "footprint": own} for kind, value in keys
    ])  # fmt: skip
    return own
