"""A sheet changed cell by cell, and changes that have no place in one."""

from pathlib import Path

import pytest

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.entries import Entry, RawSheet
from lca_models.panels.model.own.draft import with_cell, with_value, without_row

EMPTY = RawSheet(Path("x.xlsx"))


def texts(line):
    return {column: entry.text for column, entry in line.items()}


def test_a_mass_is_counted_as_an_empty_sheet_has_it():
    sheet = with_value(EMPTY, "cell_materials", "graphite", "yours", " 1.2 ")

    assert texts(sheet.fields["cell_materials"]["graphite"]) == {
        "yours": "1.2", "unit": "kg", "basis": "per_kwh", "state": "in_cell",
    }  # fmt: skip


def test_an_emptied_mass_is_blank_again():
    sheet = with_value(with_value(EMPTY, "pack_parts", "steel", "yours", "5"), "pack_parts", "steel", "yours", "")

    assert sheet.fields["pack_parts"] == {}


def test_an_edited_cell_keeps_its_place():
    sheet = RawSheet(Path("x.xlsx"), fields={"product": {"name": {"yours": Entry("A", "start!E7")}}})

    assert with_value(sheet, "product", "name", "yours", "B").fields["product"]["name"]["yours"] == Entry(
        "B", "start!E7"
    )


def test_a_new_row_has_the_first_name_that_is_free():
    sheet = with_cell(EMPTY, "meters", 0, "item", "natural_gas")
    sheet = with_cell(sheet, "meters", 1, "2025-01", "7")

    assert [texts(line) for line in sheet.tables["meters"]] == [
        {"id": "M1", "item": "natural_gas"}, {"id": "M2", "2025-01": "7"},
    ]  # fmt: skip
    assert [texts(line) for line in without_row(sheet, "meters", 0).tables["meters"]] == [{"id": "M2", "2025-01": "7"}]


def test_characters_that_nobody_sees_do_not_enter_a_sheet():
    sheet = with_value(EMPTY, "product", "name", "yours", "a\x00b\u2028c\ud800d\n e")

    assert sheet.fields["product"]["name"]["yours"].text == "a b c d e"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: with_value(EMPTY, "produkt", "name", "yours", "x"), "did you mean 'product'"),
        (lambda: with_value(EMPTY, "product", "nam", "yours", "x"), "did you mean 'name'"),
        (lambda: with_value(EMPTY, "product", "name", "<script>", "x"), "'<script>' is not a field"),
        (lambda: with_value(EMPTY, "product", "name", "yours", "x" * 2001), "has 2,001 characters"),
        (lambda: with_cell(EMPTY, "meters", 1, "item", "x"), "there is no row 2"),
        (lambda: with_cell(EMPTY, "meters", -1, "item", "x"), "there is no row 0"),
        (lambda: with_cell(EMPTY, "evidence", 0, "2025-01", "1"), "'2025-01' is not a field"),
        (lambda: without_row(EMPTY, "meters", 0), "there is no row 1"),
    ],
)
def test_what_has_no_place_in_a_sheet_is_refused(change, words):
    with pytest.raises(SheetError, match=words):
        change()
