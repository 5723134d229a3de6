"""The cells of a workbook (.xlsx) that is written plainly, without a library, which takes longer to load than they to read.

Spreadsheets write most workbooks plainly: rows and cells in order, each with its place, formulas one by one. What stands
otherwise is left to `workbooks.open_sheets`, and so is every workbook that is not whole: `plain_sheets` answers None and judges
nothing. What both read is the same.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

from lca_models.inventory.files.workbooks import COLUMNS, ROWS

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TO_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_C, _V, _F, _IS, _T, _R = (f"{_MAIN}{name}" for name in ("c", "v", "f", "is", "t", "r"))
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")
_INDEX = re.compile(r"[0-9]{1,9}")
_SHOWN_AS_IS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a format
_ELAPSED = re.compile(r"\[[hmsHMS]+\]")
_DATE = re.compile(r"(?<!_)[dmhysDMHYS]")
_DATES, _ELAPSED_TIME, _PERCENTS = frozenset({*range(14, 23), 45, 47}), 46, frozenset({9, 10})  # formats without a code
_OWN_FORMATS = 164  # from here on a format has a code
_FIRST_DAY, _AFTER_LEAP_DAY, _MS = datetime(1899, 12, 30), 60, 86_400_000  # of Excel, which has a 29 February 1900
_BROKEN = (ElementTree.ParseError, KeyError, ValueError, OverflowError, RuntimeError, OSError, EOFError, zlib.error,
           zipfile.BadZipFile)  # fmt: skip
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


@dataclass(frozen=True, slots=True)
class PlainCell:
    """What a cell stores, and the formula behind it."""

    column: int
    value: Any  # number, text, bool, datetime; None for nothing
    kind: str  # n, s, b, d or e, as in the file
    is_percent: bool
    formula: str | None = None  # with its equals sign
    is_stored: bool = True  # False of a formula that was never calculated


@dataclass(frozen=True)
class PlainSheet:
    """A sheet: its name, and the cells of each row that has some, by its number."""

    title: str
    rows: Mapping[int, tuple[PlainCell, ...]]


class NotPlainError(Exception):
    """A workbook holds something that is not read here."""


def plain_sheets(content: bytes) -> tuple[PlainSheet, ...] | None:
    """The sheets of a workbook that `sound_workbook` has looked at; None where it is not all plain."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Book(archive).sheets()
    except (NotPlainError, *_BROKEN):
        return None


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        types = [(one.get("PartName", ""), one.get("ContentType", "")) for one in self._part("[Content_Types].xml")]
        _need([name for name, kind in types if kind == _BOOK] == ["/xl/workbook.xml"])
        texts = [name for name, kind in types if kind == _TEXTS]
        _need(len(texts) < 2 and all(one.startswith("/") for one in texts))
        self._texts = [_text_of(one) for one in self._part(texts[0][1:]).iter(f"{_MAIN}si")] if texts else []
        self._styles = tuple(self._formats())

    def sheets(self) -> tuple[PlainSheet, ...]:
        book = self._part("xl/workbook.xml")
        properties = book.find(f"{_MAIN}workbookPr")
        _need(properties is None or properties.get("date1904", "0") in ("0", "false"))
        targets = {one.attrib["Id"]: one for one in self._part("xl/_rels/workbook.xml.rels")}
        found: dict[str, PlainSheet] = {}
        for one in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
            said = targets[one.attrib[_RELATED]]
            _need(said.get("Type") == _TO_SHEET and said.get("TargetMode", "Internal") == "Internal")
            target = said.attrib["Target"]
            path = target[1:] if target.startswith("/") else f"xl/{target}"
            _need(".." not in path and "\\" not in path and path not in found)
            found[path] = PlainSheet(one.attrib["name"], dict(self._rows(self._part(path))))
        _need(bool(found))
        return tuple(found.values())

    def _part(self, name: str) -> Any:
        _need(not name.lower().endswith(".svg"))  # pictures alone may declare entities, so nobody looked at them
        return ElementTree.fromstring(self._archive.read(name))  # noqa: S314  looked at: no entities

    def _formats(self) -> Iterator[str]:
        """What each style of cells is: d for a date, e for a time elapsed, p for percent, or empty."""
        sheet = self._part("xl/styles.xml")
        codes = {
            int(one.attrib["numFmtId"]): one.attrib["formatCode"]
            for one in sheet.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        }
        for one in sheet.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
            number = int(one.get("numFmtId", "0"))
            if number in codes:
                yield _kind_of(codes[number])
                continue
            _need(0 <= number < _OWN_FORMATS)
            yield "d" if number in _DATES else "e" if number == _ELAPSED_TIME else "p" if number in _PERCENTS else ""

    def _rows(self, sheet: Any) -> Iterator[tuple[int, tuple[PlainCell, ...]]]:
        rows = sheet.findall(f"{_MAIN}sheetData/{_MAIN}row")
        _need(len(rows) == sum(1 for _ in sheet.iter(f"{_MAIN}row")))
        last = 0
        for row in rows:
            text = row.get("r", "")
            _need(_INDEX.fullmatch(text) is not None)
            number = int(text)
            _need(last < number <= ROWS)
            last = number
            cells = tuple(self._cell(one, text) for one in row)
            columns = [0, *(one.column for one in cells)]
            _need(all(one < other for one, other in pairwise(columns)))
            if cells:
                yield number, cells

    def _cell(self, one: Any, row: str) -> PlainCell:
        place = _PLACE.fullmatch(one.get("r", ""))
        _need(one.tag == _C and place is not None and place[2] == row)
        column = _column(place[1]) if place else 0
        style = one.get("s", "0")
        _need(column <= COLUMNS and _INDEX.fullmatch(style) is not None)
        shown = self._styles[int(style)] if int(style) < len(self._styles) else ""
        kind, text, inside = one.get("t", "n"), one.findtext(_V) or None, one.find(_F)
        formula, is_stored = None, True
        if inside is not None:
            _need(not inside.get("t") or (inside.get("t") == "normal"))
            formula, is_stored = f"={inside.text or ''}", text is not None or kind == "str"
        value, kind = self._value(one, kind, text, shown)
        return PlainCell(column, value, kind, shown == "p", formula, is_stored)

    def _value(self, one: Any, kind: str, text: str | None, shown: str) -> tuple[Any, str]:
        if kind == "inlineStr":
            inside = one.find(_IS)
            _need(inside is not None and inside.find(f"{_MAIN}r") is None)
            return _text_of(inside, cleaned=False), "s"
        if text is None:
            _need(kind in ("n", "s", "b", "e", "str"))
            return None, kind
        if kind == "n":
            _need(_NUMBER.fullmatch(text) is not None)
            number = float(text) if set(text) & set(".eE") else int(text)
            if shown in ("d", "e"):
                _need(shown == "d")
                return _day(number), "d"
            return number, "n"
        if kind == "s":
            _need(_INDEX.fullmatch(text) is not None and int(text) < len(self._texts))
            return self._texts[int(text)], "s"
        if kind == "b":
            _need(text in ("0", "1"))
            return text == "1", "b"
        _need(kind == "str" or (kind == "e" and text in _ERRORS))
        return text, "s" if kind == "str" else "e"


def _text_of(one: Any, *, cleaned: bool = True) -> str:
    """A text in one piece, or in pieces of other fonts; how it is pronounced is left out."""
    pieces = [
        inner for part in one for inner in ([part] if part.tag == _T else part.findall(_T) if part.tag == _R else [])
    ]
    whole = "".join(piece.text or "" for piece in pieces)
    return whole.replace("x005F_", "") if cleaned else whole


def _kind_of(code: str) -> str:
    first = code.split(";")[0]
    if _ELAPSED.search(first):
        return "e"
    return "d" if _DATE.search(_SHOWN_AS_IS.sub("", first)) else "p" if "%" in _SHOWN_AS_IS.sub("", code) else ""


def _day(number: float) -> datetime:
    _need(number >= _AFTER_LEAP_DAY)
    whole, rest = divmod(number, 1)
    return _FIRST_DAY + timedelta(days=whole) + timedelta(milliseconds=round(rest * _MS))


def _column(letters: str) -> int:
    found = 0
    for one in letters:
        found = 26 * found + ord(one) - 64
    return found


def _need(condition: bool) -> None:
    if not condition:
        raise NotPlainError
