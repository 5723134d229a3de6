import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.interpretation.comparison.pareto import pareto_set, pareto_table
from lca_models.scope.scenario import ScenarioError

points = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30)


def test_an_alternative_lower_in_one_result_stays():
    """(2, 2) is beaten by (1, 2); (3, 1) and (1, 2) are not"""
    assert pareto_set(np.array([[1, 2], [2, 2], [3, 1]])).tolist() == [True, False, True]


def test_equal_alternatives_stay_together():
    assert pareto_set(np.array([[1, 1], [1, 1]])).all()


@given(points)
def test_nothing_in_the_set_is_beaten_and_everything_else_is(given_points):
    results = np.array(given_points, dtype=float)
    kept = pareto_set(results)

    beaten = [any((other <= one).all() and (other < one).any() for other in results) for one in results]
    assert kept.tolist() == [not is_beaten for is_beaten in beaten]


def test_the_table_lists_the_set_first():
    table = pd.DataFrame({"scenario": ["a", "b", "c"], "climate": [2.0, 1.0, 3.0], "water": [2.0, 2.0, 1.0]})
    found = pareto_table(table, ["climate", "water"])

    assert found["scenario"].to_list() == ["b", "c", "a"]
    assert found["in_set"].to_list() == [True, True, False]


def test_unknown_results_are_named():
    with pytest.raises(ScenarioError, match="there is no result 'watr'; did you mean 'water'"):
        pareto_table(pd.DataFrame({"climate": [1.0], "water": [1.0]}), ["climate", "watr"])


def test_one_result_makes_no_set():
    with pytest.raises(ScenarioError, match="two results or more"):
        pareto_table(pd.DataFrame({"climate": [1.0]}), ["climate"])
