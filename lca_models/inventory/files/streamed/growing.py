"""A file that arrives in parts over days: what was acknowledged is on disk, what was not is cut off again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_OWN = 0o600  # read and written by its owner alone


def begin_file(path: Path) -> None:
    """Make an empty file, and the folders above it. Raises OSError as the disk says it, FileExistsError where it is there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWN))


@contextmanager
def growing(path: Path, offset: int) -> Iterator[BinaryIO]:
    """The file open for what comes behind `offset` bytes, the last that were acknowledged.

    An exception in the block cuts it off there again.

    `on_disk` has what was written kept before it is acknowledged.
    """
    with path.open("r+b") as file:
        file.seek(offset)
        file.truncate()  # what a kill left behind it was not acknowledged
        try:
            yield file
        except BaseException:
            file.truncate(offset)
            raise


def on_disk(file: BinaryIO) -> None:
    """Return once what was written is on disk. Raises OSError as the disk says it."""
    file.flush()
    os.fsync(file.fileno())
