"""Formulas become the operations they mean, and no more of them than needed."""

import math

import pytest

from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.instructions import NAMES
from lca_models.impact.compiled.tape import with_alarm
from lca_models.inventory.tables.formulas import FormulaError


def operations(text, *names):
    graph = Graph()
    graph.formula(text, {name: graph.input(name) for name in names})
    return [NAMES[one] for one in graph.operations if one >= 0 and NAMES[one] != "constant"]


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
        ("first / 7", ["multiply_c"]),
        ("ceil(first / 7)", ["multiply_c", "divide", "ceil"]),
        ("1 - first", ["subtract_from_c"]),
        ("first * second + 1", ["multiply", "add_c"]),
        ("second + 3 * first", ["multiply_c", "multiply_add_c"]),
        ("first * second + first * second", ["multiply", "multiply_add"]),
        ("where(1 > 2, first, second)", []),
        ("first > second", ["less"]),
        ("0 and 1 / first", ["divide_c_by"]),
        ("0 * (first + second) * 3", ["add"]),
        ("2e200 * (first * 3e200)", ["multiply_c", "multiply_c"]),
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


def test_a_product_folds_its_constants_into_one_but_before_a_step():
    """0.1 * (0.7 * first) is rounded twice in Brightway, and so it is where a step follows"""
    graph = Graph()
    node = graph.formula("2 * (3 * first)", {"first": graph.input("first")})

    assert NAMES[graph.operations[node]] == "multiply_c"
    assert graph.constants[node] == 6
    assert graph.constants[graph.multiply(node, graph.constant(5))] == 30
    assert NAMES[graph.operations[graph.exact(node)]] == "multiply"


@pytest.mark.parametrize("text", ["1 / 0", "log(-1)", "sqrt(0 - 1)", "10.0 ** 400", "5 % 0"])
def test_a_constant_without_a_value_is_no_number(text):
    graph = Graph()
    assert math.isnan(graph.value(graph.formula(text, {})))


@pytest.mark.parametrize(
    ("text", "is_hidden"),
    [
        ("0 * (1 / first)", True),
        ("0 / first", True),
        ("log(first) - log(first)", True),
        ("-(3 * (0 * sqrt(first))) / 2", True),
        ("where(1, 0, 1 / first)", True),
        ("0 * (0 * (1 / first)) * 2", True),
        ("0 if 1 else 1 / first", False),
        ("0 if 1 else 0 * (1 / first)", False),
        ("0 and 0 * (1 / first)", False),
        ("0 * first", False),
        ("0 * max(first, second) ** 2", False),
    ],
)
def test_what_can_only_be_zero_is_no_operation_of_a_result_but_raises_an_alarm(text, is_hidden):
    """Alone, beside something else, and through a parameter"""
    graph = Graph()
    names = {name: graph.input(name) for name in ("first", "second")}
    node, sum_of_two = graph.amount(text, names), graph.amount(f"({text}) + second", names)
    product = graph.amount("middle * second", {**names, "middle": node})

    assert graph.value(node) == graph.value(product) == 0
    assert sum_of_two == names["second"]
    assert (len(with_alarm(graph, [node, sum_of_two, product])) > 3) is is_hidden


def test_what_is_dropped_in_a_branch_needs_a_value_only_there():
    graph = Graph()
    names = {name: graph.input(name) for name in ("first", "second")}
    node = graph.amount("0 * (1 / first) if second else 3", names)

    assert with_alarm(graph, [node]) == [node]
    assert NAMES[graph.operations[node]] == "select"


def test_what_a_result_shows_needs_no_alarm():
    graph = Graph()
    names = {"first": graph.input("first"), "second": graph.input("second")}
    shown = graph.amount("1 / first", names)
    graph.amount("2 * (1 / first) + second", names)
    assert with_alarm(graph, [shown]) == [shown]

    only_where_taken = graph.select(names["second"], shown, graph.constant(3))
    assert len(with_alarm(graph, [only_where_taken])) == 2


def test_an_unknown_name_is_refused():
    with pytest.raises(FormulaError, match="refers to the unknown parameter 'thrid'"):
        operations("first * thrid", "first")
