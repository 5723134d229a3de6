"""A data sheet in a workbook -> the tree of a sheet: columns by their heading, rows by their key, wherever they stand.

Rows and columns may be added, moved or hidden, and notes may stand beside a table. What is calculated in the workbook
(archetype, value used, checks, copies of the page `start`) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lca_models.inventory.activity.findings import Findings, SheetError
from lca_models.inventory.activity.sheet.entries import (
    FIELDS,
    SHEETS,
    TABLES,
    VALUE,
    Entry,
    Line,
    RawSheet,
    shift_month,
)
from lca_models.inventory.activity.sheet.fields import (
    DAY,
    MATERIALS,
    MONTH,
    columns_of,
    keys_of,
    materials_of,
    plain,
    rows_of,
    sheet_of_key,
)
from lca_models.inventory.activity.sheet.headings import Headings, find_headings
from lca_models.inventory.activity.sheet.workbook_cells import Cell, Page, read_pages
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import nearest
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import answered_in, message, speaking

START, VERSION = "start", "1"
FURTHER = (START, "quality", "checks", "lists")  # pages of a workbook that are no sheet
WITH_VALUE = ("unit", "basis", "state")  # say nothing where no value stands
PERIOD = ("product", "period_start")
_COPY = re.compile(r'=IF\((START![A-Z]+[0-9]+)="","",\1\)')
_WHOLE_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def read_workbook(path: Path, spoken: str = "", name: str = "") -> RawSheet:
    """The tree of a data sheet in a workbook, with what is wrong in its cells among the findings.

    `spoken`: the language of these (default: that of the sheet); `name`: of the file, for messages. Raises SheetError for a
    file that is no workbook or no data sheet; OSError where there is none.
    """
    name = name or path.name
    pages = {plain(page.name): page for page in read_pages(path, name)}
    if not {*SHEETS, START} & set(pages):
        raise SheetError(
            message("{name} is no data sheet: none of its sheets is called {listed}", name=name,
                    listed=enumerated((START, *SHEETS)))
        )  # fmt: skip
    language = _said(pages.get(START), "language") or ENGLISH
    with speaking(spoken or answered_in(language if language in LANGUAGES else ENGLISH)):
        return _Reader(path, pages).sheet(language)


def _said(page: Page | None, key: str) -> str:
    """What the page `start` says beside a key of its own."""
    for row in page.rows.values() if page else ():
        first = row.get(min(row))
        if first is not None and plain(first.text) == key:
            return next((one.text for column, one in sorted(row.items())[::-1] if column > 3 and one.text), "")
    return ""


@dataclass
class _Reader:
    """Reads the pages, and collects what cannot stand in their cells."""

    path: Path
    pages: Mapping[str, Page]
    findings: Findings = field(default_factory=Findings)
    period: str = ""  # first month of the sheet, where it is known

    def sheet(self, language: str) -> RawSheet:
        self._judge_pages(language)
        fields: dict[str, dict[str, dict[str, Entry]]] = {}
        for name in FIELDS:
            if page := self.pages.get(name):
                fields[name] = dict(self._fields(name, page))
        if page := self.pages.get(START):
            self._merge(self._started(page), fields)
        for rows in fields.values():
            for key in [key for key, line in rows.items() if not _says_something(line)]:
                del rows[key]
        start = fields.get(PERIOD[0], {}).get(PERIOD[1], {}).get(VALUE)
        self.period = start.text if start and _WHOLE_MONTH.fullmatch(start.text) else ""
        tables = {name: tuple(self._rows(name, page)) for name in TABLES if (page := self.pages.get(name))}
        return RawSheet(
            self.path,
            language if language in LANGUAGES else ENGLISH,
            {name: rows for name, rows in fields.items() if rows},
            {name: rows for name, rows in tables.items() if rows},
            tuple(self.findings.found),
        )

    def _judge_pages(self, language: str) -> None:
        """Names of pages that are nearly right, and an edition or a language that is none."""
        missing = [name for name in SHEETS if name not in self.pages]
        for name, page in self.pages.items():
            if name in SHEETS or name in FURTHER or not page.rows:
                continue
            if near := nearest(name, missing):
                self.findings.error(page.name, _unknown(page.name, near), "V01")
            elif sheets := [one for one in missing if _has_columns_of(one, page)]:
                text = message("has the columns of a data sheet under another name; call it {listed}",
                               listed=message(" or ").join(sheets))  # fmt: skip
                self.findings.error(page.name, text, "V01")
            else:
                self.findings.note(page.name, message("is no sheet of a data sheet and is not read"))
        version = _said(self.pages.get(START), "data_sheet")
        if version not in ("", VERSION):
            text = message(
                "'{x}' is no edition of the sheet; this one is {version}", x=excerpt(version), version=VERSION
            )
            self.findings.error(START, text, "V07")
        if language not in LANGUAGES:
            text = message("'{x}' is not in the list: {listed}", x=excerpt(language), listed=enumerated(LANGUAGES))
            self.findings.error(START, text, "V07")

    def _fields(self, sheet: str, page: Page) -> Iterator[tuple[str, dict[str, Entry]]]:
        """Rows of a page of fields by key."""
        if (headings := self._headings(sheet, page)) is None:
            return
        seen: dict[str, int] = {}
        for number, row in headings.data(page):
            key = self._key(sheet, headings, number, row)
            line = dict(self._entries(sheet, page, headings, number, row, key))
            is_free = key not in keys_of(sheet)
            if not is_free:
                line.pop("label", None)
            elif not {VALUE, "process", "supplier_id"} & set(line):
                continue  # a remark below the table
            if not line:
                continue
            if key in seen:
                place = page.place(seen[key], headings.column(VALUE) or 1)
                text = message("{key} stands there twice, first in {place}; keep one", key=excerpt(key), place=place)
                self.findings.error(page.place(number, headings.column(VALUE) or 1), text)
                continue
            seen[key] = number
            yield key, line

    def _key(self, sheet: str, headings: Headings, number: int, row: Mapping[int, Cell]) -> str:
        """The key of a row: of its cell, of its name, or one of its own for a material beside those of the sheet."""
        said, label = (headings.text(row, column) for column in ("key", "label"))
        known = {*keys_of(sheet)}
        if plain(said) in known:
            return plain(said)
        words = {plain(part) for part in label.split("\n")}
        for key, one in (
            (key, one) for known_rows in (materials_of(sheet), rows_of(sheet)) for key, one in known_rows.items()
        ):
            if not said and {key, plain(one.english), plain(one.chinese)} & words:
                return key
        if sheet in MATERIALS:
            return plain(said) or f"other_row_{number}"
        return plain(said) or " ".join(label.split())

    def _started(self, page: Page) -> Iterator[tuple[str, str, dict[str, Entry]]]:
        """Sheet, key and columns of each row of the page `start`."""
        if (headings := self._headings(START, page)) is None:
            return
        for number, row in headings.data(page):
            said = plain(headings.text(row, "key"))
            sheet, _, key = said.rpartition(".")
            sheet = sheet or sheet_of_key(key)
            if sheet in FIELDS and key in keys_of(sheet):
                yield sheet, key, dict(self._entries(sheet, page, headings, number, row, key))

    def _merge(
        self, started: Iterator[tuple[str, str, dict[str, Entry]]], fields: dict[str, dict[str, dict[str, Entry]]]
    ) -> None:
        """Put what the page `start` says where it belongs; a value that stands on both is named where they differ."""
        for sheet, key, line in started:
            line.pop("label", None)
            home = fields.setdefault(sheet, {}).setdefault(key, {})
            here, there = line.get(VALUE), home.get(VALUE)
            if here and there and here.text != there.text:
                text = message("'{x}' stands there and '{y}' in {place}; keep the one on the sheet start",
                               x=excerpt(there.text), y=excerpt(here.text), place=here.place)  # fmt: skip
                self.findings.error(there.place, text)
            if here is None:
                line = {column: one for column, one in line.items() if column not in WITH_VALUE}
            fields[sheet][key] = {**home, **line}

    def _rows(self, sheet: str, page: Page) -> Iterator[Line]:
        """Rows of a page of rows."""
        if (headings := self._headings(sheet, page)) is None:
            return
        for number, row in headings.data(page):
            line = dict(self._entries(sheet, page, headings, number, row, ""))
            first = next(iter(columns_of(sheet)))
            if line and set(line) != {first}:  # a name alone says nothing, and may be a remark below the table
                yield line

    def _headings(self, sheet: str, page: Page) -> Headings | None:
        """Where the columns of a page are; what is no column of it is named, where something stands below."""
        found = find_headings(page, sheet)
        if found is None:
            if page.rows:
                text = message("has no headings of a data sheet; take those of lca-models new")
                self.findings.error(page.name, text, "V01")
            return None
        for column, key in found.repeated.items():
            text = message("the column '{column}' stands twice; keep one", column=key)
            self.findings.error(page.place(found.row, column), text)
        for column, words in found.unknown.items():
            if not any(column in row and not row[column].is_empty for _, row in found.data(page)):
                continue
            near = nearest(words, found.known)
            place = page.place(found.row, column)
            if near:
                self.findings.error(place, _unknown(words, near), "V01")
            else:
                self.findings.warn(place, message("the column '{column}' is none of this sheet and is not read",
                                                  column=excerpt(words)), "V01")  # fmt: skip
        return found

    def _entries(
        self, sheet: str, page: Page, headings: Headings, number: int, row: Mapping[int, Cell], key: str
    ) -> Iterator[tuple[str, Entry]]:
        """What a row says, by column."""
        columns, rows = columns_of(sheet), rows_of(sheet)
        for column, name in headings.columns.items():
            cell = row.get(column)
            if cell is None or name in headings.calculated:
                continue
            one = rows.get(key) if name == VALUE else columns.get(name)
            text = self._text(page.place(number, column), cell, name, one.kind if one else "")
            if text:
                if "month " in name:
                    name = self._month(page, name, headings.row, column)
                if name:
                    yield name, Entry(text, page.place(number, column))

    def _text(self, place: str, cell: Cell, name: str, kind: str) -> str:
        """The text of a cell; empty where it says nothing, or cannot be taken."""
        if _COPY.fullmatch(re.sub(r"[$' ]", "", cell.formula).upper()):
            return ""
        if cell.error:
            text = message("holds the error {x}; correct its formula, or write the value", x=excerpt(cell.error))
            self.findings.error(place, text, "V05")
            return ""
        if not cell.is_stored:
            text = message("this formula has no stored value; open the file in Excel, save it, try again")
            self.findings.error(place, text, "V05")
            return ""
        if cell.day is not None and (kind == MONTH or (kind != DAY and name == "period" and cell.day.day == 1)):
            return cell.text[: len("2025-01")]
        return " ".join(cell.text.split("\n"))

    def _month(self, page: Page, name: str, row: int, column: int) -> str:
        """A column of the third month of the sheet, say, as the month it is; empty where nobody knows."""
        prefix, _, number = name.rpartition("month ")
        if self.period:
            return f"{prefix}{shift_month(self.period, int(number) - 1)}"
        text = message("the months have no year; give the first month of the period ({key} on the sheet start)",
                       key=PERIOD[1])  # fmt: skip
        if not any(one.text == text and one.place.startswith(f"{page.name}!") for one in self.findings.found):
            self.findings.error(page.place(row, column), text, "V02")
        return ""


def _has_columns_of(sheet: str, page: Page) -> bool:
    """Whether most headings of a page, and at least three, are columns of a sheet."""
    found = find_headings(page, sheet)
    return found is not None and len(found.columns) >= 3 and len(found.columns) > len(found.unknown)


def _says_something(line: dict[str, Entry]) -> bool:
    """Whether a row says more than the unit in which it says nothing; such columns are taken out."""
    if VALUE not in line:
        for column in WITH_VALUE:
            line.pop(column, None)
    return bool(line)


def _unknown(words: str, near: str) -> str:
    return message("'{x}' is not a field of this sheet; {suggestion}", x=excerpt(words), suggestion=near)
