"""Shares of changes that happened together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.verification.editions.shares import mean_over_orders


def test_a_product_shares_its_change_by_the_mean_of_the_other_factor():
    """2 * 3 = 6 becomes 5 * 7 = 35: the first (5 - 2) * (3 + 7) / 2 = 15, the second (7 - 3) * (2 + 5) / 2 = 14"""

    def figure(changed):
        return (5 if "a" in changed else 2) * (7 if "b" in changed else 3)

    assert mean_over_orders(("a", "b"), figure) == pytest.approx({"a": 15, "b": 14})


@given(st.lists(st.floats(-1e3, 1e3), min_size=8, max_size=8))
def test_the_shares_sum_to_the_change_whatever_the_figure_is(values):
    players = ("a", "b", "c")

    def figure(changed):
        return values[sum(2**place for place, one in enumerate(players) if one in changed)]

    shares = mean_over_orders(players, figure)
    assert sum(shares.values()) == pytest.approx(values[7] - values[0], abs=1e-9)


def test_what_changes_nothing_has_no_share():
    assert mean_over_orders(("a", "b"), lambda changed: 4.0 if "a" in changed else 1.0) == {"a": 3.0, "b": 0.0}
