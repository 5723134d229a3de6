"""How long submissions take, those that are still on their way and those that end otherwise among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PENDING, REACHED, OTHERWISE = 0, 1, 2  # what became of a submission: under way still, verified, ended in another way


@dataclass(frozen=True)
class Incidence:
    """What share of submissions has reached an end by a time; the others may still, or never will."""

    times: np.ndarray  # (m,) at which somebody reached it, rising, in the unit of the durations
    shares: np.ndarray  # (m,) that have reached it by then, 0-1

    def time_of(self, share: float = 0.5) -> float:
        """When a share (0-1) of all has reached the end; the median of all. No number where so many have not yet."""
        reached = np.flatnonzero(self.shares >= share - 1e-12)
        return float(self.times[reached[0]]) if reached.size else float("nan")


def incidence(
    durations: Sequence[float] | np.ndarray, ends: Sequence[int] | np.ndarray, end: int = REACHED
) -> Incidence:
    """The share that has reached an end by each time (Aalen and Johansen 1978).

    `durations` (n,): from being received to the end, or to now for what is `PENDING`. `ends` (n,): PENDING, REACHED or
    OTHERWISE. What is pending is only known to take longer; what ended otherwise no longer waits, and never arrives. A mean
    of those that arrived would leave out the slow ones.
    """
    times, codes = np.asarray(durations, dtype=float), np.asarray(ends)
    arrived = np.unique(times[codes != PENDING])
    waiting = (times[:, None] >= arrived).sum(axis=0)
    ended = ((times[:, None] == arrived) & (codes != PENDING)[:, None]).sum(axis=0)
    reached = ((times[:, None] == arrived) & (codes == end)[:, None]).sum(axis=0)
    still = np.concatenate([[1.0], np.cumprod(1 - ended / waiting)[:-1]])  # under way just before each time
    shares = np.cumsum(still * reached / waiting)
    kept = reached > 0
    return Incidence(arrived[kept], shares[kept])
