"""The log: events in the order in which they happened, each with the hash of all before it.

Words of a person are not in it: it holds SHA-256(salt ‖ words); words and salt lie in a table beside it and can be deleted.

A hash proves order, and that nothing up to a checkpoint held by another party was altered. It does not prove that entries are
true or complete, nor what the clock said.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from sqlalchemy import select

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.registry.schema import chain_head, events
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"
DOMAIN = b"lca-programme-event-1\n"
BEFORE_ALL = bytes(32)
IN_PARTS = {"yield_per": 1000}  # rows that are read at once where there are many
SALT = 32  # bytes
LARGEST = 2**53 - 1  # of whole numbers that every reader of JSON keeps (RFC 8785)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Readable(Protocol):
    """What a log is read from: a registry."""

    def reading(self) -> AbstractContextManager[Connection]: ...


@dataclass(frozen=True)
class Event:
    """A line of the log."""

    n: int
    at: int  # µs UTC
    kind: str  # submission.returned
    actor: str | None  # client:…, host
    subject: str  # submission:…
    data: Mapping[str, Any]
    body: str  # canonical text, which the hash is of
    hash: str


@dataclass(frozen=True)
class Salted:
    """Words with their salt, and what the log calls them by."""

    ref: str
    salt: str  # hexadecimal
    body: str


@dataclass(frozen=True)
class Head:
    """The last event."""

    n: int
    hash: str


def canonical(body: Mapping[str, Value]) -> bytes:
    """JSON in its one form: keys sorted, no blanks, UTF-8, text in NFC; for such values Python and RFC 8785 agree.

    Raises InvalidError for numbers with a fraction (amounts are decimals in text), whole ones beyond 2^53, keys beyond ASCII.
    """
    return json.dumps(_plain(body, "$"), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chained(previous: bytes, body: bytes) -> bytes:
    """The hash of an event: SHA-256 of its domain, the 32 bytes of the hash before it, and its body."""
    return hashlib.sha256(DOMAIN + previous + body).digest()


def event_body(n: int, at_us: int, kind: str, actor: str | None, subject: str, data: Mapping[str, Value]) -> bytes:
    """What is hashed of an event. Raises InvalidError as `canonical` does."""
    return canonical({"n": n, "at": timestamp(at_us), "kind": kind, "actor": actor, "subject": subject, "data": data})


def timestamp(at_us: int) -> str:
    """A time in µs UTC as text: 2026-01-02T03:04:05.000006Z."""
    return (_EPOCH + timedelta(microseconds=at_us)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def salted(body: str) -> Salted:
    """Words with a salt of their own: equal words have different names."""
    salt, normal = secrets.token_bytes(SALT), unicodedata.normalize("NFC", body)
    return Salted(ref_of(salt, normal), salt.hex(), normal)


def ref_of(salt: bytes, body: str) -> str:
    """What the log calls words by."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def head(registry: Readable) -> Head:
    """The last event of a registry."""
    with registry.reading() as connection:
        return head_of(connection)


def head_of(connection: Connection, *, locked: bool = False) -> Head:
    """The last event as a transaction sees it; `locked`: no other one appends before it ends."""
    asked = select(chain_head.c.n, chain_head.c.hash)
    n, found = connection.execute(asked.with_for_update() if locked else asked).one()
    return Head(n, found)


def events_after(registry: Readable, n: int, limit: int | None = None) -> list[Event]:
    """Events with a number above `n`, at most `limit` of them."""
    with registry.reading() as connection:
        return [*events_of(connection, n, limit)]


def events_of(connection: Connection, n: int = -1, limit: int | None = None) -> Iterator[Event]:
    """Events above `n` as a transaction sees them, read as they are asked for."""
    asked = select(events).where(events.c.n > n).order_by(events.c.n).limit(limit)
    with connection.execute(
        asked, execution_options=IN_PARTS
    ) as rows:  # a reader that stops early leaves no cursor open
        for row in rows:
            yield Event(
                row.n, row.at, row.kind, row.actor, row.subject, json.loads(row.body)["data"], row.body, row.hash
            )


def _plain(value: Value, where: str) -> Any:
    """The value as JSON writes it. Raises InvalidError with the place of what it cannot say exactly."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    if isinstance(value, Mapping):
        if odd := [key for key in value if not _is_plain_key(key)]:
            raise InvalidError(Problem(where, *bilingual("the key {key} is no plain ASCII text", key=repr(odd[0]))))
        return {key: _plain(one, f"{where}.{key}") for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(one, f"{where}[{at}]") for at, one in enumerate(value)]
    raise InvalidError(
        Problem(
            where, *bilingual("{value} cannot stand in the log; write amounts as decimals in text", value=repr(value))
        )
    )


def _is_plain_key(key: object) -> bool:
    return isinstance(key, str) and key.isascii() and key.isprintable()


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidError(
            Problem(where, *bilingual("holds half a character; write it in whole Unicode text"))
        ) from None
    return unicodedata.normalize("NFC", value)
