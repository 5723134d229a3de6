"""Shares of few things, with how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

CONFIDENCE = 0.95
RESAMPLES = 2000


@dataclass(frozen=True)
class Estimate:
    """A number and the interval that it may lie in, in its own unit."""

    value: float
    low: float
    high: float


def share_of(count: int, n: int, confidence: float = CONFIDENCE) -> Estimate:
    """`count` of `n` as a share (0-1) with its score interval (Wilson 1927); of nothing, anything may be.

    For things that have nothing to do with each other; packs of one company do, see `over_companies`.
    """
    from scipy.stats import binomtest

    if not n:
        return Estimate(float("nan"), 0.0, 1.0)
    found = binomtest(count, n).proportion_ci(confidence, method="wilson")
    return Estimate(count / n, float(found.low), float(found.high))


def over_companies(
    values: Sequence[float] | np.ndarray,
    companies: Sequence[Hashable],
    statistic: Callable[[np.ndarray], float],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """A statistic of values (n,) in their unit, with the percentile interval of a bootstrap over whole companies.

    What a company sends is alike, so that its values are drawn together or not at all (cluster bootstrap, Davison and
    Hinkley 1997). `companies`: of each value. Without values all three numbers are no numbers.
    """
    array = np.asarray(values, dtype=float)
    if not array.size:
        return Estimate(*[float("nan")] * 3)
    names = sorted({*companies}, key=str)
    places = {name: np.flatnonzero([one == name for one in companies]) for name in names}
    groups = [places[name] for name in names]
    generator = np.random.default_rng(seed)
    found = [
        statistic(array[np.concatenate([groups[place] for place in generator.integers(0, len(groups), len(groups))])])
        for _ in range(resamples)
    ]
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Estimate(float(statistic(array)), float(low), float(high))
