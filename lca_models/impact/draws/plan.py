"""How uncertain inputs are drawn: columns of coefficients that turn levels, or numbers of a generator, into values.

Values are (chunks, inputs, lanes), every lane a sample. At levels between 0 and 1 every input follows from its own level, so
random, stratified and quasi-random designs are one thing. Straight from a generator, normals and lognormals take a normal
number each, which costs less than a level and its quantile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

LEAST_LEVEL = 2.0**-33  # below any level a sequence of 32 bits holds, so that no normal becomes infinite


@dataclass(frozen=True)
class DrawPlan:
    """Rows of inputs by kind, with what their numbers are scaled by; what is not drawn stands at `still_values`.

    A normal and the logarithm of a lognormal are loc + scale * z, where z is the normal number at below + level * width:
    the probability below the lower cut, and that between both cuts.
    """

    normal: np.ndarray  # rows of lognormals, ascending, then of normals
    logarithmic: np.ndarray  # which of them are lognormals
    loc: np.ndarray
    scale: np.ndarray
    signs: np.ndarray  # of lognormals
    below: np.ndarray
    width: np.ndarray
    cuts: np.ndarray  # (2, normals): lowest and highest value; infinite where nothing cuts
    triangular: np.ndarray  # rows
    triangle: (
        np.ndarray
    )  # (5, triangular): lowest, highest, level of the mode, and what a level is multiplied by on either side
    uniform: np.ndarray  # rows
    span: np.ndarray  # (2, uniform): lowest, width
    still: np.ndarray  # rows
    still_values: np.ndarray
    further: np.ndarray  # rows of the further kinds
    further_signs: np.ndarray
    quantiles: Callable[[np.ndarray], np.ndarray]  # of those: values (rows, n) at levels of the same shape

    def fill(self, levels: np.ndarray, values: np.ndarray, *, compiled: bool) -> None:
        """Values (chunks, inputs, lanes) at cumulative probabilities of the same shape, by Numba where `compiled`."""
        values[:, self.still] = self.still_values[:, None]
        if compiled:
            from lca_models.impact.draws.kernels import fill_normal

            fill_normal(self.normal, self.below, self.width, self.loc, self.scale, self.signs, *self.cuts, self.logarithmic,
                        LEAST_LEVEL, levels, values)  # fmt: skip
        else:
            from scipy.special import ndtri

            reached = self.below[:, None] + levels[:, self.normal] * self.width[:, None]
            self._place_normals(ndtri(np.clip(reached, LEAST_LEVEL, 1 - LEAST_LEVEL)), values)
        self._place_bounded(levels, self.triangular, self.uniform, values, compiled=compiled)
        self._place_further(levels[:, self.further], values)

    def draw(self, generator: np.random.Generator, values: np.ndarray, *, compiled: bool) -> None:
        """Values (chunks, inputs, lanes) from the next numbers of a generator, by Numba where `compiled`."""
        chunks, _, lanes = values.shape
        values[:, self.still] = self.still_values[:, None]
        numbers = generator.standard_normal((chunks, len(self.normal), lanes))
        if len(cut := self._cut_off):
            from scipy.special import ndtr, ndtri

            numbers[:, cut] = ndtri(self.below[cut, None] + ndtr(numbers[:, cut]) * self.width[cut, None])
        self._place_normals(numbers, values, compiled=compiled)
        bounded = np.sort(np.concatenate([self.triangular, self.uniform]))
        numbers = generator.random((chunks, len(bounded), lanes))
        triangular, uniform = (np.searchsorted(bounded, rows) for rows in (self.triangular, self.uniform))
        self._place_bounded(numbers, triangular, uniform, values, compiled=compiled)
        if len(self.further):
            self._place_further(generator.random((chunks, len(self.further), lanes)), values)

    def _place_further(self, levels: np.ndarray, values: np.ndarray) -> None:
        """The further kinds at levels (chunks, rows, lanes)."""
        if len(self.further):
            chunks, rows, lanes = levels.shape
            within = np.clip(levels.swapaxes(0, 1).reshape(rows, -1), LEAST_LEVEL, 1 - LEAST_LEVEL)
            found = self.further_signs[:, None] * self.quantiles(within)
            values[:, self.further] = found.reshape(rows, chunks, lanes).swapaxes(0, 1)

    @cached_property
    def _cut_off(self) -> np.ndarray:
        """Which of the normals and lognormals are cut off."""
        return np.flatnonzero((self.below > 0) | (self.width < 1))

    def _place_normals(self, numbers: np.ndarray, values: np.ndarray, *, compiled: bool = False) -> None:
        """Normals and lognormals from normal numbers (chunks, normals, lanes)."""
        logs = int(self.logarithmic.sum())  # they come first
        if compiled:
            from lca_models.impact.draws.kernels import place_lognormals

            place_lognormals(self.normal[:logs], self.loc[:logs], self.scale[:logs], self.signs, numbers, values)
        else:
            spread = self.loc[:logs, None] + self.scale[:logs, None] * numbers[:, :logs]
            values[:, self.normal[:logs]] = self.signs[:logs, None] * np.exp(spread)
        values[:, self.normal[logs:]] = self.loc[logs:, None] + self.scale[logs:, None] * numbers[:, logs:]
        if len(cut := self._cut_off):  # rounding may pass a cut
            values[:, self.normal[cut]] = np.clip(values[:, self.normal[cut]], *self.cuts[:, cut, None])

    def _place_bounded(
        self, levels: np.ndarray, triangular: np.ndarray, uniform: np.ndarray, values: np.ndarray, *, compiled: bool
    ) -> None:
        """Triangles and uniforms at the levels in the rows given."""
        low, width = self.span[:, :, None]
        values[:, self.uniform] = low + levels[:, uniform] * width
        if compiled:
            from lca_models.impact.draws.kernels import fill_triangular

            fill_triangular(self.triangular, triangular, *self.triangle, levels, values)
        else:
            low, high, turn, rising, falling = self.triangle[:, :, None]
            part = levels[:, triangular]
            rises = part <= turn
            root = np.sqrt(np.where(rises, part * rising, (1 - part) * falling))
            values[:, self.triangular] = np.where(rises, low + root, high - root)


@dataclass(frozen=True)
class Mixes:
    """Inputs that are rescaled together: those of mix k are rows[starts[k]:starts[k + 1]], and sum to totals[k]."""

    rows: np.ndarray
    starts: np.ndarray  # (mixes + 1,)
    totals: np.ndarray

    def rescale(self, values: np.ndarray, *, compiled: bool) -> None:
        """Bring every mix of values (chunks, inputs, lanes) back to its sum, in place."""
        if not len(self.rows):
            return
        if compiled:
            from lca_models.impact.draws.kernels import divide_mixes

            divide_mixes(self.rows, self.starts, self.totals, values)
        else:
            drawn, mixes = values[:, self.rows], np.repeat(np.arange(len(self.totals)), np.diff(self.starts))
            sums = np.zeros((len(values), len(self.totals), values.shape[2]))
            for member, mix in enumerate(mixes):  # one after another, as the compiled loop does
                sums[:, mix] += drawn[:, member]
            values[:, self.rows] = drawn * (self.totals[:, None] / sums)[:, mixes]
