"""What a change moves over many results."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.evaluation.indicators.changes import change_of


def test_changes_are_relative_and_far_ones_are_counted():
    found = change_of([100, 100, 100, 200], [100, 94, 106, 209])
    assert (found.n, found.beyond, found.beyond_share) == (4, 2, 0.5)
    assert found.quantiles[0.5] == pytest.approx((0 + 0.045) / 2)


def test_a_change_of_a_negative_result_goes_the_way_it_goes():
    assert change_of([-10, 5], [-8, 5]).quantiles[0.95] > 0


def test_an_order_that_stays_has_tau_one_and_a_reversed_one_minus_one():
    assert change_of([1, 2, 3], [2, 4, 9]).tau == 1
    assert change_of([1, 2, 3], [3, 2, 1]).tau == -1
    # 1 2 3 4 -> 1 3 2 4: five pairs keep their order, one does not.
    assert change_of([1, 2, 3, 4], [1, 3, 2, 4]).tau == pytest.approx((5 - 1) / 6)


def test_without_an_order_there_is_no_tau():
    assert math.isnan(change_of([1, 1], [1, 2]).tau)
    assert math.isnan(change_of([], []).beyond_share)


@given(st.lists(st.floats(1, 1e3), min_size=2, max_size=20), st.floats(0.5, 2))
def test_scaling_all_moves_all_alike(values, factor):
    found = change_of(values, np.array(values) * factor)
    assert all(one == pytest.approx(factor - 1, abs=1e-9) for one in found.quantiles.values())
