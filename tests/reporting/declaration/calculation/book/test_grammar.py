"""What the formulas of a workbook may hold, and how everything else is refused."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.reporting.declaration.calculation.book.grammar import (
    Call,
    Name,
    Number,
    Operation,
    Range,
    WorkbookError,
    parse,
    place_of,
)


def test_signs_hold_as_tightly_as_in_a_spreadsheet():
    assert parse("1+2*A1", "p") == Operation("+", (Number(1), Operation("*", (Number(2), Range("p", 1, 1, 1, 1)))))
    assert parse("-2*x_a", "p") == Operation("*", (Operation("neg", (Number(2),)), Name("x_a")))
    assert parse("SUM(q!B2:$C$3)", "p") == Call("SUM", (Range("q", 2, 2, 3, 3),))


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("NOW()", "NOW"), ("LET(a_b,1,a_b)", "LET"), ("1^2", r"\^"), ("A1&A2", "&"), ("{1,2}", "{"), ("SUM(1", "ends"),
        ("[1]x!A1", r"\["), ("SUM(A1:)", r"\)"), ("1 2", "2"),
        ("(" * 70 + "1" + ")" * 70, "deeply"), ("1+" * 5000 + "1", "signs"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_by_name(formula, named):
    with pytest.raises(WorkbookError, match=named):
        parse(formula, "p")


def test_a_word_beyond_the_last_column_is_a_name():
    assert place_of("XFD1048576", "p") is not None
    assert place_of("XFE1", "p") is None


@settings(max_examples=60)
@given(st.text("A1:!\"(),+-*/<>=$._ sumIF'9", max_size=40))
def test_any_text_is_read_or_refused(words):
    with suppress(WorkbookError):
        parse(words, "p")
