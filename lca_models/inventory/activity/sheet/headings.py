"""Headings of a page of a data sheet: which column holds what, by the key or by the words in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lca_models.inventory.activity.sheet.blank.texts import texts
from lca_models.inventory.activity.sheet.entries import FIELDS
from lca_models.inventory.activity.sheet.fields import columns_of, plain
from lca_models.inventory.activity.sheet.workbook_cells import Cell, Page

SEARCHED = 40  # rows in which headings are looked for
APART = 2  # rows between keys and words of a heading, at most
CALCULATED = ("key", "number", "archetype", "used", "check", "total")  # not read as what somebody says
_TITLES = ("label", "material", "archetype", "used", "check", "total", "number")  # texts of headings that are no column
_BEFORE = {"good": "good.", "合格": "good.", "started": "started.", "投入": "started.", "": ""}
_MONTH = re.compile(r"(good|started|合格|投入)?\s*\.?\s*([0-9]{4})\s*[-/.年]\s*(1[0-2]|0?[1-9])\s*月?")
_NTH = re.compile(r"(good|started|合格|投入)?\s*\.?\s*(?:month\s*|第)(1[0-2]|[1-9])\s*(?:个月|月)?")


@dataclass(frozen=True)
class Headings:
    """Which column of a page holds what."""

    row: int  # the last row of headings
    columns: Mapping[
        int, str
    ]  # by number: a column of the sheet, 2025-01, good.2025-01, or month 3 where the year is open
    unknown: Mapping[int, str]  # headings that are none
    repeated: Mapping[int, str]  # columns that another one stands for
    known: tuple[str, ...]  # words that a heading may have
    calculated: tuple[str, ...] = CALCULATED

    def data(self, page: Page) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Number and cells of the rows below the headings."""
        return ((number, row) for number, row in page.rows.items() if number > self.row)

    def column(self, name: str) -> int:
        """The number of a column; 0 where the page has none."""
        return next((number for number, one in self.columns.items() if one == name), 0)

    def text(self, row: Mapping[int, Cell], name: str) -> str:
        """The text of a column in a row; empty where it has none."""
        found = row.get(self.column(name))
        return found.text if found is not None else ""


def find_headings(page: Page, sheet: str) -> Headings | None:
    """The headings of a page; None where no row holds at least two of its columns.

    Keys and words may stand in two rows, one below the other.
    """
    words = _words(sheet)
    found: dict[int, dict[int, str]] = {}
    for number, row in page.rows.items():
        if number <= SEARCHED:
            named = {column: name for column, cell in row.items() if (name := _name(cell, words, sheet))}
            if len(set(named.values())) > 1:
                found[number] = named
    if not found:
        return None
    best = max(found, key=lambda number: (len(found[number]), -number))
    rows = [number for number, named in found.items() if abs(number - best) <= APART and _agree(named, found[best])]
    columns: dict[int, str] = {}
    for number in sorted(rows):
        for column, name in found[number].items():
            is_month = re.fullmatch(r"(\w+\.)?[0-9]{4}-[0-9]{2}", name) is not None
            if column not in columns or (is_month and "month " in columns[column]):
                columns[column] = name
    kept: dict[int, str] = {}
    repeated: dict[int, str] = {}
    for column, name in sorted(columns.items()):
        (repeated if name in kept.values() else kept)[column] = name
    unknown = {
        column: " ".join(cell.text.split())
        for number in rows
        for column, cell in page.rows[number].items()
        if cell.text and column not in columns
    }
    known = tuple(dict.fromkeys([*columns_of(_of(sheet)), *words]))
    calculated = tuple(
        name for name in CALCULATED if name not in columns_of(_of(sheet))
    )  # allocation has a column `key`
    return Headings(max(rows), kept, unknown, repeated, known, calculated)


def _agree(named: Mapping[int, str], best: Mapping[int, str]) -> bool:
    """Whether a row names at least two columns as another row does: it is a heading too."""
    return len({name for column, name in named.items() if best.get(column) == name}) > 1


def _of(sheet: str) -> str:
    return "cell_materials" if sheet == "start" else sheet


def _words(sheet: str) -> Mapping[str, str]:
    """Columns by the words of their headings."""
    found: dict[str, str] = {"key": "key", plain("键名"): "key"}
    for name in _TITLES:
        for words in (name, *texts()[f"heading.{name}"]):
            found[plain(words)] = "label" if name == "material" else name
    if _of(sheet) not in FIELDS:
        found = {words: name for words, name in found.items() if name in ("check", "total")}
    for key, one in columns_of(_of(sheet)).items():
        found |= dict.fromkeys(map(plain, (one.chinese, one.english, *one.heading, key)), key)
    return found


def _name(cell: Cell, words: Mapping[str, str], sheet: str) -> str:
    """The column that a heading means; empty where it is none."""
    parts = [plain(part) for part in (*cell.text.split("\n"), cell.text)]
    found = next((words[part] for part in parts if part in words), "")
    if found or sheet not in ("meters", "output"):
        return found
    if cell.day is not None:
        parts = [cell.text[: len("2025-01")]]
    for part in parts:
        if month := _MONTH.fullmatch(part):
            return _taken(f"{_BEFORE[month[1] or '']}{month[2]}-{int(month[3]):02d}", sheet)
        if nth := _NTH.fullmatch(part):
            return _taken(f"{_BEFORE[nth[1] or '']}month {nth[2]}", sheet)
    return ""


def _taken(name: str, sheet: str) -> str:
    """A month as a column of the sheet; of an output only with what it counts."""
    return name if (sheet == "output") == ("." in name) else ""
