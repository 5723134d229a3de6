"""Work that waits: each piece once, claimed under a lease, tried again after a while, given up with its reason.

A worker that dies loses its lease and another one takes the job; a result is written only by whoever still holds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import jobs
from lca_models.programme.registry.writing import Write

CHECK, EVALUATE, CALLBACK, MOVES = "check", "evaluate", "callback", "moves"
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
LEASE = 120 * 1_000_000  # µs
_MINUTE = 60 * 1_000_000
RETRIES = {
    CALLBACK: tuple(_MINUTE * 2**step for step in range(12)),  # 1 minute to 34 hours: 68 hours in all
}
USUAL = (_MINUTE, 5 * _MINUTE, 30 * _MINUTE)


@dataclass(frozen=True)
class Job:
    """A piece of work that is held under a lease."""

    id: str
    kind: str
    subject: str
    owner: str
    tries: int


def enqueue(write: Write, kind: str, subject: str, *what: str, after: int = 0) -> str:
    """Have a piece of work done; its id. The same kind and `what` is one piece, however often it is asked for.

    `after`: µs from now.
    """
    key = hashlib.sha256("\n".join((kind, subject, *what)).encode()).hexdigest()
    own = new_id(write.now)
    row = {
        "id": own,
        "kind": kind,
        "subject": subject,
        "key": key,
        "state": WAITING,
        "run_after": write.now + after,
        "tries": 0,
    }
    dialect = postgresql if write.dialect == "postgresql" else sqlite
    new = dialect.insert(jobs).on_conflict_do_nothing(index_elements=["key"]).returning(jobs.c.id)
    if write.run(new, row).first() is not None:
        return own
    return str(write.run(select(jobs.c.id).where(jobs.c.key == key)).scalar_one())


def claim(registry: Registry, owner: str, kinds: Collection[str]) -> Job | None:
    """The next job that waits, or whose worker has died, under a lease of two minutes; None where there is none."""
    with registry.writing(None) as write:
        free = or_(
            and_(jobs.c.state == WAITING, jobs.c.run_after <= write.now),
            and_(jobs.c.state == RUNNING, jobs.c.lease_until < write.now),
        )
        row = write.run(
            select(jobs).where(free, jobs.c.kind.in_(kinds)).order_by(jobs.c.run_after, jobs.c.id).limit(1)
        ).one_or_none()
        if row is None:
            return None
        tries = row.tries + 1
        write.run(update(jobs).where(jobs.c.id == row.id).values(
            state=RUNNING, owner=owner, lease_until=write.now + LEASE, tries=tries
        ))  # fmt: skip
    return Job(row.id, row.kind, row.subject, owner, tries)


def renew(registry: Registry, job: Job) -> bool:
    """Hold a job for two minutes more; False where it was taken over, and its result is not wanted."""
    with registry.writing(None) as write:
        return bool(write.run(_held(job).values(lease_until=write.now + LEASE)).rowcount)


def finish(registry: Registry, job: Job, result: Callable[[Write], str]) -> bool:
    """Write the result of a job and that it is done, together; False, and nothing written, where another one took it over.

    One that comes after its lease, and that nobody has taken over, is as good as any: who works in this process cannot renew.

    `result`: writes into the transaction and gives the SHA-256 of what it wrote.
    """
    with registry.writing("worker") as write:
        if not write.run(_held(job).values(state=DONE, lease_until=None, error=None)).rowcount:
            return False
        write.run(update(jobs).where(jobs.c.id == job.id).values(result_sha=result(write)))
    return True


def put_back(registry: Registry, job: Job, error: str) -> bool:
    """Say that a job failed; whether it is tried again. `error`: why, in a line that people read."""
    waits = RETRIES.get(job.kind, USUAL)
    again = job.tries <= len(waits)
    with registry.writing(None) as write:
        after: dict[str, Any] = (
            {"state": WAITING, "run_after": write.now + waits[job.tries - 1]} if again else {"state": FAILED}
        )
        write.run(_held(job).values(error=error[:500], lease_until=None, owner=None, **after))
    return again


def _held(job: Job) -> Any:
    """An update of a job that nobody has taken over from its owner."""
    return update(jobs).where(jobs.c.id == job.id, jobs.c.owner == job.owner, jobs.c.state == RUNNING)
