"""Cells of the maker, and the parameters that follow them."""

from lca_models.reporting.declaration.calculation.book.pages import Book
from lca_models.reporting.declaration.calculation.inputs.filling import Filling, plain, quoted, written
from tests.data_sheets import given, sheet_of


def test_what_is_said_first_of_a_parameter_stands(lfp_declared):
    into = Filling(Book(), sheet_of(), lfp_declared.result)
    into.follow("pack_mass", "p!A1")
    into.follow("pack_mass", "p!A2")
    into.follow("other", "")

    assert into.formulas == {"pack_mass": "p!A1"}


def test_a_filled_cell_is_found_by_its_pointer(lfp_declared):
    into = Filling(Book(), sheet_of(), lfp_declared.result)
    page = into.page("product", ("name_en", "value"))
    place = into.fill(page, page.add([]), 1, given(457.0), "product.pack_mass", "mass")

    assert into.cells == {"product.pack_mass": place}
    assert (written(given(457.0)), plain(457.0), plain(0.5)) == ("457 kg", "457", "0.5")


def test_a_text_in_a_formula_ends_where_it_ends():
    assert quoted('a "b"') == '"a ""b"""'
