"""What each of several changes did to a figure when they happened together: the mean over every order, which sums exactly.

For players N and a figure v of those that have changed, a player's share is the mean over all orders of v with it less v
without it, as it comes. The shares sum to v of all less v of none, whatever v is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations
from math import factorial

Figure = Callable[[frozenset[str]], float]


def mean_over_orders(players: Sequence[str], figure: Figure) -> dict[str, float]:
    """The share of each player in the change of a figure, in the unit of the figure.

    `figure`: of those that have changed; the empty set is the old state. Asked once for each of the 2^n sets.
    """
    known = {one: figure(one) for one in map(frozenset, _subsets(players))}
    count = len(players)
    found = {}
    for player in players:
        others = [one for one in players if one != player]
        found[player] = sum(
            factorial(len(before)) * factorial(count - len(before) - 1) / factorial(count)
            * (known[before | {player}] - known[before])
            for before in map(frozenset, _subsets(others))
        )  # fmt: skip
    return found


def _subsets(players: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return chain.from_iterable(combinations(players, size) for size in range(len(players) + 1))
