"""The uncertain parameters of a compiled system, drawn so that shares of one mix still sum to 1.

Values come from levels between 0 and 1 through the inverse of each distribution, cut off at the limits of the parameter, so
random, stratified and quasi-random designs share one path. The shares of a group are a mixture: each is drawn as a weight and
then divided by the sum of the weights, so that a share is about its amount on average, and its spread a little narrower than
that of its weight. Only shares have limits, weights have none: cut off at 1, that of a share near 1 would lie too low.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from lca_models.impact.compiled.execution import FEW, numba_is_there
from lca_models.impact.compiled.model import CompiledSystem
from lca_models.impact.draws.distributions import NO_GROUP, Distributions, distributions_of
from lca_models.impact.draws.plan import DrawPlan, Mixes
from lca_models.inventory.system.admissibility import possible_range
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL

_SIDES = ("minimum", "maximum")  # of a distribution, as limits of a parameter stand
CHUNK = 512  # samples drawn at a time: their levels and values stay in the cache of a processor


@dataclass(frozen=True)
class UncertainParameters:
    """The d uncertain parameters of a system, and those that move with them because they share a sum."""

    inputs: Distributions  # the uncertain ones, then certain members of their mixes
    mixtures: Mapping[int, str] = field(default_factory=dict)  # names of the groups of the inputs

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all values that vary."""
        return tuple(self.inputs.names)

    @cached_property
    def uncertain(self) -> Distributions:
        """The first d: one level each."""
        return self.inputs[: int(self.inputs.uncertain.sum())]

    @property
    def central(self) -> np.ndarray:
        """Values (len(names),) without uncertainty, shares divided by their sum."""
        values = np.where(self.inputs.varying, self.inputs.central, self.inputs.amounts)
        self._mixes.rescale(values[None, :, None], compiled=False)
        return values

    def alone(self, names: Collection[str]) -> frozenset[str]:
        """Those of the names whose draws change no other value: all but shares of a mix that has other members."""
        groups = self.inputs.groups
        staying = {int(group) for name, group in zip(self.names, groups, strict=True) if name not in names}
        bound = {name for name, group in zip(self.names, groups, strict=True) if group != NO_GROUP and group in staying}
        return frozenset(names) - bound

    def columns(self, levels: np.ndarray) -> np.ndarray:
        """Values (len(names), n) at cumulative probabilities (d, n)."""
        values = np.empty((len(self.names), levels.shape[1]))
        self._fill(levels, values, compiled=numba_is_there())
        return values

    def values(self, levels: np.ndarray) -> np.ndarray:
        """Values (n, len(names)) at cumulative probabilities (n, d)."""
        return self.columns(np.ascontiguousarray(np.asarray(levels).T)).T

    def draw(self, n: int, seed: int | np.random.SeedSequence, first: int = 0, *, of_many: bool = False) -> np.ndarray:
        """Random values (n, len(names)): samples first to first + n - 1 of a seed.

        A few are drawn with NumPy, unless they are part `of_many`: by Numba they are the same to the last digit or two.
        """
        values = np.empty((len(self.names), n))
        for start, part in self._pieces(first, first + n, seed, compiled=_is_worth_loading(first + n, of_many=of_many)):
            wanted = slice(max(start, first), min(start + CHUNK, first + n))
            values[:, wanted.start - first : wanted.stop - first] = part[:, wanted.start - start : wanted.stop - start]
        return values.T

    def _pieces(
        self, first: int, last: int, seed: int | np.random.SeedSequence, *, compiled: bool
    ) -> Iterator[tuple[int, np.ndarray]]:
        """First sample, and values (len(names), CHUNK), which the next piece overwrites."""
        generator = np.random.default_rng(seed)
        levels = np.empty((len(self.uncertain), CHUNK))
        values = np.empty((len(self.names), CHUNK))
        for start in range(0, last, CHUNK):
            generator.random(out=levels)
            if start + CHUNK > first:
                self._fill(levels, values, compiled=compiled)
                yield start, values

    def _fill(self, levels: np.ndarray, values: np.ndarray, *, compiled: bool) -> None:
        self._plan.fill(levels[None], values[None], compiled=compiled)
        self._mixes.rescale(values[None], compiled=compiled)

    @cached_property
    def _plan(self) -> DrawPlan:
        return self.inputs.plan(self.inputs.uncertain & self.inputs.varying)

    @cached_property
    def _mixes(self) -> Mixes:
        return self.inputs.mixes()


def _is_worth_loading(samples: int, *, of_many: bool = False) -> bool:
    """Whether Numba is, for so many samples; by their number alone, so that no number depends on what ran before."""
    return (of_many or samples >= FEW) and numba_is_there()


def uncertain_parameters(
    model: CompiledSystem, fixed: Iterable[str] = (), *, spread: float = 1.0
) -> UncertainParameters:
    """The uncertain parameters of a compiled system.

    Certain are choices, derived parameters, those in `fixed` (what a scenario or a person has set, a share with its whole
    mix), and those whose value is no longer the one their distribution was given for. `spread` widens every distribution
    about its central value (0: no uncertainty). Raises ScenarioError for impossible distributions, naming the row.
    """
    values = {name: model.settings[name] for name in model.parameters}
    return uncertain_among(model.blueprint.parameters, values, fixed, spread=spread)


def uncertain_among(
    rows: Mapping[str, ParameterRow], values: Mapping[str, float], fixed: Iterable[str] = (), *, spread: float = 1.0
) -> UncertainParameters:
    """The uncertain ones among parameters with these values, as `uncertain_parameters` says."""
    kept = set(fixed)
    given = {_mix_of(rows[name]) for name in kept & values.keys()} - {""}
    kept |= {name for name in values if _mix_of(rows[name]) in given}
    found = parameter_distributions(rows, {name: value for name, value in values.items() if name not in kept}, spread)
    drawn = found.uncertain
    moving = np.isin(found.groups, found.groups[drawn & (found.groups >= 0)]) & ~drawn
    others = sorted(np.flatnonzero(moving).tolist(), key=found.names.__getitem__)
    mixtures = {int(number): str(rows[name].data["group"])
                for name, number in zip(found.names, found.groups, strict=True) if number != NO_GROUP}  # fmt: skip
    chosen = np.concatenate([np.flatnonzero(drawn), np.array(others, dtype=int)])
    return UncertainParameters(found[chosen], mixtures)


def parameter_distributions(
    rows: Mapping[str, ParameterRow], values: Mapping[str, float], spread: float = 1.0
) -> Distributions:
    """The distributions of parameters within their limits; one whose value is not the one it was given for is certain.

    `spread` widens them, at most to what their parameters can be. Shares of a mix are a group. Raises ScenarioError for
    impossible distributions, naming the row.
    """
    found = stored_distributions(rows, values, drawn=spread != 0)
    chosen = [rows[name] for name in values]
    # The value in the project may have moved from the middle of the distribution stored with it.
    stored = np.array([float(row.amount) for row in chosen])
    moved = found.uncertain & ~np.isclose(found.central, stored, rtol=1e-6)
    found = replace(found, types=np.where(moved, CERTAIN, found.types))
    return found if spread == 1 else _possible(found.widened(spread), chosen)


def stored_distributions(
    rows: Mapping[str, ParameterRow], values: Mapping[str, float], *, drawn: bool = True
) -> Distributions:
    """The same with the middle that is stored, wherever the value is.

    Raises ScenarioError for impossible distributions, naming the row.
    """
    chosen, amounts = [rows[name] for name in values], np.array(list(values.values()), dtype=float)
    stored = np.array([float(row.amount) for row in chosen])
    plain = np.array([not row.formula and row.data.get("kind") != "choice" for row in chosen], dtype=bool)
    kept = plain & np.isclose(stored, amounts, rtol=1e-12, atol=0) & drawn
    given = [_fields(row) if one else {} for row, one in zip(chosen, kept, strict=True)]
    places = tuple(f"{row.data['table']}:{row.data['row']}" if "table" in row.data else "" for row in chosen)
    return distributions_of(tuple(values), given, amounts, places=places, groups=_groups(chosen))


def moved_alone(found: Distributions, levels: np.ndarray) -> np.ndarray:
    """Values (inputs, n) at levels of the same shape, each input moved alone: a share is what its mix makes of its weight."""
    values, amounts = found.ppf(levels), found.amounts[:, None]
    mixed = (found.groups != NO_GROUP) & found.uncertain & (found.types == LOGNORMAL)
    values[mixed] /= (1 - amounts + values)[mixed]
    return values


def _possible(found: Distributions, rows: Iterable[ParameterRow]) -> Distributions:
    """Bounds no wider than what the parameters can be; a share that is widened stays between 0 and 1."""
    ends = [(None, None) if _is_weight(row) else possible_range(row) for row in rows]
    least, most = np.array(ends, dtype=float).reshape(-1, 2).T
    least, most = np.where(np.isnan(least), -np.inf, least), np.where(np.isnan(most), np.inf, most)
    return replace(found, minimum=np.maximum(found.minimum, least), maximum=np.minimum(found.maximum, most))


def _fields(row: ParameterRow) -> dict[str, Any]:
    """What Brightway stores of a distribution, cut off at the limits of the parameter where it has no bounds."""
    found = dict(row.data)
    if _is_weight(row):
        return found
    given = row.data.get("limits")  # of two sides, unless another program wrote them
    limits = given if isinstance(given, list | tuple) and len(given) == len(_SIDES) else (None, None)
    for key, limit in zip(_SIDES, limits, strict=True):
        if found.get(key) is None or found[key] != found[key]:
            found[key] = limit
    return found


def _is_weight(row: ParameterRow) -> bool:
    """Whether a row is the share of a mix that is drawn as a lognormal weight."""
    return bool(_mix_of(row)) and row.data.get("uncertainty type") == LOGNORMAL


def _mix_of(row: ParameterRow) -> str:
    return str(row.data.get("group") or "") if row.data.get("kind") == "share" else ""


def _groups(rows: Iterable[ParameterRow]) -> np.ndarray:
    """The mix of every share, numbered."""
    texts = [_mix_of(row) for row in rows]
    numbers = {text: number for number, text in enumerate(sorted(set(texts) - {""}))}
    return np.array([numbers.get(text, NO_GROUP) for text in texts], dtype=int)
