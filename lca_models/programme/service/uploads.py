"""Uploads in parts (the core of tus 1.0): what was acknowledged is on disk, and an upload goes on where it broke off."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy import delete, func, insert, select, update
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from lca_models.inventory.files.commit import remove_file
from lca_models.inventory.files.streamed.growing import begin_file, growing, on_disk
from lca_models.inventory.files.streamed.receiving import drop_older
from lca_models.programme.registry.errors import InvalidError, Problem, TooLargeError, UnknownError
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import uploads
from lca_models.programme.roles.access import Actor, may
from lca_models.programme.service.problems import problem
from lca_models.programme.submissions.seen import OWN
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lca_models.programme.registry.writing import Write
    from lca_models.programme.service.limits import Limits

FOLDER = "uploads"
OPEN, DONE = "open", "done"
_DAY = 24 * 3600 * 1_000_000  # µs
_CHECKSUM_MISMATCH = 460  # of tus
_busy: set[str] = set()
_guard = Lock()


@dataclass(frozen=True)
class Upload:
    """An upload of a client. Bytes; the time in µs UTC."""

    id: str
    length: int
    offset: int  # what is on disk
    expires_at: int


def begin(registry: Registry, actor: Actor, length: int, limits: Limits) -> Upload:
    """Begin an upload of so many bytes. Raises TooLargeError, and ProblemError with 403 or 429 beyond the day's share."""
    if not may(actor, "submit", {OWN}):
        raise problem(403, "denied", "uploads", bilingual("are for makers; you are {role}", role=actor.role))
    if length > limits.largest_upload:
        most = limits.largest_upload
        raise TooLargeError(Problem("Upload-Length", *bilingual("is larger than {most:,} bytes", most=most)))
    with registry.writing(None) as write:
        own = uploads.c.client == actor.client
        under_way = write.run(
            select(func.count()).where(own, uploads.c.state == OPEN, uploads.c.expires_at > write.now)
        ).scalar_one()
        today = write.run(
            select(func.coalesce(func.sum(uploads.c.length), 0)).where(own, uploads.c.made_at > write.now - _DAY)
        ).scalar_one()
        if under_way >= limits.open_uploads:
            words = bilingual("{n} uploads are open; end one, or wait a day", n=under_way)
            raise problem(429, "too_many", "uploads", words, {"Retry-After": "3600"})
        if today + length > limits.bytes_a_day:
            words = bilingual("is beyond the {most:,} bytes of a day", most=limits.bytes_a_day)
            raise problem(429, "too_much", "Upload-Length", words, {"Retry-After": "86400"})
        one = Upload(new_id(write.now), length, 0, write.now + _DAY)
        begin_file(_path(registry, one.id))
        write.run(insert(uploads).values(
            id=one.id, client=actor.client, org=actor.org, length=length, received=0, state=OPEN, made_at=write.now,
            expires_at=one.expires_at,
        ))  # fmt: skip
    return one


def upload_of(registry: Registry, actor: Actor, own_id: str) -> Upload:
    """An upload that is open. Raises UnknownError for one of another client, that is over or done."""
    with registry.reading() as connection:
        row = connection.execute(select(uploads).where(
            uploads.c.id == own_id, uploads.c.client == actor.client, uploads.c.state == OPEN,
            uploads.c.expires_at > registry.clock(),
        )).one_or_none()  # fmt: skip
    if row is None:
        raise UnknownError(Problem("upload", *bilingual("there is none, or it is not yours to read")))
    return Upload(row.id, row.length, row.received, row.expires_at)


async def append(
    registry: Registry, actor: Actor, own_id: str, offset: int, parts: AsyncIterator[bytes], checksum: str
) -> int:
    """Add parts to an upload; the bytes that are on disk then. `checksum`: `sha256 BASE64` of the parts, or empty.

    Raises UnknownError, TooLargeError, and Problem with 409 where the offset is another one, 460 where the checksum is, and 423
    while another part of it arrives.
    """
    with _alone(own_id):
        one = await run_in_threadpool(upload_of, registry, actor, own_id)
        if offset != one.offset:
            raise problem(409, "offset", "Upload-Offset", bilingual("is {given}, {there} bytes are here",
                                                                     given=offset, there=one.offset))  # fmt: skip
        expected = _expected(checksum)
        if offset == one.length:  # nothing is written to a file that may be kept under another name by now
            await _nothing(parts, one)
            return offset
        with growing(_path(registry, own_id), offset) as file:
            digest, end, is_cut = await _written(file, parts, one, expected[0] if expected else "sha256")
            if expected and is_cut:
                raise ClientDisconnect
            if expected and not hmac.compare_digest(digest, expected[1]):
                raise problem(
                    _CHECKSUM_MISMATCH, "checksum", "Upload-Checksum", bilingual("is not that of what arrived")
                )
            await run_in_threadpool(on_disk, file)
        await run_in_threadpool(_note, registry, own_id, end)
        if is_cut:  # what came before the connection broke is kept, and the client goes on behind it
            raise ClientDisconnect
        return end


def whole(registry: Registry, actor: Actor, own_id: str) -> Path:
    """The file of an upload that is whole. Raises UnknownError, and InvalidError while bytes are missing."""
    one = upload_of(registry, actor, own_id)
    if one.offset != one.length:
        raise InvalidError(Problem("upload", *bilingual("{there} of {length} bytes are here; send the rest",
                                                        there=one.offset, length=one.length)))  # fmt: skip
    return _path(registry, own_id)


def end(registry: Registry, own_id: str) -> None:
    """Drop an upload, which is not wanted."""
    with registry.writing(None) as write:
        done(write, own_id)
    forget(registry, own_id)


def done(write: Write, own_id: str) -> None:
    """Say in a transaction that an upload is no longer open; `forget` follows it."""
    write.run(update(uploads).where(uploads.c.id == own_id), {"state": DONE})


def forget(registry: Registry, own_id: str) -> None:
    """Remove the file of an upload that is no longer open; what a kill leaves of it is swept."""
    remove_file(_path(registry, own_id))


def sweep_uploads(registry: Registry) -> int:
    """Drop uploads that are over, and files that nobody has written to for a day; how many."""
    with registry.writing(None) as write:
        old = write.run(select(uploads.c.id).where(uploads.c.expires_at < write.now)).scalars().all()
        write.run(delete(uploads).where(uploads.c.id.in_(old)))
    for own_id in old:
        remove_file(_path(registry, own_id))
    return len(old) + drop_older(
        registry.store / FOLDER, _DAY / 1_000_000
    )  # of uploads that a kill kept from their row


async def _written(file: BinaryIO, parts: AsyncIterator[bytes], one: Upload, algorithm: str) -> tuple[bytes, int, bool]:
    """Parts written as they arrive; their digest, where they end, and whether the connection broke.

    Raises TooLargeError beyond what was said.
    """
    digest, place, is_cut = hashlib.new(algorithm), one.offset, False
    try:
        async for part in parts:
            place += len(part)
            if place > one.length:
                raise _too_long(one)
            digest.update(part)
            await run_in_threadpool(file.write, part)
    except ClientDisconnect:
        is_cut = True
    return digest.digest(), place, is_cut


async def _nothing(parts: AsyncIterator[bytes], one: Upload) -> None:
    """Raises TooLargeError where anything arrives behind the last byte of an upload."""
    async for part in parts:
        if part:
            raise _too_long(one)


def _too_long(one: Upload) -> TooLargeError:
    return TooLargeError(Problem("upload", *bilingual("is larger than the {length:,} bytes said", length=one.length)))


def _note(registry: Registry, own_id: str, received: int) -> None:
    with registry.writing(None) as write:
        write.run(update(uploads).where(uploads.c.id == own_id), {"received": received})


def _expected(checksum: str) -> tuple[str, bytes] | None:
    """The algorithm and the digest of a checksum. Raises InvalidError for one that is not known."""
    if not checksum:
        return None
    algorithm, _, coded = checksum.partition(" ")
    try:
        if algorithm not in ("sha1", "sha256"):
            raise ValueError(algorithm)
        return algorithm, base64.b64decode(coded, validate=True)
    except (ValueError, binascii.Error):
        raise InvalidError(Problem("Upload-Checksum", *bilingual("is 'sha256 BASE64' or 'sha1 BASE64'"))) from None


@contextmanager
def _alone(own_id: str) -> Iterator[None]:
    with _guard:
        if own_id in _busy:
            raise problem(423, "busy", "upload", bilingual("another part of it is arriving"))
        _busy.add(own_id)
    try:
        yield
    finally:
        with _guard:
            _busy.discard(own_id)


def _path(registry: Registry, own_id: str) -> Path:
    return registry.store / FOLDER / own_id
