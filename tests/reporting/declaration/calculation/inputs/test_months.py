"""A year of a meter as cells: read, billed, or estimated."""

import pytest

from lca_models.inventory.activity.plant.months import twelve_months
from lca_models.inventory.activity.sheet.models import Amounts
from lca_models.reporting.declaration.calculation.book.pages import Book, follows
from lca_models.reporting.declaration.calculation.book.writing import formulas_of
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.months import fill_amounts
from tests.data_sheets import given, sheet_of

PERIOD = twelve_months("2025-01")


def total(declared, amounts, activity=None):
    """The year of a row, as the workbook has it."""
    into = Filling(Book(), sheet_of(), declared.result)
    page = into.page("meters", ("meter",))
    row = page.add([])
    found = fill_amounts(into, page, row, 1, amounts, PERIOD, "meters[0]", "M1", activity)
    page.put(row, 20, follows(found.year))
    return formulas_of(into.book).values()[("meters", row, 21)]


def months(*numbers):
    return {month: given(number, "kWh") for month, number in zip(PERIOD, numbers, strict=False)}


@pytest.mark.parametrize(
    ("amounts", "year"),
    [
        (Amounts(months=months(*[10.0] * 12)), 120), (Amounts(every_month=given(10.0)), 120),
        (Amounts(year_total=given(99.0)), 99),
        (Amounts(months=months(*[10.0] * 10), year_total=given(130.0)), 130),  # its bill leaves 30 for two months
        (Amounts(months=months(*[10.0] * 11)), 120),  # the mean of the others
    ],
)  # fmt: skip
def test_a_year_is_what_the_kit_makes_of_it(lfp_declared, amounts, year):
    assert total(lfp_declared, amounts, {}) == year


def test_a_month_that_nobody_read_goes_with_what_was_started(lfp_declared):
    """eleven months of 10 with 1 started each; 2 started in the twelfth: 110 + 110 x 2 / 11"""
    activity = dict.fromkeys(PERIOD, "1") | {PERIOD[-1]: "2"}

    assert total(lfp_declared, Amounts(months=months(*[10.0] * 11)), activity) == 130
