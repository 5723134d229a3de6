"""What an amount is of the values its distribution stands for: the mode of a triangle, its median, or the mean.

A triangle between two bounds has one mean and one median, which are the amount only where the bounds lie about it alike.
Where a row says which of them its amount is, either side of the triangle keeps its shape and takes the weight that makes it
so: half each for a median, the share of the other side's width for a mean. A triangle on its own bound has one side only.
"""

from __future__ import annotations

import numpy as np

MODE, MEDIAN, MEAN = 0, 1, 2
STATISTICS = {"median": MEDIAN, "mean": MEAN}  # as tables write them


def triangle(low: np.ndarray, high: np.ndarray, middle: np.ndarray, statistic: np.ndarray) -> np.ndarray:
    """Columns (5, n) of triangles about `middle`: bounds, level of the middle, factors of levels on either side.

    The value at a level u is low + sqrt(u * rising) below the level of the middle, high - sqrt((1 - u) * falling) above it.
    """
    spread, rise = high - low, middle - low
    fall = spread - rise
    turn, rising, falling = rise / spread, spread * rise, spread * fall
    for kind, level in ((MEDIAN, np.full(len(spread), 0.5)), (MEAN, fall / spread)):
        # A side so narrow that its level is that of a bound is none.
        weighed = (statistic == kind) & (rise > 0) & (fall > 0) & (level > 0) & (level < 1)
        turn[weighed] = level[weighed]
        rising[weighed] = (rise**2)[weighed] / turn[weighed]
        falling[weighed] = (fall**2)[weighed] / (1 - turn[weighed])
    return np.array([low, high, turn, rising, falling])
