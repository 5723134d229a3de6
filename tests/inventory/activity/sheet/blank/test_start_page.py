"""The first page: ten fields and what matters most beside them, by key, for every chemistry."""

import io

from openpyxl import load_workbook

from lca_models.inventory.activity.sheet.blank.start_page import BESIDE, OUTPUT, TEN, VERSION, start_columns
from lca_models.inventory.activity.sheet.fields import keys_of


def keys(book):
    return [row[0].value for row in book["start"].iter_rows(min_row=6) if row[0].value]


def test_the_page_asks_for_ten_fields_then_for_what_matters_most(blank_book):
    found = [tuple(key.split(".")) for key in keys(blank_book) if "." in key]

    assert found[:10] == [*TEN]
    assert found[10] == OUTPUT
    assert set(found[11:]) == set(BESIDE) - {("cell_materials", "hard_carbon")}
    assert len(found[11:]) == 11


def test_what_it_asks_for_are_fields_of_their_sheets():
    assert all(key in set(keys_of(sheet)) for sheet, key in (*TEN, OUTPUT, *BESIDE))
    assert [one.key for one in start_columns()][:5] == ["key", "number", "label", "archetype", "yours"]


def test_another_chemistry_asks_for_its_own_materials(blank_content):
    book = load_workbook(io.BytesIO(blank_content("naion-45kwh", "en")))

    assert "cell_materials.hard_carbon" in keys(book)
    assert not {"cell_materials.graphite", "cell_materials.copper_foil"} & set(keys(book))


def test_it_says_language_and_edition_and_counts_what_is_filled_in(blank_values):
    rows = {row[0].value: row for row in blank_values["start"].iter_rows(min_row=6)}

    assert rows["language"][4].value == "en"
    assert rows["data_sheet"][4].value == VERSION
    assert any(str(one.value).startswith("2 of 10") for one in blank_values["start"][1])
    assert any("lfp-60kwh" in str(one.value) for one in blank_values["start"][2])
