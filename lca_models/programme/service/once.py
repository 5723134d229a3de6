"""A request that is sent twice, done once: the header `Idempotency-Key` names it (still a draft of the IETF)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, select, update

from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import idempotency
from lca_models.programme.roles.access import Actor
from lca_models.programme.service.problems import problem
from lca_models.scope.wording.messages import bilingual

_DAY = 24 * 3600 * 1_000_000  # µs


def once(registry: Registry, actor: Actor, key: str, body: Any, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` answers, or what it answered to the same key and body before. `body`: of JSON; an empty key asks nothing.

    Raises Problem with 422 where the key came with another body, 409 while the first is under way; what `make` raises is
    forgotten, so that it may be tried again.
    """
    if not key:
        return make()
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
    mine = (idempotency.c.client == actor.client) & (idempotency.c.key == key)
    with registry.writing(None) as write:
        write.run(delete(idempotency).where(idempotency.c.at < write.now - _DAY))
        row = write.run(select(idempotency).where(mine)).one_or_none()
        if row is None:
            write.run(insert(idempotency).values(client=actor.client, key=key, body_sha=digest, at=write.now))
    if row is not None:
        if not hmac.compare_digest(row.body_sha, digest):
            raise problem(422, "idempotency", "Idempotency-Key", bilingual("came with another body before"))
        if row.answer is None:
            raise problem(
                409, "idempotency", "Idempotency-Key", bilingual("the first request of this key is under way")
            )
        found: dict[str, Any] = json.loads(row.answer)
        return found
    try:
        answered = make()
    except BaseException:
        with registry.writing(None) as write:
            write.run(delete(idempotency).where(mine))
        raise
    with registry.writing(None) as write:
        write.run(update(idempotency).where(mine).values(status=200, answer=json.dumps(answered, ensure_ascii=False)))
    return answered


def forget_unanswered(registry: Registry) -> int:
    """Let requests that a kill cut off be sent again, before a service begins; how many. What they did is found there."""
    with registry.writing(None) as write:
        return write.run(delete(idempotency).where(idempotency.c.answer.is_(None))).rowcount
