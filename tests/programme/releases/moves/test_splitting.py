"""The mean over orders: exact by arithmetic, and by the four laws that define it."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.releases.moves.splitting import shares, subsets


def test_a_product_of_two_factors_is_split_by_arithmetic():
    """2 x 3 becomes 4 x 5: first alone +6, second alone +4, both +14; means (6 + 10)/2 = 8 and (4 + 8)/2 = 6."""
    values = {frozenset(): 6, frozenset({0}): 12, frozenset({1}): 10, frozenset({0, 1}): 20}
    assert shares(values, 2) == (8, 6)


def test_subsets_begin_with_none_and_end_with_all():
    assert subsets(0) == (frozenset(),)
    assert subsets(2) == (frozenset(), frozenset({0}), frozenset({1}), frozenset({0, 1}))


def test_nothing_is_split_over_nothing():
    assert shares({frozenset(): 1.0}, 0) == ()


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.integers(-99, 99), min_size=2**n, max_size=2**n)))
def test_shares_are_the_mean_over_all_orders_and_sum_to_the_difference(numbers):
    count = len(numbers).bit_length() - 1
    values = dict(zip(subsets(count), numbers, strict=True))
    found = shares(values, count)
    orders = [*permutations(range(count))]
    for part in range(count):
        steps = []
        for order in orders:
            before = frozenset(order[: order.index(part)])
            steps.append(values[before | {part}] - values[before])
        assert found[part] == pytest.approx(sum(steps) / len(orders))
    assert sum(found) == pytest.approx(numbers[-1] - numbers[0])
