"""What went wrong, for a person and for a program: one line a fault, and the exit status."""

from __future__ import annotations

import errno
import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.marks import headed
from lca_models.scope.wording.messages import message
from lca_models.scope.wording.reasons import reason_of

INPUT, USAGE, FILE, MEMORY, STOPPED, INTERNAL = "input", "usage", "file", "memory", "stopped", "internal"
FAILED, WRONG_USAGE, SIGNALLED = 1, 2, 128  # exit statuses; a signal adds its number
SIGINT = 2
PACKAGE = str(Path(__file__).parents[2])
OUT_OF_MEMORY = ("cannot allocate memory", "failed to map segment", "can't start new thread", "unable to allocate",
                 "out of memory", "without exception set")  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What went wrong: its kind, a line for each fault, and the exit status of the program."""

    kind: str
    messages: tuple[str, ...]
    exit_status: int = FAILED

    def document(self) -> dict[str, Any]:
        """For --json."""
        return {"error": {"kind": self.kind, "messages": list(self.messages), "exit_code": self.exit_status}}


def fault_of(error: BaseException) -> Fault:
    """The fault that an exception stands for."""
    if isinstance(error, LcaModelsError):
        return Fault(INPUT, tuple(line for line in str(error).splitlines() if line.strip()) or (type(error).__name__,))
    if isinstance(error, KeyboardInterrupt):
        number = error.args[0] if error.args and isinstance(error.args[0], int) else SIGINT
        return Fault(STOPPED, (message("stopped"),), SIGNALLED + number)
    if isinstance(error, MemoryError) or _says(error, OUT_OF_MEMORY):
        return Fault(MEMORY, (_out_of_memory(),))
    if isinstance(error, OSError):
        return Fault(FILE, (_file_line(error),))
    if isinstance(error, RecursionError):
        return Fault(INPUT, (message("what was read is nested too deeply; give a flatter file or formula"),))
    if isinstance(error, ImportError):
        return Fault(INTERNAL, (
            message("a part of the kit or of its packages is missing ({error}); install the kit again", error=_words(error)),
        ))  # fmt: skip
    if _is_of_database(error):
        return Fault(FILE, (_database_line(error),))
    if isinstance(error, UnicodeDecodeError):
        return Fault(FILE, (message("a file is not UTF-8 text (byte {start}); save it as UTF-8", start=error.start),))
    if isinstance(error, UnicodeEncodeError):
        odd = error.object[error.start : error.end]
        return Fault(INPUT, (message("{odd!r} is no text in UTF-8; write it with other characters", odd=odd),))
    return Fault(INTERNAL, (
        message("this went wrong inside the kit: {error} ({place}); what to do: run the same command with --debug, and "
                "send all it prints to those who keep the kit", error=_words(error), place=_place_of(error)),
    ))  # fmt: skip


def _out_of_memory() -> str:
    return message("there is not enough memory for this; ask for less (fewer samples with -n), or close other programs")


def _says(error: BaseException, words: tuple[str, ...]) -> bool:
    """Whether an error of a library, or what it came from, is one of these in other words."""
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    if not isinstance(error, ImportError | RuntimeError | OSError | SystemError):
        return False
    before = error.__cause__ or error.__context__
    return any(one in str(error).lower() for one in words) or (before is not None and _says(before, words))


def _file_line(error: OSError) -> str:
    """Where and why the system refused a file."""
    names = [os.fsdecode(one) for one in (error.filename, error.filename2) if isinstance(one, str | bytes) and one]
    if not names and error.errno == errno.ENOENT:  # of no file: the reason says of what
        return _one_line(reason_of(error))
    where = " -> ".join(names) or (message("stdout") if error.errno in (errno.EBADF, errno.ENOSPC, errno.EIO, errno.EPIPE)
                                   else message("a file"))  # fmt: skip
    return headed(_one_line(where), _one_line(reason_of(error)))


def _is_of_database(error: BaseException) -> bool:
    """Whether an error comes from SQLite, plain or through peewee; asked by name, so that neither is loaded."""
    return any(one.__module__ in ("sqlite3", "peewee") for one in type(error).__mro__) and isinstance(error, Exception)


def _database_line(error: BaseException) -> str:
    words = str(error).lower()
    if "full" in words:
        return message("a database of Brightway: {reason}",
                       reason=message("the disk is full; free some space and run the command again"))  # fmt: skip
    if "readonly" in words or "unable to open" in words:
        return message("a database of Brightway: {reason}",
                       reason=message("access is denied; choose another place, or change its permissions"))  # fmt: skip
    if "locked" in words:
        return message("a database of Brightway: {reason}",
                       reason=message("another program holds it; close that program and run the command again"))  # fmt: skip
    return message("a database of Brightway is damaged ({error}); build it again with lca-models build --force",
                   error=_words(error))  # fmt: skip


def _words(error: BaseException) -> str:
    """Kind and words of an error in one line."""
    said = _one_line(str(error))
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _one_line(text: str, most: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]} …"


def _place_of(error: BaseException) -> str:
    """The last line of the kit that an error passed."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(PACKAGE):
            place = f"lca_models{frame.filename[len(PACKAGE) :].replace(os.sep, '/')}:{frame.lineno}"
    return place or "-"
