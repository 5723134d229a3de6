"""Formulas of the kit in the language of a workbook."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.tables.formulas import FormulaError, evaluate
from lca_models.reporting.declaration.calculation.book.evaluation import Formulas
from lca_models.reporting.declaration.calculation.kit.translation import UntranslatableError, translated

VALUES = {"pack_mass": 457.0, "cell_share": 0.8, "is_here": 1.0, "is_there": 0.0}
LIVE = {"pack_mass", "cell_share"}


def written(formula):
    return translated(formula, {name: name for name in VALUES}, VALUES, LIVE.__contains__)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("pack_mass * (1 - cell_share)", "pack_mass*(1-cell_share)"),
        ("pack_mass - (1 - cell_share)", "pack_mass-(1-cell_share)"),
        ("is_there * pack_mass + is_here * cell_share", "cell_share"), ("pack_mass * (is_here == 1)", "pack_mass"),
        ("pack_mass / (cell_share / 2)", "pack_mass/(cell_share/2)"), ("-pack_mass * 2", "(-pack_mass)*2"),
        ("max(0, pack_mass)", "MAX(0,pack_mass)"), ("pack_mass ** 2", "pack_mass*pack_mass"),
        ("pack_mass if is_here else 1 / is_there", "pack_mass"), ("1.0 * (pack_mass <= 3)", "IF(pack_mass<=3,1,0)"),
        ("where(pack_mass, 1, 2)", "IF(pack_mass<>0,1,2)"), ("is_here + pack_mass", "is_here+pack_mass"),
    ],
)  # fmt: skip
def test_arithmetic_stays_as_it_is_and_what_a_choice_leaves_out_goes(formula, words):
    assert written(formula).text == words


def test_what_moves_with_nothing_is_a_number():
    assert not written("is_here * 3").is_live
    assert written("is_here * 3").value == 3


@pytest.mark.parametrize("formula", ["sqrt(pack_mass)", "pack_mass ** cell_share", "exp(pack_mass)", "pack_mass // 2"])
def test_what_needs_other_functions_is_refused(formula):
    with pytest.raises(UntranslatableError):
        written(formula)


TERMS = st.recursive(
    st.sampled_from([*VALUES, "2", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda one: f"({one[0]} {one[1]} {one[2]})"),
        st.tuples(inner, inner).map(lambda one: f"min({one[0]}, {one[1]})"),
        st.tuples(inner, st.sampled_from(["<", "<=", "==", "!="]), inner).map(
            lambda one: f"({one[0]} {one[1]} {one[2]})"
        ),
        inner.map(lambda one: f"-{one}"),
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(TERMS)
def test_a_translated_formula_has_the_value_of_the_kit(formula):
    try:
        value = evaluate(formula, VALUES)
    except FormulaError:
        return
    found = written(formula)
    cells = {("p", row, 1): number for row, number in enumerate(VALUES.values(), start=1)}
    names = {name: f"p!A{row}" for row, name in enumerate(VALUES, start=1)}

    assert found.value == pytest.approx(value, rel=1e-12)
    assert Formulas(cells, {("p", 1, 2): found.text}, names).values()[("p", 1, 2)] == pytest.approx(value, rel=1e-12)
