"""What techniques ask of a function: rows of inputs in, a result a row out."""

import numpy as np
import pytest

from lca_models.interpretation.uncertainty.plain_function import results_of, single_results_of
from lca_models.scope.scenario import ScenarioError

INPUTS = np.arange(6.0).reshape(3, 2)


def test_a_function_of_rows_gives_a_column_per_result():
    """3 samples of 2 inputs; one result, or two"""
    assert results_of(lambda x: x.sum(axis=1), INPUTS).tolist() == [[1], [5], [9]]
    assert results_of(lambda x: x * 2, INPUTS).shape == (3, 2)


def test_a_technique_for_one_result_gets_one_number_a_sample():
    assert single_results_of(lambda x: x[:, :1], INPUTS).tolist() == [0, 2, 4]


def test_a_result_that_is_not_finite_is_told_with_its_inputs():
    with pytest.raises(
        ScenarioError, match=r"1 of 3 samples have no finite result, the first at the inputs \[2\. 3\.\]"
    ):
        results_of(lambda x: np.where(x[:, 0] == 2, np.nan, 1.0), INPUTS)


@pytest.mark.parametrize("answer", [np.ones(2), np.ones((3, 1, 1)), 1.0])
def test_an_answer_of_another_shape_is_refused(answer):
    with pytest.raises(ValueError, match=r"answered 3 rows with an array of shape|give \(n,\) or \(n, m\)"):
        results_of(lambda x: answer, INPUTS)


def test_several_results_are_none_for_a_technique_of_one():
    with pytest.raises(ValueError, match="2"):
        single_results_of(lambda x: x, INPUTS)
