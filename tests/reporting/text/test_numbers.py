import pytest

from lca_models.reporting.text.numbers import number_text, percent_text, pretty_unit, signed_text


@pytest.mark.parametrize(("value", "text"), [
    (7459.573, "7,460"),
    (124.326, "124.3"),
    (0.0690701, "0.06907"),
    (0, "0"),
    (-18.01, "\u221218.01"),
    (999.96, "1,000"),
    (12345678, "12,345,678"),
    (float("nan"), "–"),
])  # fmt: skip
def test_four_digits_and_no_digit_of_the_whole_part_lost(value, text):
    assert number_text(value) == text


def test_changes_carry_their_sign():
    assert signed_text(2.5, 2) == "+2.5"
    assert signed_text(-2.5, 2) == "\u22122.5"
    assert percent_text(-0.2349) == "\u221223.5 %"
    assert percent_text(1.5) == "+150.0 %"


def test_units_have_their_subscript():
    assert pretty_unit("kg CO2-eq per pack") == "kg CO₂-eq per pack"
