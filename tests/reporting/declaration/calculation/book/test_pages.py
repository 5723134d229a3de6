"""Places and names of cells before a workbook is written."""

from lca_models.reporting.declaration.calculation.book.pages import Book, column_letters, follows, number


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [column_letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_row_stands_below_the_others_and_is_called_by_its_place():
    page = Book().page("p")

    assert (page.add([number(1)]), page.add([None, follows("A1")])) == (1, 2)
    assert (page.place(2, 1), page.span(1, 1, 2), page.across(2, 0, 1)) == ("p!B2", "p!B1:B2", "p!A2:B2")


def test_a_name_that_is_a_place_or_taken_gives_way_to_the_place():
    book = Book()

    assert book.name("pack_mass", "p!A1") == "pack_mass"
    assert book.name("Pack_Mass", "p!A2") == "p!A2"
    assert book.name("ab1", "p!A3") == "p!A3"


def test_what_its_maker_filled_is_kept_with_its_pointer():
    book = Book()
    page = book.page("p")

    assert book.fill(page, page.add([]), 1, 3.0, ("product.mass", "mass", "line 3")) == "p!B1"
    assert [(one.place, one.pointer, one.content) for one in book.given] == [("p!B1", "product.mass", 3.0)]
