"""Figures are rounded once, halves to the even digit, and say which result they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.declaration.document.paper.numbers import LONGEST_TAG, Number, formatted, neighbours


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (6427.654445561854, "f1", "6427.7"),
        (0.055795611506613316, "f2*1000", "55.80"),
        (0.8651914976756907, "f1*100", "86.5"),
        (0.25, "f1", "0.2"),
        (0.35, "f1", "0.4"),
        (0.45, "f1", "0.4"),
        (2.5, "f0", "2"),
        (108000.0, "f0", "108,000"),
        (9999.95, "f1", "10,000.0"),
        (-1398.8183815523234, "f1", "−1398.8"),
        (-0.04, "f1", "0.0"),
        (0.1955309010136069, "s4", "0.1955"),
        (123456.0, "s4", "123,500"),
        (1e-12, "s4", "0.000000000001"),
        (1e22, "s4", "10,000,000,000,000,000,000,000"),
        (10.0, "s4", "10"),
        (0, "s4", "0"),
    ],
)
def test_a_figure_is_written_by_its_format(value, form, text):
    assert formatted(value, form) == text


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_rounding_moves_a_figure_by_half_of_its_last_digit_at_most(value, digits):
    written = Decimal(formatted(value, f"f{digits}").replace(",", "").replace("−", "-"))

    assert abs(written - Decimal(repr(value))) <= Decimal(1).scaleb(-digits) / 2


@given(st.floats(-1e9, 1e9), st.sampled_from(["f1", "f2", "s4", "f1*100"]))
def test_the_text_is_among_those_that_are_right(value, form):
    assert formatted(value, form) in neighbours(value, form)


def test_both_neighbours_of_a_tie_are_right():
    assert set(neighbours(0.25, "f1")) == {"0.2", "0.3"}
    assert neighbours(0.26, "f1") == ("0.3",)


@pytest.mark.parametrize(("value", "form"), [(1.0, "g3"), (1.0, "f2*7"), (float("nan"), "f1"), (float("inf"), "s4")])
def test_what_is_no_format_or_no_number_is_refused(value, form):
    with pytest.raises(ValueError, match="figure"):
        formatted(value, form)


def test_a_number_that_is_missing_is_a_dash_and_a_tag_is_never_longer_than_word_keeps():
    assert Number(None, "f1", "stages/1/share").text == "–"
    assert Number(1.0, "f1", "stages/1/share").tag == "stages/1/share|f1"
    assert len(Number(1.0, "f1", "x" * 99).tag) == LONGEST_TAG
