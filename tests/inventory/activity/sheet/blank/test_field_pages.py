"""Pages of fields: a row for each field, an empty yellow cell beside the archetype, units and choices as drop-downs."""

import pytest

from lca_models.inventory.activity.sheet.blank.field_pages import FREE_ROWS, field_columns
from lca_models.inventory.activity.sheet.entries import FIELDS
from lca_models.inventory.activity.sheet.fields import MATERIALS, columns_of, materials, rows_of


@pytest.mark.parametrize("sheet", FIELDS)
def test_a_page_has_the_columns_of_its_sheet_and_the_archetype_before_yours(blank_book, sheet):
    keys = [one.value for one in blank_book[sheet][4]]

    assert keys == [one.key for one in field_columns(sheet)]
    assert set(columns_of(sheet)) - {"label"} <= set(keys)
    assert keys.index("archetype") + 1 == keys.index("yours")


@pytest.mark.parametrize("sheet", FIELDS)
def test_a_page_has_a_row_for_each_field_of_the_chemistry(blank_book, sheet):
    keys = [row[0].value for row in blank_book[sheet].iter_rows(min_row=6)]
    wanted = [one.key for one in materials(sheet) if "lfp" in one.chemistries] + [*rows_of(sheet)]
    free = [f"other_{number}" for number in range(1, FREE_ROWS + 1)] if sheet in MATERIALS else []

    assert keys == wanted + free


def test_cells_to_fill_in_are_empty_but_for_units(blank_values):
    page = blank_values["cell_materials"]
    keys = {one.value: one.column for one in page[4]}
    row = next(row for row in range(6, 40) if page.cell(row, 1).value == "pvdf")

    assert page.cell(row, keys["yours"]).value is None
    assert [page.cell(row, keys[key]).value for key in ("unit", "basis", "state")] == [
        "kg", "per kWh of cells", "in the product, net"
    ]  # fmt: skip


def test_choices_are_drop_downs_of_the_hidden_lists(blank_book):
    rules = {(rule.formula1 or ""): rule for rule in blank_book["product"].data_validations.dataValidation}

    assert {"list_provinces", "list_vehicle_categories", "list_yes_no", "list_source_kinds"} <= set(rules)
    assert rules["list_provinces"].errorStyle == "warning"  # a code or a name in the other language is as good
    assert set(rules) >= {'"a"', '"km"'}
