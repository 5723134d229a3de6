"""Data sheets for tests: small workbooks of cells by place, and empty ones with some cells filled in."""

import io
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook


def small_workbook(path: Path, pages: Mapping[str, list[list[object]]]) -> Path:
    """A workbook of rows of cells by the name of their sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in pages.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def filled_workbook(path: Path, content: bytes, cells: Mapping[str, object]) -> Path:
    """An empty data sheet with cells filled in, as `start!E11`; its formulas lose their stored values."""
    book = load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    book.save(path)
    return path
