"""Everything uncertain: a Monte Carlo in which every uncertain exchange varies, background included, at full system size.

No sample is factorised. Eight samples go in lockstep through Gauss-Seidel sweeps in a demand-first order, each starting
from the supply without uncertainty, until what a sweep can still change in the score, sum_i lambda_i |A_ii dx_i|, is below
1e-11 of it. Intensities lambda are those of the system at rest and of a few samples, whichever is larger; where
purchases are positive the sum bounds the error of the score. A sample that does not converge is solved directly.

Random numbers come in streams of some samples each: a sample depends on the seed and on its number alone, not on how many
are drawn, in which blocks, or by how many threads. With Numba (the extra `fast`) the sweeps are compiled;
without it SciPy gives the same numbers from the same draws, more slowly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from scipy import sparse

from lca_models.impact.assessment import refuse_incomplete_methods
from lca_models.impact.compiled.execution import numba_is_there
from lca_models.impact.draws.blocks import Block, Blocks, Kept, Results, in_threads, run_blocks
from lca_models.impact.draws.plan import DrawPlan, Mixes
from lca_models.impact.everything import solving
from lca_models.impact.everything.pattern import Lockstep, plan_lockstep
from lca_models.impact.everything.system import UncertainSystem, uncertain_system
from lca_models.impact.methods import DEFAULT_METHOD, Method, MethodName, find_methods
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.wording.messages import message

LANES = 8
CHUNKS = 32  # of eight samples in a block, at most
CACHED_VALUES = 4096  # values of a chunk that leave room for one more chunk in a block
PARAMETER_BLOCK = 1024  # samples that share a stream for their parameters
PARAMETER_BLOCKS_KEPT = 4  # whose amounts are at hand, for blocks that are shorter
VALUES_IN_BLOCK = 2**20  # of all samples of a block together
TOLERANCE = 1e-11  # of the score
MAX_SWEEPS = 400  # a direct solution of a large background costs more than these
CANCELLATION = 1e-6  # where burdens and credits cancel, the tolerance is of this share of their sum instead
PROBES = 3  # samples whose intensities widen those at rest
RELAXATIONS = (1.0, 1.05, 1.1, 1.15)  # tried on the probes; beyond 1 a sweep goes further than Gauss-Seidel would
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
class Rest:
    """The system without uncertainty, and what it says about solving samples of it."""

    supply: np.ndarray  # (places,)
    weights: np.ndarray  # (places,) of the stopping test
    references: np.ndarray  # (categories,) scores that the weights refer to


@dataclass(frozen=True)
class FullMonteCarlo:
    """A product system ready to be sampled; `executor` is `numba` or `scipy`."""

    system: UncertainSystem
    methods: tuple[MethodName, ...] = ()
    executor: str = field(default_factory=lambda: "numba" if numba_is_there() else "scipy")
    _formulas_drawn: dict[tuple[int, int], np.ndarray] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def uncertain_exchanges(self) -> int:
        """Exchanges that vary and that the demand reaches."""
        return int(self.system.may_vary[self.pattern.entries].sum())

    def scores(self, n: int, seed: int = 0, *, kept: Kept | None = None, progress: bool = False) -> np.ndarray:
        """Scores (n, categories), in the units of these, of a seed; in threads, unless `joblib.parallel_config` says otherwise.

        `kept`: a folder of finished blocks to go on with. `progress`: a bar on stderr. Raises ScenarioError for n <= 0, a
        seed that is no whole number and a folder of other samples, ProjectError for a sample without a unique solution.
        """
        blocks = Blocks(n, seed, self.rows_at_once)
        self._prepare()  # before threads need it
        with in_threads():
            return np.concatenate([found for (found,) in run_blocks(self.sample, blocks, kept, progress=progress)])

    def sample(self, block: Block) -> Results:
        """Scores (rows, categories) of the samples of a block.

        Raises ProjectError for a sample without a unique solution.
        """
        formulas = self._formula_amounts(block.seed, block.start // PARAMETER_BLOCK)
        size, stop = self.stream_size, block.start + block.rows
        streams = range(block.start // size, -(-stop // size))
        parts = [self._scores_of(block.seed, one, min(size, stop - one * size), formulas) for one in streams]
        return (np.concatenate(parts),)

    def identity(self) -> dict[str, Any]:
        """What fixes the samples of a seed, by name, beside names of the system and its settings."""
        system = self.system
        digest = sha256(system.distributions.digest().encode())
        for one in (system.rows, system.columns, system.is_biosphere, system.signs, system.demand, system.factors):
            digest.update(np.ascontiguousarray(one).tobytes())
        drawn = np.abs(self._formula_amounts(0, 0)).sum()
        return {"samples": "everything", "exchanges": digest.hexdigest()[:12], "formulas at seed 0": f"{drawn:.9g}"}

    def sampled_matrices(self, seed: int, index: int) -> SampledMatrices:
        """The matrices behind sample `index` of scores(..., seed); what cannot reach the demand stands at rest."""
        formulas = self._formula_amounts(seed, index // PARAMETER_BLOCK)
        block, place = divmod(index, self.stream_size)
        values = self._draw(seed, block, formulas)[place // LANES, :, place % LANES]
        system, inside = self.system, ~self.system.is_biosphere
        amounts = system.amounts.copy()
        amounts[self.pattern.entries] = values * self._signs
        signed, count = system.signs * amounts, len(system.demand)
        products = (system.rows[inside], system.columns[inside])
        flows = (system.rows[~inside], system.columns[~inside])
        return SampledMatrices(
            sparse.coo_array((signed[inside], products), shape=(count, count)).tocsc(),
            sparse.coo_array((signed[~inside], flows), shape=(system.factors.shape[1], count)).tocsc(),
            system.demand,
            system.factors,
            amounts,
        )

    def drawn(self, n: int, seed: int, exchanges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Uncertain parameters (n, d) and amounts (n, exchanges) behind the first samples of scores(..., seed).

        `exchanges`: positions; raises ValueError for one that the demand does not reach.
        """
        place = np.full(len(self.system.amounts), -1)
        place[self.pattern.entries] = np.arange(len(self.pattern.entries))
        if (place[exchanges] < 0).any():
            raise ValueError("the demand does not reach all of these exchanges; ask for positions in pattern.entries")
        at, size, formulas = place[exchanges], self.stream_size, self.system.formulas
        blocks = range(-(-n // PARAMETER_BLOCK))
        parameters = (
            np.empty((n, 0))
            if formulas is None
            else np.concatenate([
                formulas.parameters.draw(PARAMETER_BLOCK, _stream(seed, _PARAMETERS, block), of_many=True)
                for block in blocks
            ])[:n]
        )  # fmt: skip
        amounts = np.empty((n, len(at)))
        for stream in range(-(-n // size) if len(at) else 0):
            start = stream * size
            values = self._draw(seed, stream, self._formula_amounts(seed, start // PARAMETER_BLOCK))[:, at]
            rows = values.transpose(0, 2, 1).reshape(size, len(at))[: n - start]
            amounts[start : start + size] = rows * self._signs[at]
        return parameters, amounts

    @cached_property
    def pattern(self) -> Lockstep:
        """What of the system is solved, and in which order."""
        return plan_lockstep(self.system)

    @cached_property
    def stream_size(self) -> int:
        """Samples that share a stream: a power of 2 of eights, so many that their values stay in the cache."""
        chunks = max(1, min(CHUNKS, CACHED_VALUES * CHUNKS // max(1, len(self.pattern.entries)) // 4))
        return int(LANES * 2 ** (chunks.bit_length() - 1))

    @cached_property
    def rows_at_once(self) -> int:
        """Samples in a block: a power of 2 of streams that take some hundredths of a second together."""
        rows = max(1, VALUES_IN_BLOCK // max(1, len(self.pattern.entries)))
        return int(max(self.stream_size, min(PARAMETER_BLOCK, 2 ** (rows.bit_length() - 1))))

    @cached_property
    def _signs(self) -> np.ndarray:
        return np.asarray(self.system.signs[self.pattern.entries])

    @cached_property
    def _plan(self) -> DrawPlan:
        inputs = self.system.distributions
        return inputs.plan(inputs.uncertain & inputs.varying, self._signs, self.pattern.entries)

    @cached_property
    def _mixes(self) -> Mixes:
        return self.system.distributions.mixes(self._signs, self.pattern.entries)

    @cached_property
    def _values_at_rest(self) -> np.ndarray:
        """(entries,) while nothing varies."""
        return np.asarray(self.system.amounts[self.pattern.entries] * self._signs)

    @cached_property
    def _formula_places(self) -> tuple[np.ndarray, np.ndarray]:
        """Which rows of the sampled formulas are kept, and the values they fill."""
        formulas = self.system.formulas
        if formulas is None:
            return np.empty(0, dtype=int), np.empty(0, dtype=int)
        place = np.full(len(self.system.amounts), -1)
        place[self.pattern.entries] = np.arange(len(self.pattern.entries))
        kept = np.flatnonzero(place[formulas.exchanges] >= 0)
        return kept, place[formulas.exchanges[kept]]

    def _formula_amounts(self, seed: int, block: int) -> np.ndarray:
        """(kept formulas, PARAMETER_BLOCK): signed amounts of exchanges with a formula; the last few are kept."""
        formulas = self.system.formulas
        kept, places = self._formula_places
        if formulas is None:
            return np.empty((0, PARAMETER_BLOCK))
        found = self._formulas_drawn.get((seed, block))
        if found is None:
            drawn = formulas.draw(PARAMETER_BLOCK, _stream(seed, _PARAMETERS, block))
            found = np.asarray(drawn[kept] * self._signs[places, None])
            for oldest in list(self._formulas_drawn)[: 1 - PARAMETER_BLOCKS_KEPT]:
                self._formulas_drawn.pop(oldest, None)  # another thread may have been sooner
            self._formulas_drawn[seed, block] = found
        return found

    def _draw(self, seed: int, block: int, formulas: np.ndarray) -> np.ndarray:
        """Values (chunks, entries, lanes) of one block."""
        generator = np.random.Generator(np.random.SFC64(_stream(seed, _EXCHANGES, block)))
        chunks, compiled = self.stream_size // LANES, self.executor == "numba"
        values = np.empty((chunks, len(self.pattern.entries), LANES))
        self._plan.draw(generator, values, compiled=compiled)
        self._mixes.rescale(values, compiled=compiled)
        kept, places = self._formula_places
        start = block * self.stream_size % PARAMETER_BLOCK
        amounts = formulas[:, start : start + self.stream_size].reshape(len(kept), chunks, LANES)
        values[:, places] = amounts.transpose(1, 0, 2)
        return values

    def _prepare(self) -> None:
        if self.executor == "numba":
            _ = self._relaxation
        _ = self._at_rest

    @cached_property
    def _at_rest(self) -> Rest:
        pattern, values = self.pattern, self._values_at_rest[None, :, None]
        try:
            at_rest = solving.intensities(pattern, values[0, :, 0], TOLERANCE, MAX_SWEEPS)
            supply = solving.supply_at_rest(pattern, values, at_rest, TOLERANCE, MAX_SWEEPS)
        except RuntimeError:
            raise ProjectError(
                message("the technosphere matrix is singular: some process makes no product, or two are the same")
            ) from None
        net, gross = pattern.scores(values, supply)
        references = np.maximum(np.abs(net), CANCELLATION * gross)[0, :, 0]
        largest = np.abs(at_rest)
        probes = self._draw(0, 0, self._formula_amounts(0, 0))[0]
        for lane in range(PROBES):
            with suppress(RuntimeError):  # a sample without a solution says so in its own time
                sampled = solving.intensities(pattern, probes[:, lane], TOLERANCE, MAX_SWEEPS)
                largest = np.maximum(largest, np.abs(sampled))
        counted = references > 0
        weights = (largest[:, counted] / references[counted]).max(axis=1, initial=0.0)
        return Rest(supply[0, :, 0], weights, references)

    @cached_property
    def _relaxation(self) -> float:
        """The relaxation with which the first samples need the fewest sweeps."""
        values = self._draw(0, 0, self._formula_amounts(0, 0))[:1]
        return min(RELAXATIONS, key=lambda one: self._compiled_sweep(values, self._supplies(1), TOLERANCE, one)[1])

    def _supplies(self, chunks: int) -> np.ndarray:
        """(chunks, places, lanes): the supply at rest, from which samples start."""
        supply = np.empty((chunks, len(self.pattern.processes), LANES))
        supply[:] = self._at_rest.supply[:, None]
        return supply

    def _scores_of(self, seed: int, stream: int, rows: int, formulas: np.ndarray) -> np.ndarray:
        """Scores (rows, categories) of the first samples of a stream."""
        values = self._draw(seed, stream, formulas)[: -(-rows // LANES)]
        solved = self._solve(values, lambda lane: f"sample {stream * self.stream_size + lane} of seed {seed}")
        return solved.transpose(0, 2, 1).reshape(-1, solved.shape[1])[:rows]

    def _solve(self, values: np.ndarray, name: Callable[[int], str]) -> np.ndarray:
        """Scores (chunks, categories, lanes) of values (chunks, entries, lanes); `name` is that of a sample, for messages."""
        supply, rest = self._supplies(len(values)), self._at_rest
        changes = self._sweep(values, supply, np.full((len(values), LANES), TOLERANCE))
        net, gross = self._total(values, supply)
        counted = rest.references > 0
        sizes = np.maximum(np.abs(net), CANCELLATION * gross)[:, counted] / rest.references[counted, None]
        tighter = TOLERANCE * np.minimum(sizes.min(axis=1, initial=1.0), 1.0)
        if (changes > tighter).any():
            changes = self._sweep(values, supply, tighter)
            net, _ = self._total(values, supply)
        for chunk, lane in np.argwhere(~(changes <= tighter)):
            net[chunk, :, lane] = self._solve_directly(values[chunk, :, lane], name(int(chunk) * LANES + int(lane)))
        return net

    def _solve_directly(self, values: np.ndarray, name: str) -> np.ndarray:
        """Scores (categories,) of one sample (entries,) by factorisation."""
        try:
            supply = solving.solve_directly(self.pattern, values, self._at_rest.supply)
        except RuntimeError:
            raise ProjectError(
                message(
                    "{name} has no unique solution: some process makes nothing after its own use; look at "
                    "the spread of its inputs",
                    name=name,
                )
            ) from None
        return self.pattern.scores(values[None, :, None], supply[None, :, None])[0][0, :, 0]

    def _sweep(self, values: np.ndarray, supply: np.ndarray, tolerances: np.ndarray) -> np.ndarray:
        if self.executor == "scipy":
            return solving.sweep(self.pattern, values, supply, self._at_rest.weights, tolerances, MAX_SWEEPS)
        return self._compiled_sweep(values, supply, tolerances, self._relaxation)[0]

    def _compiled_sweep(
        self, values: np.ndarray, supply: np.ndarray, tolerances: np.ndarray | float, relaxation: float
    ) -> tuple[np.ndarray, int]:
        """What the last sweep still changed (chunks, lanes), and how many there were."""
        from lca_models.impact.everything import kernels

        pattern = self.pattern
        found: tuple[np.ndarray, int] = kernels.sweep(
            pattern.row_starts, pattern.buyers, values, pattern.diagonal(values), pattern.demand, supply,
            self._at_rest.weights, np.broadcast_to(tolerances, (len(values), LANES)).copy(), relaxation, MAX_SWEEPS,
        )  # fmt: skip
        return found

    def _total(self, values: np.ndarray, supply: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scores (chunks, categories, lanes), and the same with every term made positive."""
        pattern = self.pattern
        if self.executor == "scipy":
            return pattern.scores(values, supply)
        from lca_models.impact.everything import kernels

        net, gross = np.empty((2, len(values), pattern.categories, LANES))
        kernels.scores(
            pattern.flow_values, pattern.flow_places, pattern.flow_categories, pattern.flow_factors, values, supply,
            net, gross,
        )  # fmt: skip
        return net, gross


def everything_uncertain(
    system: ProductSystem,
    methods: Method | Sequence[Method] = (DEFAULT_METHOD,),
    settings: Mapping[str, float] | None = None,
    *,
    allow_incomplete: bool = False,
) -> FullMonteCarlo:
    """A Monte Carlo of a product system over the uncertainty that Brightway stores with exchanges and parameters.

    `methods`: one or several, as `find_method` takes them; `settings` are parameter values, which are then certain. Raises
    ScenarioError for an unknown method, unless `allow_incomplete` for one whose data stand behind less than half of the
    climate score, and for distributions that cannot be drawn.
    """
    names = find_methods(system, methods)
    if not allow_incomplete:
        refuse_incomplete_methods(system, names)
    return FullMonteCarlo(uncertain_system(system, names, settings), names)


def _stream(seed: int, kind: int, block: int) -> np.random.SeedSequence:
    """The stream of some samples in a row."""
    return np.random.SeedSequence(seed, spawn_key=(kind, block))
