"""What the system refuses, before it is asked for hours of work, and in one line where another process says it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message
from lca_models.scope.wording.reasons import reason_of

DEEPEST = 200  # folders within folders, which libraries make by recursion


def line_of(error: Exception) -> str:
    """Any error in one line: where, what, and what to do."""
    words = " ".join(str(error).split())
    if isinstance(error, OSError):
        where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
        return f"{where}: {reason_of(error)}" if where else reason_of(error)
    if isinstance(error, MemoryError):
        return message("there is not enough memory; close other programs")
    if "disk is full" in words:  # as SQLite says it
        return message("the disk is full; free some space and run the command again")
    return words if isinstance(error, LcaModelsError) else f"{type(error).__name__}: {words}"


def check_folders(folders: Iterable[Path]) -> None:
    """Try, before anything is calculated, what writing into folders needs.

    Raises OSError that names what stands in the way; folders that are missing are not made.
    """
    for folder in folders:
        place = Path(os.path.abspath(folder))
        if len(place.parts) > DEEPEST:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(place))
        while not place.exists():
            place = place.parent
        if not place.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
        if not os.access(place, os.W_OK | os.X_OK):
            code = errno.EROFS if _is_read_only(place) else errno.EACCES
            raise OSError(code, os.strerror(code), str(place))


def _is_read_only(folder: Path) -> bool:
    """Whether the disk of a folder is mounted for reading alone; where the system does not say, it is not."""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
