"""Elimination on a graph: the solution of x = h + w x, whatever of it varies."""

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.compiled.blueprint import draw_blueprint
from lca_models.impact.compiled.elimination import Equations, background_equations, foreground_equations, per_product
from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.tape import record
from tests.impact.conftest import MANUFACTURING, METHOD, make_system

shares = st.floats(-0.3, 0.3)


@st.composite
def systems(draw):
    """Weights (n, n) with row sums below 1, scores (n, 2), and which weights vary."""
    n = draw(st.integers(1, 5))
    weights = np.array(draw(st.lists(shares, min_size=n * n, max_size=n * n))).reshape(n, n) / n * 2
    scores = np.array(draw(st.lists(st.floats(-5, 5), min_size=2 * n, max_size=2 * n))).reshape(n, 2)
    varying = np.array(draw(st.lists(st.booleans(), min_size=n * n, max_size=n * n))).reshape(n, n)
    return weights, scores, varying & (weights != 0)


def solved(weights, scores, varying):
    """Solution by elimination: constants stand in the graph, what varies is an input."""
    graph, n = Graph(), len(weights)
    inputs = {(i, j): graph.input(f"w {i} {j}") for i, j in np.argwhere(varying).tolist()}
    equations = Equations(
        graph, {i: {} for i in range(n)}, {i: [graph.constant(one) for one in scores[i]] for i in range(n)}
    )
    for i, j in np.argwhere(weights).tolist():
        equations.buy(i, j, inputs.get((i, j), graph.constant(weights[i, j])))
    found = equations.solve()
    tape = record(graph, [*inputs.values()], [node for i in range(n) for node in found[i]])
    values = np.array([weights[place] for place in inputs])[:, None] if inputs else np.zeros((0, 1))
    return tape.run(values).reshape(n, 2), equations


@settings(max_examples=examples(100))
@given(systems())
def test_the_solution_is_that_of_the_matrix(system):
    weights, scores, varying = system
    found, _ = solved(weights, scores, varying)

    assert found == pytest.approx(np.linalg.solve(np.eye(len(weights)) - weights, scores), rel=1e-9, abs=1e-9)


def test_constants_fold_and_leave_no_pivot():
    found, equations = solved(np.array([[0.5]]), np.array([[1.0, 2.0]]), np.array([[False]]))

    assert found.tolist() == [[2, 4]]
    assert equations.pivots == []


def test_a_product_that_needs_itself_by_a_parameter_is_divided_by_a_pivot():
    found, equations = solved(np.array([[0.5]]), np.array([[1.0, 2.0]]), np.array([[True]]))

    assert found.tolist() == [[2, 4]]
    assert len(equations.pivots) == 1


def test_equations_of_a_system_are_per_unit_of_product():
    """Power comes in lots of 4 and uses 1 of them itself: 6 / 3; the pack buys 5, 10 packs are asked for"""
    system = make_system(
        "pack", {"need": 5.0},
        pack=(MANUFACTURING, [("technosphere", "power", "need")]),
        power=[("production", "power", 4.0), ("technosphere", "power", 1.0), ("biosphere", "co2", "6 + 0 * need")],
    )  # fmt: skip
    blueprint = draw_blueprint(system, [METHOD])
    graph = Graph()
    amounts = [graph.constant(amount) for amount in blueprint.amounts]
    by_share = per_product(graph, blueprint, amounts)
    (power,) = background_equations(graph, blueprint, by_share).solve().values()
    (pack,) = foreground_equations(graph, blueprint, by_share).solve().values()

    assert [graph.value(node) for node in power] == pytest.approx([2])
    assert [graph.value(node) for node in pack] == pytest.approx([1])
