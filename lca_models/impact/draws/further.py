"""The further distributions of stats_arrays, which inventories seldom hold: drawn by the quantiles of SciPy.

Types and fields are those of stats_arrays: loc is the probability of a Bernoulli, the offset of a Weibull and a gamma, alpha
of a beta, the most likely value of a beta PERT, and the location of a Gumbel and of a Student's t; shape is beta of a beta
and the degrees of freedom of a Student's t. Minimum and maximum are the ends of a beta and of the whole numbers of a discrete
uniform (the maximum itself left out); all others are drawn again until they lie between them, which cuts them off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from lca_models.scope.wording.messages import message

BERNOULLI, DISCRETE, WEIBULL, GAMMA, BETA, GUMBEL, STUDENT, PERT = range(6, 14)
FURTHER_KINDS = {
    BERNOULLI: "Bernoulli",
    DISCRETE: "discrete uniform",
    WEIBULL: "Weibull",
    GAMMA: "gamma",
    BETA: "beta",
    GUMBEL: "generalized extreme value",
    STUDENT: "Student's t",
    PERT: "beta PERT",
}
MIRRORED = (WEIBULL, GAMMA)  # by `negative`
LEAST_SHARE = 2.0**-32  # between the cuts; less leaves nothing to draw
PERT_WEIGHT = 4.0  # of the most likely value, where scale gives none


@dataclass(frozen=True)
class Further:
    """Some inputs of these types, as columns."""

    types: np.ndarray
    loc: np.ndarray
    scale: np.ndarray
    shape: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    negative: np.ndarray

    def __getitem__(self, rows: np.ndarray) -> Further:
        return Further(*(getattr(self, column.name)[rows] for column in fields(self)))

    def faults(self) -> Iterator[tuple[int, str]]:
        """Position and fault of every input that cannot be drawn."""
        for row in range(len(self.types)):
            if fault := self._fault(row):
                yield row, fault

    def _fault(self, row: int) -> str:
        kind, loc = int(self.types[row]), self.loc[row]
        needed = {
            BERNOULLI: ("loc",), DISCRETE: ("maximum",), WEIBULL: ("scale", "shape"), GAMMA: ("scale", "shape"),
            BETA: ("loc", "shape"), GUMBEL: ("loc", "scale"), STUDENT: ("shape",), PERT: ("minimum", "loc", "maximum"),
        }[kind]  # fmt: skip
        for key in needed:
            if not np.isfinite(getattr(self, key)[row]):
                return message("has no {key}; give numbers", key=key)
        if kind == BERNOULLI and not 0 <= loc <= 1:
            return message("has loc {value:g}; give a probability, 0 to 1", value=loc)
        positive = {WEIBULL: ("scale", "shape"), GAMMA: ("scale", "shape"), BETA: ("loc", "shape"), GUMBEL: ("scale",),
                    STUDENT: ("scale", "shape"), PERT: ("scale",)}.get(kind, ())  # fmt: skip
        for key in positive:
            if getattr(self, key)[row] <= 0:
                return message("has {key} {value:g}; give a number above 0", key=key, value=getattr(self, key)[row])
        if kind == GUMBEL and self.shape[row] not in (0,) and not np.isnan(self.shape[row]):
            return message("has shape {value:g}; only 0 is drawn, by Brightway too", value=self.shape[row])
        return self._bounds_fault(row, kind)

    def _bounds_fault(self, row: int, kind: int) -> str:
        low, high = self.minimum[row], self.maximum[row]
        if kind == BETA:  # from 0 to 1 where a bound is missing
            low, high = (missing if np.isnan(end) else end for end, missing in ((low, 0.0), (high, 1.0)))
        if low >= high:
            return message("has minimum {low:g} and maximum {high:g}; the maximum must be above", low=low, high=high)
        if kind == PERT and not low <= self.loc[row] <= high:
            return message("has its most likely value {value:g} outside {low:g} to {high:g}; move it or the bounds",
                           value=self.loc[row], low=low, high=high)  # fmt: skip
        if kind == DISCRETE and np.trunc(high) <= np.ceil(0.0 if np.isnan(low) else low):
            return message("holds no whole number from {low:g} to below {high:g}; move the bounds", low=low, high=high)
        if self[np.array([row])]._cuts[1][0] < LEAST_SHARE:
            return message("has minimum {low:g} and maximum {high:g}, between which none of it lies; move the bounds",
                           low=low, high=high)  # fmt: skip
        return ""

    @cached_property
    def has_width(self) -> np.ndarray:
        """Per input: whether samples of it differ."""
        certain = (self.types == BERNOULLI) & np.isin(self.loc, (0.0, 1.0))
        return np.asarray(~(certain | (self.minimum == self.maximum)))

    def quantiles(self, levels: np.ndarray) -> np.ndarray:
        """Values (inputs, n) at cumulative probabilities (inputs, n)."""
        found = np.empty(np.shape(levels))
        below, width = self._cuts
        reached = below[:, None] + levels * width[:, None]
        for kind in np.unique(self.types):
            rows = np.flatnonzero(self.types == kind)
            found[rows] = self[rows]._of_one_kind(int(kind), reached[rows])
        cut = np.flatnonzero((below > 0) | (width < 1))  # rounding may pass a cut
        low, high = (np.where(np.isnan(end), limit, end)[cut, None] for end, limit in
                     ((self.minimum, -np.inf), (self.maximum, np.inf)))  # fmt: skip
        found[cut] = np.clip(found[cut], low, high)
        return found

    def _of_one_kind(self, kind: int, levels: np.ndarray) -> np.ndarray:
        if kind == BERNOULLI:
            return np.asarray((levels > 1 - self.loc[:, None]) * 1.0)
        if kind == DISCRETE:
            low, high = self._whole_ends
            return np.asarray(np.minimum(np.floor(low + levels * (high - low)), high - 1))
        mirrored = self.negative[:, None] & (kind in MIRRORED)
        found = self._continuous(kind).ppf(np.where(mirrored, 1 - levels, levels))
        return np.asarray(np.where(mirrored, -found, found))

    @property
    def _whole_ends(self) -> tuple[np.ndarray, np.ndarray]:
        low = np.where(np.isnan(self.minimum), 0.0, self.minimum)
        return np.ceil(low)[:, None], np.trunc(self.maximum)[:, None]

    def _continuous(self, kind: int) -> Any:
        """SciPy's distribution of inputs of one kind, before its sign and its cuts."""
        from scipy import stats

        def column(values: np.ndarray, missing: float) -> np.ndarray:
            return np.where(np.isnan(values), missing, values)[:, None]

        loc, scale, shape = self.loc[:, None], self.scale[:, None], self.shape[:, None]
        low, high = column(self.minimum, 0.0), column(self.maximum, 1.0)
        match kind:
            case 8:
                return stats.weibull_min(shape, column(self.loc, 0.0), scale)
            case 9:
                return stats.gamma(shape, column(self.loc, 0.0), scale)
            case 10:
                return stats.beta(loc, shape, low, high - low)
            case 11:
                return stats.gumbel_r(loc, scale)
            case 12:
                return stats.t(shape, column(self.loc, 0.0), column(self.scale, 1.0))
        weight, width = column(self.scale, PERT_WEIGHT), high - low
        return stats.beta(1 + weight * (loc - low) / width, 1 + weight * (high - loc) / width, low, width)

    @cached_property
    def _cuts(self) -> tuple[np.ndarray, np.ndarray]:
        """Probability below the lower cut, and between both; all of it where the bounds are its ends."""
        below, above = np.zeros(len(self.types)), np.ones(len(self.types))
        for kind in (BERNOULLI, WEIBULL, GAMMA, GUMBEL, STUDENT):
            for row in np.flatnonzero((self.types == kind) & ~(np.isnan(self.minimum) & np.isnan(self.maximum))):
                below[row], above[row] = self[np.array([row])]._cut(kind)
        return below, above - below

    def _cut(self, kind: int) -> tuple[float, float]:
        """Probability below the bounds of one input."""
        low, high = (np.where(np.isnan(end), limit, end) for end, limit in
                     ((self.minimum, -np.inf), (self.maximum, np.inf)))  # fmt: skip
        if kind == BERNOULLI:
            none = 1 - self.loc[0]
            return (none if low[0] > 0 else 0.0), (0.0 if high[0] < 0 else none if high[0] < 1 else 1.0)
        mirrored = bool(self.negative[0]) and kind in MIRRORED
        ends = (-high, -low) if mirrored else (low, high)
        one = self._continuous(kind)
        below, above = (float(one.cdf(end[:, None])[0, 0]) for end in ends)
        return (1 - above, 1 - below) if mirrored else (below, above)
