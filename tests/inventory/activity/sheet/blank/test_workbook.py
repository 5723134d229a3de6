"""An empty data sheet as a workbook: the same bytes each time, both languages, for every product."""

import pytest
from openpyxl.utils.cell import get_column_letter

from lca_models.inventory.activity.sheet.blank.workbook import new_workbook
from lca_models.inventory.activity.sheet.fields import all_fields, entries_of
from lca_models.scope.scenario import ScenarioError


def test_the_same_product_gives_the_same_bytes(shipped_study, blank_content):
    again = new_workbook(shipped_study.product_system("lfp-60kwh"), "My pack", "en")

    assert again == blank_content("lfp-60kwh", "en")
    assert again != blank_content("lfp-60kwh", "zh")


def test_every_list_has_a_name_that_covers_its_choices(blank_book):
    names = {one.list for one in all_fields()} - {""}
    lists = blank_book["lists"]

    for name in names:
        [(_, area)] = blank_book.defined_names[f"list_{name}"].destinations
        words = (
            [row[0].value for row in lists[area.replace("$", "")]]
            if ":" in area
            else [lists[area.replace("$", "")].value]
        )
        assert [str(one) for one in words] == [entry.english for entry in entries_of(name)], name


def test_scores_are_explained(blank_book):
    page = blank_book["quality"]

    assert [page.cell(row, 1).value for row in range(6, 11)] == ["1", "2", "3", "4", "5"]
    assert all(page.cell(row, column).value for row in range(6, 11) for column in range(2, 7))


def test_a_name_that_looks_like_a_formula_stays_a_text(toy_study):
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(new_workbook(toy_study.product_system("toy"), "=1+1", "en")))

    cells = [one for row in book["start"].iter_rows() for one in row if one.value == "=1+1"]
    assert [(one.data_type, get_column_letter(one.column)) for one in cells] == [("s", "E")]


def test_an_unknown_language_is_refused(toy_study):
    with pytest.raises(ScenarioError, match="there is no language 'fr'"):
        new_workbook(toy_study.product_system("toy"), "x", "fr")
