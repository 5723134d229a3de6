"""What a data sheet may say: the tables of fields, lists and materials fit each other and the archetypes."""

import csv
import re
from pathlib import Path

import pytest

from lca_models.inventory.activity.sheet.entries import FIELDS, SHEETS, TABLES
from lca_models.inventory.activity.sheet.fields import (
    COLUMN,
    KINDS,
    LIST,
    MATERIALS,
    REQUIRED,
    VALUES,
    YES_NO,
    all_fields,
    columns_of,
    entries_of,
    find_column,
    find_entry,
    find_field,
    materials,
    materials_of,
    rows_of,
    sheet_of_key,
)
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.wording.messages import speaking

INVENTORIES = Path(__file__).parents[4] / "inventories"
CHEMISTRIES = [one.code for one in entries_of("chemistries") if one.code != "other"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def parameters() -> set[str]:
    return {row["name"] for path in (INVENTORIES / "parameters").glob("*.csv") for row in rows(path)}


def test_every_sheet_has_its_fields_or_columns():
    assert {one.sheet for one in all_fields()} == {*SHEETS, VALUES}
    assert all(rows_of(sheet) or materials_of(sheet) for sheet in FIELDS)
    assert all(columns_of(sheet) for sheet in SHEETS)
    assert not any(rows_of(sheet) for sheet in TABLES)


def test_a_key_stands_once_in_its_sheet():
    keys = [(one.sheet, one.stands, one.key) for one in all_fields()]
    keys += [(one.sheet, "row", one.key) for one in materials()]

    assert len(keys) == len(set(keys))


def test_every_field_has_words_in_both_languages_a_kind_and_limits_that_hold_something():
    for one in all_fields():
        assert all((one.english, one.chinese, one.help_en, one.help_zh)), one
        assert re.search("[\u4e00-\u9fff]", one.help_zh), one
        assert one.kind in KINDS, one
        assert one.need in "RDCO", one
        assert one.low is None or one.high is None or one.low < one.high, one
        assert bool(entries_of(one.list)) == bool(one.list), one
        assert one.list or one.kind not in (LIST, YES_NO), one


def test_labels_are_said_in_the_language_in_use():
    field = find_field("product", "rated_energy")

    assert field is not None
    assert field.label == "rated energy"
    with speaking("zh"):
        assert field.label == "额定能量"


def test_only_name_and_chemistry_are_needed_to_calculate():
    assert [one.key for one in all_fields() if one.need == REQUIRED] == ["name", "chemistry"]


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
def test_archetypes_have_the_parameters_that_fields_and_materials_name(chemistry: str, parameters: set[str]):
    named = {one.parameter_of(chemistry) for one in all_fields()} - {""}
    formulas = [one.archetype_of(chemistry) for one in all_fields()] + [one.mass_of(chemistry) for one in materials()]
    named |= {name for text in formulas if text for name in names_in(text)}
    named |= {one.yield_parameter for one in materials()} - {""}

    assert named <= parameters


@pytest.mark.parametrize("chemistry", CHEMISTRIES)
@pytest.mark.parametrize(
    ("sheet", "buyer", "table"), [("cell_materials", "cell", "cells"), ("pack_parts", "pack", "packs")]
)
def test_materials_are_what_the_archetype_buys(sheet: str, buyer: str, table: str, chemistry: str):
    bought = {
        row["input"] for row in rows(INVENTORIES / "manufacturing" / f"{table}.csv")
        if row["process"] == f"{buyer}_{chemistry}" and row["type"] == "technosphere"
    }  # fmt: skip
    not_materials = {one for one in bought if re.match("cell_|inbound_transport|electricity_|scrap_recycling_", one)}
    named = [
        code for one in materials(sheet) if one.mass and chemistry in one.chemistries for code in one.processes_of(chemistry)
    ]  # fmt: skip

    assert sorted(named) == sorted(bought - not_materials)


def test_what_parts_share_is_made_of_materials_with_a_mass():
    for one in materials():
        for part in one.parts:
            assert materials_of(one.sheet)[part].mass
            assert not one.mass


def test_lists_hold_what_the_tables_hold():
    for name, table in (("provinces", "provinces"), ("vehicle_categories", "vehicle_categories"),
                        ("recycling_routes", "recycling_routes"), ("technologies", "green_technologies")):  # fmt: skip
        codes = [row["code"].lower() for row in rows(INVENTORIES / f"{table}.csv")]
        assert [one.code.lower() for one in entries_of(name)] == codes
    assert set(CHEMISTRIES) == {row["chemistry"] for row in rows(INVENTORIES / "products.csv")}


@pytest.mark.parametrize("words", ["CN-SC", "cn-sc", "Sichuan", "四川", " ｃｎ-SC "])
def test_a_choice_is_found_by_its_code_and_its_names(words: str):
    entry = find_entry("provinces", words)

    assert entry is not None
    assert entry.code == "CN-SC"


def test_words_of_a_list_mean_one_choice():
    for name in {one.list for one in all_fields()} - {""}:
        for entry in entries_of(name):
            for words in (entry.code, entry.english, entry.chinese):
                assert find_entry(name, words) == entry, (name, words)


def test_what_is_no_choice_is_none():
    assert find_entry("provinces", "CN-XX") is None
    assert find_entry("no_list", "yes") is None
    assert find_field("product", "cathode") is None
    assert find_column("product", "months") is None


def test_rows_of_values_share_columns_and_materials_have_their_own():
    for sheet in (*FIELDS, "meters"):
        assert {"source_kind", "evidence_id", "q_time", "note"} <= set(columns_of(sheet))
    assert "yours" not in columns_of("meters")
    for sheet in MATERIALS:
        assert columns_of(sheet)["yours"].sheet == sheet
    assert all(one.stands == COLUMN for one in columns_of("meters").values())


def test_a_key_is_found_in_its_first_sheet():
    assert sheet_of_key("cathode") == "cell_materials"
    assert sheet_of_key("aluminium") == "pack_parts"
    assert sheet_of_key("acceptance") == "plant"
    assert sheet_of_key("nothing") == ""
