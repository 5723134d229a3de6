"""One process at a time: a lock of the operating system on a file, which a kill releases, and waiting for it aloud."""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOG = logging.getLogger("lca_models")  # what nobody listens to goes to stderr: a terminal and a notebook both show it
PAUSE = 0.1  # seconds between two attempts
WITHOUT_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EBADF}


class LocklessError(LcaModelsError):
    """A folder that processes share must lie on a file system that keeps locks; the message names it."""


def lock_now(descriptor: int) -> bool:
    """Lock an open file until it is closed or its process dies; False while another holds it.

    Raises LocklessError where the file system keeps no locks.
    """
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        if error.errno in WITHOUT_LOCKS:
            raise LocklessError(error.strerror) from None
        raise
    return True


def unlock(descriptor: int) -> None:
    """Give a lock back, also where a forked process holds a copy of the open file."""
    if sys.platform == "win32":
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def alone(path: Path, busy: str, seconds: float) -> Iterator[None]:
    """Hold the lock of the file `path`, which is made where it is missing; `busy` is said once while another holds it.

    Raises TimeoutError after `seconds`, and LocklessError where the file system keeps no locks.
    """
    with path.open("ab") as file:
        try:
            _wait(file.fileno(), busy, time.monotonic() + seconds)
        except LocklessError:
            raise LocklessError(
                message(
                    "{folder} lies on a file system without locks; set LCA_MODELS_DIR to a folder on a disk of this computer",
                    folder=path.parent,
                )
            ) from None
        try:
            yield
        finally:
            unlock(file.fileno())


@contextmanager
def folder_alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, where the system locks folders; elsewhere nothing is held."""
    with ExitStack() as stack:
        with suppress(OSError, LocklessError):
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            while not lock_now(descriptor):
                time.sleep(PAUSE / 10)
            stack.callback(unlock, descriptor)
        yield


def _wait(descriptor: int, busy: str, end: float) -> None:
    said = False
    while not lock_now(descriptor):
        if not said and (said := True):
            LOG.warning(busy)
        if time.monotonic() >= end:
            raise TimeoutError(busy)
        time.sleep(PAUSE)
