"""Pages of the workbook of a data sheet begin alike: title, what to do, keys, headings, protection, print set-up."""

import pytest

from lca_models.inventory.activity.sheet.blank.book import FIRST, HEADINGS, KEYS, PAGE_ORDER, cell, column_of, letter
from lca_models.inventory.activity.sheet.blank.texts import text
from lca_models.inventory.activity.sheet.fields import columns_of

PAGES = [page for page in PAGE_ORDER if page != "lists"]


def test_pages_stand_in_their_order_and_the_lists_are_hidden(blank_book):
    assert tuple(blank_book.sheetnames) == PAGE_ORDER
    assert blank_book["lists"].sheet_state == "hidden"
    assert blank_book.active.title == "start"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_title_in_both_languages_and_frozen_headings(blank_book, page):
    sheet = blank_book[page]
    title = sheet["A1"].value or sheet["B1"].value

    assert all(words in title for words in text(f"{page}.title"))
    assert sheet.freeze_panes.endswith(str(FIRST + 1))
    assert sheet.row_dimensions[KEYS + 1].hidden
    assert not sheet.merged_cells.ranges
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("page", PAGES)
def test_headings_are_locked_with_no_password_and_rows_may_be_added(blank_book, page):
    sheet = blank_book[page]

    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows  # openpyxl: what is not locked
    assert all(one.protection.locked for one in sheet[HEADINGS + 1])


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("quality", "checks")])
def test_headings_say_where_a_value_is_found(blank_book, page):
    sheet = blank_book[page]
    noted = {sheet.cell(KEYS + 1, one.column).value for one in sheet[HEADINGS + 1] if one.comment}

    assert noted >= {one.value for one in sheet[KEYS + 1] if one.value in columns_of(page)}


def test_places_of_cells():
    assert [letter(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert (cell(3, 6), cell(3, 6, "product")) == ("D7", "product!$D$7")


def test_a_column_says_its_unit():
    assert column_of(columns_of("transport")["distance"]).words == ("distance, km", "距离（km）")
