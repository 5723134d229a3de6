"""Formulas mean what they mean in Python and in Brightway's asteval; everything else is refused."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.tables.formulas import (
    FUNCTIONS,
    FormulaError,
    evaluate,
    evaluate_parameters,
    evaluation_order,
    names_in,
    parse_formula,
)

VALUES = {"cell_mass": 2.5, "scrap_rate": 0.125, "cell_count": 96.0, "no_amount": 0.0}


def expressions():
    """Random arithmetic over the parameters above; comparisons as 1.0*(…), because NumPy adds two truths to one."""
    leaves = st.one_of(
        st.sampled_from(sorted(VALUES)),
        st.integers(0, 9).map(str),
        st.floats(0.01, 99, allow_nan=False).map(lambda number: f"{number:.4g}"),
    )

    def larger(inner):
        pair = st.tuples(inner, inner)
        return st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(
                lambda p: f"({p[0]} {p[1]} {p[2]})"
            ),
            inner.map(lambda text: f"({text}) ** 2"),
            inner.map(lambda text: f"-{text}"),
            inner.map(lambda text: f"1.0*(not {text})"),
            st.tuples(inner, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), inner).map(
                lambda p: f"1.0*({p[0]} {p[1]} {p[2]})"
            ),
            st.tuples(inner, inner, inner).map(lambda p: f"1.0*({p[0]} < {p[1]} <= {p[2]})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
            pair.map(lambda p: f"min({p[0]}, {p[1]})"),
            pair.map(lambda p: f"max({p[0]}, {p[1]}, 3)"),
            inner.map(lambda text: f"abs({text})"),
            inner.map(lambda text: f"sqrt(abs({text}))"),
            inner.map(lambda text: f"log(1 + abs({text}))"),
        )

    return st.recursive(leaves, larger, max_leaves=8)


def python_value(text):
    """The value by Python's own evaluator; None where it has none."""
    try:
        value = float(eval(text, {name: function for name, (function, _, _) in FUNCTIONS.items()}, dict(VALUES)))
    except (ArithmeticError, ValueError, TypeError):
        return None
    return value if math.isfinite(value) else None


@settings(max_examples=300, deadline=None)
@given(expressions())
def test_random_formulas_have_the_value_python_gives(text):
    expected = python_value(text)
    if expected is None:
        with pytest.raises(FormulaError):
            evaluate(text, VALUES)
    else:
        assert evaluate(text, VALUES) == pytest.approx(expected, rel=1e-14, abs=1e-300)


@settings(max_examples=100, deadline=None)
@given(expressions())
def test_random_formulas_have_the_value_brightway_gives(text):
    """Where Brightway gives a number that is finite: NumPy turns some of our refusals into inf or nan."""
    from bw2parameters.interpreter import Interpreter

    expected = python_value(text)
    if expected is not None:
        interpreter = Interpreter()
        interpreter.symtable.update(VALUES)
        assert float(interpreter(text)) == pytest.approx(expected, rel=1e-14, abs=1e-300)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2**2", -4),
        ("2**-1", 0.5),
        ("2**3**2", 512),
        ("7 // 2", 3),
        ("-7 % 3", 2),
        ("1 < 2 < 3", 1),
        ("3 > 2 > 2", 0),
        ("0 or 5", 5),
        ("4 and 5", 5),
        ("0 and 1/0", 0),
        ("not 3", 0),
        ("1 if 0 else 7", 7),
        ("7 if 1 else 1/0", 7),
        ("1.0*(cell_count == 96)", 1),
        ("min(3, 1, 2)", 1),
        ("maximum(3, 1)", 3),
        ("where(cell_mass > 2, 10, 20)", 10),
        ("round(2.5)", 2),
        ("floor(-1.5)", -2),
        ("ln(e) + log10(100) + log2(8)", 6),
        ("hypot(3, 4)", 5),
        ("  cell_mass * 2  ", 5),
    ],
)
def test_precedence_and_values_are_those_of_python(text, value):
    assert evaluate(text, VALUES) == pytest.approx(value)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_is_known_to_brightway_with_the_same_value(name):
    from bw2parameters.interpreter import Interpreter

    arguments = {1: "0.75", 2: "0.75, 2", 3: "1, 0.75, 2"}[FUNCTIONS[name][1]]

    assert evaluate(f"{name}({arguments})", {}) == pytest.approx(
        float(Interpreter()(f"{name}({arguments})")), rel=1e-15
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("cell_mass^2", r"write \*\*"),
        ("open('x')", "calls 'open'"),
        ("__import__('os')", "calls '__import__'"),
        ("cell_mass.real", "Attribute"),
        ("cell_mass[0]", "Subscript"),
        ("[1, 2]", "List"),
        ("lambda: 1", "Lambda"),
        ("(x := 1)", "NamedExpr"),
        ("'text'", "only numbers"),
        ("True", "only numbers"),
        ("1j", "only numbers"),
        ("min(*[1])", "min"),
        ("sqrt()", "sqrt with 0 arguments"),
        ("min(1)", "min with 1 arguments"),
        ("cell_mass in cell_count", "comparison"),
        ("cell_mass << 2", "operator"),
        ("~cell_mass", "operator"),
        ("cell_mass = 2", "not a formula"),
        ("", "not a formula"),
        ("1 +", "not a formula"),
        ("import os", "not a formula"),
        ("1" + "+1" * 20000, "nested too deeply"),
        ("-" * 20000 + "1", "nested|not a formula"),
        ("(" * 500 + "1" + ")" * 500, "not a formula"),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_not_arithmetic_is_refused(text, fault):
    with pytest.raises(FormulaError, match=fault):
        parse_formula(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("cell_mass / no_amount", r"divides by zero \(zero: no_amount\)"),
        ("cell_weight", "unknown parameter 'cell_weight'"),
        ("sqrt", "unknown parameter 'sqrt'"),
        ("log(no_amount)", "no value"),
        ("sqrt(-1)", "no value"),
        ("(-8) ** 0.5", "no value"),
        ("exp(1000)", "no value"),
        ("1e308 * 10", "not a finite number"),
        ("9 ** 9 ** 9", "no value"),
        ("floor(9) ** floor(9) ** floor(9)", "no value"),
    ],
)
def test_a_formula_without_a_finite_value_is_refused_at_once(text, fault):
    with pytest.raises(FormulaError, match=fault):
        evaluate(text, VALUES)


def test_names_are_those_of_parameters_only():
    assert names_in("sqrt(cell_mass) + pi * max(scrap_rate, 2)") == {"cell_mass", "scrap_rate"}


def test_parameters_are_evaluated_after_those_they_need():
    """d = c + 1, c = 2 b, b = a + 1, a = 1"""
    formulas = {"d_mass": "c_mass + 1", "c_mass": "2 * b_mass", "b_mass": "a_mass + 1"}

    assert evaluation_order(formulas) == ["b_mass", "c_mass", "d_mass"]
    assert evaluate_parameters({"a_mass": 1}, formulas) == {"a_mass": 1, "b_mass": 2, "c_mass": 4, "d_mass": 5}


def test_a_circle_names_only_the_parameters_in_it():
    with pytest.raises(FormulaError, match=r"circle: a_mass, b_mass$"):
        evaluation_order({"a_mass": "b_mass", "b_mass": "a_mass", "c_mass": "b_mass"})
