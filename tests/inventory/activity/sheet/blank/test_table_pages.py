"""Pages of rows: columns of their sheets, twelve months, and checks in each row."""

import pytest

from lca_models.inventory.activity.sheet.blank.table_pages import ROWS, pages_of_rows, rows_range, table_columns
from lca_models.inventory.activity.sheet.entries import TABLES
from lca_models.inventory.activity.sheet.fields import columns_of


def test_every_table_has_its_page():
    assert set(pages_of_rows()) == set(TABLES)


@pytest.mark.parametrize("sheet", TABLES)
def test_a_page_has_the_columns_of_its_sheet_once_and_empty_rows(blank_book, blank_values, sheet):
    keys = [one.value for one in blank_book[sheet][4]]

    assert keys == [one.key for one in table_columns(sheet)]
    assert len(set(keys)) == len(keys)
    assert set(columns_of(sheet)) <= set(keys)
    assert blank_book[sheet].max_row == 5 + ROWS[sheet]
    assert not any(one.value for row in blank_values[sheet].iter_rows(min_row=6) for one in row)


def test_months_stand_before_what_is_rarely_filled_in_and_follow_the_first_month(blank_book):
    """three columns behind the frozen ones; November and three months are February of the next year"""
    page = blank_book["meters"]
    keys = [one.value for one in page[4]]

    assert keys[:6] == ["id", "label", "item", "unit", "year_total", "month 1"]
    assert page.freeze_panes == "E6"
    assert "product!$D$" in page.cell(5, 6).value
    assert len([key for key in keys if "month " in key]) == 12
    assert len([one for one in table_columns("output") if "month " in one.key]) == 24


def test_rows_are_counted_over_the_whole_page():
    assert rows_range("allocation", "allocation_id") == f"allocation!$A$6:$A${5 + ROWS['allocation']}"


def test_transport_says_the_ways_of_the_archetype(blank_book):
    assert "in: 1000 km (truck, diesel), out: 1200 km (truck, diesel)" in blank_book["transport"]["A2"].value
