"""The one way in which this kit writes: beside, synced, then switched; a set of files is complete or absent.

A set is written into a work folder and synced. Where its folder is new, or holds nothing but the former set, the two folders
change places in one step. Where others keep files there too, or the system cannot do that, the former files leave before the
new ones come, the manifest first and last: no reader finds files of two sets, and the next write or check ends what a kill
interrupted.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from lca_models.inventory.files.leftovers import ORDER, sweep, work_folder
from lca_models.inventory.files.manifest import (
    MANIFEST,
    ManifestError,
    files_below,
    hash_of,
    is_inside,
    manifest_content,
    read_manifest,
)
from lca_models.inventory.files.sealed import open_document, seal_document
from lca_models.inventory.files.waiting import folder_alone
from lca_models.scope.wording.messages import message

WORK = "lca-models"
NEW, OLD = "new", "old"
LONG = 200  # bytes of a name that can be made longer
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EROFS, errno.EBADF}


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their path below `folder`, which others share: all of them or none.

    Raises OSError that names the file or folder in the way; then the former files stand.
    """
    if not contents:
        return
    folder = _real(folder)
    _check(folder, contents)
    with work_folder(_within(folder), partial(_finish, folder)) as work:
        _stage(work / NEW, contents, folder)
        with folder_alone(folder.parent):
            _switch_files(work, folder, list(contents), [])


def fill_work_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their path into a work folder, which nobody else reads and which goes at the end: nothing is synced.

    Raises OSError that names the file or folder in the way, ValueError for a path that leads outside.
    """
    _check(folder, contents)
    _stage(folder, contents, folder, is_synced=False)


def write_set(folder: Path, name: str, contents: Mapping[str, bytes]) -> None:
    """Write what `name` (a command) makes, with a manifest, in place of what it wrote into `folder` before.

    Files of others stay. Raises OSError as `write_files` does.
    """
    folder = _real(folder)
    _check(folder, [*contents, MANIFEST])
    recover = partial(_finish, folder)
    beside = _beside(folder)
    for place in {_within(folder), beside}:
        sweep(place, recover)
    with work_folder(beside if _may_stand_beside(folder) else _within(folder), recover) as work:
        _stage(work / NEW, contents, folder)
        with folder_alone(folder.parent):
            former = _former(folder)
            new = {file: hash_of(content) for file, content in contents.items()}
            others = {one: {file: found for file, found in files.items() if file not in new}
                      for one, files in former.items() if one != name}  # fmt: skip
            _stage(
                work / NEW,
                {MANIFEST: manifest_content({name: new} | {one: files for one, files in others.items() if files})},
                folder,
            )
            if not _switch_folder(work / NEW, folder, former.get(name, {}) if former.keys() <= {name} else None, new):
                stale = [
                    file
                    for file, found in former.get(name, {}).items()
                    if file not in new and _is(folder / file, found)
                ]
                _switch_files(work, folder, [*contents, MANIFEST], stale)


def finish_interrupted(folder: Path) -> None:
    """End a switch that a kill interrupted in a folder, and remove what the killed have left.

    Raises OSError where the folder cannot be written.
    """
    folder = _real(folder)
    for place in (_within(folder), _beside(folder)):
        sweep(place, partial(_finish, folder))


def make_folder(folder: Path) -> None:
    """Make a folder and those above it.

    Raises OSError that names a file in the way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


def move_folder(source: Path, target: Path) -> None:
    """Give a folder that is complete and synced its place, which is free, in one step."""
    os.rename(source, target)
    _sync_folder(target.parent)


def remove_file(path: Path) -> None:
    """Remove a file where it is."""
    path.unlink(missing_ok=True)


def copy_folder(source: Path, target: Path, without: str) -> None:
    """Copy a folder into a work folder, but for the files of a name."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(without))


def sync_tree(folder: Path) -> None:
    """Have every file below a folder on disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with _opened(os.path.join(parent, name), os.O_RDONLY) as descriptor:
                _sync(descriptor)
        _sync_folder(Path(parent))


def _real(folder: Path) -> Path:
    """The folder itself where a link leads to it."""
    return Path(os.path.realpath(folder))


def _within(folder: Path) -> Path:
    return folder / f".{WORK}"


def _beside(folder: Path) -> Path:
    name = folder.name if len(os.fsencode(folder.name)) < LONG else hash_of(os.fsencode(folder.name))
    return folder.parent / f".{name}.{WORK}"


def _check(folder: Path, names: Iterable[str]) -> None:
    """Raises OSError for a folder where a file should be or the reverse, ValueError for a name outside the folder."""
    for name in names:
        if not is_inside(name):
            raise ValueError(f"{name} is no path below a folder")
        for parent in (folder / name).parents:
            if parent.is_file():
                raise NotADirectoryError(errno.ENOTDIR, message("is a file where a folder should be"), str(parent))
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, message("is a folder where a file should be"), str(folder / name))


def _may_stand_beside(folder: Path) -> bool:
    """Whether a folder made beside this one could take its place: on the same disk, and nobody is in there."""
    try:
        here = Path(os.path.realpath(os.curdir))
        if folder == folder.parent or folder == here or folder in here.parents:
            return False
        if not folder.exists():
            make_folder(folder.parent)
            return True
        own = not hasattr(os, "geteuid") or folder.stat().st_uid == os.geteuid()
        return (
            own and folder.stat().st_dev == folder.parent.stat().st_dev and os.access(folder.parent, os.W_OK | os.X_OK)
        )
    except FileNotFoundError:  # the current folder is gone
        return False


def _stage(folder: Path, contents: Mapping[str, bytes], place: Path, *, is_synced: bool = True) -> None:
    """Write and sync files of a work folder; an error names what each is to become below `place`."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with _opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) as descriptor:
                left = memoryview(content)
                while left:
                    left = left[os.write(descriptor, left) :]
                if is_synced:
                    _sync(descriptor)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, str(place / name)) from None
    for parent, _, _ in os.walk(folder) if is_synced else ():
        _sync_folder(Path(parent))


def _switch_folder(new: Path, folder: Path, former: Mapping[str, str] | None, files: Iterable[str]) -> bool:
    """Give the new folder the place of the former one, which goes where the new one was; False where that cannot be.

    `former`: hashes of the files of the former set; None where there are other sets.
    """
    if not folder.exists():
        with suppress(OSError):  # somebody made it meanwhile
            os.rename(new, folder)
            _sync_folder(folder.parent)
            return True
        return False
    if former is None or not _may_stand_beside(folder) or new.parent.parent != _beside(folder):
        return False
    expected, kept = {*former, MANIFEST}, set(files)
    for name in files_below(folder):
        if name not in expected or (name not in kept and name != MANIFEST and not _is(folder / name, former[name])):
            return False
    shutil.copystat(folder, new)
    os.utime(new)
    if not _exchange(new, folder):
        return False
    _sync_folder(folder.parent)
    return True


def _is(path: Path, found: str) -> bool:
    """Whether a file is there as it was written; another one is somebody's."""
    try:
        return hash_of(path.read_bytes()) == found
    except OSError:
        return False


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _former(folder: Path) -> dict[str, dict[str, str]]:
    try:
        return read_manifest(folder)
    except ManifestError:  # files that no manifest answers for are somebody's
        return {}


def _switch_files(work: Path, folder: Path, new: list[str], stale: list[str]) -> None:
    """Let new files take the places of former ones of their names, and of stale ones, which leave before.

    The last of `new` leaves first and comes last.
    """
    make_folder(folder)
    there = [name for name in (*reversed(new), *stale) if (folder / name).exists()]
    for name in set(there) & set(new):
        shutil.copymode(folder / name, work / NEW / name)
    if len(new) == 1 and not stale:
        os.replace(work / NEW / new[0], _parent_made(folder / new[0]))
        _sync_folder((folder / new[0]).parent)
        return
    _stage(work, {f"{ORDER}.part": seal_document({"new": new, "old": there})}, folder)
    os.replace(work / f"{ORDER}.part", work / ORDER)
    try:
        _carry_out(work, folder, new, there)
    except BaseException:
        _undo(work, folder, new, there)
        raise


def _carry_out(work: Path, folder: Path, new: list[str], old: list[str]) -> None:
    """Move the old files out and the new ones in, from wherever it was left off."""
    coming = {name for name in new if (work / NEW / name).exists()}
    for name in old:
        if (name in coming or name not in new) and (folder / name).exists():
            os.replace(folder / name, _parent_made(work / OLD / name))
    for name in new:
        if name in coming:
            os.replace(work / NEW / name, _parent_made(folder / name))
    for parent in {(folder / name).parent for name in (*new, *old)}:
        if parent.exists():
            _sync_folder(parent)
            if not any(parent.iterdir()) and parent != folder:
                parent.rmdir()
    (work / ORDER).unlink()


def _undo(work: Path, folder: Path, new: list[str], old: list[str]) -> None:
    """Put everything back; where that fails too, the next write or check ends the switch."""
    try:
        for name in reversed(new):
            if not (work / NEW / name).exists() and (folder / name).exists():
                os.replace(folder / name, work / NEW / name)
        for name in reversed(old):
            if (work / OLD / name).exists():
                os.replace(work / OLD / name, _parent_made(folder / name))
        (work / ORDER).unlink(missing_ok=True)
    except OSError:  # the order stays, and with it the work folder
        return


def _finish(folder: Path, work: Path) -> None:
    """End a switch of which a work folder of the dead tells; one that had not begun has changed nothing."""
    try:
        order = open_document((work / ORDER).read_bytes())[0]
        new, old = [*map(str, order["new"])], [*map(str, order["old"])]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if all(map(is_inside, (*new, *old))):
        _carry_out(work, folder, new, old)


def _parent_made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def _opened(path: Path | str, how: int) -> Iterator[int]:
    descriptor = os.open(path, how | getattr(os, "O_BINARY", 0), 0o666)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where a folder can be opened."""
    with suppress(PermissionError), _opened(folder, os.O_RDONLY) as descriptor:
        _sync(descriptor)
