"""Uncertain exchanges as Brightway stores them, drawn for many samples at once: arrays (chunks, inputs, lanes).

Distributions are those of stats_arrays, which Brightway uses: a lognormal has loc and scale of ln|amount| and its sign
apart, bounds cut a distribution off, and what is certain is never drawn. Inputs of one group (the shares of a mix) are
drawn one by one and then rescaled together to the sum they had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from lca_models.inventory.tables.uncertainty import LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM
from lca_models.scope.scenario import ScenarioError

NO_UNCERTAINTY = (0, 1)  # unknown, none
NO_GROUP = -1
MAX_SHOWN = 20


@dataclass(frozen=True)
class Distributions:
    """One distribution an input, as columns of stats_arrays; NaN where a field is not given.

    `amounts` are the values that stand while nothing is drawn; `groups` numbers the inputs that are rescaled together.
    """

    types: np.ndarray
    loc: np.ndarray
    scale: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    negative: np.ndarray
    amounts: np.ndarray
    groups: np.ndarray

    def __len__(self) -> int:
        return len(self.types)

    def __getitem__(self, positions: np.ndarray) -> Distributions:
        return Distributions(*(getattr(self, column.name)[positions] for column in fields(self)))

    @cached_property
    def uncertain(self) -> np.ndarray:
        """Per input: whether draws of it differ."""
        spread = np.where(np.isin(self.types, (UNIFORM, TRIANGULAR)), self.maximum > self.minimum, self.scale > 0)
        return np.asarray(~np.isin(self.types, NO_UNCERTAINTY) & spread)

    @cached_property
    def varying(self) -> np.ndarray:
        """Per input: uncertain itself, or rescaled with others that are; a group of one never varies."""
        members = np.bincount(self.groups[self.groups >= 0], minlength=1)
        alone = (self.groups >= 0) & (members[self.groups] == 1)
        drawn = np.bincount(self.groups[(self.groups >= 0) & self.uncertain], minlength=len(members)) > 0
        return np.asarray(~alone & (self.uncertain | ((self.groups >= 0) & drawn[self.groups] & (self.amounts != 0))))


def distributions_of(
    amounts: np.ndarray, data: Sequence[Mapping[str, Any]], groups: np.ndarray, names: Sequence[str]
) -> Distributions:
    """Distributions from what Brightway stores with each exchange or parameter.

    Raises ScenarioError with every distribution that cannot be drawn, by its name.
    """

    def column(key: str) -> np.ndarray:
        return np.array([np.nan if one.get(key) is None else float(one[key]) for one in data], dtype=float)

    types = np.array([int(one.get("uncertainty type") or 0) for one in data], dtype=int)
    negative = np.array([bool(one.get("negative", amount < 0)) for one, amount in zip(data, amounts, strict=True)])
    found = Distributions(types, column("loc"), column("scale"), column("minimum"), column("maximum"), negative,
                          np.asarray(amounts, dtype=float), groups)  # fmt: skip
    problems = [f"{names[position]}: {problem}" for position, problem in _problems(found)]
    if problems:
        more = [f"and {len(problems) - MAX_SHOWN} more"] if len(problems) > MAX_SHOWN else []
        raise ScenarioError("\n".join([*problems[:MAX_SHOWN], *more]))
    return found


def _problems(found: Distributions) -> list[tuple[int, str]]:
    """Position and fault of every distribution that cannot be drawn."""
    bounded = np.isin(found.types, (UNIFORM, TRIANGULAR))
    normal = np.isin(found.types, (LOGNORMAL, NORMAL))
    outside = (found.types == TRIANGULAR) & ~((found.loc >= found.minimum) & (found.loc <= found.maximum))
    known = bounded | normal | np.isin(found.types, NO_UNCERTAINTY)
    faults = (
        (~known, "its kind of distribution is none of lognormal, normal, uniform and triangular; give it one of these"),
        (normal & ~np.isfinite(found.loc), "its distribution has no loc; give it one"),
        (normal & ~(found.scale >= 0), "its distribution has no scale of 0 or more; give it one"),
        (bounded & ~(found.minimum <= found.maximum), "its minimum is missing or above its maximum; correct them"),
        (outside, "the mode of its triangle (loc) lies outside minimum and maximum; correct them"),
        (normal & (found.minimum >= found.maximum), "its minimum is not below its maximum; correct them"),
    )
    return sorted((int(position), text) for wrong, text in faults for position in np.flatnonzero(wrong))


@dataclass(frozen=True)
class DrawPlan:
    """How the varying ones of some inputs are drawn: which take a normal number, which a uniform one."""

    lognormal: np.ndarray  # positions of inputs, ascending; they take the first normal numbers
    normal: np.ndarray  # they take the following ones
    bounded: np.ndarray  # uniform and triangular: each takes a uniform number
    loc: np.ndarray  # of lognormal, then normal
    scale: np.ndarray
    log_signs: np.ndarray  # of lognormal: +1 or -1
    truncated: np.ndarray  # which of lognormal and normal are cut off
    truncation: np.ndarray  # (2, truncated): probability below each cut
    bounds: np.ndarray  # (3, bounded): minimum, mode, maximum; a mode of NaN is uniform
    still: np.ndarray  # positions of certain inputs in a group of uncertain ones
    still_values: np.ndarray  # what they are before the rescaling
    members: np.ndarray  # positions of inputs that are rescaled with their group, group after group
    group_starts: np.ndarray  # first of each group in members
    group_sizes: np.ndarray
    totals: np.ndarray  # per group: the sum that is kept

    @property
    def normals(self) -> int:
        """Normal numbers a sample takes."""
        return len(self.loc)

    def finish_normals(self, numbers: np.ndarray) -> None:
        """Map normal numbers (chunks, normals, lanes), in place, into the part that the bounds leave."""
        if len(self.truncated):
            from scipy.special import ndtr, ndtri

            low, high = self.truncation[:, :, None]
            numbers[:, self.truncated] = ndtri(low + ndtr(numbers[:, self.truncated]) * (high - low))

    def place_normals(self, numbers: np.ndarray, values: np.ndarray) -> None:
        """Lognormal and normal inputs from normal numbers (chunks, normals, lanes) into values (chunks, inputs, lanes)."""
        spread = self.loc[:, None] + self.scale[:, None] * numbers
        count = len(self.lognormal)
        values[:, self.lognormal] = self.log_signs[:, None] * np.exp(spread[:, :count])
        values[:, self.normal] = spread[:, count:]

    def place_bounded(self, numbers: np.ndarray, values: np.ndarray) -> None:
        """Uniform and triangular inputs from uniform numbers (chunks, bounded, lanes) into values (chunks, inputs, lanes)."""
        if len(self.bounded):
            low, mode, high = self.bounds[:, :, None]
            width = high - low
            rising = low + np.sqrt(numbers * width * (mode - low))
            falling = high - np.sqrt((1 - numbers) * width * (high - mode))
            triangular = np.where(numbers * width < mode - low, rising, falling)
            values[:, self.bounded] = np.where(np.isnan(mode), low + numbers * width, triangular)

    def rescale_groups(self, values: np.ndarray) -> None:
        """Bring every group of values (chunks, inputs, lanes) back to its sum."""
        if len(self.members):
            values[:, self.still] = self.still_values[:, None]
            drawn = values[:, self.members]
            factors = self.totals[:, None] / np.add.reduceat(drawn, self.group_starts, axis=1)
            values[:, self.members] = drawn * np.repeat(factors, self.group_sizes, axis=1)


def plan_draws(inputs: Distributions, signs: np.ndarray | None = None) -> DrawPlan:
    """The plan for all inputs; `signs` (+1, -1 per input) go into what is drawn."""
    sign = np.ones(len(inputs)) if signs is None else signs
    active = inputs.uncertain & inputs.varying
    lognormal = np.flatnonzero(active & (inputs.types == LOGNORMAL))
    normal = np.flatnonzero(active & (inputs.types == NORMAL))
    bounded = np.flatnonzero(active & np.isin(inputs.types, (UNIFORM, TRIANGULAR)))
    gaussian = np.concatenate([lognormal, normal])
    scaling = np.concatenate([np.ones(len(lognormal)), sign[normal]])
    cuts = _truncation(inputs, gaussian)
    truncated = np.flatnonzero((cuts > [[0], [-1]]).any(axis=0) & ((cuts[0] > 0) | (cuts[1] < 1)))
    low, high, mode = inputs.minimum[bounded], inputs.maximum[bounded], inputs.loc[bounded]
    mode = np.where(inputs.types[bounded] == TRIANGULAR, mode, np.nan)
    flipped = sign[bounded] < 0
    members = np.flatnonzero(inputs.varying & (inputs.groups >= 0))
    members = members[np.argsort(inputs.groups[members], kind="stable")]
    _, starts, sizes = np.unique(inputs.groups[members], return_index=True, return_counts=True)
    kept = sign * inputs.amounts
    still = members[~inputs.uncertain[members]]
    return DrawPlan(
        lognormal=lognormal,
        normal=normal,
        bounded=bounded,
        loc=inputs.loc[gaussian] * scaling,
        scale=inputs.scale[gaussian] * scaling,
        log_signs=sign[lognormal] * np.where(inputs.negative[lognormal], -1.0, 1.0),
        truncated=truncated,
        truncation=cuts[:, truncated],
        bounds=np.where(flipped, -np.array([high, mode, low]), np.array([low, mode, high])),
        still=still,
        still_values=kept[still],
        members=members,
        group_starts=starts,
        group_sizes=sizes,
        totals=np.add.reduceat(kept[members], starts) if len(members) else np.empty(0),
    )


def _truncation(inputs: Distributions, gaussian: np.ndarray) -> np.ndarray:
    """(2, gaussian): probability below the lower and the upper cut of the normal number behind each input."""
    from scipy.special import ndtr

    low, high = inputs.minimum[gaussian].copy(), inputs.maximum[gaussian].copy()
    log = inputs.types[gaussian] == LOGNORMAL
    mirrored = log & inputs.negative[gaussian]
    low[mirrored], high[mirrored] = -inputs.maximum[gaussian][mirrored], -inputs.minimum[gaussian][mirrored]
    with np.errstate(divide="ignore"):
        low[log], high[log] = np.log(np.maximum(low[log], 0)), np.log(np.maximum(high[log], 0))
    places = (np.array([low, high]) - inputs.loc[gaussian]) / inputs.scale[gaussian]
    cuts = ndtr(places)
    return np.where(np.isnan(cuts), np.array([[0.0], [1.0]]), cuts)
