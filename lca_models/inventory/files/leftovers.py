"""Folders in which something is made before it takes its place, and what the killed have left in them.

A work folder `PID-TOKEN` has the file `PID-TOKEN.lock` beside it, locked before the folder is made: whoever gets the lock
knows that its owner is dead, on whatever computer it ran.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lca_models.inventory.files.waiting import LocklessError, lock_now

ORDER = "order.json"  # tells of a switch under way: what a work folder holds may then be the only copy
ATTEMPTS = 20  # each lost to a process that sweeps the place at this moment
OLD = 24 * 3600.0  # seconds after which a work folder without locks is nobody's


@dataclass(frozen=True)
class _Claim:
    folder: Path
    lock: Path
    descriptor: int


@contextmanager
def work_folder(place: Path, recover: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """A folder of this process's own below `place`, gone at the end; those of the dead are swept first.

    `recover` is called with each of the dead before it goes. A folder with the file ORDER in it stays for the next sweep.
    """
    sweep(place, recover)
    claim = _claim(place)
    try:
        yield claim.folder
    finally:
        _give_up(place, claim)


def sweep(place: Path, recover: Callable[[Path], None] | None = None) -> None:
    """Remove the work folders of the dead below `place`, after `recover`; those of the living are left alone.

    Whatever is not named as a work folder is somebody else's, and stays.
    """
    try:
        names = sorted(entry.name for entry in os.scandir(place))
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in dict.fromkeys(one.removesuffix(".lock") for one in names):
        if not _NAME.fullmatch(name):
            continue
        folder, lock = place / name, place / f"{name}.lock"
        with _last_will(lock) as dead:
            if not dead:
                continue
            if recover is not None and folder.is_dir():
                recover(folder)
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                with suppress(OSError):
                    lock.unlink(missing_ok=True)
    _remove_empty(place)


_NAME = re.compile(r"[0-9]+-[0-9a-f]{8}")  # process and token, as _claim makes them


def _claim(place: Path) -> _Claim:
    for attempt in range(ATTEMPTS):
        name = f"{os.getpid()}-{secrets.token_hex(4)}"
        folder, lock = place / name, place / f"{name}.lock"
        try:
            place.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
        except FileNotFoundError:  # swept away between the two
            if attempt + 1 == ATTEMPTS:
                raise
            continue
        try:
            if not _mine(descriptor) or not lock.exists():  # swept between opening and locking
                os.close(descriptor)
                continue
            folder.mkdir()
        except BaseException:
            os.close(descriptor)
            lock.unlink(missing_ok=True)
            _remove_empty(place)
            raise
        return _Claim(folder, lock, descriptor)
    raise OSError(f"{place} is swept without end")


def _mine(descriptor: int) -> bool:
    try:
        return lock_now(descriptor)
    except LocklessError:  # its age will tell
        return True


def _give_up(place: Path, claim: _Claim) -> None:
    if not (claim.folder / ORDER).exists():
        shutil.rmtree(claim.folder, ignore_errors=True)
    os.close(claim.descriptor)
    if not claim.folder.exists():
        with suppress(OSError):
            claim.lock.unlink(missing_ok=True)
        _remove_empty(place)


def _remove_empty(place: Path) -> None:
    with suppress(OSError):
        place.rmdir()


@contextmanager
def _last_will(lock: Path) -> Iterator[bool]:
    """Whether the owner of a lock is dead; nobody else sweeps after it meanwhile."""
    try:
        descriptor = os.open(lock, os.O_RDWR)
    except OSError as error:  # the lock goes last; one that may not be opened belongs to another person
        yield isinstance(error, FileNotFoundError)
        return
    try:
        try:
            dead = lock_now(descriptor)
        except LocklessError:
            dead = time.time() - os.fstat(descriptor).st_mtime > OLD
        yield dead
    finally:
        os.close(descriptor)
