"""Distributions of uncertain inputs, parameters and exchanges alike, as columns: one rule of what is possible, one inverse.

Types and fields are those of stats_arrays, which Brightway stores: loc and scale of a lognormal are the mean and standard
deviation of ln|x|, its sign stands apart, loc of a triangle is its mode, and minimum and maximum cut a normal or lognormal
off; `further` has the rest. What has no width is certain, whatever its type, and stands at its amount. Beyond stats_arrays,
a parameter says whether its amount is the median or the mean of what is drawn (`central`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from lca_models.impact.draws.central import MEAN, MODE, STATISTICS, triangle
from lca_models.impact.draws.further import FURTHER_KINDS, Further
from lca_models.impact.draws.plan import DrawPlan, Mixes
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM, Spread
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import message

CERTAIN_TYPES = (0, 1)  # unknown, none
PLAIN_KINDS = {0: "unknown", 1: "no", LOGNORMAL: "lognormal", NORMAL: "normal", UNIFORM: "uniform",
               TRIANGULAR: "triangular"}  # fmt: skip
KINDS = PLAIN_KINDS | FURTHER_KINDS
NO_GROUP = -1
MAX_SHOWN = 20
MOST_DRAWS = 100_000_000  # samples
LEAST_WIDTH = 2.0**-32  # of the levels between two cuts; less leaves nothing to draw
COLUMNS = ("types", "loc", "scale", "minimum", "maximum", "negative", "amounts", "groups", "statistic")
_NEEDED = {
    "loc": (LOGNORMAL, NORMAL, TRIANGULAR),
    "scale": (LOGNORMAL, NORMAL),
    "minimum": (UNIFORM, TRIANGULAR),
    "maximum": (UNIFORM, TRIANGULAR),
}


@dataclass(frozen=True)
class Distributions:
    """One distribution an input, as columns of stats_arrays; NaN where a field is not given.

    `places` say where each is written, such as `cells.csv:14`; empty where the name says it. `amounts` stand while nothing
    is drawn; `groups` number the inputs that are rescaled together to the sum of their amounts, such as shares of a mix.
    """

    names: Sequence[str]
    places: Sequence[str]
    types: np.ndarray
    loc: np.ndarray
    scale: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    negative: np.ndarray  # of lognormals: values are below 0
    amounts: np.ndarray
    groups: np.ndarray
    statistic: np.ndarray  # what the amount is of the values: a number of `central`
    shape: np.ndarray | None = None  # of the further kinds; none has one where it is missing

    def __len__(self) -> int:
        return len(self.types)

    def __getitem__(self, positions: slice | np.ndarray) -> Distributions:
        chosen = np.arange(len(self))[positions]
        names, places = (tuple(column[int(row)] for row in chosen) for column in (self.names, self.places))
        shape = None if self.shape is None else self.shape[chosen]
        columns = {column: getattr(self, column)[chosen] for column in COLUMNS}
        return replace(self, names=names, places=places, shape=shape, **columns)

    @cached_property
    def uncertain(self) -> np.ndarray:
        """Per input: whether it has any width of its own."""
        bounded, normal = np.isin(self.types, (UNIFORM, TRIANGULAR)), np.isin(self.types, (LOGNORMAL, NORMAL))
        found = np.asarray((bounded | normal & (self.scale != 0)) & ~(self.minimum == self.maximum))
        rows, further = self._further
        found[rows] = further.has_width
        return found

    @cached_property
    def _further(self) -> tuple[np.ndarray, Further]:
        """Positions of the further kinds, and their columns."""
        rows = np.flatnonzero(np.isin(self.types, tuple(FURTHER_KINDS)))
        shape = np.full(len(self), np.nan) if self.shape is None else self.shape
        columns = (self.types, self.loc, self.scale, shape, self.minimum, self.maximum, self.negative)
        return rows, Further(*(column[rows] for column in columns))

    @cached_property
    def varying(self) -> np.ndarray:
        """Per input: uncertain itself, or rescaled with others that are; who is alone in a group never varies."""
        grouped, counts = self.groups >= 0, self.uncertain | (self.amounts != 0)
        members = np.bincount(self.groups[grouped & counts], minlength=self.groups.max(initial=0) + 1)
        drawn = np.bincount(self.groups[grouped & self.uncertain], minlength=len(members)) > 0
        return np.where(grouped, counts & drawn[self.groups] & (members[self.groups] > 1), self.uncertain)

    @cached_property
    def central(self) -> np.ndarray:
        """Values without uncertainty: median of a lognormal, loc of others (of a uniform without one, the middle).

        The further kinds have no one value that an amount stands for: they stand at theirs.
        """
        return np.where(self.uncertain, self._middle, self.amounts)

    @cached_property
    def _drawn_loc(self) -> np.ndarray:
        """Where an amount is the mean of a lognormal, its median lies below; weights of a mix are shared out."""
        means = (self.types == LOGNORMAL) & (self.statistic == MEAN) & (self.groups == NO_GROUP)
        return np.where(means, self.loc - self.scale**2 / 2, self.loc)

    @cached_property
    def _middle(self) -> np.ndarray:
        found = self.loc.copy()
        log = self.types == LOGNORMAL
        found[log] = np.where(self.negative, -1.0, 1.0)[log] * np.exp(self.loc[log])
        inside = (self.minimum <= self.loc) & (self.loc <= self.maximum)
        apart = (self.types == UNIFORM) & ~inside
        found[apart] = (self.minimum[apart] + self.maximum[apart]) / 2
        rows, further = self._further
        if len(rows):
            median = further.quantiles(np.full((len(rows), 1), 0.5))[:, 0]
            found[rows] = np.where(np.isnan(self.amounts[rows]), median, self.amounts[rows])
        return found

    def ppf(self, levels: np.ndarray) -> np.ndarray:
        """Values (inputs, n) at cumulative probabilities (inputs, n), each input on its own."""
        levels = np.asarray(levels, dtype=float)
        if levels.ndim != 2 or len(levels) != len(self):
            raise ValueError(
                message(
                    "levels have the shape {shape}; give one row for each of {count} inputs",
                    shape=levels.shape,
                    count=len(self),
                )
            )
        values = np.empty((1, *levels.shape))
        self.plan(self.uncertain).fill(levels[None], values, compiled=False)
        return np.asarray(values[0])

    def widened(self, factor: float) -> Distributions:
        """The same central values with spreads `factor` times as wide (0: certain); bounds of normals stay."""
        rows, _ = self._further
        if len(rows) and factor:
            refuse(
                [
                    message("{about}cannot be widened; leave the spread at 1", about=self._about(int(row)))
                    for row in rows
                ]
            )
        types = np.where(np.isin(self.types, tuple(FURTHER_KINDS)), CERTAIN, self.types)
        bounded = self.uncertain & np.isin(self.types, (UNIFORM, TRIANGULAR))
        middle, low, high = self.central[bounded], self.minimum.copy(), self.maximum.copy()
        for end in (low, high):
            end[bounded] = middle + factor * (end[bounded] - middle)
        return replace(self, types=types, scale=self.scale * factor, minimum=low, maximum=high)

    def as_levels(self) -> Distributions:
        """Each input as a level between 0 and 1."""
        return distributions_of(
            self.names, [Spread(UNIFORM, 0.5, None, 0.0, 1.0).fields()] * len(self), places=self.places
        )

    def digest(self) -> str:
        """A text that differs where a distribution does."""
        found = sha256("\n".join(self.names).encode())
        for column in COLUMNS:
            found.update(np.ascontiguousarray(getattr(self, column)).tobytes())
        if len(self._further[0]):
            found.update(np.ascontiguousarray(self._further[1].shape).tobytes())
        return found.hexdigest()

    def problems(self) -> list[str]:
        """Every distribution that cannot be drawn: where it is written, what is wrong, and what to do."""
        return [self._about(int(row)) + text(int(row)) for row, text in self._faults()]

    def _about(self, row: int) -> str:
        kind, name, place = KINDS.get(int(self.types[row]), ""), self.names[row], self.places[row]
        what = f"{kind} distribution".strip()
        quoted = name if "'" in name else f"'{name}'"
        return f"{place}: {what} of {quoted} " if place else f"{name}: its {what} "

    def _faults(self) -> Iterator[tuple[np.intp, Callable[[int], str]]]:
        known = np.isin(self.types, tuple(KINDS))
        kinds = ", ".join(f"{number} {kind}" for number, kind in KINDS.items() if number not in CERTAIN_TYPES)
        asked = {key: np.isin(self.types, types) & ~np.isfinite(getattr(self, key)) for key, types in _NEEDED.items()}
        odd = np.any(list(asked.values()), axis=0)
        log, normal = self.types == LOGNORMAL, np.isin(self.types, (LOGNORMAL, NORMAL))
        drawn = np.isin(self.types, tuple(PLAIN_KINDS)) & ~np.isin(self.types, CERTAIN_TYPES) & ~odd
        crossed = drawn & (self.minimum > self.maximum)
        outside = (
            drawn & (self.types == TRIANGULAR) & ~crossed & ~((self.minimum <= self.loc) & (self.loc <= self.maximum))
        )
        wrong_side = drawn & log & ~crossed & np.where(self.negative, self.minimum >= 0, self.maximum <= 0)
        narrow = drawn & normal & (self.scale > 0) & ~crossed & ~wrong_side & self.uncertain
        narrow[narrow] = self._cuts(np.flatnonzero(narrow))[1] < LEAST_WIDTH
        faults: tuple[tuple[np.ndarray, Callable[[int], str]], ...] = (
            (
                ~known,
                lambda row: message(
                    "has the type {value}; known: 0 and 1 certain, {kinds}", value=self.types[row], kinds=kinds
                ),
            ),
            (odd, lambda row: f"{self._missing(row, asked)}; give numbers"),
            (
                drawn & normal & (self.scale < 0),
                lambda row: message(
                    "has scale {value:g}; give a standard deviation, 0 or above", value=self.scale[row]
                ),
            ),
            (
                crossed,
                lambda row: message(
                    "has {bounds}; the minimum must not be above the maximum", bounds=self._bounds(row)
                ),
            ),
            (
                outside,
                lambda row: message(
                    "has its mode {value:g} outside {value_2:g} to {value_3:g}; move the mode or the bounds",
                    value=self.loc[row],
                    value_2=self.minimum[row],
                    value_3=self.maximum[row],
                ),
            ),
            (
                wrong_side,
                lambda row: message(
                    "holds {more} values only, but has {bounds}; move the bounds or change the sign",
                    more="negative" if self.negative[row] else "positive",
                    bounds=self._bounds(row),
                ),
            ),
            (
                narrow,
                lambda row: message(
                    "has {bounds}, between which none of it lies; move the bounds or loc", bounds=self._bounds(row)
                ),
            ),
        )
        plain = [(row, text) for wrong, text in faults for row in np.flatnonzero(wrong)]
        rows, further = self._further
        more = [(rows[at], lambda _, text=text: text) for at, text in further.faults()]
        yield from sorted([*plain, *more], key=lambda one: one[0])

    def _missing(self, row: int, asked: Mapping[str, np.ndarray]) -> str:
        given = {key: getattr(self, key)[row] for key in asked if asked[key][row]}
        return message(" and ").join(
            message("has no {key}", key=key) if np.isnan(one) else message("has {key} {one:g}", key=key, one=one)
            for key, one in given.items()
        )

    def _bounds(self, row: int) -> str:
        ends = {key: getattr(self, key)[row] for key in ("minimum", "maximum")}
        return message(" and ").join(f"{key} {end:g}" for key, end in ends.items() if not np.isnan(end))

    def plan(self, drawn: np.ndarray, signs: np.ndarray | None = None, only: np.ndarray | None = None) -> DrawPlan:
        """How the inputs `drawn` (a mask) are drawn; the others stand at their amounts.

        `signs` (+1 or -1 an input) go into all values. `only`: positions of the inputs that are wanted, in their order.
        """
        kept = np.arange(len(self)) if only is None else only
        types, sign = self.types[kept], np.ones(len(kept)) if signs is None else signs
        active = drawn[kept]
        normal = np.concatenate([np.flatnonzero(active & (types == kind)) for kind in (LOGNORMAL, NORMAL)])
        triangular, uniform = (np.flatnonzero(active & (types == kind)) for kind in (TRIANGULAR, UNIFORM))
        at = kept[normal]
        log = types[normal] == LOGNORMAL
        below, width = self._cuts(at)
        low = np.where(sign < 0, -self.maximum[kept], self.minimum[kept])
        high = np.where(sign < 0, -self.minimum[kept], self.maximum[kept])
        cuts = np.array([low[normal], high[normal]])
        still = np.flatnonzero(~active)
        rows, columns = self._further
        places = np.full(len(self), -1)
        places[rows] = np.arange(len(rows))
        further = np.flatnonzero(active & (places[kept] >= 0))
        return DrawPlan(
            normal=normal,
            logarithmic=log,
            loc=np.where(log, 1.0, sign[normal]) * self._drawn_loc[at],
            scale=np.where(log, 1.0, sign[normal]) * self.scale[at],
            signs=np.where(log, sign[normal] * np.where(self.negative[at], -1.0, 1.0), 1.0),
            below=below,
            width=width,
            cuts=np.where(np.isnan(cuts), [[-np.inf], [np.inf]], cuts),
            triangular=triangular,
            triangle=triangle(
                low[triangular],
                high[triangular],
                (sign * self.loc[kept])[triangular],
                self.statistic[kept][triangular],
            ),
            uniform=uniform,
            span=np.array([low[uniform], high[uniform] - low[uniform]]),
            still=still,
            still_values=(sign * self.amounts[kept])[still],
            further=further,
            further_signs=sign[further],
            quantiles=columns[places[kept[further]]].quantiles,
        )

    def mixes(self, signs: np.ndarray | None = None, only: np.ndarray | None = None) -> Mixes:
        """The groups of which a member is uncertain, for values as in `plan`."""
        kept = np.arange(len(self)) if only is None else only
        groups = self.groups[kept]
        amounts = self.amounts[kept] * (1.0 if signs is None else signs)
        rows = np.flatnonzero(self.varying[kept] & (groups >= 0))
        rows = rows[np.argsort(groups[rows], kind="stable")]
        _, starts, places = np.unique(groups[rows], return_index=True, return_inverse=True)
        return Mixes(rows, np.append(starts, len(rows)), np.bincount(places, amounts[rows], len(starts)))

    def _cuts(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Probability below the lower cut, and between both, of the normal number behind each input at some positions."""
        from scipy.special import ndtr

        low, high = self.minimum[at], self.maximum[at]
        log = self.types[at] == LOGNORMAL
        mirrored = log & self.negative[at]
        low, high = np.where(mirrored, -high, low), np.where(mirrored, -low, high)
        with np.errstate(divide="ignore"):
            low[log], high[log] = np.log(np.maximum(low[log], 0)), np.log(np.maximum(high[log], 0))
        ends = ndtr((np.array([low, high]) - self._drawn_loc[at]) / self.scale[at])
        below, above = np.where(np.isnan(ends), [[0.0], [1.0]], ends)
        return below, above - below


def distributions_of(
    names: Sequence[str],
    data: Sequence[Mapping[str, Any]],
    amounts: np.ndarray | None = None,
    *,
    places: Sequence[str] | None = None,
    groups: np.ndarray | None = None,
) -> Distributions:
    """Distributions from what Brightway stores with each exchange or parameter.

    `amounts`: what stands while nothing is drawn; without them the middle of each distribution. Raises ScenarioError with
    every distribution that cannot be drawn, by its row.
    """
    beside = ("",) * len(names) if places is None else places
    unread: list[tuple[int, str]] = []

    def column(key: str, missing: float = np.nan) -> np.ndarray:
        found = np.full(len(data), missing, dtype=float)
        for row, one in enumerate(data):
            if (given := one.get(key)) is not None:
                try:
                    found[row] = given
                except (TypeError, ValueError):
                    unread.append((row, message("its {key} {given!r} is no number; give one", key=key, given=given)))
        return found

    kinds = column("uncertainty type", 0)
    kinds = np.where(kinds == 0, column("uncertainty_type", 0), kinds)  # the other spelling that Brightway reads
    whole = kinds == np.rint(kinds)
    unread += [
        (int(row), message("its uncertainty type is {value:g}; give a whole number", value=kinds[row]))
        for row in np.flatnonzero(~whole)
    ]
    numbers = column("loc"), column("scale"), column("minimum"), column("maximum")
    shape = column("shape")
    statistic = np.array([STATISTICS.get(str(one.get("default_is")), MODE) for one in data], dtype=int)
    if amounts is not None:  # as Brightway's matrices do; a lognormal without loc is a slip
        bare = np.array(["loc" not in one for one in data], dtype=bool) & ~np.isin(kinds, (*CERTAIN_TYPES, LOGNORMAL))
        numbers[0][bare] = np.asarray(amounts, dtype=float)[bare]
    kinds[[row for row, _ in unread]] = CERTAIN  # reported already
    below = np.zeros(len(data), dtype=bool) if amounts is None else np.asarray(amounts) < 0
    negative = np.array([bool(one.get("negative", low)) for one, low in zip(data, below, strict=True)], dtype=bool)
    known = np.full(len(data), np.nan) if amounts is None else np.asarray(amounts, dtype=float)
    together = np.full(len(data), NO_GROUP) if groups is None else groups
    found = Distributions(names, beside, kinds.astype(int), *numbers, negative, known, together, statistic, shape)
    refuse([*(f"{beside[row] or names[row]}: {text}" for row, text in unread), *found.problems()])
    return replace(found, amounts=found._middle) if amounts is None else found


def refuse(problems: Sequence[str]) -> None:
    """Raises ScenarioError with the first of the problems, if there are any."""
    if problems:
        more = [message("and {count} more", count=len(problems) - MAX_SHOWN)] if len(problems) > MAX_SHOWN else []
        raise ScenarioError("\n".join([*problems[:MAX_SHOWN], *more]))


def check_draws(n: object, seed: object, what: str = "n", *, least: int = 1) -> None:
    """Raises ScenarioError for a number of samples that is not a whole number above 0, and a seed that is none from 0 up."""
    problems = []
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < least:
        problems.append(message("{what} is {n!r}; give a whole number above {value}", what=what, n=n, value=least - 1))
    elif n > MOST_DRAWS:  # gigabytes for each result
        problems.append(message("{what} is {n:,}; give at most {most:,}", what=what, n=int(n), most=MOST_DRAWS))
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        problems.append(message("the seed is {seed!r}; give a whole number from 0 up", seed=seed))
    if problems:
        raise ScenarioError(clauses(problems))
