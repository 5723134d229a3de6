"""Cells of a data sheet in a workbook, with what is stored and the formula behind it, as texts.

A number keeps every digit that the file has, a share in percent its sign, a date its day. What a spreadsheet shows is a
matter of its formats and is not read.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.files.plain_workbook import PlainCell, PlainSheet, plain_sheets
from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.files.workbooks import open_sheets, rows_of_sheet, workbook_content
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

MOST_TAGS = 1_000_000  # of all parts: a sheet has some 50,000, of which most are empty cells with a format
MOST_ROWS = 5_000  # that hold something, of a page
MOST_COLUMNS = 400  # that are looked at
_PERCENT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # what a format shows as it is


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something."""

    text: str  # what is stored, as a person would write it; empty where a formula gives nothing
    formula: str = ""  # with its equals sign
    error: str = ""  # such as #REF!
    is_stored: bool = True  # False of a formula that was never calculated
    day: date | None = None  # of a date

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.error and self.is_stored


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook: number and cells, by the number of their column, of each row that holds something."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]

    def place(self, row: int, column: int) -> str:
        """The words for a cell: meters!F7."""
        return f"{self.name}!{letters(column)}{row}"


def letters(column: int) -> str:
    """The letters of a column counted from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def read_pages(path: Path, name: str = "") -> tuple[Page, ...]:
    """The sheets of a workbook; `name`: of the file, for messages.

    Raises SheetError, in one line that names the file, for what is no workbook and for one larger than a data sheet; OSError
    where there is none.
    """
    with refusing(
        lambda words: SheetError(message("{name} is no workbook ({what})", name=name or path.name, what=words))
    ):
        content = workbook_content(path, MOST_TAGS)
        with warnings.catch_warnings():  # of openpyxl, about dates that are none: they come as errors
            warnings.simplefilter("ignore")
            plain = plain_sheets(content)
            pages = (
                tuple(_page(sheet) for sheet in open_sheets(content))
                if plain is None
                else tuple(map(_plain_page, plain))
            )
            if not pages:
                raise SealError(
                    message("no sheet of it can be read; save it as Excel Workbook (.xlsx), not as Strict Open XML")
                )
            return pages


def _page(sheet: Any) -> Page:
    from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc]
        """Keeps the formula beside the value."""

        def parse_cell(self, element: Any) -> dict[str, Any]:
            found: dict[str, Any] = super().parse_cell(element)
            if element.find(FORMULA_TAG) is not None:
                formula = self.parse_formula(element)
                found["formula"] = formula if isinstance(formula, str) else f"={getattr(formula, 'text', '') or ''}"
                found["stored"] = bool(element.findtext(VALUE_TAG)) or element.get("t") == "str"
            return found

    formats: dict[int, bool] = {}

    def plain(cell: Mapping[str, Any]) -> PlainCell:
        is_percent = _is_percent(cell.get("style_id") or 0, sheet.parent, formats)
        return PlainCell(cell["column"], cell["value"], cell["data_type"], is_percent, cell.get("formula"),
                         bool(cell.get("stored", True)))  # fmt: skip

    return _page_of(str(sheet.title), ((number, map(plain, cells)) for number, cells in rows_of_sheet(sheet, Parser)))


def _plain_page(sheet: PlainSheet) -> Page:
    return _page_of(sheet.title, sheet.rows.items())


def _page_of(title: str, found: Iterable[tuple[int, Iterable[PlainCell]]]) -> Page:
    rows: dict[int, dict[int, Cell]] = {}
    for number, cells in found:
        held = {
            cell.column: _cell(cell)
            for cell in cells
            if (cell.value is not None or cell.formula is not None) and cell.column <= MOST_COLUMNS
        }
        if held:
            rows[number] = held
            if len(rows) > MOST_ROWS:
                raise SealError(message("its sheet '{name}' has more than {most:,} rows; delete those below the table",
                                        name=excerpt(title), most=MOST_ROWS))  # fmt: skip
    return Page(title, rows)


def _cell(cell: PlainCell) -> Cell:
    value, formula = cell.value, cell.formula or ""
    if cell.kind == "e":
        return Cell("", formula, str(value), cell.is_stored)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), formula, "", cell.is_stored, day)
    return Cell(_text(value, cell.is_percent), formula, "", cell.is_stored)


def _text(value: Any, is_percent: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if is_percent:
            return f"{_digits(Decimal(repr(value)) * 100)} %"
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    return "\n".join(line.strip() for line in str(value).replace("_x000D_", "\n").splitlines()).strip()


def _digits(number: Decimal) -> str:
    shown = format(number, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _is_percent(style: int, book: Any, formats: dict[int, bool]) -> bool:
    """Whether the format of a cell shows its number times 100."""
    if style not in formats:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        styles, own = book._cell_styles, book._number_formats
        number = styles[style].numFmtId if style < len(styles) else 0
        at = number - BUILTIN_FORMATS_MAX_SIZE
        code = BUILTIN_FORMATS.get(number, "") if at < 0 else own[at] if at < len(own) else ""
        formats[style] = "%" in _PERCENT.sub("", code or "")
    return formats[style]
