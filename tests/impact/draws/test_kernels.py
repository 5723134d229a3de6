"""Compiled drawing: each kernel against the formula it writes out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import triang

pytest.importorskip("numba")

from lca_models.impact.draws.kernels import (
    divide_mixes,
    fill_normal,
    fill_triangular,
    normal_quantile,
    place_lognormals,
)

LEVELS = np.linspace(0.001, 0.999, 64).reshape(2, 4, 8)  # chunks, inputs, lanes
LEAST = 1e-300


@given(st.floats(1e-12, 1 - 1e-12))
def test_the_quantile_is_that_of_the_normal_distribution(level):
    assert normal_quantile(level) == pytest.approx(ndtri(level), rel=1e-13, abs=1e-15)


def test_triangles_rise_to_their_turn_and_fall():
    lowest, middle, highest = np.array([1.0, -2.0]), np.array([2.0, -2.0]), np.array([5.0, 4.0])
    width = highest - lowest
    turn = (middle - lowest) / width
    values = np.zeros((2, 2, 8))
    fill_triangular(np.array([0, 1]), np.array([2, 0]), lowest, highest, turn, width * (middle - lowest),
                    width * (highest - middle), LEVELS, values)  # fmt: skip

    for row, source in enumerate((2, 0)):
        expected = triang.ppf(LEVELS[:, source], turn[row], loc=lowest[row], scale=width[row])
        assert values[:, row] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_normals_and_lognormals_stay_within_their_cuts(logarithmic):
    """loc 1, scale 0.5, once whole and once cut to the middle 80 %"""
    below, width = np.array([0.0, 0.1]), np.array([1.0, 0.8])
    ends = 1 + 0.5 * ndtri(np.array([[0.0, 0.1], [1.0, 0.9]]))
    lowest, highest = np.exp(ends) if logarithmic else ends
    values = np.zeros((2, 2, 8))
    fill_normal(np.array([0, 1]), below, width, np.full(2, 1.0), np.full(2, 0.5), np.ones(2), lowest, highest,
                np.full(2, logarithmic), LEAST, LEVELS, values)  # fmt: skip
    expected = 1 + 0.5 * ndtri(below[:, None] + LEVELS[:, :2] * width[:, None])

    assert values == pytest.approx(np.exp(expected) if logarithmic else expected, rel=1e-12)
    assert values[:, 1].min() >= lowest[1]
    assert values[:, 1].max() <= highest[1]


@given(st.floats(-20, 20), st.floats(0, 3))
def test_lognormals_of_numbers_are_exponentials_with_their_sign(loc, scale):
    numbers = np.random.default_rng(1).standard_normal((1, 2, 8))
    values = np.zeros((1, 3, 8))
    place_lognormals(np.array([2, 0]), np.full(2, loc), np.full(2, scale), np.array([1.0, -1.0]), numbers, values)

    assert values[0, 2] == pytest.approx(np.exp(loc + scale * numbers[0, 0]), rel=1e-14)
    assert values[0, 0] == pytest.approx(-np.exp(loc + scale * numbers[0, 1]), rel=1e-14)
    assert (values[0, 1] == 0).all()


def test_each_mix_sums_to_its_total_and_keeps_its_proportions():
    values = np.abs(np.random.default_rng(2).standard_normal((2, 5, 8))) + 0.1
    before = values.copy()
    divide_mixes(np.array([0, 3, 1, 2]), np.array([0, 2, 4]), np.array([1.0, 2.5]), values)

    assert values[:, [0, 3]].sum(axis=1) == pytest.approx(np.full((2, 8), 1.0))
    assert values[:, [1, 2]].sum(axis=1) == pytest.approx(np.full((2, 8), 2.5))
    assert values[:, 1] / values[:, 2] == pytest.approx(before[:, 1] / before[:, 2])
    assert (values[:, 4] == before[:, 4]).all()
