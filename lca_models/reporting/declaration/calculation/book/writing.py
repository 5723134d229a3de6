"""Pages of cells as a workbook (.xlsx): values beside the formulas, what may be changed in yellow, the same bytes each time."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from datetime import datetime
from typing import Any

from lca_models.inventory.activity.sheet.blank.looks import LINE, THREE_LINES, Looks, number_format
from lca_models.reporting.declaration.calculation.book.evaluation import Fault, Formulas, Key
from lca_models.reporting.declaration.calculation.book.pages import (
    CITED,
    FOLLOWS,
    HEADING,
    INPUT,
    NOTE,
    TITLE,
    VERDICT,
    Book,
    Cell,
    Page,
)

MADE = datetime(2020, 1, 1)  # of every workbook, so that a second run writes the same bytes
WIDTH = 16.0
_LOOKS = {CITED: "archetype", FOLLOWS: "used", NOTE: "second", TITLE: "title", HEADING: "heading", VERDICT: "check"}
_MAY = {"insert_rows": True, "format_cells": True, "format_columns": True, "format_rows": True, "sort": True}


def valued(book: Book) -> Book:
    """The pages with the value of every formula beside it.

    Raises WorkbookError for formulas that are none of the language or go in a circle.
    """
    values = formulas_of(book).values()
    pages = {
        name: replace(page, cells={(row, column): _with_value(cell, values.get((name, row + 1, column + 1)))
                                   for (row, column), cell in page.cells.items()})
        for name, page in book.pages.items()
    }  # fmt: skip
    return replace(book, pages=pages)


def formulas_of(book: Book) -> Formulas:
    """The pages as they are evaluated."""
    contents, formulas = dict[Key, Any](), dict[Key, str]()
    for page in book.pages.values():
        for (row, column), cell in page.cells.items():
            if cell.formula:
                formulas[(page.name, row + 1, column + 1)] = cell.formula
            else:
                contents[(page.name, row + 1, column + 1)] = cell.content
    return Formulas(contents, formulas, book.names)


def workbook_bytes(book: Book, title: str) -> bytes:
    """The file of pages whose formulas have their values. Raises what XlsxWriter raises for names that cannot be."""
    import xlsxwriter

    stream = io.BytesIO()
    file: Any = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False,
                                             "strings_to_numbers": False})  # fmt: skip
    file.set_properties({"title": title, "author": "lca_models", "created": MADE})
    file.set_calc_mode("auto")
    looks = Looks(file)
    for page in book.pages.values():
        _write_page(file.add_worksheet(page.name), page, looks)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, place in book.names.items():
            file.define_name(name, f"={_fixed(place)}")
    file.close()
    return stream.getvalue()


def _with_value(cell: Cell, value: Any) -> Cell:
    if not cell.formula:
        return cell
    return replace(cell, content=value.words if isinstance(value, Fault) else value)


def _fixed(place: str) -> str:
    """A place with dollar signs, as names have it: product!$C$2."""
    page, _, cells = place.partition("!")
    fixed = []
    for one in cells.split(":"):
        letters = one.rstrip("0123456789")
        fixed.append(f"${letters}${one[len(letters) :]}")
    return f"{page}!{':'.join(fixed)}"


def _write_page(sheet: Any, page: Page, looks: Looks) -> None:
    columns = max((column for _, column in page.cells), default=0) + 1
    for column in range(columns):
        sheet.set_column(column, column, page.widths[column] if column < len(page.widths) else WIDTH)
    has_headings = any(cell.look == HEADING for (row, _), cell in page.cells.items() if row == 0)
    if has_headings:
        sheet.freeze_panes(1, 1)
    heights = dict[int, int]()
    for (row, column), cell in page.cells.items():
        heights[row] = max(heights.get(row, 1), _lines(cell, page, column))
    for row, height in sorted(heights.items()):
        least = THREE_LINES if row == 0 and has_headings else LINE
        sheet.set_row(row, LINE if height == 1 else max(least, 13 * height + 4))
    for (row, column), cell in sorted(page.cells.items()):
        _write_cell(sheet, row, column, cell, looks)
    sheet.protect("", _MAY)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if page.is_hidden:
        sheet.hide()


def _lines(cell: Cell, page: Page, column: int) -> int:
    """Lines that a text takes in its column: LibreOffice grows no rows of its own."""
    if not isinstance(cell.content, str) or cell.formula or cell.look in (TITLE, NOTE):
        return 1
    width = page.widths[column] if column < len(page.widths) else WIDTH
    lines = 0
    for line in cell.content.splitlines() or [""]:
        signs = sum(1 if sign < "⺀" else 2 for sign in line)
        lines += max(1, -(-signs // max(1, int(width) - 1)))
    return min(lines, 12)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, looks: Looks) -> None:
    content = cell.content
    is_number = isinstance(content, float | int) and not isinstance(content, bool)
    shown = {"num_format": number_format(float(content))} if is_number and content is not None else {}
    if cell.look == INPUT:
        look = looks.of("input_number", **shown) if is_number else looks.of("input_text")
    elif cell.look in (CITED, FOLLOWS) and not is_number:
        look = looks.of("label")
    else:
        look = looks.of(_LOOKS.get(cell.look, "label"), **shown)
    if cell.formula:
        value = content if content is not None else 0
        sheet.write_formula(row, column, f"={cell.formula}", look, value)
    elif content is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(content, bool):
        sheet.write_boolean(row, column, content, look)
    elif isinstance(content, str):
        sheet.write_string(row, column, content, look)
    else:
        sheet.write_number(row, column, float(content), look)
