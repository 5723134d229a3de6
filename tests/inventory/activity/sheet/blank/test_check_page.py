"""The page of live checks of an empty sheet: nothing is wrong, and each check leads to its cells."""

from lca_models.inventory.activity.sheet.blank.check_page import CHECKS, check_columns


def results(book):
    return {
        code: [one.value for one in row] for code, row in zip(CHECKS, book["checks"].iter_rows(min_row=6), strict=True)
    }


def test_nothing_is_wrong_with_an_empty_sheet(blank_values):
    found = results(blank_values)

    assert {found[code][2] for code in ("chemistry", "V11", "V36")} == {"✓"}
    assert found["V10"][2] == "= 15 blank rows follow the rest"
    assert {found[code][2] for code in ("V17", "V20", "V21", "V22", "V29", "V33", "V35")} == {None}
    assert found["first"][2].startswith("2 of 10")


def test_masses_of_the_archetype_meet(blank_values):
    """cells and parts are the pack, materials are the cell, each to 1e-9"""
    found = results(blank_values)

    for code in ("V10", "V11"):
        left, right = found[code][3:5]
        assert abs(left / right - 1) < 1e-9


def test_a_check_links_to_its_page(blank_book):
    places = [row[5].hyperlink.location for row in blank_book["checks"].iter_rows(min_row=6)]

    assert len(places) == len(CHECKS)
    assert "'cell_materials'!D6" in places
    assert [one.key for one in check_columns()] == ["code", "what", "result", "left", "right", "where"]
