"""Data sheets for tests: small workbooks of cells by place, and empty ones with some cells filled in."""

import io
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook

from lca_models.inventory.activity.sheet.entries import RawSheet, shift_month


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


def as_workbook(path: Path, content: bytes, raw: RawSheet) -> Path:
    """What a sheet says, written into an empty workbook of `lca-models new` where a person would write it."""
    book = load_workbook(io.BytesIO(content))
    start = {row[0].value: row[0].row for row in book["start"].iter_rows(min_row=6)}
    asked = {one.value: one.column for one in book["start"][4]}
    for name, rows in raw.fields.items():
        page = book[name]
        columns = {one.value: one.column for one in page[4]}
        places = {row[0].value: row[0].row for row in page.iter_rows(min_row=6)}
        for key, line in rows.items():
            for column, entry in line.items():
                if f"{name}.{key}" in start and column in asked:
                    book["start"].cell(start[f"{name}.{key}"], asked[column]).value = _value(entry.text)
                else:
                    page.cell(places[key], columns[column]).value = _value(entry.text)
    first = raw.value("product", "period_start")
    months = {shift_month(first.text, by): f"month {by + 1}" for by in range(12)} if first else {}
    for name, lines in raw.tables.items():
        columns = {one.value: one.column for one in book[name][4]}
        for row, line in enumerate(lines, 6):
            for column, entry in line.items():
                before, dot, month = column.rpartition(".")
                there = columns[f"{before}{dot}{months[month]}" if month in months else column]
                book[name].cell(row, there).value = _value(entry.text)
    book.save(path)
    return path


def _value(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text
