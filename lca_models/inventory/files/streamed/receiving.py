"""A file that arrives as a stream: written aside and hashed, synced, then given the place of its hash in one step."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16  # bytes read at once
_READABLE = 0o400  # by its owner; nobody changes it


@dataclass(frozen=True)
class Received:
    """A file that has arrived and has no place yet."""

    path: Path
    sha256: str
    bytes: int


@contextmanager
def received(stream: BinaryIO, folder: Path, most: int | None = None) -> Iterator[Received | None]:
    """What a stream holds, written and synced below `folder`; None where it holds more than `most` bytes.

    What was not settled in the block is removed at its end. Raises OSError as the disk says it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb", buffering=0) as file:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if most is not None and size > most:
                    break
                digest.update(chunk)
                _write_all(file.fileno(), chunk)
            else:
                os.fsync(file.fileno())
        yield None if most is not None and size > most else Received(path, digest.hexdigest(), size)
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


@contextmanager
def named_again(path: Path, folder: Path) -> Iterator[Received]:
    """A synced file of the same disk, hashed, under a name of its own below `folder`: nothing of it is written again.

    What was not settled in the block loses that name at its end. Raises OSError where the disk gives a file one name only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    other = folder / secrets.token_hex(16)
    try:
        os.link(path, other)
        with other.open("rb") as file:
            digest, size = hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size
        yield Received(other, digest, size)
    finally:
        with suppress(FileNotFoundError):
            other.unlink()


def settle(path: Path, target: Path) -> None:
    """Give a synced file its place, where it is on disk when this returns; the same content there already is as good."""
    made = _folders_made(target.parent)
    os.chmod(path, _READABLE)
    os.replace(path, target)
    _sync_folders([target.parent, *(one.parent for one in made)])


def drop_older(folder: Path, seconds: float) -> int:
    """Remove the files of a folder that nobody has written to for so long; how many."""
    dropped = 0
    for path in sorted(folder.glob("*")):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime >= seconds:
                path.unlink()
                dropped += 1
    return dropped


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _folders_made(folder: Path) -> list[Path]:
    """Make a folder and those above it; those that were not there, the innermost first."""
    if folder.is_dir():
        return []
    above = _folders_made(folder.parent)
    folder.mkdir(exist_ok=True)
    return [folder, *above]


def _sync_folders(folders: Sequence[Path]) -> None:
    """Have the names in folders on disk; several at once, as a disk empties its memory for all who wait in the time of one."""
    if len(folders) == 1:
        _sync_folder(folders[0])
        return
    with ThreadPoolExecutor(len(folders)) as pool:
        for done in [pool.submit(_sync_folder, folder) for folder in folders]:
            done.result()


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where a folder can be opened."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
