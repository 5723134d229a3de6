"""A difference split over its parts: for each the mean, over all orders, of what it adds to those before it (Shapley)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import factorial

Parts = frozenset[int]


def subsets(count: int) -> tuple[Parts, ...]:
    """All sets of so many parts, the empty one first and that of all last."""
    return tuple(frozenset(one) for size in range(count + 1) for one in combinations(range(count), size))


def shares(values: Mapping[Parts, float], count: int) -> tuple[float, ...]:
    """What each of so many parts makes of the difference between all of them and none, to which they sum.

    `values`: of every set of parts, in any one unit.
    """
    found = []
    for part in range(count):
        terms = (
            factorial(len(one)) * factorial(count - len(one) - 1) / factorial(count) * (values[one | {part}] - values[one])
            for one in subsets(count) if part not in one
        )  # fmt: skip
        found.append(sum(terms))
    return tuple(found)
