"""The files that say which projects stand below a base folder: `current.json`, and a mark in each project.

Both carry a checksum. What a former version wrote has none; it is looked at in the same way, and a warning says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from lca_models.inventory.files.commit import write_files
from lca_models.inventory.files.manifest import is_inside
from lca_models.inventory.files.sealed import SealError, open_document, refusing, seal_document, tell_former
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

POINTER = "current.json"
MARK = "lca_models.json"
FORMAT = "lca_models projects 2"  # 1 had no checksum and did not say so

_HASHES = {
    "content_hash": re.compile("[0-9a-f]{32}-[0-9A-Za-z]{1,9}"),
    "rows_hash": re.compile("[0-9]{1,9}:[0-9a-f]{64}"),
}


@dataclass(frozen=True)
class CurrentProject:
    """The project in use: its Brightway name, its folder below the base folder, and what it was built from."""

    project: str
    folder: str
    content_hash: str  # of the tables and the builder
    rows_hash: str  # of the project's rows as built; another value today means that somebody edited it


@dataclass(frozen=True)
class Projects:
    """The pointer file: the project in use, and every earlier one that still stands."""

    current: CurrentProject | None
    earlier: tuple[CurrentProject, ...] = ()


def read_pointer(base: Path) -> Projects:
    """The projects built so far.

    Raises ProjectError when the pointer file is damaged.
    """
    path = base / POINTER
    if not path.is_file():
        return Projects(None)
    with refusing(lambda words: _damaged(path, words)):
        stored, is_sealed = _opened(path)
        if set(stored) != {"current", "earlier"} or not isinstance(stored["earlier"], list):
            raise SealError(message("lacks an entry, or holds one too many"))
        found = Projects(_project_of(stored["current"]), tuple(map(_project_of, stored["earlier"])))
    if not is_sealed:
        tell_former(path)
    return found


def write_pointer(base: Path, projects: Projects) -> None:
    """Switch to a project in one step: a reader sees the old pointer or the new one, never a part."""
    write_files(base, {POINTER: seal_document({"format": FORMAT} | asdict(projects))})


def write_mark(base: Path, built: CurrentProject) -> None:
    """Mark a project with what it was built from, so that it is known where the pointer file is lost."""
    write_files(base / built.folder, {MARK: seal_document({"format": FORMAT} | asdict(built))})


def marked_projects(base: Path) -> Iterator[CurrentProject]:
    """Projects below a base folder whose own mark says what they are; a damaged mark says nothing."""
    for path in sorted(base.glob(f"*/{MARK}")):
        with suppress(ProjectError), refusing(ProjectError):
            found = _project_of(_opened(path)[0])
            if found.folder == path.parent.name:
                yield found


def _opened(path: Path) -> tuple[dict[str, Any], bool]:
    """What a file says, and whether it is sealed; one that says its format has not lost its checksum."""
    stored, is_sealed = open_document(path.read_bytes())
    if stored.pop("format", "") == FORMAT and not is_sealed:
        raise SealError(message("has lost its checksum"))
    return stored, is_sealed


def _project_of(stored: Any) -> CurrentProject:
    """A project as a document describes it. Raises SealError for one that cannot be."""
    names = [one.name for one in fields(CurrentProject)]
    if not isinstance(stored, Mapping) or set(stored) != set(names):
        raise SealError(message("lacks an entry, or holds one too many"))
    odd = [
        name
        for name in names
        if not isinstance(stored[name], str) or not stored[name].isprintable() or not stored[name]
    ]
    odd += [name for name, pattern in _HASHES.items() if name not in odd and not pattern.fullmatch(stored[name])]
    odd += [] if "folder" in odd or is_inside(stored["folder"]) else ["folder"]
    if odd:
        raise SealError(message("'{name}' is {value}", name=odd[0], value=excerpt(stored[odd[0]])))
    return CurrentProject(**stored)


def _damaged(path: Path, words: str) -> ProjectError:
    return ProjectError(
        message("{path} is damaged ({error}); delete it and run lca-models build", path=path, error=words)
    )
