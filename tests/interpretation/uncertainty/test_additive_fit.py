"""Shares of a variance from the drawn sample: never negative, at most 1 together, those of the closed form."""

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from known_functions import ishigami, ishigami_indices, sobol_g, sobol_g_indices

from lca_models.interpretation.uncertainty.additive_fit import GROUPS, DrawnDesign, _middle_ranks


def alone(count):
    return [np.array([position]) for position in range(count)]


def shares(x, y, drivers=None):
    return DrawnDesign(x, drivers or alone(x.shape[1])).shares(y)


@pytest.mark.parametrize(
    ("function", "count", "low", "high", "indices"),
    [(ishigami, 3, -np.pi, np.pi, ishigami_indices), (sobol_g, 6, 0, 1, sobol_g_indices)],
    ids=["Ishigami", "Sobol g"],
)
def test_functions_that_bend_and_interact_have_their_first_order_indices(function, count, low, high, indices):
    x = np.random.default_rng(1).uniform(low, high, (4096, count))
    found, widths = shares(x, function(x))

    assert (np.abs(found - indices()[0]) <= 1.5 * widths + 0.002).all()
    assert widths.max() < 0.05


def test_a_product_of_lognormals_has_the_closed_form():
    """y = a b with sigma 0.5 and 0.3: v_a = exp(0.25) - 1, v_b = exp(0.09) - 1 of (1 + v_a)(1 + v_b) - 1"""
    x = np.exp(np.random.default_rng(2).normal(size=(8192, 2)) * [0.5, 0.3])
    found, widths = shares(x, x.prod(axis=1))
    alone_a, alone_b = np.expm1(0.25), np.expm1(0.09)

    assert (np.abs(found - np.array([alone_a, alone_b]) / (np.exp(0.34) - 1)) <= 1.5 * widths).all()


@pytest.mark.parametrize("n", [40, 300, 1000])
def test_thousands_of_inputs_that_do_nothing_sum_to_nothing(n):
    """a linear fit of 2,000 inputs to 300 samples explains anything; without a screen 100 % and more are told by chance"""
    rng = np.random.default_rng(n)
    x = rng.normal(size=(n, 2000))
    found, widths = shares(x, rng.normal(size=n))

    assert found.sum() < 0.25  # one term may enter by chance in a hundred samples
    assert (widths > 0).all()


def test_an_input_that_does_much_stands_out_from_thousands():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(500, 2000))
    found, widths = shares(x, 3 * x[:, 7] + x[:, 11] + 0.1 * x[:, 12:].sum(axis=1) / 4)
    leading = np.argsort(-found)[:2]

    assert leading.tolist() == [7, 11]
    assert (np.abs(found[leading] - np.array([9, 1]) / (10 + 0.000625 * 1988)) <= 1.5 * widths[leading]).all()


def test_the_members_of_a_mixture_are_one_driver_however_many_they_are():
    """10 shares that sum to 1, each written twice: the columns are singular, and the driver explains all"""
    weights = np.random.default_rng(3).gamma(5.0, size=(2000, 10))
    x = weights / weights.sum(axis=1, keepdims=True)
    x = np.column_stack([x, x])
    found, _ = shares(x, x[:, :10] @ np.arange(10.0), [np.arange(20)])

    assert found == pytest.approx([1.0], abs=1e-6)


def test_what_does_not_vary_has_no_share():
    x = np.column_stack([np.random.default_rng(0).normal(size=200), np.full(200, 3.0)])

    assert shares(x, x[:, 0])[0].tolist() == pytest.approx([1.0, 0.0])
    assert shares(x, np.full(200, 0.1))[0].tolist() == [0.0, 0.0]
    assert [one.tolist() for one in shares(x[: GROUPS - 1], x[: GROUPS - 1, 0])] == [[0.0, 0.0], [1.0, 1.0]]


@settings(max_examples=examples(25), deadline=None)
@given(seed=st.integers(0, 2**32 - 1), n=st.sampled_from([1000, 4000]))
def test_generated_models_have_shares_of_the_closed_form(seed, n):
    """y = sum a_i z_i + b_i (z_i^2 - 1) / sqrt(2) + c z_1 z_2 + m w; w a mixture of three equal gammas.

    Terms are uncorrelated: a_i^2 + b_i^2 for z_i, c^2 for no driver alone; shares of Dirichlet(a, a, a) have the variance
    2 / (9 (3 a + 1)) and covariances of minus half of that.
    """
    rng = np.random.default_rng(seed)
    count = int(rng.integers(3, 12))
    z, gammas = rng.normal(size=(n, count)), rng.gamma(4.0, size=(n, 3))
    mixture = gammas / gammas.sum(axis=1, keepdims=True)
    a, b = rng.normal(size=count) * (rng.random(count) < 0.7), rng.normal(size=count) * (rng.random(count) < 0.4)
    c, weights = rng.normal() * 0.7, rng.normal(size=3) * 8
    y = z @ a + (z**2 - 1) @ b / np.sqrt(2) + c * z[:, 0] * z[:, 1] + mixture @ weights
    one = 2 / (9 * (3 * 4 + 1))
    parts = np.array([*(a**2 + b**2), one * (weights @ weights - weights @ (weights.sum() - weights) / 2)])
    found, widths = shares(np.column_stack([z, mixture]), y, [*alone(count), np.arange(count, count + 3)])

    assert (found >= 0).all()
    assert found.sum() <= 1 + 1e-12
    assert (np.abs(found - parts / (parts.sum() + c**2)) <= 2 * widths + 0.005).all()


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=30))
def test_what_is_equal_has_the_middle_rank_of_its_own(values):
    found = _middle_ranks(np.array(values, dtype=float))

    for value, rank in zip(values, found.tolist(), strict=True):
        below, alike = sum(one < value for one in values), values.count(value)
        assert rank == (2 * below + alike - 1) // 2


def test_a_multiple_of_a_result_has_its_shares_and_is_not_fitted_again(monkeypatch):
    x = np.random.default_rng(1).random((400, 3))
    y, design = x @ [1.0, 2.0, 3.0] + x[:, 0] ** 2, DrawnDesign(x, alone(3))
    first, other = design.shares(y), design.shares(x[:, 1])
    monkeypatch.setattr(design, "_fitted", lambda result: pytest.fail("fitted again"))

    assert np.array_equal(design.shares(y / 60 + 1.0), first)
    assert np.array_equal(design.shares(7 * x[:, 1]), other)
    assert not np.array_equal(first, other)
