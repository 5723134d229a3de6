"""Figures of payloads: six that count, without an exponent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.payloads.decimals import decimal_text, rounded


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (6977.341078638862, "6977.34"),
        (97.12849510, "97.1285"),
        (0.000123456789, "0.000123457"),
        (1234567.0, "1234570"),
        (0.5, "0.5"),
        (0.0, "0"),
        (-3488.8749, "-3488.87"),
        (1e-12, "0.000000000001"),
        (0.1234565, "0.123456"),  # half to the even digit
    ],
)
def test_six_figures_are_written_plainly(number, text):
    assert decimal_text(number) == text
    assert rounded(number) == float(text)


@given(st.floats(-1e12, 1e12))
def test_no_figure_is_off_by_more_than_half_of_its_last_digit(number):
    assert rounded(number) == pytest.approx(number, rel=5.1e-6, abs=1e-300)
    assert "e" not in decimal_text(number).lower()
