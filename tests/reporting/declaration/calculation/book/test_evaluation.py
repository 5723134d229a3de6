"""Values of formulas, worked out by hand; the small workbook to its last digit."""

import pytest

from lca_models.reporting.declaration.calculation.book.evaluation import Fault, Formulas, place_words
from lca_models.reporting.declaration.calculation.book.grammar import WorkbookError
from lca_models.reporting.declaration.calculation.book.reading import evaluated
from lca_models.reporting.declaration.calculation.book.writing import formulas_of
from tests.changed_sheets import key_of
from tests.mini_workbook import CERTIFICATES, EXPECTED, METERS, PACK, mini_workbook


def value_of(formula, contents=None, names=None):
    """Of a formula in z1 of a page whose cells A1, A2 … hold some contents."""
    cells = {("p", row, 1): one for row, one in enumerate(contents or (), start=1)}
    return Formulas(cells, {("p", 1, 26): formula}, names or {}).values()[("p", 1, 26)]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1+2*3-4/8", 6.5), ("-2*-3", 6), ("SUM(A1:A3)", 5), ("COUNT(A1:A5)", 2), ("MAX(A1:A3,7)", 7), ("MIN(A1,9)", 2),
        ("ABS(A1-A2)", 1), ("SUMPRODUCT(A1:A2,A1:A2)", 13), ('MATCH("b",A3:A4,0)', 2), ("INDEX(A1:A4,2)", 3),
        ('IF(A3="A",1,0)', 1), ('IF(A5="",1,0)', 1), ("IF(A5=0,1,0)", 1), ("IF(1>2,1/0,4)", 4),
        ('SUMIFS(A1:A2,A3:A4,"a")', 2), ("IF(A1<=A2,A1,A2)", 2), ("A5+1", 1),
    ],
)  # fmt: skip
def test_formulas_give_what_a_spreadsheet_gives(formula, value):
    """A1 to A4 hold 2, 3, a and b; A5 is empty"""
    assert value_of(formula, [2.0, 3.0, "a", "b"]) == value


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("1/0", "#DIV/0!"), ("A1+1", "#VALUE!"), ("unknown_name+1", "#NAME?"), ('MATCH("z",A1:A2,0)', "#N/A"),
        ("INDEX(A1:A2,3)", "#REF!"), ("1E300*1E300", "#NUM!"),
    ],
)  # fmt: skip
def test_a_formula_without_a_value_says_so_in_its_cell(formula, words):
    assert value_of(formula, ["a"]) == Fault(words)


def test_a_fault_goes_on_to_the_cells_that_read_it():
    found = Formulas({}, {("p", 1, 1): "1/0", ("p", 1, 2): "A1+1", ("p", 1, 3): "IF(1>2,A1,5)"}, {}).values()

    assert found[("p", 1, 2)] == Fault("#DIV/0!")
    assert found[("p", 1, 3)] == 5


def test_circles_and_formulas_that_read_too_much_are_refused():
    with pytest.raises(WorkbookError, match="reads itself"):
        Formulas({}, {("p", 1, 1): "B1", ("p", 1, 2): "A1"}, {}).values()
    with pytest.raises(WorkbookError, match="at most"):
        Formulas({}, {("p", 1, 1): "SUM(q!A1:XFD1048576)"}, {}).values()
    with pytest.raises(WorkbookError, match="a sum over"):
        value_of('SUMIFS(A1:A2,A1:A2,">1")', [1.0, 2.0])


def test_a_long_chain_of_cells_is_worked_out():
    chain = {("p", row, 1): f"A{row - 1}+1" for row in range(2, 5_001)}

    assert Formulas({("p", 1, 1): 1.0}, chain, {}).values()[("p", 5_000, 1)] == 5_000


def test_a_long_sum_is_no_nest():
    assert value_of("+".join(["1"] * 4000)) == 4000


def test_numbers_too_large_for_one_are_faults_and_no_places():
    assert value_of("INDEX(A1:A2,SUM(A1,A1))", [1.5e308, 1.0]) == Fault("#NUM!")


def test_the_small_workbook_is_right_to_its_last_digit():
    book, places = mini_workbook()
    found = {place_words(key): value for key, value in formulas_of(book).values().items()}

    assert {name: found[places[name]] for name in EXPECTED} == EXPECTED


@pytest.mark.parametrize(
    ("cell", "content", "total"),
    [
        ("M3 january", 2 * METERS["M3"][0][0], 5862.283283860164), ("M4 key", "kwh", 5824.3282528735535),
        ("GEC-0003", 1.0, 5806.873165241299), ("cycles_n", PACK["cycles_n"] / 2, EXPECTED["total_kg"]),
    ],
)  # fmt: skip
def test_the_small_workbook_answers_to_a_changed_cell(cell, content, total):
    """Gas of January twice as much: 352 410 m3 x 38.931 x 0.75 / 20 000 x 0.0672 = 34.57 kg more."""
    book, places = mini_workbook()
    assert CERTIFICATES["GEC-0003"][1] == 0

    found = evaluated(formulas_of(book), {key_of(places[cell]): content}).numbers()

    assert found[places["total_kg"]] == total
    if cell == "cycles_n":
        assert found[places["per kWh delivered"]] == 0.107920550113166
