"""Tables of a bundle: the same bytes everywhere, and the same doubles when they are read back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.declaration.table import ResultTable, read_csv

CELLS = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text("aß表 ,\"'\n;=-"))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_numbers_come_back_to_the_last_digit(rows):
    table = ResultTable("x", ("a", "b"), tuple(rows))
    for row, back in zip(rows, read_csv(table.csv()), strict=True):
        for cell, text in zip(row, back.values(), strict=True):
            if isinstance(cell, float):
                assert float(text) == cell
                assert math.copysign(1, float(text)) == math.copysign(1, cell)
            elif cell is None:
                assert text == ""


def test_text_that_a_spreadsheet_would_evaluate_is_inert():
    assert ResultTable("x", ("a",), (("=1+1",), (-1.5,))).csv() == b"a\n'=1+1\n-1.5\n"


def test_rows_go_by_the_names_of_the_columns():
    assert list(ResultTable("x", ("a", "b"), ((1, None),)).records()) == [{"a": 1, "b": None}]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(ValueError, match=r"first line|codec"):
        read_csv(content)
