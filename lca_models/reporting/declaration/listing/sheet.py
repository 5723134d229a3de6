"""The data sheet in a bundle: the file as it was handed in, what it names, and what was read of it.

What was read has the shape of the sheet, so that a finding points at a value by a JSON pointer: `/meters/2/months/2025-03`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from lca_models.inventory.activity.evidence import file_beside
from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.activity.suppliers.payloads.reading import MARK
from lca_models.reporting.declaration.bundle import SHEET, SHEET_FOLDER
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message
from lca_models.scope.wording.reasons import reason_of

SCHEMA = "sheet-1"
WORKBOOK = ".xlsx"


@dataclass(frozen=True)
class NamedFile:
    """A file that a sheet names, and where the bundle keeps it."""

    named: str  # as the sheet writes it, without what it wants of the file
    member: str
    content: bytes
    place: str  # sheet and cell
    is_outside: bool = False  # of the folder of the sheet

    @property
    def sha256(self) -> str:
        """Its hash in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def named_files(sheet: DataSheet) -> tuple[NamedFile, ...]:
    """The footprints of suppliers that a sheet names, each once.

    Raises SheetError, in all their cells at once, for files that cannot be read, and for paths of this machine, which
    nobody else has.
    """
    folder, found, problems = sheet.file.parent, dict[str, NamedFile](), list[str]()
    for line in sheet.suppliers:
        if not line.file:
            continue
        name = line.file if line.file.lower().endswith(WORKBOOK) else line.file.partition(MARK)[0]
        place = line.where("file")
        if name in found:
            continue
        if PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or "\\" in name:
            problems.append(message("{place}: '{name}' is a path of one machine; put the file beside the sheet and name it so",
                                    place=place, name=excerpt(name)))  # fmt: skip
            continue
        try:
            content = (folder / name).read_bytes()
        except OSError as error:
            problems.append(message("{place}: '{name}' cannot be read ({reason}); it goes into the bundle with the sheet",
                                    place=place, name=excerpt(name), reason=reason_of(error)))  # fmt: skip
            continue
        is_outside = file_beside(folder, name) is None
        member = _member(
            name, content, is_outside, {one.member for one in found.values()} | {SHEET, sheet_member(sheet)}
        )
        found[name] = NamedFile(name, member, content, place, is_outside)
    if problems:
        raise SheetError("\n".join(problems))
    return tuple(found.values())


def sheet_member(sheet: DataSheet) -> str:
    """Where the bundle keeps the sheet itself."""
    return f"{SHEET_FOLDER}{sheet.file.name}"


def _member(name: str, content: bytes, is_outside: bool, taken: set[str]) -> str:
    """The place of a file: its own below the sheet, else its name, with digits of its hash where that is taken."""
    path = PurePosixPath(name)
    inside = SHEET_FOLDER + (path.name if is_outside else "/".join(part for part in path.parts if part != "."))
    if inside not in taken:
        return inside
    return f"{SHEET_FOLDER}{hashlib.sha256(content).hexdigest()[:12]}_{path.name}"


def sheet_document(sheet: DataSheet, files: tuple[NamedFile, ...]) -> dict[str, Any]:
    """What was read of a sheet: every cell with its place, its words, unit, kind of source, document, period and scores."""
    read = sheet.model_dump(mode="json", exclude={"file", "findings"}, exclude_none=True)
    content = sheet.file.read_bytes()
    return {
        "schema": SCHEMA,
        "file": {"name": sheet.file.name, "member": sheet_member(sheet), "sha256": hashlib.sha256(content).hexdigest()},
        "files": [{"named": one.named, "member": one.member, "sha256": one.sha256, "place": one.place,
                   "outside_the_folder_of_the_sheet": one.is_outside} for one in files],
        **{name: _scored(part) for name, part in read.items() if part not in ({}, [])},
    }  # fmt: skip


def _scored(part: Any) -> Any:
    """A part of the sheet without the scores that nobody gave."""
    if isinstance(part, list):
        return [_scored(one) for one in part]
    if not isinstance(part, Mapping):
        return part
    return {name: _scored(one) for name, one in part.items() if name != "scores" or any(one)}


def pointers(document: Mapping[str, Any]) -> dict[str, str]:
    """JSON pointers into what was read of a sheet, by the place of a cell: sheet and cell, as findings name it."""
    found: dict[str, str] = {}
    for place, pointer in _places(document, ""):
        found.setdefault(place, pointer)
    return found


def _places(part: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Values before the rows that hold them: a value is the nearer answer for its own cell."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from _places(one, f"{pointer}/{number}")
        return
    if not isinstance(part, Mapping):
        return
    for name, one in part.items():
        if name not in ("places", "files"):
            yield from _places(one, f"{pointer}/{_escaped(str(name))}")
    places = part.get("places")
    for name, place in places.items() if isinstance(places, Mapping) else ():
        if isinstance(place, str) and name in part:
            yield place, f"{pointer}/{_escaped(str(name))}"
    if isinstance(place := part.get("place"), str) and place:
        yield place, pointer


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
