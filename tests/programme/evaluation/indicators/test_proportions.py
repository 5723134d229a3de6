"""Shares and statistics with intervals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.proportions import mean_over_companies, share_of


def test_twenty_seven_of_thirty_is_ninety_percent_from_74_to_97():
    found = share_of(27, 30)
    assert found.value == 0.9
    assert (round(found.low, 2), round(found.high, 2)) == (0.74, 0.97)


def test_a_score_interval_solves_its_equation():
    # (p - p0)^2 = z^2 p0 (1 - p0) / n at both ends
    found, z = share_of(3, 20), 1.959963984540054
    for end in (found.low, found.high):
        assert (0.15 - end) ** 2 == pytest.approx(z**2 * end * (1 - end) / 20)


def test_of_nothing_anything_may_be():
    found = share_of(0, 0)
    assert math.isnan(found.value)
    assert (found.low, found.high) == (0, 1)
    assert all(math.isnan(one) for one in (mean_over_companies([], []).value, mean_over_companies([], []).low))


@given(st.integers(1, 60), st.data())
def test_an_interval_holds_its_share(n, data):
    count = data.draw(st.integers(0, n))
    found = share_of(count, n)
    assert -1e-12 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1 + 1e-12


def test_many_packs_of_one_company_are_not_many_companies():
    values = np.repeat([0.0, 1.0, 0.0, 1.0, 1.0, 0.0], 50)
    together = mean_over_companies(values, np.repeat([*"abcdef"], 50))
    alone = mean_over_companies(values, range(300))
    assert together.value == alone.value == 0.5
    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_the_interval_of_many_companies_is_that_of_a_mean():
    values = np.random.default_rng(1).normal(100, 10, 400)
    found = mean_over_companies(values, range(400))
    assert found.high - found.low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)


def test_a_bootstrap_of_one_company_knows_nothing_of_others():
    found = mean_over_companies([1.0, 2.0, 6.0], ["a"] * 3)
    assert (found.value, found.low, found.high) == (3, 3, 3)


def test_the_same_seed_gives_the_same_interval():
    values, companies = np.arange(60.0) ** 2, [number // 4 for number in range(60)]
    assert mean_over_companies(values, companies, seed=3) == mean_over_companies(values, companies, seed=3)
    assert mean_over_companies(values, companies, seed=3) != mean_over_companies(values, companies, seed=4)
