"""A formula of Brightway, written for openLCA and read from there, keeps its value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.formats.reading.dialects import as_brightway
from lca_models.inventory.formats.writing.olca_formulas import as_openlca
from lca_models.inventory.tables.formulas import FormulaError, evaluate_by

VALUES = {"first_x": 1.5, "second_x": -2.0, "third_x": 0.0}
OWN = {name: name for name in VALUES}
LEAVES = st.sampled_from([*VALUES, "2", "0.5", "1e-3", "3"])


def joined(inner):
    two = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(st.sampled_from("+-*"), two).map(lambda one: f"({one[1][0]} {one[0]} {one[1][1]})"),
        two.map(lambda one: f"{one[0]} / (1 + abs({one[1]}))"),
        inner.map(lambda one: f"-{one}**2" if one[0].isalnum() and "." not in one else f"-({one})**2"),
        two.map(lambda one: f"max({one[0]}, {one[1]}, 1)"),
        st.tuples(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), two).map(
            lambda one: f"1.0 * ({one[1][0]} {one[0]} {one[1][1]})"
        ),
        st.tuples(inner, inner, inner).map(lambda one: f"({one[0]} if {one[1]} else {one[2]})"),
        st.tuples(st.sampled_from(["and", "or"]), two).map(lambda one: f"(({one[1][0]}) {one[0]} ({one[1][1]}))"),
        inner.map(lambda one: f"(1.0 * (not ({one})))"),
        two.map(lambda one: f"where({one[0]} > 0, {one[1]}, 4)"),
    )


@given(st.recursive(LEAVES, joined, max_leaves=6))
def test_the_value_stays_on_the_way_there_and_back(text):
    there = as_brightway(as_openlca(text), OWN)
    assert evaluate_by(there, OWN, VALUES) == pytest.approx(evaluate_by(text, OWN, VALUES), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0 * (plant == 44)", "(1.0 * if(plant = 44; 1; 0))"),
        ("a if b > 2 else c", "if(b > 2; a; c)"),
        ("log(x) + log10(x) + log2(x)", "((ln(x) + lg(x)) + (ln(x) / ln(2)))"),
        ("-x**2", "(-(x ^ 2))"),
        ("1 < x < 3", "if(1 < x; if(x < 3; 1; 0); 0)"),
        ("hypot(3, 4)", "sqrt((3 ^ 2) + (4 ^ 2))"),
    ],
)
def test_operations_are_written_as_openlca_reads_them(text, expected):
    assert as_openlca(text) == expected


@pytest.mark.parametrize("text", ["x // 2", "x % 2", "round(x)"])
def test_what_openlca_rounds_otherwise_is_refused(text):
    with pytest.raises(FormulaError):
        as_openlca(text)
