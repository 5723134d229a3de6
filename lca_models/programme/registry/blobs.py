"""Files by their content: each organisation's in a folder of its own, so that nobody learns what another holds."""

from __future__ import annotations

import errno
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lca_models.inventory.files.streamed.receiving import Received, drop_older, named_again, received, settle
from lca_models.programme.registry.errors import InvalidError, Problem, TooLargeError, UnknownError
from lca_models.programme.registry.opening import Registry
from lca_models.scope.wording.messages import bilingual

TEMPORARY = "tmp"
DAY = 24 * 3600.0  # seconds
DIGITS = 64
_ONE_NAME = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)  # of a disk that gives a file one name


@dataclass(frozen=True)
class Blob:
    """A file that is kept."""

    sha256: str
    bytes: int
    path: Path


def receive(registry: Registry, org: str, stream: BinaryIO, *, most: int | None = None, sha256: str = "") -> Blob:
    """Keep what a stream holds; when this returns, it is on disk under the hash of its content.

    `most`: bytes; `sha256`: what it must be. Raises TooLargeError and InvalidError, and then nothing is kept; OSError as the
    disk says it.
    """
    with received(stream, registry.store / TEMPORARY, most) as one:
        if one is None:
            raise TooLargeError(Problem("bundle", *bilingual("is larger than {most:,} bytes", most=most)))
        return _placed(registry, org, one, sha256)


def adopt(registry: Registry, org: str, path: Path, *, sha256: str = "") -> Blob:
    """Keep a synced file of the registry's own folder, to which nobody writes any more, without writing it again.

    It keeps its former name too. `sha256`: what it must be. Raises InvalidError as `receive` does.
    """
    try:
        with named_again(path, registry.store / TEMPORARY) as one:
            return _placed(registry, org, one, sha256)
    except OSError as error:
        if error.errno not in _ONE_NAME:
            raise
    with path.open("rb") as stream:
        return receive(registry, org, stream, sha256=sha256)


def _placed(registry: Registry, org: str, one: Received, sha256: str) -> Blob:
    """A file that has arrived in its place, where it is what it must be."""
    if sha256 and not hmac.compare_digest(sha256.lower(), one.sha256):
        raise InvalidError(Problem("sha256", *bilingual(
            "the file that arrived has {found}, not {sha256}; send it again", found=one.sha256, sha256=sha256.lower()
        )))  # fmt: skip
    path = blob_path(registry, org, one.sha256)
    settle(one.path, path)
    return Blob(one.sha256, one.bytes, path)


def open_blob(registry: Registry, org: str, sha256: str) -> BinaryIO:
    """A kept file, open for reading. Raises UnknownError where the organisation has none of that hash."""
    try:
        return blob_path(registry, org, sha256).open("rb")
    except OSError:
        raise UnknownError(Problem("sha256", *bilingual("no file of {sha256} is kept here", sha256=sha256))) from None


def blob_path(registry: Registry, org: str, sha256: str) -> Path:
    """Where a file is kept. Raises UnknownError for what is no hash."""
    if len(sha256) != DIGITS or set(sha256) - set("0123456789abcdef"):
        raise UnknownError(Problem("sha256", *bilingual("is not 64 digits of a hash")))
    return registry.store / folder_of(registry, org) / sha256[:2] / sha256


def folder_of(registry: Registry, org: str) -> str:
    """The name of the folder of an organisation's files, which without the key of the registry names nobody."""
    return hmac.new(registry.key, org.encode(), hashlib.sha256).hexdigest()[:16]


def kept_paths(registry: Registry) -> Iterator[Path]:
    """All files that are kept."""
    yield from sorted(registry.store.glob(f"{'[0-9a-f]' * 16}/{'[0-9a-f]' * 2}/{'[0-9a-f]' * DIGITS}"))


def sweep(registry: Registry, older: float = DAY) -> int:
    """Remove what the killed have left of files under way, `older` than that many seconds; how many."""
    return drop_older(registry.store / TEMPORARY, older)
