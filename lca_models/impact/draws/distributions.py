"""Distributions of inputs, and their inverse: levels between 0 and 1 -> values.

The kinds and their fields are those of stats_arrays, which Brightway stores: loc and scale of a lognormal are the mean and
standard deviation of ln|x|, loc of a triangle is its mode, and minimum and maximum cut a normal or lognormal off. Drawing by
the inverse makes plain, stratified and quasi-random samples one thing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lca_models.impact.compiled.execution import numba_is_there
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM
from lca_models.scope.scenario import ScenarioError

KINDS = {CERTAIN: "certain", LOGNORMAL: "lognormal", NORMAL: "normal", UNIFORM: "uniform", TRIANGULAR: "triangular"}
_NUMBERS_NEEDED = {
    CERTAIN: ("loc",), LOGNORMAL: ("loc", "scale"), NORMAL: ("loc", "scale"), UNIFORM: ("minimum", "maximum"),
    TRIANGULAR: ("loc", "minimum", "maximum"),
}  # fmt: skip
LEAST_LEVEL = 2.0**-33  # below any level a sequence of 32 bits holds, so that no normal becomes infinite


@dataclass(frozen=True)
class Distribution:
    """One uncertain input; `place` says where it is written (table and row, or exchange), for messages."""

    name: str
    kind: int
    loc: float
    scale: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    negative: bool = False  # a lognormal of values below 0
    place: str = ""

    @property
    def varies(self) -> bool:
        """Whether the input has any spread."""
        return self.kind != CERTAIN

    @property
    def central(self) -> float:
        """The value without uncertainty: median of a lognormal, loc of the others (of a uniform without one, the middle)."""
        if self.kind == LOGNORMAL:
            return math.copysign(math.exp(self.loc), -1.0 if self.negative else 1.0)
        if self.kind == UNIFORM:
            assert self.minimum is not None
            assert self.maximum is not None
            return self.loc if self.minimum <= self.loc <= self.maximum else (self.minimum + self.maximum) / 2
        return self.loc

    def ppf(self, levels: np.ndarray) -> np.ndarray:
        """Values at cumulative probabilities (any shape, 0 to 1)."""
        from scipy.special import ndtr, ndtri

        levels = np.clip(np.asarray(levels, dtype=float), LEAST_LEVEL, 1 - LEAST_LEVEL)
        if self.kind == CERTAIN:
            return np.full(levels.shape, self.loc)
        if self.kind == UNIFORM:
            return np.asarray(self.minimum + levels * (self.maximum - self.minimum))  # type: ignore[operator]
        if self.kind == TRIANGULAR:
            return _triangular(levels, self.minimum, self.loc, self.maximum)  # type: ignore[arg-type]
        lowest, highest = self._normal_bounds()
        assert self.scale is not None
        if math.isfinite(lowest) or math.isfinite(highest):
            below, above = ndtr((lowest - self.loc) / self.scale), ndtr((highest - self.loc) / self.scale)
            levels = below + levels * (above - below)
        normal = np.asarray(self.loc + self.scale * ndtri(levels))
        if self.kind == NORMAL:
            return normal.clip(lowest, highest)
        return np.asarray(-np.exp(normal) if self.negative else np.exp(normal))

    def _normal_bounds(self) -> tuple[float, float]:
        """Where the normal, of ln|x| for a lognormal, is cut off."""
        bounds = tuple(None if one is None or math.isnan(one) else one for one in (self.minimum, self.maximum))
        if self.kind == LOGNORMAL:
            if self.negative:
                bounds = (None if bounds[1] is None else -bounds[1], None if bounds[0] is None else -bounds[0])
            lowest = -math.inf if bounds[0] is None or bounds[0] <= 0 else math.log(bounds[0])
            return lowest, math.inf if bounds[1] is None else math.log(bounds[1])
        return -math.inf if bounds[0] is None else bounds[0], math.inf if bounds[1] is None else bounds[1]

    def widened(self, factor: float) -> Distribution:
        """The same central value with a spread `factor` times as wide (0: certain); bounds of a normal stay."""
        if factor == 0:
            return Distribution(self.name, CERTAIN, self.central, place=self.place)
        if self.kind in (NORMAL, LOGNORMAL):
            assert self.scale is not None
            return replace(self, scale=self.scale * factor)
        if self.kind in (UNIFORM, TRIANGULAR):
            assert self.minimum is not None
            assert self.maximum is not None
            middle = self.central
            below, above = factor * (self.minimum - middle), factor * (self.maximum - middle)
            return replace(self, minimum=middle + below, maximum=middle + above)
        return self

    def problems(self) -> Iterator[str]:
        """What makes the distribution impossible."""
        where = f"{self.place or self.name}: {KINDS.get(self.kind, 'uncertainty type')} distribution of '{self.name}'"
        numbers = {"loc": self.loc, "scale": self.scale, "minimum": self.minimum, "maximum": self.maximum}
        if self.kind not in KINDS:
            yield f"{where} has the type {self.kind}; known: {', '.join(f'{key} {name}' for key, name in KINDS.items())}"
            return
        # Brightway lets the loc of a uniform be nan, and so the bounds of a normal that has none.
        if odd := [f"{key} {value}" for key, value in numbers.items()
                   if key in _NUMBERS_NEEDED[self.kind] and value is not None and not math.isfinite(value)]:  # fmt: skip
            yield f"{where} has {' and '.join(odd)}; give numbers"
            return
        if self.kind in (LOGNORMAL, NORMAL) and not (self.scale is not None and self.scale > 0):
            yield f"{where} has scale {self.scale}; give a standard deviation above 0"
        if self.kind in (UNIFORM, TRIANGULAR) and (self.minimum is None or self.maximum is None):
            yield f"{where} lacks a {'minimum' if self.minimum is None else 'maximum'}; give both bounds"
        elif self.kind != CERTAIN:
            yield from self._bound_problems(where)

    def _bound_problems(self, where: str) -> Iterator[str]:
        lowest, highest = self.minimum, self.maximum
        if lowest is not None and highest is not None and lowest >= highest:
            yield f"{where} has minimum {lowest:g} and maximum {highest:g}; the minimum must be below the maximum"
        elif self.kind == TRIANGULAR and not lowest <= self.loc <= highest:  # type: ignore[operator]
            yield f"{where} has its mode {self.loc:g} outside {lowest:g} to {highest:g}; move the mode or the bounds"
        elif self.kind == LOGNORMAL:
            if self.negative and lowest is not None and lowest >= 0:
                yield f"{where} holds negative values only, but its minimum is {lowest:g}"
            if self.negative and highest is not None and highest >= 0:
                yield f"{where} holds negative values only, but its maximum is {highest:g}; leave it empty"
            if not self.negative and highest is not None and highest <= 0:
                yield f"{where} holds positive values only, but its maximum is {highest:g}"


@dataclass(frozen=True)
class Batches:
    """Many distributions at once, kind by kind: the same values as one by one, in a tenth of the time."""

    triangular: tuple[np.ndarray, ...]  # rows, then of each: minimum, maximum, turn, and what a level is multiplied by
    normal: tuple[np.ndarray, ...]  # rows, then of each: level at the minimum, width in levels, loc, scale
    logarithmic: np.ndarray  # which rows of `normal` are of ln|x|
    others: tuple[tuple[int, Distribution], ...]

    @classmethod
    def of(cls, distributions: Mapping[int, Distribution]) -> Batches:
        """Sorts distributions, given by the row of their values, by kind."""
        from scipy.special import ndtr

        triangles, normals, others = [], [], []
        for row, one in distributions.items():
            if one.kind == TRIANGULAR:
                assert one.minimum is not None
                assert one.maximum is not None
                width, rise = one.maximum - one.minimum, one.loc - one.minimum
                triangles.append((row, one.minimum, one.maximum, rise / width, width * rise, width * (width - rise)))
            elif one.kind in (NORMAL, LOGNORMAL) and not one.negative:
                lowest, highest = one._normal_bounds()
                assert one.scale is not None
                below, above = ndtr((lowest - one.loc) / one.scale), ndtr((highest - one.loc) / one.scale)
                normals.append((row, below, above - below, one.loc, one.scale, one.kind == LOGNORMAL))
            else:
                others.append((row, one))
        return cls(_table(triangles, 6), _table(normals, 6)[:5], _table(normals, 6)[5] == 1, tuple(others))

    def ppf(self, levels: np.ndarray, found: np.ndarray) -> None:
        """Fills their rows of found with values at cumulative probabilities (count, n), by Numba where it is there."""
        if not numba_is_there():
            self._ppf_with_numpy(levels, found)
        else:
            from lca_models.impact.draws.kernels import fill_normal, fill_triangular

            fill_triangular(*self.triangular, levels, found)
            fill_normal(*self.normal, self.logarithmic, LEAST_LEVEL, levels, found)
        for row, one in self.others:
            found[row] = one.ppf(levels[row])

    def _ppf_with_numpy(self, levels: np.ndarray, found: np.ndarray) -> None:
        from scipy.special import ndtri

        rows, lowest, highest, turn, rising, falling = (column[:, None] for column in self.triangular)
        part = levels[rows[:, 0]]
        rises = part <= turn
        root = np.sqrt(np.where(rises, part * rising, (1 - part) * falling))
        found[rows[:, 0]] = np.where(rises, lowest + root, highest - root)
        rows, below, width, loc, scale = (column[:, None] for column in self.normal)
        part = loc + scale * ndtri(np.clip(below + levels[rows[:, 0]] * width, LEAST_LEVEL, 1 - LEAST_LEVEL))
        part[self.logarithmic] = np.exp(part[self.logarithmic])
        found[rows[:, 0]] = part


def _table(rows: Sequence[tuple[float, ...]], columns: int) -> tuple[np.ndarray, ...]:
    table = np.array(rows, dtype=float).reshape(-1, columns)
    return (table[:, 0].astype(int), *(np.ascontiguousarray(column) for column in table.T[1:]))


def _triangular(levels: np.ndarray, lowest: float, mode: float, highest: float) -> np.ndarray:
    width = highest - lowest
    turn = (mode - lowest) / width
    rising = lowest + np.sqrt(levels * width * (mode - lowest))
    falling = highest - np.sqrt((1 - levels) * width * (highest - mode))
    return np.asarray(np.where(levels <= turn, rising, falling))


def check_distributions(distributions: Sequence[Distribution]) -> None:
    """Raises ScenarioError that names every impossible distribution and its row."""
    if problems := [problem for one in distributions for problem in one.problems()]:
        raise ScenarioError("; ".join(problems))


def quantiles(distributions: Sequence[Distribution], levels: np.ndarray) -> np.ndarray:
    """Values (n, d) of independent inputs at levels (n, d), one column per distribution."""
    levels = np.asarray(levels, dtype=float)
    if levels.ndim != 2 or levels.shape[1] != len(distributions):
        raise ValueError(
            f"levels have the shape {levels.shape}; give one column for each of {len(distributions)} inputs"
        )
    found = np.empty(levels.shape, order="F")
    for column, one in enumerate(distributions):
        found[:, column] = one.ppf(levels[:, column])
    return np.ascontiguousarray(found)


def draw_independent(distributions: Sequence[Distribution], n: int, seed: int | np.random.SeedSequence) -> np.ndarray:
    """Random values (n, d) of independent inputs."""
    return quantiles(distributions, np.random.default_rng(seed).random((n, len(distributions))))


def check_draws(n: object, seed: object, what: str = "n", *, least: int = 1) -> None:
    """Raises ScenarioError for a number of samples that is not a whole number above 0, and a seed that is none from 0 up."""
    problems = []
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < least:
        problems.append(f"{what} is {n!r}; give a whole number above {least - 1}")
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        problems.append(f"the seed is {seed!r}; give a whole number from 0 up")
    if problems:
        raise ScenarioError("; ".join(problems))
