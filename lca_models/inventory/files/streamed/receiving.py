"""A file that arrives as a stream: written aside and hashed, synced, then given the place of its hash in one step."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
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


def settle(path: Path, target: Path) -> None:
    """Give a synced file its place, where it is on disk when this returns; the same content there already is as good."""
    _make_durable(target.parent)
    os.chmod(path, _READABLE)
    os.replace(path, target)
    _sync_folder(target.parent)


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


def _make_durable(folder: Path) -> None:
    """Make a folder whose name is on disk when this returns, and those above it."""
    if not folder.is_dir():
        _make_durable(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where a folder can be opened."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
