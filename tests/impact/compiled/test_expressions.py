"""Formulas become the operations they mean, and no more of them than needed."""

import math

import pytest

from lca_models.impact.compiled.expressions import OPERATIONS, Graph
from lca_models.inventory.tables.formulas import FormulaError


def operations(text, *names):
    graph = Graph()
    graph.formula(text, {name: graph.input(name) for name in names})
    return [OPERATIONS[one] for one in graph.operations if one >= 0 and OPERATIONS[one] != "constant"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 * 3 + 4", []),
        ("first * 1 + 0", []),
        ("0 * first", []),
        ("first - first", []),
        ("first ** 1", []),
        ("first ** 2", ["multiply"]),
        ("2 * (3 * first)", ["multiply_c", "multiply_c"]),
        ("first / 4", ["multiply_c"]),
        ("1 - first", ["subtract_from_c"]),
        ("first * second + 1", ["multiply", "add_c"]),
        ("second + 3 * first", ["multiply_c", "multiply_add_c"]),
        ("first * second + first * second", ["multiply", "multiply_add"]),
        ("where(1 > 2, first, second)", []),
        ("first > second", ["less"]),
    ],
)
def test_constants_fold_and_sums_of_products_fuse(text, expected):
    assert operations(text, "first", "second") == expected


def test_equal_expressions_stand_in_the_graph_once():
    graph = Graph()
    names = {"first": graph.input("first"), "second": graph.input("second")}

    assert graph.formula("first * second", names) == graph.formula("second * first", names)
    assert graph.formula("sqrt(first + 1)", names) == graph.formula("sqrt(1 + first)", names)
    assert graph.formula("first - second", names) != graph.formula("second - first", names)


def test_a_product_folds_its_constants_into_one():
    graph = Graph()
    node = graph.formula("2 * (3 * first)", {"first": graph.input("first")})

    assert OPERATIONS[graph.operations[node]] == "multiply_c"
    assert graph.constants[node] == 6


@pytest.mark.parametrize("text", ["1 / 0", "log(-1)", "sqrt(0 - 1)", "10.0 ** 400", "5 % 0"])
def test_a_constant_without_a_value_is_no_number(text):
    graph = Graph()
    assert math.isnan(graph.value(graph.formula(text, {})))


def test_an_unknown_name_is_refused():
    with pytest.raises(FormulaError, match="refers to the unknown parameter 'thrid'"):
        operations("first * thrid", "first")
