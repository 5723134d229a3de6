"""The log: events in the order in which they happened, each with the hash of all before it.

Words of a person are not in it: it holds SHA-256(salt ‖ words); words and salt lie in a table beside it and can be deleted.

A hash proves order, and that nothing up to a checkpoint held by another party was altered. It does not prove that entries are
true or complete, nor what the clock said.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

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
SURE = 15  # digits of a whole number that is smaller, whatever they are
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ODD_KEY = re.compile(r'"[^"]*[^ -~"][^"]*":')  # beyond printable ASCII, where nothing is escaped


class Readable(Protocol):
    """What a log is read from: a registry."""

    def reading(self) -> AbstractContextManager[Connection]: ...


class Event(NamedTuple):
    """A line of the log; there are as many as of nothing else, and a tuple is made in a third of the time."""

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
    return _WRITER.encode(_plain(body, "$")).encode()


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


def sure_data(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any] | None]:
    """What rows of events tell whose body is, beyond doubt, the one text of their columns and data; None for all others.

    A body that is left out may be whole too: `canonical` says so. All are read at once, and where there is a doubt in halves.
    """
    found = _sure_at_once(rows)
    if found is not None:
        return [*found]
    if len(rows) == 1:
        return [None]
    half = len(rows) // 2
    return [*sure_data(rows[:half]), *sure_data(rows[half:])]


def _sure_at_once(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]] | None:
    """The data of rows, where there is no doubt of any.

    Each body must be its columns in their places and, between them, a text that JSON writes as it read it. The texts are read
    and written in one piece, with a mark of chance between them: where as many marks stand between values as there are in all,
    each text is one value. An object ends where its first brace closes, so texts that are equal in a row are equal one by one.
    """
    numbers, times, kinds, actors, subjects, bodies, _ = zip(*rows, strict=True)
    if not (_are_usual((*numbers, *times)) and _is_usual("".join((*kinds, *subjects, *filter(None, actors))))):
        return None
    texts = []
    for n, at, kind, actor, subject, body in zip(numbers, _stamps(times), kinds, actors, subjects, bodies, strict=True):
        who = "null" if actor is None else f'"{actor}"'
        before, after = f'{{"actor":{who},"at":"{at}Z","data":', f',"kind":"{kind}","n":{n},"subject":"{subject}"}}'
        if not (body.startswith(before) and body.endswith(after)):
            return None
        texts.append(body[len(before) : -len(after)])
    mark = secrets.token_hex(16)
    text = f',"{mark}",'.join(texts)
    if text.count(mark) != len(texts) - 1 or "\\" in text or not _is_normal(text):
        return None
    whole = f"[{text}]"
    try:
        found = _READER.decode(whole)
        is_written = _WRITER.encode(found) == whole
    except (ValueError, RecursionError):
        return None
    data = found[::2]
    is_apart = len(data) == len(texts) and found[1::2] == [mark] * (len(texts) - 1)
    return data if is_written and is_apart and {*map(type, data)} == {dict} else None


def _are_usual(numbers: Sequence[Any]) -> bool:
    """Whether all are whole numbers that JSON writes as they are; as times, of no year that a calendar lacks."""
    return {*map(type, numbers)} == {int} and min(numbers) >= 0 and max(numbers) <= LARGEST


def _is_usual(text: str) -> bool:
    """Whether JSON writes a text as it is, and in NFC."""
    return text.isprintable() and '"' not in text and "\\" not in text and unicodedata.is_normalized("NFC", text)


def _is_normal(text: str) -> bool:
    """Whether the texts of a text of JSON without escapes are in NFC, as each part of one in NFC is, and its keys in ASCII."""
    if text.isascii() and "\x7f" not in text:
        return True
    return unicodedata.is_normalized("NFC", text) and not _ODD_KEY.search(text)


def _stamps(times: Sequence[int]) -> list[str]:
    """Times in µs UTC as text, without its last letter."""
    import numpy as np

    found: list[str] = np.datetime_as_string(np.array(times, dtype="int64").view("datetime64[us]")).tolist()
    return found


def _whole(digits: str) -> int:
    """A whole number. Raises ValueError for one that may be too large."""
    if len(digits) > SURE:
        raise ValueError(digits)
    return int(digits)


def _refused(number: str) -> float:
    """Raises ValueError for a number that is not whole."""
    raise ValueError(number)


_READER = json.JSONDecoder(parse_int=_whole, parse_float=_refused, parse_constant=_refused)


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
