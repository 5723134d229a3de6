"""How far results of alike products lie apart, and what goes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np

REST = "rest"


def relative_spread(values: Sequence[float] | np.ndarray) -> float:
    """Median absolute deviation over the median of values (n,), relative, scaled to a standard deviation.

    No number of nothing.
    """
    from scipy.stats import median_abs_deviation

    array = np.asarray(values, dtype=float)
    return float(median_abs_deviation(array, scale="normal") / np.median(array)) if array.size else float("nan")


def variance_shares(values: Sequence[float] | np.ndarray, factors: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Shares of the variance of ln(values) (n,) that go with each factor, and the rest; they add up to 1.

    `factors`: names of groups (n,) by factor, such as chemistry, province, company. A factor's share is what it adds to the
    adjusted coefficient of determination, mean over all orders of adding them (Shapley 1953); adjusted, as many companies
    explain much by chance; a share below 0 is less than chance gives. Without variance, or with as many groups as values,
    nothing can be told apart: no numbers.
    """
    logs = np.log(np.asarray(values, dtype=float))
    known: dict[frozenset[str], float] = {}

    def explained(names: frozenset[str]) -> float:
        if names not in known:
            known[names] = _adjusted(logs, [factors[name] for name in sorted(names)])
        return known[names]

    found = dict.fromkeys(factors, 0.0)
    orders = [*permutations(factors)]
    for order in orders:
        for place, name in enumerate(order):
            before = frozenset(order[:place])
            found[name] += (explained(before | {name}) - explained(before)) / len(orders)
    return {**found, REST: 1 - explained(frozenset(factors))}


def _adjusted(logs: np.ndarray, factors: Sequence[Sequence[str]]) -> float:
    """Adjusted R2 of a mean for every group of every factor."""
    columns = [np.ones(logs.size)]
    for names in factors:
        columns += [np.array([one == name for one in names], dtype=float) for name in sorted({*names})[1:]]
    matrix = np.column_stack(columns)
    solved, _, rank, _ = np.linalg.lstsq(matrix, logs, rcond=None)
    total = ((logs - logs.mean()) ** 2).sum() if logs.size else 0.0
    if total <= 0 or logs.size <= rank:
        return float("nan")
    residual = ((logs - matrix @ solved) ** 2).sum()
    return float(1 - residual / (logs.size - rank) / (total / (logs.size - 1)))
