"""The sections of a workbook in Brightway's format, and what is wrong with them, by sheet and row.

A line with `Database`, `Activity`, `Exchanges`, `Parameters` or the like in its first cell begins a section. bw2io passes over
what it does not recognise, or ends with the first assertion that fails, so that the sections are looked at before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lca_models.inventory.formats.sheets import Sheet
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

SECTIONS = ("activity", "database", "project parameters")  # what begins one and ends the one before
PARTS = {"exchanges": "head", "parameters": "parameters"}  # of a process
_TABLES = ("project parameters", "database parameters")
_NEEDED = ("name", "amount", "type")  # headings without which an exchange is none


def place_in(file: str, sheet: Sheet, number: int) -> str:
    """FILE SHEET:ROW; two colons in a row would make bw2io see several values."""
    return f"{file}{' ' if sheet.name else ''}{sheet.name}:{number}".replace("::", ":")


def word_of(line: Sequence[Any]) -> str:
    """The first cell of a line as sections are recognised by."""
    return line[0].strip().lower() if line and isinstance(line[0], str) else ""


def is_passed_over(sheet: Sheet) -> bool:
    """Whether the format passes over a sheet: its first cell is empty, no text, or `skip`."""
    return bool(sheet.name) and (
        not sheet.lines or sheet.lines[0][0] != 1 or word_of(sheet.lines[0][1]) in ("", "skip")
    )


def passed_over(sheets: Sequence[Sheet], file: str) -> tuple[str, ...]:
    """A note of the sheets that the format passes over but that hold processes."""
    names = [
        sheet.name
        for sheet in sheets
        if is_passed_over(sheet) and any(word_of(cells) == "activity" for _, cells in sheet.lines)
    ]
    if not names:
        return ()
    said = message(
        "{file}: passed over, as their first cell is empty or 'skip': {sheets}", file=file, sheets=enumerated(names)
    )
    return (said,)


def section_problems(sheets: Sequence[Sheet], file: str) -> list[str]:
    """Everything that keeps the sections from being read, or that would be passed over in silence."""
    read = [sheet for sheet in sheets if not is_passed_over(sheet)]
    problems = [problem for sheet in read for problem in _of_sheet(sheet, file)]
    if not any(word_of(cells) == "database" for sheet in read for _, cells in sheet.lines):
        first = next((word_of(cells) for sheet in sheets for _, cells in sheet.lines), "")
        problems.append(
            message("{file} cannot be read as a workbook in Brightway's format: no line begins with 'Database' (the first "
                    "begins with '{first}'); write Database and its name above the processes", file=file, first=excerpt(first))
        )  # fmt: skip
    return problems


def _of_sheet(sheet: Sheet, file: str) -> Iterator[str]:
    in_process, parts, headings = False, set[str](), 0
    for number, cells in sheet.lines:
        word, where = word_of(cells), place_in(file, sheet, number)
        begins = word in SECTIONS or word in _TABLES or (in_process and word in PARTS)
        if headings and not begins:  # a table may be empty
            yield from _of_headings(cells, where, is_exchanges=headings == _OF_EXCHANGES)
        headings = 0
        if word in SECTIONS or word in _TABLES:
            in_process, parts = word == "activity", set()
            name = cells[1] if len(cells) > 1 else None
            if word in ("activity", "database") and not (isinstance(name, str) and name.strip()):
                yield _no_name(word, name, where)
            headings = _OF_PARAMETERS if word in _TABLES else 0
        elif in_process and word in PARTS:
            if word in parts:
                yield message(
                    "{where}  the process has a second section '{section}'; join them", where=where, section=cells[0]
                )
            parts.add(word)
            headings = _OF_EXCHANGES if word == "exchanges" else _OF_PARAMETERS


_OF_PARAMETERS, _OF_EXCHANGES = 1, 2  # what headings are expected in the next line


def _no_name(word: str, name: Any, where: str) -> str:
    if word == "database":
        return message("{where}  the database has no name; write it beside 'Database'", where=where)
    return message("{where}  a process is named {name!r}, which is no text; give it a name", where=where, name=name)


def _of_headings(cells: Sequence[Any], where: str, *, is_exchanges: bool) -> Iterator[str]:
    """Headings of a table: none between others is empty, and those that are needed are there."""
    width = max((at for at, cell in enumerate(cells, start=1) if cell), default=0)
    for at, cell in enumerate(cells[:width], start=1):
        if not cell:
            yield message(
                "{where}  column {column} has no heading, but those after it have; give it one", where=where, column=at
            )
    given = {str(cell).strip().lower() for cell in cells[:width] if cell}
    for name in _NEEDED if is_exchanges else _NEEDED[:1]:
        if width and name not in given:
            yield message("{where}  the heading '{name}' is missing", where=where, name=name)
