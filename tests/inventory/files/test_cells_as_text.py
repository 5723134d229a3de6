"""Nothing that anybody typed becomes a formula of a spreadsheet, and what the kit reads again is what it wrote."""

import ast
import csv
import io
import math
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syntax_trees import nodes

import lca_models
from lca_models.inventory.files.cells_as_text import as_it_was, csv_bytes, csv_text, inert, workbook_bytes

PACKAGE = Path(lca_models.__file__).parent
HERE = "inventory/files/cells_as_text.py"
FORMS = (
    "inventory/activity/sheet/blank/workbook.py",
    "inventory/activity/suppliers/inquiry/workbook.py",
    "reporting/declaration/calculation/book/writing.py",
    "reporting/declaration/conformity/workbook.py",
    "reporting/declaration/listing/workbook.py",
)
TABLES_AGAIN = "programme/releases/moves/studies.py"  # tables of inventories as they were read, for this kit alone
STARTERS = "=+-@＝＋－＠\t\r\n"
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－1", "  =1", '"=1', "'=1", "\u200b=1",
           "\ufeff=1", "\n=1", "-1.5.2", "a;=1+1;b", "a\t@SUM(1)", "x\n=HYPERLINK(1)", "\u00a0+1"]  # fmt: skip
DANGEROUS = st.text(st.sampled_from([*STARTERS, *"'\" ;a1,.\u00a0\u200b"]), max_size=8)


def first_characters(text, separator):
    """The first visible characters of the cells that a spreadsheet with this separator finds in CSV."""
    for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in line:
            yield cell, cell.lstrip(' "\u00a0\u200b\ufeff')[:1]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_would_be_a_formula_is_inert_and_read_as_it_was(text):
    written = csv_text(["name", text], [["plain", text]])

    for separator in ",;\t":
        assert not [cell for cell, first in first_characters(written, separator) if first and first in STARTERS]
    assert as_it_was(inert(text)) == text


@pytest.mark.parametrize(
    "text", ["-1.5", "+3", "-2e-5", "-.5", "5", "plain", "a - b", "x=1", "", "a, b", "it's", "'quoted'"]
)
def test_numbers_and_ordinary_text_stay_as_they_are(text):
    assert inert(text) == text
    assert as_it_was(text) == text


@given(DANGEROUS)
def test_whatever_is_written_is_read_as_it_was(text):
    assert as_it_was(inert(text)) == text


@given(DANGEROUS)
def test_no_text_begins_a_formula(text):
    found = inert(text)

    assert found == text or found.lstrip()[:1] not in STARTERS or found[:1] == "'" or math.isfinite(float(found))
    assert not [part for part in found.split(";")[1:] if part.lstrip(' "\u00a0\u200b')[:1] in {*"=+-@＝＋－＠"}]


def test_a_table_keeps_its_numbers_and_loses_its_formulas():
    table = pd.DataFrame({"=name": ["=1+1", None], "amount": [-1.5, math.nan], "mixed": [-2.5, "@x"], "n": [-1, 2],
                          "notes": [["=1"], []], "ok": [True, False]})  # fmt: skip
    written = csv_bytes(table).decode()

    assert written.splitlines() == [
        "'=name,amount,mixed,n,notes,ok", "'=1+1,-1.5,-2.5,-1,['=1'],True", ",,'@x,2,[],False"
    ]  # fmt: skip


def test_a_workbook_holds_text_and_no_formulas():
    lines = [
        ["Database", "=cmd"],
        ["formula", "=1+1"],
        ["formula", "-a * b"],
        ["amount", -1.5],
        *([text] for text in HOSTILE),
    ]
    content = workbook_bytes("a title", [[one for one in line if one != "\x00"] for line in lines])
    sheets = {
        name: part.read(name).decode()
        for part in [zipfile.ZipFile(io.BytesIO(content))]
        for name in part.namelist()
        if name.startswith("xl/worksheets/")
    }
    cells = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())

    assert len(sheets) == 1
    assert not [name for name, text in sheets.items() if "<f>" in text or "<f " in text]
    assert {cell.data_type for row in cells for cell in row if isinstance(cell.value, str)} == {"s"}
    assert (cells[1][1].value, cells[1][1].quotePrefix, cells[3][1].value) == ("=1+1", True, -1.5)


def test_nothing_else_in_the_package_writes_tables_for_spreadsheets():
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in nodes(path):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in ("to_csv", "to_excel", "to_clipboard", "DictWriter", "Workbook", "ExcelWriter", "savetxt") or (
                isinstance(node, ast.Attribute) and ast.unparse(node) == "csv.writer"
            ):
                found.append(path.relative_to(PACKAGE).as_posix())

    assert {*found} == {HERE, TABLES_AGAIN, *FORMS}


def test_forms_take_no_text_for_a_formula():
    """a form holds formulas of its own, and texts of others stay texts"""
    for form in FORMS:
        (made,) = (
            node
            for node in nodes(PACKAGE / form)
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Workbook"
        )
        assert "'strings_to_formulas': False" in ast.unparse(made)
