"""Headings of a page: by key or by words in either language, wherever they stand."""

import pytest

from lca_models.inventory.activity.sheet.blank.texts import texts
from lca_models.inventory.activity.sheet.entries import SHEETS
from lca_models.inventory.activity.sheet.fields import columns_of, plain
from lca_models.inventory.activity.sheet.headings import _words, find_headings
from lca_models.inventory.activity.sheet.workbook_cells import Cell, Page


def page(*rows, first=1):
    """A page with texts in rows from `first` on, columns from 1 on; None for no cell."""
    return Page("meters", {
        first + at: {column: Cell(text) for column, text in enumerate(row, 1) if text is not None}
        for at, row in enumerate(rows)
    })  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ("id", "item", "unit"),
        ("meter", "Item", " UNIT "),
        ("计量编号", "项目", "单位"),
        ("meter\n计量编号", "项目\nitem", "单位\nunit"),
    ],
)
def test_columns_are_found_by_key_and_by_words(row):
    found = find_headings(page(("a title",), row), "meters")

    assert found is not None
    assert found.row == 2
    assert dict(found.columns) == {1: "id", 2: "item", 3: "unit"}


def test_keys_above_words_and_months_below_are_one_heading():
    """the key says third month, the words say which one it is"""
    rows = ("id", "item", "unit", "month 3"), ("计量编号", "my own words", "单位", "2025-05")
    found = find_headings(page(*rows), "meters")

    assert found is not None
    assert dict(found.columns) == {1: "id", 2: "item", 3: "unit", 4: "2025-05"}
    assert found.row == 2
    assert found.unknown == {}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2025-01", "2025-01"),
        ("2025/1", "2025-01"),
        ("2025年3月", "2025-03"),
        ("第3月", "month 3"),
        ("month 12", "month 12"),
    ],
)
def test_months_are_read_as_they_are_written(words, name):
    found = find_headings(page(("id", "item", words)), "meters")

    assert found is not None
    assert found.columns[3] == name


@pytest.mark.parametrize(
    ("words", "name"),
    [("good 2025-01", "good.2025-01"), ("合格2025-01", "good.2025-01"), ("started month 2", "started.month 2"),
     ("good.month 1", "good.month 1"), ("投入第2月", "started.month 2")],
)  # fmt: skip
def test_months_of_an_output_say_what_they_count(words, name):
    found = find_headings(page(("product_id", "unit", words, "2025-02")), "output")

    assert found is not None
    assert found.columns[3] == name
    assert dict(found.unknown) == {4: "2025-02"}


def test_what_is_no_heading_and_what_stands_twice_are_kept_apart():
    found = find_headings(page(("id", "item", "unit", "unitt", "item")), "meters")

    assert found is not None
    assert (dict(found.unknown), dict(found.repeated)) == ({4: "unitt"}, {5: "item"})


def test_a_page_without_headings_has_none():
    assert find_headings(page(("nothing", "of", "this"), ("id", "x", "y")), "meters") is None
    assert find_headings(Page("meters", {}), "meters") is None


def test_words_of_columns_mean_one_column():
    for sheet in SHEETS:
        for key, one in columns_of(sheet).items():
            for words in (key, one.english, one.chinese, *one.heading):
                assert _words(sheet)[plain(words)] == key, (sheet, words)


def test_titles_of_calculated_columns_are_texts():
    assert {"heading.archetype", "heading.used", "heading.check", "heading.total"} <= set(texts())
