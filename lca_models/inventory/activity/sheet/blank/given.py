"""What a maker gives, written into the input cells of a workbook that is empty otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lca_models.inventory.activity.sheet.blank.book import (
    FIRST,
    HEADINGS,
    KEYS,
    MONTHS,
    Book,
    Column,
    cell,
)
from lca_models.inventory.activity.sheet.blank.field_pages import field_columns, start_column
from lca_models.inventory.activity.sheet.blank.table_pages import table_columns
from lca_models.inventory.activity.sheet.entries import FIELDS, TABLES, VALUE, Entry, Line, RawSheet, shift_month
from lca_models.inventory.activity.sheet.fields import (
    MATERIALS,
    NUMBER,
    WHOLE,
    Field,
    find_column,
    find_entry,
    find_field,
    keys_of,
)

CURVE = "curve"
_PREFILLED = (("product", "name"), ("product", "chemistry"))  # of an empty sheet
_CALCULATED = ("key", "label", "archetype", "used", "check", "total")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,14})?")  # that a workbook keeps to the last digit
_DIGITS = 15
_MONTH = re.compile(r"(good\.|started\.|)([0-9]{4}-[0-9]{2})")


def write_given(book: Book, given: RawSheet) -> None:
    """Write every cell that somebody filled in; what has no cell of its own stands below or beside the others."""
    for place in _PREFILLED:
        if place not in _said(given):
            book.sheets["start"].write_blank(book.on_start[place], start_column(VALUE), None, _look(book, None))
    for sheet in FIELDS:
        _write_fields(book, sheet, given.fields.get(sheet, {}))
    for sheet in TABLES:
        _write_rows(book, sheet, given.tables.get(sheet, ()), _period(given))


def _said(given: RawSheet) -> set[tuple[str, str]]:
    return {(sheet, key) for sheet, rows in given.fields.items() for key in rows}


def _period(given: RawSheet) -> str:
    entry = given.fields.get("product", {}).get("period_start", {}).get(VALUE)
    return entry.text if entry is not None and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", entry.text) else ""


def _write_fields(book: Book, sheet: str, rows: Mapping[str, Line]) -> None:
    """Cells of a page of fields; a key without a row gets one of those left free, then one below them."""
    page, at = book.sheets[sheet], _positions(book, sheet, field_columns(sheet), rows.values())
    free = sorted(row for (where, _), row in book.free_rows.items() if where == sheet)
    below = 1 + max(free or [row for (where, _), row in book.rows.items() if where == sheet])
    for key, line in rows.items():
        row = book.rows.get((sheet, key))
        if row is None:
            row, below = (free.pop(0), below) if free else (below, below + 1)
            page.write_string(row, 0, key, book.looks.of("hidden"))
            if "label" in line or key not in keys_of(sheet):
                page.write_string(row, 1, line["label"].text if "label" in line else key, _look(book, None))
        for column, entry in line.items():
            if column not in _CALCULATED and column in at:
                _write_field(book, sheet, key, column, entry, row, at[column])


def _write_field(book: Book, sheet: str, key: str, column: str, entry: Entry, row: int, position: int) -> None:
    """A cell of a field: where the page start asks for it, its own page repeats it."""
    page, one = book.sheets[sheet], _asked(sheet, key, column)
    text = entry.text.replace("\n", "; ") if key == CURVE else entry.text
    if (sheet, key) in book.on_start and start_column(column):
        there = cell(start_column(column), book.on_start[sheet, key], "start")
        _write(book, book.sheets["start"], book.on_start[sheet, key], start_column(column), text, one)
        page.write_formula(row, position, f'=IF({there}="","",{there})', book.looks.of("link"), _word(book, one, text))
        return
    _write(book, page, row, position, text, one)


def _asked(sheet: str, key: str, column: str) -> Field | None:
    """The field whose kind a cell has."""
    own = find_field(sheet, key) if column == VALUE else None
    return own or find_column(sheet, column)


def _write_rows(book: Book, sheet: str, rows: tuple[Line, ...], period: str) -> None:
    """Cells of a page of rows; amounts of months outside the period stand in columns of their own."""
    inside = {shift_month(period, by): f"month {by + 1}" for by in range(MONTHS)} if period else {}
    named = [{_column(name, inside): entry for name, entry in line.items()} for line in rows]
    at = _positions(book, sheet, table_columns(sheet), named)
    for row, line in enumerate(named, FIRST):
        for column, entry in line.items():
            if column in at:
                _write(book, book.sheets[sheet], row, at[column], entry.text, find_column(sheet, column))


def _column(name: str, inside: Mapping[str, str]) -> str:
    found = _MONTH.fullmatch(name)
    return f"{found[1]}{inside[found[2]]}" if found and found[2] in inside else name


def _positions(book: Book, sheet: str, columns: Iterable[Column], lines: Iterable[Line]) -> dict[str, int]:
    """The place of each column of a page by its key; columns that the page does not have are set up beside the others."""
    at = {one.key: position for position, one in enumerate(columns)}
    for column in dict.fromkeys(name for line in lines for name in line):
        if column not in at and column not in _CALCULATED:
            at[column] = len(at)
            for row in (KEYS, HEADINGS):
                book.sheets[sheet].write_string(row, at[column], column, book.looks.of("heading"))
    return at


def _write(book: Book, page: Any, row: int, position: int, text: str, one: Field | None) -> None:
    """A number where a workbook keeps it as it was written, else the text; never a formula."""
    if not text:
        page.write_blank(row, position, None, _look(book, one))
    elif one is not None and one.kind in (NUMBER, WHOLE) and _is_kept(text):
        page.write_number(row, position, float(text), _look(book, one))
    else:
        page.write_string(row, position, _word(book, one, text), _look(book, one))


def _is_kept(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and len(text.replace(".", "").lstrip("-0")) <= _DIGITS


def _word(book: Book, one: Field | None, text: str) -> str:
    """A choice as drop-downs call it; a unit, and any other text, as it is."""
    found = find_entry(one.list, text) if one is not None and one.list and one.key != "unit" else None
    return book.word(found) if found is not None else text


def _look(book: Book, one: Field | None) -> Any:
    if one is None:
        return book.looks.of("input_text")
    kind = "input_number" if one.kind in (NUMBER, WHOLE) else "input_list" if one.list else "input_text"
    return book.looks.of("quiet" if one.sheet in (*MATERIALS, "values") and one.key != VALUE else kind)
