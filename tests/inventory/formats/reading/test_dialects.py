"""Formulas of openLCA and SimaPro mean here what they mean there, or are refused."""

import pytest

from lca_models.inventory.formats.reading.dialects import OPENLCA, SIMAPRO, as_brightway, is_number, plain_name
from lca_models.inventory.tables.formulas import FormulaError, evaluate_by

NAMES = {"a": "a_value", "b": "my_b"}
VALUES = {"a_value": 3.0, "my_b": 2.0}


def value(text, dialect=OPENLCA):
    found = as_brightway(text, NAMES, dialect)
    return evaluate_by(found, {name: name for name in VALUES}, VALUES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("7 - 2 - 1", 4), ("8 / 2 / 2", 2),
        ("-2^2", 4),  # a minus in front binds more strongly there than a power
        ("2*A^b", 18), ("if(a>2;1;0)*5", 5), ("IIF(a=3 & b<>2; 1; 7)", 7), ("a=3", 1), ("a <> 3 | b >= 2", 1),
        ("log(100)", 2), ("ln(e)", 1), ("sqr(a) + pow(b; 3)", 17), ("max(a; b; 9)", 9), ("round(2.5)", 3),
        ("and(a>1; b>1) * 2", 2), ("not(a=1)", 1), ("!(a=1)", 1), ("avg(1; 2; 3)", 2), ("007.5 * 2", 15), (".5 + 1.", 1.5),
        ("1e3", 1000), ("true() + false()", 1), ("00", 0),
    ],
)  # fmt: skip
def test_a_formula_of_openlca_has_its_value(text, expected):
    assert value(text) == expected


def test_simapro_chooses_by_iff_in_any_letters():
    assert value("IFF(a=3; 1; 0) + Iff(b=3, 5, 7)", SIMAPRO) == 8


@pytest.mark.parametrize(
    ("text", "dialect", "said"),
    [
        ("", OPENLCA, "ends too early"), ("a+", OPENLCA, "ends too early"), ("(a", OPENLCA, "bracket is not closed"),
        ("a;b", OPENLCA, "should end"), ("a ^ b ^ 2", OPENLCA, "powers in two ways"), ("7 div 2", OPENLCA, "div"),
        ("q*2", OPENLCA, "no parameter 'q'"), ("random(1)", OPENLCA, "not read"), ("sqrt(1;2)", OPENLCA, "2 arguments"),
        ("a @ b", OPENLCA, "none of its signs"), ("*a", OPENLCA, "a number or a name should"),
        ("(" * 90 + "a" + ")" * 90, OPENLCA, "nested too deeply"), ("-" * 90 + "a", OPENLCA, "nested too deeply"),
        ("-2^2", SIMAPRO, "powers in two ways"), ("log(2)", SIMAPRO, "not read"), ("pi", SIMAPRO, "no parameter 'pi'"),
        ("__import__('os')", OPENLCA, "none of its signs"), ("open(a)", SIMAPRO, "not read"),
        ("max(0,5;2)", OPENLCA, "by ';' and by ','"),
    ],
)  # fmt: skip
def test_what_is_no_formula_or_is_read_in_two_ways_is_refused(text, dialect, said):
    with pytest.raises(FormulaError, match=said):
        as_brightway(text, NAMES, dialect)


def test_names_become_names_that_brightway_reads_and_stay_apart():
    taken = {}
    for name in ("Mass of cell", "mass-of-cell", "E", "size", "5x", "Masse_Zelle", "电池"):
        taken[name.lower()] = plain_name(name, taken)
    assert list(taken.values()) == [
        "mass_of_cell", "mass_of_cell_2", "e_value", "size_value", "parameter_5x", "masse_zelle", "parameter___",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [("1.5e-3", True), (" 2 ", True), ("2*3", False), ("a", False), ("", False)]
)
def test_a_number_is_told_from_a_formula(text, expected):
    assert is_number(text) is expected
