"""What is read of a workbook without a library is what the library reads; whatever is written otherwise is left to it."""

import io
import warnings
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from counts import examples
from mutated_sheets import document_of, workbook_of
from mutations import mutants, mutated_workbook
from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from lca_models.inventory.activity.sheet import workbook_cells
from lca_models.inventory.files.plain_workbook import plain_sheets
from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.files.workbooks import open_sheets, sound_workbook

LFP = Path(__file__).parents[3] / "notebooks" / "data_sheets" / "lfp_sichuan.yaml"
CODES = (
    "0.0%",
    '0"%"',
    "yyyy-mm-dd",
    'd" days"',
    "[h]:mm",
    "[$-409]d/m/yy",
    "[Red]0.0",
    "_m0",
    r"0\m",
    '"d"0',
    "0_%",
    "0;d",
)
DAYS, SMALL = (
    (45_658, 45_658.75, 61, 60),
    (30.5, 1, 0.5, 0, 0.25, -2.25),
)  # numbers: those that are days to both, and others
OTHERS = ("text", " a\nb ", True, False, "=1+1", "#N/A", None)


def by_library(content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(workbook_cells._page(sheet) for sheet in open_sheets(content))


def plainly(content):
    found = plain_sheets(content)
    return None if found is None else tuple(map(workbook_cells._plain_page, found))


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("code", [*BUILTIN_FORMATS.values(), *CODES])
def test_a_value_in_any_format_is_read_alike_or_left_to_the_library(code):
    for values in ((*DAYS, *OTHERS), SMALL):
        book = Workbook()
        for column, value in enumerate(values, 25):
            book.active.cell(3, column, value).number_format = code
        content = saved(book)

        assert plainly(content) in (None, by_library(content)), values


def test_days_percent_and_numbers_are_told_by_their_formats():
    book = Workbook()
    for column, code in enumerate(("yyyy-mm-dd", "0.0%", "0.00"), 1):
        book.active.cell(1, column, 45_658).number_format = code
    (page,) = plainly(saved(book))

    assert [cell.text for cell in page.rows[1].values()] == ["2025-01-01", "4565800 %", "45658"]


def test_a_sheet_as_spreadsheets_write_it_is_read_without_the_library():
    book = Workbook()
    rows = [["mass", 1.5, 2, True, "=B1*2"], [date(2025, 3, 1), datetime(2025, 3, 1, 12), 0.25, "#N/A"]]
    for row in rows:
        book.active.append(row)
    book.active["C2"].number_format = "0 %"
    book.create_sheet("second")["B4"] = "far"
    content = saved(book)

    assert plainly(content) == by_library(content)
    assert [page.name for page in plainly(content)] == ["Sheet", "second"]


@pytest.mark.parametrize("value", [time(12, 30), timedelta(hours=30), date(1900, 1, 15)])
def test_times_and_days_before_march_1900_are_left_to_the_library(value):
    book = Workbook()
    book.active["A1"] = value

    assert plain_sheets(saved(book)) is None


def test_workbooks_with_slips_are_read_alike_or_left_to_the_library():
    document = document_of(LFP.read_text(encoding="utf-8"))
    book, read = workbook_of(document), 0
    kinds = {
        "cells": lambda chance: workbook_of(document, chance),
        "parts": lambda chance: mutated_workbook(chance, book),
    }
    for name, mutate in kinds.items():
        for seed, content in mutants(f"plain {name}", mutate, examples(12)):
            try:
                with refusing(SealError):
                    found = plainly(sound_workbook(content, 1_000_000))
            except SealError:
                continue
            if found is None:
                continue
            read += 1
            try:
                wanted = by_library(content)
            except Exception:
                continue
            assert found == wanted, seed

    assert read >= 6
