"""Cells of a workbook as texts: every digit, percent, dates, errors, and formulas that nobody calculated."""

import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet import workbook_cells
from lca_models.inventory.activity.sheet.workbook_cells import Cell, letters, read_pages
from tests.blank_sheets import small_workbook


def cells_of(path):
    [page] = read_pages(path)
    return [cell for row in page.rows.values() for cell in row.values()]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=64), min_size=1, max_size=30))
def test_a_number_keeps_every_digit_of_the_file(tmp_path, numbers):
    """openpyxl writes 16 digits"""
    path = small_workbook(tmp_path / "own.xlsx", {"a": [[number] for number in numbers]})

    assert [float(cell.text) for cell in cells_of(path)] == [float(f"{one:.16g}") for one in numbers]


@pytest.mark.parametrize(
    ("value", "text"),
    [(64, "64"), (64.0, "64"), (365.73, "365.73"), (1e-7, "1e-07"), (True, "yes"), (False, "no"), (" 1,2 t ", "1,2 t"),
     ("two\nlines ", "two\nlines"), ("n/a", "n/a"), (datetime(2025, 1, 1), "2025-01-01"), (date(2024, 2, 29), "2024-02-29")],
)  # fmt: skip
def test_a_value_is_written_as_people_write_it(tmp_path, value, text):
    assert [cell.text for cell in cells_of(small_workbook(tmp_path / "own.xlsx", {"a": [[value]]}))] == [text]


def formatted(path, cells):
    """A workbook with a cell in each row: value, format, formula."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("a")
        for row, (value, shown, formula) in enumerate(cells):
            look = book.add_format({"num_format": shown})
            if formula:
                sheet.write_formula(row, 0, formula, look, value)
            else:
                sheet.write(row, 0, value, look)
    return path


def test_a_share_in_percent_keeps_its_sign_and_other_formats_say_nothing(tmp_path):
    """0.95 as 95 %, 0.07 as 7 % and not 7.000000000000001; a percent sign in words is no percent"""
    cells = [(0.95, "0%", ""), (0.07, "0.00%", ""), (0.95, '0.00" %"', ""), (1234.5, "#,##0", ""), (0.5, "General", "")]

    found = [cell.text for cell in cells_of(formatted(tmp_path / "own.xlsx", cells))]

    assert found == ["95 %", "7 %", "0.95", "1234.5", "0.5"]


def rewrite(path, change):
    """Change the part of the first sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name.endswith("sheet1.xml") else content)


def test_formulas_have_their_stored_value_or_say_that_they_have_none(tmp_path):
    """as Excel writes them: a result, an empty text, an error"""
    cells = [(3, "General", "=1+2"), ("#REF!", "General", "=#REF!+1")]
    stored = formatted(tmp_path / "stored.xlsx", cells)
    never = small_workbook(tmp_path / "never.xlsx", {"a": [["=1+2"]]})

    assert cells_of(stored) == [Cell("3", "=1+2"), Cell("", "=#REF!+1", "#REF!")]
    rewrite(stored, lambda part: part.replace(b'<c r="A1"', b'<c t="str" r="A1"').replace(b"<v>3</v>", b"<v></v>"))
    assert cells_of(stored)[0] == Cell("", "=1+2")
    assert [cell.is_stored for cell in cells_of(never)] == [False]


def test_places_are_those_of_the_file(tmp_path):
    [page] = read_pages(small_workbook(tmp_path / "own.xlsx", {"meters": [[], [None, None, "x"]]}))

    assert {number: [*row] for number, row in page.rows.items()} == {2: [3]}
    assert page.place(2, 3) == "meters!C2"
    assert [letters(column) for column in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def test_a_date_that_is_none_is_an_error(tmp_path):
    cells = [(99999999, "yyyy-mm-dd", "")]

    assert [cell.error for cell in cells_of(formatted(tmp_path / "own.xlsx", cells))] == ["#VALUE!"]


@pytest.mark.parametrize("content", [b"", b"a;b\n1,5;2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_workbook_is_refused_in_one_line(tmp_path, content):
    (tmp_path / "own.xlsx").write_bytes(content)

    with pytest.raises(SheetError, match=r"^own\.xlsx is no workbook \(.+\)$"):
        read_pages(tmp_path / "own.xlsx")


def test_more_than_a_data_sheet_holds_is_refused(tmp_path, monkeypatch):
    path = small_workbook(tmp_path / "own.xlsx", {"a": [[number] for number in range(101)]})
    monkeypatch.setattr(workbook_cells, "MOST_ROWS", 100)
    with pytest.raises(SheetError, match=r"its sheet 'a' has more than 100 rows"):
        read_pages(path)
    monkeypatch.setattr(workbook_cells, "MOST_TAGS", 200)
    with pytest.raises(SheetError, match=r"more than 200 elements"):
        read_pages(path)


def test_a_million_empty_rows_with_a_format_are_refused_at_once(tmp_path):
    path = small_workbook(tmp_path / "own.xlsx", {"a": [["x"]]})
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(2, 400_000))
    rewrite(path, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))

    with pytest.raises(SheetError, match=r"own\.xlsx is no workbook \(it has more than 1,000,000 elements"):
        read_pages(path)
