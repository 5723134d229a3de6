"""The uncertain parameters of a compiled system, drawn so that shares of one mix still sum to 1.

Values come from levels between 0 and 1 through the inverse of each distribution, cut off at the limits of the parameter, so
random, stratified and quasi-random designs share one path. The shares of a group are drawn one by one and then divided by
their sum: the conditional spread of each is a little narrower than its own distribution says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.impact.compiled.execution import numba_is_there
from lca_models.impact.compiled.model import CompiledSystem
from lca_models.impact.draws.distributions import Batches, Distribution, check_distributions
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.uncertainty import CERTAIN

CHUNK = 512  # samples drawn at a time: their levels and values stay in the cache of a processor


@dataclass(frozen=True)
class UncertainParameters:
    """The d uncertain parameters of a system, and those that move with them because they share a sum."""

    uncertain: tuple[Distribution, ...]  # one level each: (d,)
    names: tuple[str, ...]  # of all values that vary: the uncertain ones, then certain members of their groups
    fixed: tuple[float, ...]  # values of those certain members, before their group is divided by its sum
    groups: tuple[tuple[tuple[int, ...], float], ...]  # positions in `names`, and the sum they keep

    @property
    def central(self) -> np.ndarray:
        """Values (len(names),) without uncertainty, shares divided by their sum."""
        values = np.array([one.central for one in self.uncertain] + list(self.fixed))[:, None]
        self._divide(values)
        return values[:, 0]

    def alone(self, names: Collection[str]) -> frozenset[str]:
        """Those of the names whose draws change no other value: all but shares of a mix that has other members."""
        bound = {self.names[place] for members, _ in self.groups for place in members
                 if any(self.names[other] not in names for other in members)}  # fmt: skip
        return frozenset(names) - bound

    def columns(self, levels: np.ndarray) -> np.ndarray:
        """Values (len(names), n) at cumulative probabilities (d, n)."""
        values = np.zeros((len(self.names), levels.shape[1]))
        self._fill(values, levels)
        return values

    def _fill(self, values: np.ndarray, levels: np.ndarray) -> None:
        self._batches.ppf(levels, values)
        values[len(self.uncertain) :] = np.array(self.fixed)[:, None]
        self._divide(values)

    @cached_property
    def _batches(self) -> Batches:
        return Batches.of(dict(enumerate(self.uncertain)))

    def values(self, levels: np.ndarray) -> np.ndarray:
        """Values (n, len(names)) at cumulative probabilities (n, d)."""
        return self.columns(np.asarray(levels).T).T

    def draw(self, n: int, seed: int | np.random.SeedSequence) -> np.ndarray:
        """Random values (n, len(names))."""
        values = np.empty((len(self.names), n))
        for start, part in self.chunks(n, seed):
            values[:, start : start + part.shape[1]] = part
        return values.T

    def chunks(self, n: int, seed: int | np.random.SeedSequence) -> Iterator[tuple[int, np.ndarray]]:
        """The same values in pieces: first sample, and values (len(names), samples), which the next piece overwrites."""
        generator = np.random.default_rng(seed)
        levels = np.empty((len(self.uncertain), CHUNK))
        values = np.zeros((len(self.names), CHUNK))
        for start in range(0, n, CHUNK):
            count = min(CHUNK, n - start)
            generator.random(out=levels)
            self._fill(values, levels)
            yield start, values[:, :count]

    def _divide(self, values: np.ndarray) -> None:
        if numba_is_there():
            from lca_models.impact.draws.kernels import divide_groups

            divide_groups(*self._group_arrays, values)
            return
        for members, total in self.groups:
            rows = list(members)
            values[rows] *= total / values[rows].sum(axis=0)

    @cached_property
    def _group_arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Members of all groups one after another, where each group starts, and the sums they keep."""
        sizes = [len(members) for members, _ in self.groups]
        return (
            np.array([one for members, _ in self.groups for one in members], dtype=int),
            np.concatenate([[0], np.cumsum(sizes)]).astype(int),
            np.array([total for _, total in self.groups], dtype=float),
        )


def uncertain_parameters(
    model: CompiledSystem, fixed: Iterable[str] = (), *, spread: float = 1.0
) -> UncertainParameters:
    """The uncertain parameters of a compiled system.

    Certain are choices, derived parameters, those in `fixed` (what a scenario or a person has set), and those whose value
    is no longer the one their distribution was given for. `spread` widens every distribution about its central value
    (0: no uncertainty). Raises ScenarioError for impossible bounds, naming the row.
    """
    values = {name: model.settings[name] for name in model.parameters}
    return uncertain_among(model.blueprint.parameters, values, fixed, spread=spread)


def uncertain_among(
    rows: Mapping[str, ParameterRow], values: Mapping[str, float], fixed: Iterable[str] = (), *, spread: float = 1.0
) -> UncertainParameters:
    """The uncertain ones among parameters with these values, as `uncertain_parameters` says."""
    kept = set(fixed)
    chosen = {
        name: found
        for name, value in values.items()
        if name not in kept and (found := parameter_distribution(rows[name], value, spread)).varies
    }
    check_distributions(tuple(chosen.values()))
    groups = _groups({name: rows[name] for name in values if name not in kept}, chosen)
    others = sorted({name for members in groups.values() for name in members} - set(chosen))
    names = (*chosen, *others)
    return UncertainParameters(
        tuple(chosen.values()),
        names,
        tuple(values[name] for name in others),
        tuple(
            (tuple(names.index(one) for one in members), float(sum(values[one] for one in members)))
            for members in groups.values()
        ),
    )


def parameter_distribution(row: ParameterRow, value: float, spread: float = 1.0) -> Distribution:
    """The distribution of a parameter, within its limits; certain when its value is not the one it was given for."""
    data = row.data
    place = f"{data['table']}:{data['row']}" if "table" in data else ""
    kind = int(data.get("uncertainty type") or CERTAIN)
    if kind == CERTAIN or spread == 0 or data.get("kind") == "choice" or row.formula:
        return Distribution(row.name, CERTAIN, value, place=place)
    lowest, highest = data.get("limits") or (None, None)
    found = Distribution(
        row.qualified_name,
        kind,
        float(data["loc"]),
        data.get("scale"),
        data.get("minimum") if data.get("minimum") is not None else lowest,
        data.get("maximum") if data.get("maximum") is not None else highest,
        bool(data.get("negative")),
        place,
    )
    if not np.isclose(float(row.amount), value, rtol=1e-12, atol=0) or not _is_central(found, float(row.amount)):
        return Distribution(row.name, CERTAIN, value, place=place)
    return found if spread == 1 else found.widened(spread)


def _is_central(distribution: Distribution, amount: float) -> bool:
    """Whether the value in the project is still the middle of the distribution stored with it."""
    return bool(np.isclose(distribution.central, amount, rtol=1e-6))


def _groups(rows: Mapping[str, ParameterRow], chosen: Mapping[str, Distribution]) -> dict[str, list[str]]:
    """Members of every group of shares that has an uncertain one; a share that is set stays out of it."""
    found: dict[str, list[str]] = {}
    for name, row in rows.items():
        if (group := row.data.get("group")) and row.data.get("kind") == "share":
            found.setdefault(str(group), []).append(name)
    return {group: members for group, members in sorted(found.items()) if set(members) & set(chosen)}
