"""Times to verified among those that wait still and those that ended otherwise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.turnaround import OTHERWISE, PENDING, REACHED, incidence


def test_without_anybody_waiting_it_is_the_share_that_arrived():
    found = incidence([1, 2, 3, 4], [REACHED] * 4)
    assert found.times.tolist() == [1, 2, 3, 4]
    assert found.shares.tolist() == pytest.approx([0.25, 0.5, 0.75, 1])
    assert found.time_of() == 2


def test_a_worked_example_with_all_three_ends():
    # At 2: 1 of 5 arrives: 0.2. At 3 one is withdrawn (still 0.8 -> 0.8 * 3/4). At 4 one is pending. At 6: 1 of 2 of 0.6.
    found = incidence([2, 3, 4, 6, 9], [REACHED, OTHERWISE, PENDING, REACHED, PENDING])
    assert found.times.tolist() == [2, 6]
    assert found.shares.tolist() == pytest.approx([0.2, 0.2 + 0.8 * 3 / 4 / 2])
    assert found.time_of() == 6


def test_a_median_that_nobody_knows_yet_is_no_number():
    assert math.isnan(incidence([1, 5, 5], [REACHED, PENDING, PENDING]).time_of())
    assert math.isnan(incidence([], []).time_of())


def test_a_mean_of_those_that_arrived_flatters():
    durations, ends = [1, 1, 2, 30, 30, 30], [REACHED, REACHED, REACHED, PENDING, PENDING, PENDING]
    assert incidence(durations, ends).time_of() > np.mean(durations[:3])


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from([PENDING, REACHED, OTHERWISE])), min_size=1, max_size=30))
def test_ends_and_waiting_are_all_there_is(rows):
    durations, ends = zip(*rows, strict=True)
    reached, other = incidence(durations, ends), incidence(durations, ends, OTHERWISE)
    assert (np.diff(reached.shares) > 0).all()
    both = sum(found.shares[-1] if found.shares.size else 0 for found in (reached, other))
    assert both <= 1 + 1e-12
    if PENDING not in ends:
        assert both == pytest.approx(1)
