"""How long things are kept, and what is left when they go: hashes, dates and a tombstone; the chain stays whole.

Withdrawing hides and deletes nothing. Backups keep what was deleted until they rotate.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from lca_models.inventory.files.commit import remove_file
from lca_models.programme.registry.blobs import DAY, folder_of, kept_paths
from lca_models.programme.registry.errors import ConflictError, InvalidError, Problem, UnknownError
from lca_models.programme.registry.log import IN_PARTS
from lca_models.programme.registry.members import HOST
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import (
    OPEN_STATES,
    assignments,
    certificate_ranges,
    clients,
    events,
    members,
    opinions,
    people,
    results,
    submissions,
    texts,
)
from lca_models.programme.registry.writing import Write
from lca_models.scope.grammar.days import years_later
from lca_models.scope.wording.messages import bilingual

VALID_STATES = ("verified", "superseded")


@dataclass(frozen=True)
class Retention:
    """Years that a submission is kept, by how it ended."""

    after_validity: int = 10
    after_end: int = 2  # of a returned or withdrawn one


def due(registry: Registry, today: date, retention: Retention | None = None) -> list[str]:
    """Submissions whose time has passed by a day, in the order in which they were received."""
    kept = retention or Retention()
    found = []
    with registry.reading() as connection:
        asked = select(submissions).where(submissions.c.deleted_n.is_(None), submissions.c.state.not_in(OPEN_STATES))
        for row in connection.execute(asked.order_by(submissions.c.received_n)).all():
            if row.state in VALID_STATES and row.valid_until:
                end = years_later(date.fromisoformat(row.valid_until), kept.after_validity)
            else:
                last = select(events.c.at).where(events.c.subject == f"submission:{row.id}").order_by(events.c.n.desc())
                at = connection.execute(last.limit(1)).scalar_one()
                end = years_later(datetime.fromtimestamp(at / 1e6, UTC).date(), kept.after_end)
            if end < today:
                found.append(row.id)
    return found


def delete_submission(registry: Registry, submission: str, reason: str) -> int:
    """Remove the files, members, results and words of a submission that has ended; the number of its tombstone.

    The bundle's hash, dates and events stay. Raises UnknownError where it is not there, ConflictError while it is open,
    InvalidError without a reason.
    """
    if not reason.strip():
        raise InvalidError(Problem("reason", *bilingual("is missing; say why, for the log")))
    with registry.writing(HOST) as write:
        row = write.run(select(submissions).where(submissions.c.id == submission)).one_or_none()
        if row is None or row.deleted_n is not None:
            raise UnknownError(Problem("submission", *bilingual("there is no '{id}' in this registry", id=submission)))
        if row.state in OPEN_STATES:
            raise ConflictError(Problem("submission", *bilingual(
                "'{id}' is {state}; a submission is deleted when it has ended", id=submission, state=row.state
            )))  # fmt: skip
        told = _told_of(write.connection, submission)
        _forget(write, told)
        write.run(delete(members).where(members.c.submission == submission))
        n = write.event("submission.deleted", f"submission:{submission}", {
            "bundle": row.bundle, results.name: [], certificate_ranges.name: []
        }, text=reason)  # fmt: skip
    sweep_files(registry, told)
    return n


def erase_person(registry: Registry, person: str) -> int:
    """Remove the name and address of a person and the words that their clients wrote; the number of the event.

    Raises UnknownError where the person is not there.
    """
    with registry.writing(HOST) as write:
        found = write.run(update(people).where(people.c.id == person).values(name=None, email=None))
        if found.rowcount == 0:
            raise UnknownError(Problem("person", *bilingual("there is no '{id}' in this registry", id=person)))
        own = write.run(select(clients.c.id).where(clients.c.person == person)).scalars()
        for client in own.all():
            bodies = write.run(select(events.c.body).where(events.c.actor == f"client:{client}")).scalars().all()
            _forget(write, {word for body in bodies for word in _words(json.loads(body)["data"])})
        return write.event("person.erased", f"person:{person}", {})


def sweep_files(registry: Registry, deleted: Collection[str] = (), older: float = DAY) -> int:
    """Remove kept files that nothing names, of deleted submissions or of the killed; how many.

    `deleted`: words of which none names a file any more; `older`: seconds since the others were written.
    """
    with registry.reading() as connection:
        asked = select(submissions.c.org, submissions.c.bundle).where(submissions.c.deleted_n.is_(None))
        kept = {(folder_of(registry, org), bundle) for org, bundle in connection.execute(asked)}
        loose = [one for one in kept_paths(registry) if (one.parent.parent.name, one.name) not in kept]
        gone = [one for one in loose if one.name in deleted]
        left = {one.name: one for one in loose if one.name not in deleted and _age(one) >= older}
        if left:
            tombs = select(submissions.c.id).where(submissions.c.deleted_n.is_not(None))
            buried = {word for own in connection.execute(tombs).scalars().all() for word in _told_of(connection, own)}
            for body in connection.execute(select(events.c.body), execution_options=IN_PARTS).scalars():
                for word in _words(json.loads(body)["data"]):
                    if word not in buried:
                        left.pop(word, None)
            gone += left.values()
    for path in gone:
        remove_file(path)
    return len(gone)


def _told_of(connection: Connection, submission: str) -> set[str]:
    """Every text in the events of a submission, its findings, assignments and opinions: its files and words are among them."""
    about = [
        events.c.subject == f"submission:{submission}",
        events.c.subject.startswith(f"finding:{submission}/", autoescape=True),
    ]
    for noun, table in (("assignment", assignments), ("opinion", opinions)):
        own = connection.execute(select(table.c.id).where(table.c.submission == submission)).scalars()
        about += [events.c.subject == f"{noun}:{one}" for one in own.all()]
    bodies = connection.execute(select(events.c.body).where(or_(*about))).scalars().all()
    return {word for body in bodies for word in _words(json.loads(body)["data"])}


def _forget(write: Write, words: Collection[str]) -> None:
    """Delete words of a person by what events call them, with their salts."""
    for ref in words:
        write.run(update(texts).where(texts.c.ref == ref).values(body=None, salt=None))


def _words(value: Any) -> Iterator[str]:
    """Every text in the data of an event: what it calls words by is among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _words(one)


def _age(path: Path) -> float:
    """Seconds since a file was written."""
    return time.time() - path.stat().st_mtime
