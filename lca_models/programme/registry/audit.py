"""Whether everything that is kept is what was written: the chain, what events say of the tables, files, checkpoints.

A whole chain proves the order of events, and that none was altered up to a checkpoint that another party holds. Events cut from
its end leave a whole chain, and are found by a checkpoint alone.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from lca_models.programme.registry.blobs import folder_of, kept_paths
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.registry.folding import folded, is_known, kind_of, told_columns
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.log import (
    BEFORE_ALL,
    IN_PARTS,
    Event,
    Head,
    canonical,
    chained,
    head_of,
    ref_of,
    sure_data,
    timestamp,
)
from lca_models.programme.registry.opening import CREATED, Registry
from lca_models.programme.registry.schema import METADATA, checkpoints, events, submissions, texts
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import bilingual

FORMAT = "lca-programme-checkpoint-1"
CHUNK = 1 << 20  # bytes read at once
FEWEST = 16  # files that are worth a thread
MOST = 50  # problems that are told; the others are counted


@dataclass(frozen=True)
class Checkpoint:
    """What another party holds: the hash of all events up to one."""

    registry: str
    n: int
    hash: str

    def document(self) -> dict[str, str | int]:
        """As JSON, for the file that the party keeps."""
        return {"format": FORMAT, "registry": self.registry, "n": self.n, "hash": self.hash}


@dataclass(frozen=True)
class Audit:
    """What an audit looked at, and what is wrong."""

    head: Head
    checkpoints: tuple[Checkpoint, ...]  # that were compared
    rows: int  # of the tables, folded again from the events
    submissions: int  # of these, whose states were
    files: int  # hashed
    texts: int
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def audit(registry: Registry, checkpoint: Checkpoint | None = None) -> Audit:
    """Compare everything that is kept with what was written, in one state of the registry.

    `checkpoint`: of a party outside; those that the registry itself noted are compared too.
    """
    found: list[Problem] = []
    with registry.reading() as connection:
        head = head_of(connection)
        noted = [Checkpoint(registry.id, row.n, row.hash) for row in connection.execute(select(checkpoints))]
        known = [*dict.fromkeys([*noted, checkpoint] if checkpoint else noted)]
        hashes = {one.n: "" for one in known}
        tables = folded(_chain(connection, registry, head, hashes, found))
        found += _against(known, hashes, registry)
        rows = 0
        for name, columns in told_columns().items():
            found += _cache(connection, name, columns, tables[name])
            rows += len(tables[name])
        looked = _texts(connection, found)
        files = _files(connection, registry, found)
    return Audit(head, tuple(known), rows, len(tables["submissions"]), files, looked, _first(found))


def take_checkpoint(registry: Registry, holder: str) -> Checkpoint:
    """The last event as a checkpoint for a party to hold; the registry notes to whom it was given.

    Raises InvalidError for a holder without a name.
    """
    if not holder.strip():
        raise InvalidError(Problem("holder", *bilingual("has no name; give one")))
    with registry.writing("host") as write:
        now = write.head
        write.run(insert(checkpoints).values(id=new_id(write.now), n=now.n, hash=now.hash, holder=holder, at=write.now))
    return Checkpoint(registry.id, now.n, now.hash)


def read_checkpoint(content: bytes) -> Checkpoint:
    """A checkpoint from its file. Raises InvalidError for what is none."""
    try:
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return Checkpoint(str(told["registry"]), int(told["n"]), str(told["hash"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidError(Problem(
            "checkpoint", *bilingual("is no file of programme checkpoint; ask whoever holds it for another copy")
        )) from None  # fmt: skip


def _chain(
    connection: Connection, registry: Registry, head: Head, hashes: dict[int, str], found: list[Problem]
) -> Iterator[Event]:
    """Events in order, each compared with what its hash is of; `hashes` takes those of the numbers in it."""
    previous, expected = BEFORE_ALL, 0
    last, own = -1, previous.hex()
    asked = connection.execute(select(events).order_by(events.c.n), execution_options=IN_PARTS)
    for part in asked.partitions():
        for row, data in zip(part, sure_data(part), strict=True):
            n, at, kind, actor, subject, body, own = row
            if n != expected:
                said = bilingual("follows event {before}: events are missing", before=expected - 1)
                found.append(Problem(f"event {n}", *said))
            told, wrong = (data, ()) if data is not None and is_known(kind, subject) else _read(row)
            if told is not None and chained(previous, body.encode()).hex() != own:
                said = bilingual("its hash is not that of its body and the event before it: one of them was altered")
                wrong = (*wrong, said)
            if n == 0 and (kind, subject) != (CREATED, f"registry:{registry.id}"):
                wrong = (*wrong, bilingual("is not the beginning of this registry"))
            if wrong:
                found += [Problem(f"event {n}", *one) for one in wrong]
            if n in hashes:
                hashes[n] = own
            previous, expected, last = _bytes(own), n + 1, n
            if told is not None:
                yield Event(n, at, kind, actor, subject, told, body, own)
    if (last, own) != (head.n, head.hash):
        found.append(Problem("chain_head", *bilingual("names event {n}, the last one is {last}", n=head.n, last=last)))


def _read(row: Sequence[Any]) -> tuple[Mapping[str, Any] | None, tuple[tuple[str, str], ...]]:
    """What an event tells, and what is wrong with it; None where it cannot be folded."""
    n, at, kind, actor, subject, body, _ = row
    try:
        said = json.loads(body)
        if not isinstance(said["data"], dict):
            raise TypeError("data")
        kind_of(kind, subject)
        is_same = canonical(said) == body.encode()
        told = {"n": n, "at": timestamp(at), "kind": kind, "actor": actor, "subject": subject}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, InvalidError) as error:
        return None, (bilingual("cannot be read ({error})", error=excerpt(str(error))),)
    if not is_same or {name: said.get(name) for name in told} != told:
        return said["data"], (bilingual("its columns and its body differ: it was altered"),)
    return said["data"], ()


def _bytes(text: str) -> bytes:
    """The bytes of a hash; what is none is told by its event."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return BEFORE_ALL


def _against(known: Sequence[Checkpoint], hashes: Mapping[int, str], registry: Registry) -> Iterator[Problem]:
    for one in known:
        where = f"checkpoint {one.n}"
        if one.registry != registry.id:
            yield Problem(where, *bilingual("is of another registry ({id})", id=excerpt(one.registry)))
        elif not hashes[one.n]:
            yield Problem(where, *bilingual("event {n} is not there: events were cut from the end", n=one.n))
        elif hashes[one.n] != one.hash:
            yield Problem(where, *bilingual("event {n} has another hash: the log was written anew", n=one.n))


def _cache(
    connection: Connection, name: str, columns: Sequence[str], told: Mapping[tuple[Any, ...], Mapping[str, Any]]
) -> Iterator[Problem]:
    """Where the rows of a table are not those that the events make."""
    table = METADATA.tables[name]
    width, missing = len(table.primary_key), dict.fromkeys(told)
    asked = select(*table.primary_key, *(table.c[one] for one in columns))
    for row in connection.execute(asked, execution_options=IN_PARTS):
        key, values = tuple(row[:width]), tuple(row[width:])
        if key not in told:
            yield Problem(_named(name, key), *bilingual("no event made this row"))
            continue
        missing.pop(key, None)
        expected = tuple(map(told[key].get, columns))
        if values == expected:
            continue
        for column, value, wanted in zip(columns, values, expected, strict=True):
            if value != wanted:
                yield Problem(_named(name, key), *bilingual(
                    "{column} is {value}, and by the events {expected}",
                    column=column, value=excerpt(str(value)), expected=excerpt(str(wanted)),
                ))  # fmt: skip
    for key in missing:
        yield Problem(_named(name, key), *bilingual("the row that an event made is missing"))


def _named(table: str, key: Sequence[Any]) -> str:
    return f"{table} {'/'.join(map(str, key))}"


def _texts(connection: Connection, found: list[Problem]) -> int:
    looked = 0
    for ref, salt, body in connection.execute(select(texts).where(texts.c.body.is_not(None))):
        looked += 1
        if ref_of(_bytes(salt or ""), body) != ref:
            found.append(Problem(f"text {ref}", *bilingual("was altered: its hash is another")))
    return looked


def _files(connection: Connection, registry: Registry, found: list[Problem]) -> int:
    """Hash every kept file, and look for the bundle of every submission; how many files."""
    paths = [*kept_paths(registry)]
    for path, digest in zip(paths, _digests(paths), strict=True):
        if digest != path.name:
            found.append(Problem(f"file {path.name}", *bilingual("was altered: its hash is another")))
    kept = {(path.parent.parent.name, path.name) for path in paths}
    asked = select(submissions.c.id, submissions.c.org, submissions.c.bundle).where(submissions.c.deleted_n.is_(None))
    for own, org, bundle in connection.execute(asked):
        if (folder_of(registry, org), bundle) not in kept:
            found.append(Problem(f"bundle of {own}", *bilingual("is missing; bring it back from a backup")))
    return len(kept)


def _digests(paths: Sequence[Path]) -> list[str]:
    """SHA-256 of files, each processor with a part of them: hashing holds no other thread up."""
    share = max(FEWEST, -(-len(paths) // (os.cpu_count() or 1)))
    with ThreadPoolExecutor() as pool:
        parts = pool.map(_hashed, (paths[at : at + share] for at in range(0, len(paths), share)))
        return [digest for part in parts for digest in part]


def _hashed(paths: Sequence[Path]) -> list[str]:
    found = []
    for path in paths:
        with path.open("rb", buffering=0) as file:
            digest = hashlib.sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        found.append(digest.hexdigest())
    return found


def _first(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first problems, and one that counts the others."""
    if len(found) <= MOST:
        return tuple(found)
    return (*found[:MOST], Problem("…", *bilingual("and {count} more", count=len(found) - MOST)))
