"""The sweep backwards with NumPy: exact slopes of every output by every input."""

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.gradient import numpy_derivatives
from lca_models.impact.compiled.tape import NUMPY_BLOCK, record


def tape_of(*texts, names=("x", "y")):
    graph = Graph()
    inputs = {name: graph.input(name) for name in names}
    return record(graph, [*inputs.values()], [graph.formula(text, inputs) for text in texts], reuse=False)


@settings(max_examples=examples(50))
@given(st.floats(0.5, 3), st.floats(0.5, 3))
def test_slopes_are_those_of_the_rules_of_calculus(x, y):
    """d(x y + x / y) = (y + 1 / y, x - x / y^2); d(exp(x) * y) = (y exp(x), exp(x))"""
    slopes, outputs = numpy_derivatives(tape_of("x * y + x / y", "exp(x) * y"), np.array([[x], [y]]), 2)

    assert slopes[:, :, 0] == pytest.approx(
        np.array([[y + 1 / y, x - x / y**2], [y * np.exp(x), np.exp(x)]]), rel=1e-12
    )
    assert outputs[:, 0] == pytest.approx([x * y + x / y, np.exp(x) * y], rel=1e-12)


def test_only_the_first_outputs_are_swept():
    slopes, outputs = numpy_derivatives(tape_of("x + y", "x * y"), np.array([[2.0], [3.0]]), 1)

    assert slopes.shape == (1, 2, 1)
    assert outputs[:, 0].tolist() == [5, 6]


def test_what_nothing_depends_on_has_a_slope_of_0():
    slopes, _ = numpy_derivatives(tape_of("2 * x"), np.array([[1.0], [7.0]]), 1)

    assert slopes[0, :, 0].tolist() == [2, 0]


def test_samples_beyond_a_block_are_swept_like_the_first():
    x = np.linspace(1, 2, NUMPY_BLOCK + 3)
    slopes, _ = numpy_derivatives(tape_of("x * x"), np.array([x, x]), 1)

    assert slopes[0, 0] == pytest.approx(2 * x)


def test_a_branch_not_taken_spoils_nothing():
    """The slope of a root at 0 is no number; it does not count where y decides for x"""
    tape = tape_of("where(y > 0, x, sqrt(x))")
    slopes, outputs = numpy_derivatives(tape, np.array([[0.0], [1.0]]), 1)

    assert outputs.tolist() == [[0]]
    assert slopes[0, :, 0].tolist() == [1, 0]
