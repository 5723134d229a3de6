"""Results far from their peers: what is found in small groups, and what is flagged for nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.outliers import FAR, compare_with_peers

SIGMA, GROUPS = 0.12, 8


def flagged(logs, *, is_pooled=True):
    """What is far among the logs (groups, n) of clean log-normal ratios; groups one at a time have their own spread only."""
    groups = np.repeat(np.arange(len(logs)), logs.shape[1])
    if is_pooled:
        return compare_with_peers(np.exp(logs.ravel()), np.ones(logs.size), groups).is_far.reshape(logs.shape)
    return np.array([flagged(one[None])[0] for one in logs])


@pytest.mark.parametrize(
    ("n", "is_pooled", "of_clean", "of_doubled"),
    [(5, False, 0.014, 0.61), (5, True, 0.013, 0.96), (8, True, 0.006, 0.97)],
)
def test_small_groups_find_what_the_pooled_spread_lets_them(n, is_pooled, of_clean, of_doubled):
    generator, clean, doubled, times = np.random.default_rng(0), 0.0, 0, 150
    for _ in range(times):
        logs = generator.normal(0, SIGMA, (GROUPS, n))
        clean += flagged(logs, is_pooled=is_pooled).mean() / times
        logs[0, 0] += np.log(2)
        doubled += flagged(logs if is_pooled else logs[:1], is_pooled=is_pooled)[0, 0]
    assert clean == pytest.approx(of_clean, abs=0.004)
    assert doubled / times == pytest.approx(of_doubled, abs=0.08)


def test_half_as_much_again_is_found_half_the_time():
    generator, found = np.random.default_rng(1), 0
    for _ in range(200):
        logs = generator.normal(0, SIGMA, (GROUPS, 5))
        logs[0, 0] += np.log(1.5)
        found += flagged(logs)[0, 0]
    assert 0.4 < found / 200 < 0.65


def test_what_is_far_by_spread_alone_is_no_outlier():
    # All within 1 %: the least spread is ln 1.05, and 20 % more is below ln 1.25.
    peers = compare_with_peers([100, 100.5, 99.5, 100.2, 120], [100] * 5, ["a"] * 5)
    assert peers.distance[-1] > FAR
    assert not peers.is_far.any()


def test_a_group_too_small_is_compared_with_its_archetype():
    few = compare_with_peers([200, 200], [100, 100], ["few"] * 2)
    assert few.middle.tolist() == [0, 0]
    many = compare_with_peers([200.0] * 5, [100.0] * 5, ["many"] * 5)
    assert many.middle.tolist() == pytest.approx([np.log(2)] * 5)
    assert not many.is_far.any()


def test_of_nothing_nothing_is_far():
    assert compare_with_peers([], [], []).is_far.size == 0


@given(st.lists(st.floats(50, 200), min_size=5, max_size=12), st.floats(0.1, 10))
def test_a_unit_makes_no_outlier(values, unit):
    groups = ["a"] * len(values)
    once = compare_with_peers(values, [100.0] * len(values), groups)
    again = compare_with_peers([one * unit for one in values], [100.0 * unit] * len(values), groups)
    assert again.distance == pytest.approx(once.distance, abs=1e-9)
