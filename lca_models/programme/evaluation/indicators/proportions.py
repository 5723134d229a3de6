"""Shares of few things, with how sure they are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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

    For things that have nothing to do with each other; packs of one company do, see `mean_over_companies`.
    """
    from scipy.stats import binomtest

    if not n:
        return Estimate(float("nan"), 0.0, 1.0)
    found = binomtest(count, n).proportion_ci(confidence, method="wilson")
    return Estimate(count / n, float(found.low), float(found.high))


def mean_over_companies(
    values: Sequence[float] | np.ndarray,
    companies: Sequence[Hashable],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """The mean of values (n,) in their unit, with the percentile interval of a bootstrap over whole companies.

    What a company sends is alike, so that its values are drawn together or not at all (cluster bootstrap, Davison and
    Hinkley 1997). `companies`: of each value. Without values all three numbers are no numbers.
    """
    array = np.asarray(values, dtype=float)
    if not array.size:
        return Estimate(*[float("nan")] * 3)
    places = {name: place for place, name in enumerate(dict.fromkeys(companies))}
    of_value = np.array([places[name] for name in companies])
    sums, counts = np.bincount(of_value, weights=array), np.bincount(of_value)
    drawn = np.random.default_rng(seed).integers(0, len(places), (resamples, len(places)))
    found = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Estimate(float(array.mean()), float(low), float(high))
