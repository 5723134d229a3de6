"""What of a bundle says a thing in both languages says it in Chinese: workbooks, tables and documents.

The report in Word and PDF, which is Chinese to the end, is read in document/test_chinese_document.py.
"""

import csv
import io
import json
import re

import openpyxl
import pytest

from lca_models.reporting.declaration.calculation import members as calculation
from lca_models.reporting.declaration.conformity import members as conformity
from lca_models.reporting.declaration.results import members as results
from lca_models.reporting.declaration.statement import members as statement
from tests.chinese_marks import HAN, english_marks
from tests.english_left import english_left

CODES = {"value_zh"}  # of a term of a rule set: a code or a number in both languages


@pytest.fixture(scope="module")
def written(lfp_declared):
    return {name: content for room in (calculation, conformity, results, statement)
            for name, content in room.members(lfp_declared).items()}  # fmt: skip


def cells(content):
    for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in page.iter_rows():
            yield from (cell for cell in row if isinstance(cell.value, str))


def chinese_columns(content):
    """Texts below the heads of workbooks that are Chinese, or say Chinese, alone."""
    for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        columns: set[int] = set()
        for row in page.iter_rows():
            heads = [cell for cell in row if isinstance(cell.value, str) and re.search(HAN, cell.value)]
            columns |= {cell.column for cell in heads if re.fullmatch(f"(?:Chinese name\n)?{HAN}+", cell.value)}
            yield from (cell.value for cell in row if cell.column in columns and isinstance(cell.value, str))


def said(document):
    """Values of the fields of a document that are in Chinese."""
    if isinstance(document, dict):
        for name, value in document.items():
            if isinstance(value, str) and name.endswith("_zh") and name not in CODES:
                yield value
            else:
                yield from said(value)
    elif isinstance(document, list):
        for one in document:
            yield from said(one)


def left(texts):
    return {text: found for text in texts if (found := [*english_left(text), *english_marks(text)])}


@pytest.mark.parametrize("name", ["workbook/calculation.xlsx", "conformity/matrix.xlsx"])
def test_a_workbook_sets_chinese_as_chinese_and_leaves_no_english_in_its_columns(written, name):
    texts = {cell.value for cell in cells(written[name]) if re.search(HAN, cell.value)}

    assert len(texts) > 100
    assert {text: found for text in texts if (found := english_marks(text))} == {}
    assert left({*chinese_columns(written[name])}) == {}


def test_the_chinese_columns_of_every_table_are_chinese(written):
    tables = {name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
              for name, content in written.items() if name.endswith(".csv")}  # fmt: skip
    found = {name: left(row[column] for row in rows for column in row if column.endswith("_zh"))
             for name, rows in tables.items()}  # fmt: skip

    assert any(column.endswith("_zh") for rows in tables.values() for column in rows[0])
    assert {name: words for name, words in found.items() if words} == {}


def test_the_chinese_fields_of_every_document_are_chinese(written):
    found = {name: [*said(json.loads(content))] for name, content in written.items() if name.endswith(".json")}

    assert sum(map(len, found.values())) > 30
    assert {name: words for name, texts in found.items() if (words := left(texts))} == {}
