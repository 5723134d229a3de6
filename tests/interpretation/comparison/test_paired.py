import numpy as np
import pytest
from known_functions import independent, normals

from lca_models.interpretation.comparison.paired import compare_samples, difference_table, paired_samples
from lca_models.scope.scenario import ScenarioError

INPUTS = normals([1.0, 1.0])


def draw(rows, seed):
    return independent(INPUTS, rows, seed)


def compare(n=20_000, **functions):
    return paired_samples(functions, draw, n, seed=1, units="kg CO2-eq per kWh of capacity")


def test_identical_products_differ_by_exactly_0_in_every_sample():
    found = compare(a=lambda x: 60 + 0.1 * x.sum(axis=1), b=lambda x: 60 + 0.1 * x.sum(axis=1))
    row = found.discernibility().iloc[0]

    assert (found.difference("a", "b") == 0).all()
    assert row[["first_lower", "equal", "second_lower"]].to_list() == [0, 1, 0]
    assert row[["mean", "median", "p2.5", "p97.5"]].to_list() == [0] * 4


def test_what_both_share_does_not_blur_the_order():
    """both spread by +-100, b is 0.001 higher in every sample"""
    found = compare(a=lambda x: 100 * x[:, 0], b=lambda x: 100 * x[:, 0] + 0.001)

    assert found.discernibility()["first_lower"].item() == 1
    assert found.difference("b", "a") == pytest.approx(0.001)


def test_the_share_of_samples_is_the_probability_of_the_order():
    """a - b = x1 - x2 + 1 is normal with mean 1 and deviation sqrt(2): P(a < b) = Phi(-1 / sqrt(2)) = 0.2398"""
    row = compare(a=lambda x: x[:, 0] + 1, b=lambda x: x[:, 1], n=100_000).discernibility().iloc[0]

    assert row["first_lower"] == pytest.approx(0.2398, abs=0.005)
    assert row["first_lower"] + row["equal"] + row["second_lower"] == pytest.approx(1)
    assert row["mean"] == pytest.approx(1, abs=0.02)


def test_every_pair_of_products_has_a_row_and_a_place_in_the_matrix():
    found = compare(a=lambda x: x[:, 0], b=lambda x: x[:, 0] + 1, c=lambda x: x[:, 0] + 2)
    table, matrix = found.discernibility(), found.shares_lower()

    assert list(zip(table["first"], table["second"], strict=True)) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert (table["first_lower"] == 1).all()
    assert matrix.loc["a", "c"] == 1
    assert matrix.loc["c", "a"] == 0
    assert np.isnan(matrix.loc["b", "b"])


def test_differences_for_a_chart_have_a_unit():
    table = difference_table(compare(a=lambda x: x[:, 0], b=lambda x: x[:, 1], n=10), [("a", "b"), ("b", "a")])

    assert len(table) == 20
    assert set(table["unit"]) == {"kg CO2-eq per kWh of capacity"}


def test_results_per_different_functional_units_are_not_compared():
    functions = {"a": lambda x: x[:, 0], "b": lambda x: x[:, 0]}

    with pytest.raises(ScenarioError, match=r"'a' in kg per pack, 'b' in kg per kWh\); say per what to compare"):
        paired_samples(functions, draw, 10, units={"a": "kg per pack", "b": "kg per kWh"})


def test_one_product_cannot_be_compared():
    with pytest.raises(ScenarioError, match="two products or more"):
        paired_samples({"a": lambda x: x[:, 0]}, draw, 10)


def test_an_unknown_product_is_named_with_the_nearest_one():
    with pytest.raises(ScenarioError, match="there is no product 'lpf'; did you mean 'lfp'"):
        compare(lfp=lambda x: x[:, 0], nmc811=lambda x: x[:, 0], n=10).difference("lpf", "nmc811")


@pytest.mark.parametrize(("n", "seed", "message"), [(0, 1, "n is 0"), (10, "1", "the seed is '1'")])
def test_numbers_that_make_no_sample_are_refused(n, seed, message):
    with pytest.raises(ScenarioError, match=message):
        paired_samples({"a": lambda x: x[:, 0], "b": lambda x: x[:, 0]}, draw, n, seed)


def test_samples_of_different_length_are_no_pairs():
    with pytest.raises(ValueError, match="give \\(n,\\) of the same draws"):
        compare_samples(np.zeros(3), np.zeros(4))
