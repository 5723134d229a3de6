"""Formulas mean what they mean in Python and in Brightway's asteval; everything else is refused."""

import ast
import math

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings

from lca_models.inventory.tables.formulas import (
    FUNCTIONS,
    Alike,
    FormulaError,
    evaluate,
    evaluate_by,
    evaluate_parameters,
    evaluation_order,
    full_names,
    is_asked_often,
    names_in,
    order_of,
    parse_formula,
)
from tests.random_formulas import formulas, is_settled, value_of

VALUES = {"cell_mass": 2.5, "scrap_rate": 0.125, "cell_count": 96.0, "no_amount": 0.0}


class Checked(float):
    """A number of Python that is finite, and so is what comes of it."""


def checked(function):
    def call(*operands):
        result = function(*operands)
        if isinstance(result, complex) or not math.isfinite(result):
            raise OverflowError
        return Checked(result)

    return call


for _operation in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    for _side in ("", "r"):
        setattr(Checked, f"__{_side}{_operation}__", checked(getattr(float, f"__{_side}{_operation}__")))
Checked.__neg__ = checked(float.__neg__)

PYTHON = {
    "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "ln": math.log, "log10": math.log10, "log2": math.log2,
    "abs": abs, "min": min, "max": max, "minimum": min, "maximum": max, "floor": math.floor, "ceil": math.ceil,
    "round": round, "sin": math.sin, "cos": math.cos, "tan": math.tan, "hypot": math.hypot,
    "where": lambda condition, then, otherwise: then if condition else otherwise,
}  # fmt: skip


class NamedConstants(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Call(ast.Name("number", ast.Load()), [node], []), node)


def python_value(text):
    """The value by Python's own evaluator, every step of it finite; None where it has none."""
    tree = ast.fix_missing_locations(NamedConstants().visit(ast.parse(text, mode="eval")))
    names = {name: checked(function) for name, function in PYTHON.items()} | {"number": Checked}
    try:
        return float(eval(compile(tree, text, "eval"), names, {name: Checked(one) for name, one in VALUES.items()}))
    except (ArithmeticError, ValueError, TypeError):
        return None


@settings(max_examples=examples(30))
@given(formulas(VALUES))
def test_random_formulas_have_the_value_python_gives_or_none_as_there(text):
    found, expected = value_of(text, VALUES), python_value(text)

    if expected is None:
        assert found is None
    else:
        assert found == pytest.approx(expected, rel=1e-14, abs=1e-300)


@settings(max_examples=examples(30))
@given(formulas(VALUES, condition="1.0*({})".format))
def test_whatever_has_a_value_here_has_the_same_in_brightway(text):
    """NumPy turns some of our refusals into numbers, never the reverse; it adds two truths to one, hence the 1.0*(…)"""
    from bw2parameters.interpreter import Interpreter

    found = value_of(text, VALUES)
    if found is not None and is_settled(text, VALUES):
        interpreter = Interpreter()
        interpreter.symtable.update(VALUES)
        with np.errstate(all="ignore"):
            assert float(interpreter(text)) == pytest.approx(found, rel=1e-8, abs=1e-200)


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
        ("5 or 1/0", 5),
        ("(3 < 2 < 1/0) + 1", 1),
        ("(1 and 0 and 1/0) + 1", 1),
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

    arguments = {1: "0.75", 2: "0.75, 2", 3: "1, 0.75, 2"}[FUNCTIONS[name].arity]

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
        ("2 * 1e999", "the largest there is"),
        ("1" + "0" * 400, "the largest there is"),
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
        ("9 ** 9 ** 9", "power of 9, 3.8742e[+]08 is too large"),
        ("abs((-8) ** 0.5)", r"power\(a, b\) needs a > 0, .*; here a = -8, b = 0.5"),
        ("1 / (1e308 * 10)", "not a finite number"),
        ("min(1, 1e308 * 10)", "not a finite number"),
        ("(1e308 * 10 > 1) + 1", "not a finite number"),
        ("1 if 1e308 * 10 else 2", "not a finite number"),
        ("0 * (1 / no_amount)", "divides by zero"),
        ("0 * log(no_amount)", r"log\(a\) needs a > 0; here a = 0"),
        ("where(1, 2, 1 / no_amount)", "divides by zero"),
        ("1 < 2 < 1 / no_amount", "divides by zero"),
        ("floor(9) ** floor(9) ** floor(9)", "too large"),
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


def test_names_are_ordered_by_what_they_need_among_themselves():
    """c needs b, b needs a; what stands elsewhere does not wait, and equals keep their order"""
    assert order_of({"c": {"b", "elsewhere"}, "b": {"a"}, "z": set(), "a": {"elsewhere"}}) == ["z", "a", "b", "c"]


def test_a_circle_names_only_the_parameters_in_it():
    with pytest.raises(FormulaError, match=r"circle: a_mass, b_mass$"):
        evaluation_order({"a_mass": "b_mass", "b_mass": "a_mass", "c_mass": "b_mass"})


def test_a_formula_reads_parameters_by_their_full_names():
    """2 x 3"""
    names = {"a": "database::a", "b": "b", "unread": "c"}

    assert full_names("a * b", names) == {"database::a", "b"}
    assert evaluate_by("a * b", names, {"database::a": 2.0, "b": 3.0}) == 6.0
    with pytest.raises(FormulaError, match="divides by zero"):
        evaluate_by("a / b", names, {"database::a": 2.0, "b": 0.0})


def test_keys_are_alike_where_their_parts_are_the_same_objects():
    part, equal = [1.0, 2.0], [1.0, 2.0]

    assert Alike("one", part) == Alike("other", part)
    assert hash(Alike("one", part)) == hash(Alike("other", part))
    assert Alike("one", part) != Alike("one", equal)


def test_only_what_was_asked_of_twice_is_asked_often():
    parts = [1.0]

    assert [is_asked_often(Alike(number, parts)) for number in range(4)] == [False, False, True, True]
    assert not is_asked_often(Alike(0, [1.0]))
