"""Formats of a data sheet: about five digits with their unit, each format made once."""

import io

import pytest
import xlsxwriter

from lca_models.inventory.activity.sheet.blank.looks import AMBER_SIGN, GREEN_SIGN, RED_SIGN, Looks, number_format


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(60.0, "kWh", '#,##0 "kWh"'), (441.1764705882, "kg", '#,##0.00 "kg"'), (2.0199815, "kg/kWh", '#,##0.00 "kg/kWh"'),
     (0.081614726, "", "#,##0.000000"), (0.857, "1", "#,##0.000"), (0.0, "km", '#,##0 "km"'), (113428480.5, "", "#,##0.0")],
)  # fmt: skip
def test_numbers_are_shown_with_the_digits_that_they_have(value, unit, shown):
    assert number_format(value, unit).rstrip("0") == shown.rstrip("0")


def test_a_format_is_made_once_and_no_number_is_shown_in_percent():
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    looks = Looks(book)

    assert looks.of("label") is looks.of("label")
    assert looks.of("label") is not looks.of("label", align="right")
    assert len({id(looks.sign(sign)) for sign in (GREEN_SIGN, AMBER_SIGN, RED_SIGN)}) == 3
    assert "%" not in number_format(0.95, "1")
    book.close()
