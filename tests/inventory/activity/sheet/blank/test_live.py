"""Formulas of a data sheet: simple functions, no cell that is not there, and values that an empty sheet has."""

import re

import pytest

SIMPLE = {"IF", "IFERROR", "ISNUMBER", "VLOOKUP", "LOWER", "OR", "AND", "SEARCH", "SUM", "SUMIFS", "SUMPRODUCT", "COUNT",
          "COUNTA", "COUNTIF", "ABS", "VALUE", "MID", "LEFT", "RIGHT", "INT", "MOD", "CHAR"}  # fmt: skip


def formulas(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for one in row:
                if one.data_type == "f":
                    yield sheet.title, one.coordinate, one.value


def test_formulas_have_simple_functions_and_balanced_brackets(blank_book):
    found = [*formulas(blank_book)]

    assert len(found) > 300
    for sheet, place, formula in found:
        assert set(re.findall(r"([A-Z]+)\(", formula)) <= SIMPLE, (sheet, place, formula)
        plain = re.sub(r'"[^"]*"', "", formula)
        assert plain.count("(") == plain.count(")"), (sheet, place, formula)
        assert len(formula) < 8000


def test_formulas_name_sheets_and_names_that_are_there(blank_book):
    for sheet, place, formula in formulas(blank_book):
        plain = re.sub(r'"[^"]*"', "", formula)
        assert set(re.findall(r"([a-z_]+)!", plain)) <= set(blank_book.sheetnames), (sheet, place)
        assert set(re.findall(r"\b([a-z]+_[a-z]+)\b(?!!)", plain)) <= set(blank_book.defined_names), (
            sheet,
            place,
            formula,
        )


@pytest.mark.parametrize("sheet", ["product", "cycle_test", "cell_materials", "pack_parts", "plant", "end_of_life"])
def test_an_empty_sheet_uses_its_archetype_to_the_last_digit(blank_values, sheet):
    page = blank_values[sheet]
    keys = {one.value: one.column for one in page[4]}
    pairs = [
        (page.cell(row, keys["archetype"]).value, page.cell(row, keys["used"]).value)
        for row in range(6, page.max_row + 1)
    ]
    numbers = [(archetype, used) for archetype, used in pairs if isinstance(archetype, int | float)]

    assert numbers
    assert [used for _, used in numbers] == pytest.approx(
        [archetype for archetype, _ in numbers], rel=1e-15
    )  # 16 digits


def test_masses_of_the_archetype_follow_what_is_given_before_them(blank_book):
    """cells the rated energy, pack the cells, parts what the pack weighs beyond its cells"""
    rows = {row[0].value: row for row in blank_book["product"].iter_rows(min_row=6)}
    energy, cells, pack = (rows[key][5].coordinate for key in ("rated_energy", "cells_mass", "pack_mass"))
    fixed = "product!$" + re.sub(r"(\d+)", r"$\1", energy)

    assert fixed in rows["cells_mass"][2].value
    assert "product!$" + re.sub(r"(\d+)", r"$\1", cells) in rows["pack_mass"][2].value
    aluminium = blank_book["pack_parts"]["C6"].value
    assert "product!$" + re.sub(r"(\d+)", r"$\1", pack) in aluminium


def test_a_value_of_the_page_start_is_shown_on_its_own_page_and_is_locked_there(blank_book):
    rows = {row[0].value: row for row in blank_book["product"].iter_rows(min_row=6)}

    assert rows["rated_energy"][3].value == '=IF(start!$E$11="","",start!$E$11)'
    assert rows["rated_energy"][3].protection.locked
    assert not rows["cells_per_pack"][3].protection.locked
    assert not blank_book["start"]["E11"].protection.locked
    assert blank_book["start"]["D11"].protection.locked
