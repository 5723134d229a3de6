"""Everything uncertain: a Monte Carlo in which every uncertain exchange varies, background included, at full system size.

No sample is factorised. Eight samples go in lockstep through Gauss-Seidel sweeps in a demand-first order, each starting
from the supply without uncertainty, until what a sweep can still change in the score, sum_i lambda_i |A_ii dx_i|, is below
1e-11 of it. Intensities lambda are those of the system at rest and of a few samples, whichever is larger; where
purchases are positive the sum bounds the error of the score. A sample that does not converge is solved directly.

Random numbers come in blocks of samples, each block with a stream of its own: a sample depends on the seed and on its
number alone, not on how many are drawn or by how many threads. With Numba (the extra `fast`) the sweeps are compiled;
without it SciPy gives the same numbers from the same draws, more slowly.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec

import numpy as np
from scipy import sparse

from lca_models.impact import lockstep_scipy
from lca_models.impact.assessment import DEFAULT_METHOD
from lca_models.impact.draws import DrawPlan, plan_draws
from lca_models.impact.lockstep import Lockstep, plan_lockstep
from lca_models.impact.methods import MethodName
from lca_models.impact.uncertain_system import UncertainSystem, uncertain_system
from lca_models.inventory.product_system import ProductSystem
from lca_models.inventory.project_rows import ProjectError

LANES = 8
CHUNKS_PER_BLOCK = 4
BLOCK = LANES * CHUNKS_PER_BLOCK  # samples that share a stream for their exchanges
PARAMETER_BLOCK = 1024  # samples that share a stream for their parameters
TOLERANCE = 1e-11  # of the score
MAX_SWEEPS = 100
CANCELLATION = 1e-6  # where burdens and credits cancel, the tolerance is of this share of their sum instead
PROBES = 3  # samples whose intensities widen those at rest
_EXCHANGES, _PARAMETERS = 0, 1  # first key of a stream


@dataclass(frozen=True)
class SampledMatrices:
    """One sample in full: c B A^-1 f is its score."""

    technosphere: sparse.csc_array  # A: products x processes
    biosphere: sparse.csc_array  # B: flows x processes
    demand: np.ndarray  # f
    factors: np.ndarray  # c: (categories, flows)
    amounts: np.ndarray  # per exchange of the system, sign not applied


@dataclass(frozen=True)
class FullMonteCarlo:
    """A product system ready to be sampled; `executor` is `numba` or `scipy`."""

    system: UncertainSystem
    methods: tuple[MethodName, ...] = ()
    executor: str = field(default_factory=lambda: "numba" if find_spec("numba") else "scipy")

    @property
    def uncertain_exchanges(self) -> int:
        """Exchanges that vary and that the demand reaches."""
        return int(self.system.may_vary[self._pattern.entries].sum())

    def scores(
        self,
        n: int,
        seed: int = 0,
        *,
        first: int = 0,
        threads: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> np.ndarray:
        """Scores (n, categories) of samples first to first + n - 1 of a seed.

        `progress` hears how many of n are done. Raises ProjectError for a sample without a unique solution, ValueError
        for a negative n or first.
        """
        if n < 0 or first < 0:
            raise ValueError(f"n ({n}) and first ({first}) must be 0 or more")
        found = np.empty((n, self._pattern.categories))
        done, _ = 0, self._at_rest  # before threads need it
        with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
            for start in range(first // PARAMETER_BLOCK * PARAMETER_BLOCK, first + n, PARAMETER_BLOCK):
                block_of_formulas = self._formula_amounts(seed, start // PARAMETER_BLOCK)
                stop = min(start + PARAMETER_BLOCK, first + n)
                blocks = range(max(first, start) // BLOCK, -(-stop // BLOCK))
                jobs = [pool.submit(self._block, seed, block, stop, block_of_formulas) for block in blocks]
                for block, job in zip(blocks, jobs, strict=True):
                    numbers = np.arange(block * BLOCK, block * BLOCK + len(result := job.result()))
                    wanted = (numbers >= first) & (numbers < stop)
                    found[numbers[wanted] - first] = result[wanted]
                    done += int(wanted.sum())
                    if progress:
                        progress(done, n)
        return found

    def sampled_matrices(self, seed: int, index: int) -> SampledMatrices:
        """The matrices behind row `index` of scores(..., seed); what cannot reach the demand stands at rest."""
        formulas = self._formula_amounts(seed, index // PARAMETER_BLOCK)
        chunk = index % BLOCK // LANES
        for number, values in enumerate(self._draws(seed, index // BLOCK, formulas, self._values_at_rest())):
            if number == chunk:
                break
        system, pattern = self.system, self._pattern
        amounts = system.amounts.copy()
        amounts[pattern.entries] = values[:, index % LANES] * self._signs
        inside, count = ~system.is_biosphere, len(system.demand)
        signed = system.signs * amounts
        place = (system.rows[inside], system.columns[inside])
        flows = (system.rows[~inside], system.columns[~inside])
        return SampledMatrices(
            sparse.coo_array((signed[inside], place), shape=(count, count)).tocsc(),
            sparse.coo_array((signed[~inside], flows), shape=(system.factors.shape[1], count)).tocsc(),
            system.demand,
            system.factors,
            amounts,
        )

    @cached_property
    def _pattern(self) -> Lockstep:
        return plan_lockstep(self.system)

    @cached_property
    def _signs(self) -> np.ndarray:
        return self.system.signs[self._pattern.entries]

    @cached_property
    def _plan(self) -> DrawPlan:
        return plan_draws(self.system.distributions[self._pattern.entries], self._signs)

    @cached_property
    def _formula_places(self) -> tuple[np.ndarray, np.ndarray]:
        """Which rows of the sampled formulas are kept, and the values they fill."""
        formulas = self.system.formulas
        if formulas is None:
            return np.empty(0, dtype=int), np.empty(0, dtype=int)
        place = np.full(len(self.system.amounts), -1)
        place[self._pattern.entries] = np.arange(len(self._pattern.entries))
        kept = np.flatnonzero(place[formulas.exchanges] >= 0)
        return kept, place[formulas.exchanges[kept]]

    def _values_at_rest(self) -> np.ndarray:
        """(entries, lanes) while nothing varies, to be overwritten by draws."""
        amounts = self.system.amounts[self._pattern.entries] * self._signs
        return np.repeat(amounts[:, None], LANES, axis=1)

    def _formula_amounts(self, seed: int, block: int) -> np.ndarray:
        """(kept formulas, PARAMETER_BLOCK): signed amounts of exchanges with a formula."""
        formulas = self.system.formulas
        kept, places = self._formula_places
        if formulas is None or not len(kept):
            return np.empty((0, PARAMETER_BLOCK))
        parameters = formulas.parameters
        values = np.repeat(parameters.amounts[:, None], PARAMETER_BLOCK, axis=1)
        plan_draws(parameters).draw(_generator(seed, _PARAMETERS, block), values)
        return formulas.evaluate(values)[kept] * self._signs[places, None]

    def _draws(self, seed: int, block: int, formulas: np.ndarray, values: np.ndarray) -> Iterator[np.ndarray]:
        """The chunks of one block: values (entries, lanes), the same array every time."""
        generator = _generator(seed, _EXCHANGES, block)
        plan, (_, places) = self._plan, self._formula_places
        start = block * BLOCK % PARAMETER_BLOCK
        numbers = np.empty((plan.normals, LANES))
        for lane in range(start, start + BLOCK, LANES):
            generator.standard_normal(out=numbers)
            plan.finish_normals(numbers)
            self._place_normals(numbers, values)
            plan.place_bounded(generator.random((len(plan.bounded), LANES)), values)
            plan.rescale_groups(values)
            values[places] = formulas[:, lane : lane + LANES]
            yield values

    @cached_property
    def _at_rest(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Supply (places,), weights of the stopping test (places,), and scores they refer to (categories,), at rest."""
        pattern = self._pattern
        values = self._values_at_rest()[:, :1]
        at_rest = lockstep_scipy.intensities(pattern, values[:, 0], TOLERANCE, MAX_SWEEPS)
        supply = np.zeros((len(pattern.processes), 1))
        sizes = np.abs(at_rest).max(axis=1)
        lockstep_scipy.sweep(pattern, values, supply, sizes, np.array([0.0]), MAX_SWEEPS)
        net, gross = pattern.scores(values, supply)
        references = np.maximum(np.abs(net), CANCELLATION * gross)[:, 0]
        largest = np.abs(at_rest)
        if PROBES:
            formulas = self._formula_amounts(0, 0)
            chunk = next(self._draws(0, 0, formulas, self._values_at_rest()))
            for lane in range(PROBES):
                sampled = lockstep_scipy.intensities(pattern, chunk[:, lane], TOLERANCE, MAX_SWEEPS)
                largest = np.maximum(largest, np.abs(sampled))
        counted = references > 0
        weights = (largest[:, counted] / references[counted]).max(axis=1, initial=0.0)
        return supply[:, 0], weights, references

    def _block(self, seed: int, block: int, stop: int, formulas: np.ndarray) -> np.ndarray:
        """Scores (samples, categories) of one block, as far as `stop`."""
        values = self._values_at_rest()
        found = []
        for chunk, drawn in enumerate(self._draws(seed, block, formulas, values)):
            number = block * BLOCK + chunk * LANES
            if number >= stop:
                break
            found.append(self._solve(drawn, number, seed).T)
        return np.concatenate(found)

    def _solve(self, values: np.ndarray, number: int, seed: int) -> np.ndarray:
        """Scores (categories, lanes) of one chunk, whose first sample has this number."""
        pattern = self._pattern
        rest, weights, references = self._at_rest
        supply = np.repeat(rest[:, None], LANES, axis=1)
        tolerances = np.full(LANES, TOLERANCE)
        changes = self._sweep(values, supply, weights, tolerances)
        net, gross = self._total(values, supply)
        counted = references > 0
        sizes = np.maximum(np.abs(net), CANCELLATION * gross)[counted] / references[counted, None]
        tighter = TOLERANCE * np.minimum(sizes.min(axis=0, initial=1.0), 1.0)
        if (changes > tighter).any():
            changes = self._sweep(values, supply, weights, tighter)
            net, gross = self._total(values, supply)
        for lane in np.flatnonzero(~(changes <= tighter)):
            try:
                supply[:, lane] = lockstep_scipy.solve_directly(pattern, values[:, lane])
            except RuntimeError:
                raise ProjectError(f"sample {number + lane} of seed {seed} has no unique solution: some process makes "
                                   "nothing after its own use; look at the spread of its inputs") from None  # fmt: skip
            net[:, lane] = pattern.scores(values[:, [lane]], supply[:, [lane]])[0][:, 0]
        return net

    def _sweep(
        self, values: np.ndarray, supply: np.ndarray, weights: np.ndarray, tolerances: np.ndarray
    ) -> np.ndarray:
        pattern = self._pattern
        if self.executor == "scipy":
            return lockstep_scipy.sweep(pattern, values, supply, weights, tolerances, MAX_SWEEPS)
        from lca_models.impact import lockstep_kernels

        found: np.ndarray = lockstep_kernels.sweep(
            pattern.row_starts, pattern.buyers, values, pattern.diagonal(values), pattern.demand, supply, weights,
            tolerances, MAX_SWEEPS,
        )  # fmt: skip
        return found

    def _total(self, values: np.ndarray, supply: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scores (categories, lanes), and the same with every term made positive."""
        pattern = self._pattern
        if self.executor == "scipy":
            return pattern.scores(values, supply)
        from lca_models.impact import lockstep_kernels

        net, gross = np.empty((2, pattern.categories, LANES))
        lockstep_kernels.scores(
            pattern.flow_values, pattern.flow_places, pattern.flow_categories, pattern.flow_factors, values, supply,
            net, gross,
        )  # fmt: skip
        return net, gross

    def _place_normals(self, numbers: np.ndarray, values: np.ndarray) -> None:
        if self.executor == "scipy":
            self._plan.place_normals(numbers, values)
            return
        from lca_models.impact import lockstep_kernels

        plan, count = self._plan, len(self._plan.lognormal)
        lockstep_kernels.place_lognormals(
            plan.lognormal, plan.loc[:count], plan.scale[:count], plan.log_signs, numbers[:count], values
        )
        values[plan.normal] = plan.loc[count:, None] + plan.scale[count:, None] * numbers[count:]


def everything_uncertain(
    system: ProductSystem,
    methods: Sequence[MethodName] = (DEFAULT_METHOD,),
    settings: Mapping[str, float] | None = None,
) -> FullMonteCarlo:
    """A Monte Carlo of a product system over the uncertainty that Brightway stores with exchanges and parameters.

    `settings` are parameter values, which are then certain. Raises ProjectError for an unknown method, ScenarioError for
    distributions that cannot be drawn.
    """
    return FullMonteCarlo(uncertain_system(system, methods, settings), tuple(methods))


def _generator(seed: int, kind: int, block: int) -> np.random.Generator:
    """The stream of one block."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(kind, block))))
