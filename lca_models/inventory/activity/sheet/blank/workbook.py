"""A data sheet as a workbook, with what its archetype has and what its maker gives: XLSX of any spreadsheet program.

The same product, name, language and cells give the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from lca_models.inventory.activity.sheet.blank.archetype import archetype_of
from lca_models.inventory.activity.sheet.blank.book import FIRST, PAGE_ORDER, Book, Column, begin_page, letter
from lca_models.inventory.activity.sheet.blank.check_page import write_checks
from lca_models.inventory.activity.sheet.blank.field_pages import lay_out, write_field_page
from lca_models.inventory.activity.sheet.blank.given import write_given
from lca_models.inventory.activity.sheet.blank.looks import TWO_LINES, Looks
from lca_models.inventory.activity.sheet.blank.start_page import lay_out_start, write_start
from lca_models.inventory.activity.sheet.blank.table_pages import pages_of_rows, write_table_page
from lca_models.inventory.activity.sheet.blank.texts import text
from lca_models.inventory.activity.sheet.entries import FIELDS, RawSheet
from lca_models.inventory.activity.sheet.fields import all_fields, entries_of
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.labels import check_language

MADE = datetime(2020, 1, 1)  # of every sheet, so that a second run writes the same bytes
_FACTORS = {"kWh": 1, "Wh": 0.001, "MWh": 1000, "GWh": 1e6, "万kWh": 1e4, "kg": 1, "g": 0.001, "t": 1000, "%": 0.01, "MJ": 1,
            "GJ": 1000, "m3": 1, "万m3": 1e4, "Nm3": 1, "万Nm3": 1e4, "L": 0.001}  # fmt: skip
_SCORES = ("time", "place", "technology", "accuracy", "method")


def new_workbook(system: ProductSystem, name: str, language: str, given: RawSheet | None = None) -> bytes:
    """The bytes of a data sheet like the product of a system: empty, or with what is given.

    `name`: of the product that will be filled in; `given`: the cells of a sheet that was read. Raises ScenarioError for an
    unknown language and for a system of no shipped product, ProjectError and FormulaError where the system has no values.
    """
    import xlsxwriter

    check_language(language)
    stream = io.BytesIO()
    file: Any = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book = Book(file, Looks(file), language, archetype_of(system), name)
    file.set_properties({"title": name, "author": "lca_models", "created": MADE})
    for page in PAGE_ORDER:
        book.sheets[page] = file.add_worksheet(page)
    for page in FIELDS:
        lay_out(book, page)
    lay_out_start(book)
    write_start(book)
    for page in FIELDS:
        write_field_page(book, page)
    for page in pages_of_rows():
        write_table_page(book, page)
    write_checks(book)
    _write_quality(book)
    _write_lists(book)
    if given is not None:
        write_given(book, given)
    book.sheets["start"].activate()
    file.close()
    return stream.getvalue()


def _write_quality(book: Book) -> None:
    """What the scores of data quality mean."""
    columns = [Column("score", text("heading.score"), "number"),
               *(Column(one, text(f"heading.{one}"), "label") for one in _SCORES)]  # fmt: skip
    page = begin_page(book, "quality", columns, 1)
    for position, score in enumerate(entries_of("scores")):
        row = FIRST + position
        page.set_row(row, TWO_LINES)
        page.write_string(row, 0, score.code, book.looks.of("label"))
        for column, one in enumerate(_SCORES, 1):
            page.write_string(row, column, book.both(text(f"score.{score.code}.{one}"), "\n"), book.looks.of("label"))


def _write_lists(book: Book) -> None:
    """A hidden page of lists: what drop-downs offer, and what their words mean in formulas."""
    page, file = book.sheets["lists"], book.file
    column = 0

    def write(name: str, rows: list[tuple[Any, ...]]) -> None:
        nonlocal column
        page.write_string(0, column, name, book.looks.of("first"))
        for row, cells in enumerate(rows, 1):
            for offset, value in enumerate(cells):
                page.write(row, column + offset, value)
        width = len(rows[0])
        file.define_name(name, f"=lists!{_range(column, width, len(rows))}")
        column += width

    for name in sorted({one.list for one in all_fields()} - {""}):
        write(f"list_{name}", [(book.word(one),) for one in entries_of(name)])
    write("list_processes", [(code,) for code, _ in book.archetype.processes] or [("",)])
    for name, codes in (("bases", "basis_codes"), ("states", "state_codes")):
        words = {word: one.code for one in entries_of(name) for word in (one.code, one.english, one.chinese)}
        write(codes, list(words.items()))
    write("unit_factors", list(_FACTORS.items()))
    page.hide()


def _range(column: int, width: int, length: int) -> str:
    return f"${letter(column)}$2:${letter(column + width - 1)}${length + 1}"
