"""Variance-based sensitivity: which inputs make the spread of a result, alone (S1) and with all others (ST).

Sampling after Saltelli (2002) on a scrambled Sobol' sequence; estimators of Saltelli et al. (2010, Computer Physics
Communications 181, 259-270), the ones SALib uses; inputs that may be fixed after Sobol' et al. (2007, Reliability
Engineering and System Safety 92, 957-960). Design and indices are SALib's to the last digits, written with whole arrays
because SALib, not the model, takes the time at a few hundred inputs. Members of a mixture are resampled together and share an
index (Jacques et al. 2006, Reliability Engineering and System Safety 91, 1126-1134).

An estimate of S1 scatters, below 0 too, and with many inputs their sum goes beyond 1. Where it does, S1 are the numbers nearest
to the estimates, counted in their intervals, that no variance contradicts: none below 0, at most 1 together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.draws.distributions import Distributions, check_draws
from lca_models.impact.draws.progress import Progress
from lca_models.interpretation.uncertainty.drivers import UNIT, Drivers, drivers_of
from lca_models.interpretation.uncertainty.plain_function import Function, single_results_of
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

LARGEST_BATCH = 4_000_000  # numbers handed to the function at once
NEGLIGIBLE = 0.01  # share of the variance below which an input may be fixed


@dataclass(frozen=True)
class SobolSample:
    """Results of the design: base (n,) at A, resampled (n,) at B, crossed (n, k) at A with the columns of driver j of B."""

    names: tuple[str, ...]
    base: np.ndarray
    resampled: np.ndarray
    crossed: np.ndarray
    seed: int


@dataclass(frozen=True)
class SobolIndices:
    """Indices (k,) with the half width of their bootstrap intervals, in shares of the variance of the result.

    Estimators of Saltelli et al. (2010, Computer Physics Communications 181, 259-270).
    """

    names: tuple[str, ...]
    first: np.ndarray  # S1, not negative, at most 1 together
    first_interval: np.ndarray
    total: np.ndarray  # ST
    total_interval: np.ndarray
    n: int  # rows of the base design; the function was evaluated (k + 2) n times
    confidence: float

    def table(self) -> pd.DataFrame:
        """Tidy table, largest total index first: parameter, S1, S1_interval, ST, ST_interval, n, unit."""
        import pandas as pd

        table = pd.DataFrame(
            {
                "parameter": self.names,
                "S1": self.first,
                "S1_interval": self.first_interval,
                "ST": self.total,
                "ST_interval": self.total_interval,
                "n": self.n,
                "unit": UNIT,
            }
        )
        return table.sort_values("ST", ascending=False, ignore_index=True, kind="stable")

    def may_be_fixed(self, threshold: float = NEGLIGIBLE) -> tuple[str, ...]:
        """Inputs whose total index is below the threshold even at the upper end of its interval.

        Fixing one of them anywhere changes the result by about its total index, as a share of the variance.
        """
        upper = self.total + self.total_interval
        return tuple(name for name, share in zip(self.names, upper, strict=True) if share < threshold)


def sobol(
    function: Function,
    distributions: Distributions,
    n: int = 1024,
    seed: int = 0,
    *,
    resamples: int = 100,
    confidence: float = 0.95,
) -> SobolIndices:
    """First-order and total indices of all inputs that vary, from (d + 2) n evaluations.

    `function`: x (rows, all inputs) -> (rows,). `n`: a power of 2. Raises ScenarioError for an n that is none, a seed that is
    no whole number, impossible distributions, and when nothing varies.
    """
    return sobol_indices(sobol_sample(function, distributions, n, seed), resamples=resamples, confidence=confidence)


def sobol_sample(
    function: Function,
    distributions: Distributions,
    n: int = 1024,
    seed: int = 0,
    *,
    drivers: Drivers | None = None,
    progress: bool = False,
) -> SobolSample:
    """The results of Saltelli's design; raises as `sobol` does.

    `drivers`: which inputs are resampled together, each alone without them; those without spread get no index. `progress`: a
    bar on stderr with the remaining time.
    """
    from scipy.stats import qmc

    check_draws(n, seed)
    if n < 2 or n & (n - 1):  # one row has no variance to share
        raise ScenarioError(
            message(
                "n is {n}; a Sobol' sequence needs a power of 2, for example {value} or {value_2}",
                n=n,
                value=max(2, 2 ** (n.bit_length() - 1)),
                value_2=max(4, 2 ** n.bit_length()),
            )
        )
    varying = np.flatnonzero(distributions.uncertain)
    if not len(varying):
        raise ScenarioError(message("no input has a distribution, so there is no spread to explain"))
    count = len(varying)
    levels = qmc.Sobol(d=2 * count, scramble=True, seed=int(seed)).random(n)
    low = np.full((n, len(distributions)), 0.5)
    high = low.copy()
    low[:, varying], high[:, varying] = levels[:, :count], levels[:, count:]
    base, resampled = (np.ascontiguousarray(distributions.ppf(one.T).T) for one in (low, high))
    every = drivers or drivers_of(distributions.names)
    moving = [np.intersect1d(positions, varying) for positions in every.positions]
    kept = every.chosen([number for number, columns in enumerate(moving) if len(columns)])
    return SobolSample(
        kept.names,
        single_results_of(function, base),
        single_results_of(function, resampled),
        _crossed(function, base, resampled, [columns for columns in moving if len(columns)], progress=progress),
        seed,
    )


def _crossed(
    function: Function, base: np.ndarray, resampled: np.ndarray, drivers: Sequence[np.ndarray], *, progress: bool
) -> np.ndarray:
    """Results (n, k): column j at the base rows with the inputs of driver j resampled."""
    n, width = base.shape
    at_once = max(1, LARGEST_BATCH // base.size)
    found = np.empty((n, len(drivers)))
    with Progress(n * len(drivers), shown=progress) as told:
        for start in range(0, len(drivers), at_once):
            some = drivers[start : start + at_once]
            rows = np.broadcast_to(base, (len(some), n, width)).copy()
            for position, columns in enumerate(some):
                rows[position][:, columns] = resampled[:, columns]
            results = single_results_of(function, rows.reshape(-1, width))
            found[:, start : start + len(some)] = results.reshape(len(some), n).T
            told.advance(n * len(some))
    return found


def sobol_indices(sample: SobolSample, *, resamples: int = 100, confidence: float = 0.95) -> SobolIndices:
    """Indices and bootstrap intervals of a sample; all 0 where the result does not vary.

    An interval is the normal one, z times the standard deviation over resampled rows, as in SALib. Raises ScenarioError
    for a confidence that is no share and fewer than one resample.
    """
    from scipy.special import ndtri

    check_draws(resamples, sample.seed, message("the number of bootstrap resamples"))
    if not 0 < confidence < 1:
        raise ScenarioError(
            message(
                "the confidence is {confidence:g}; give a share between 0 and 1, for example 0.95",
                confidence=confidence,
            )
        )
    n = len(sample.base)
    everything = np.concatenate([sample.base, sample.resampled, sample.crossed.ravel()])
    spread = everything.std()
    if spread <= np.finfo(float).eps * max(1.0, abs(everything.mean())):
        nothing = np.zeros(len(sample.names))
        return SobolIndices(sample.names, nothing, nothing, nothing, nothing, n, confidence)
    base, resampled, crossed = (
        (part - everything.mean()) / spread for part in (sample.base, sample.resampled, sample.crossed)
    )
    first_terms = resampled[:, None] * (crossed - base[:, None])
    total_terms = 0.5 * (base[:, None] - crossed) ** 2
    first, total = _estimates(np.full((1, n), 1 / n), base, resampled, first_terms, total_terms)
    rows = np.random.default_rng(sample.seed).integers(n, size=(n, resamples))
    counts = np.stack([np.bincount(rows[:, one], minlength=n) for one in range(resamples)]) / n
    first_drawn, total_drawn = _estimates(counts, base, resampled, first_terms, total_terms)
    width = float(ndtri(0.5 + confidence / 2)) if resamples > 1 else float("nan")
    deviations = first_drawn.std(axis=0, ddof=min(1, resamples - 1))
    return SobolIndices(
        sample.names,
        nearest_shares(first[0], deviations),
        width * deviations,
        total[0],
        width * total_drawn.std(axis=0, ddof=min(1, resamples - 1)),
        n,
        confidence,
    )


def nearest_shares(estimates: np.ndarray, deviations: np.ndarray) -> np.ndarray:
    """Shares (k,) that are not negative and sum to at most 1, nearest to the estimates in units of their deviations.

    Each is its estimate less a multiple of its variance, the same for all, and 0 where that is below.
    """
    kept = np.asarray(np.clip(estimates, 0, None))
    if kept.sum() <= 1:
        return kept
    weights = np.maximum(np.where(np.isfinite(deviations), deviations, 0), 1e-12) ** 2
    last = np.sort(kept / weights)  # multiples at which a share is 0
    sums = np.array([np.clip(kept - one * weights, 0, None).sum() for one in last])
    after = int(np.argmax(sums <= 1))
    positive = kept / weights >= last[after]
    multiple = (kept[positive].sum() - 1) / weights[positive].sum()
    return np.asarray(np.clip(kept - multiple * weights, 0, None))


def _estimates(
    weights: np.ndarray, base: np.ndarray, resampled: np.ndarray, first_terms: np.ndarray, total_terms: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """S1 and ST (resamples, d) for weights (resamples, n) of the rows."""
    mean = weights @ ((base + resampled) / 2)
    variance = weights @ ((base**2 + resampled**2) / 2) - mean**2
    inverse = np.divide(1.0, variance, out=np.zeros_like(variance), where=variance > np.finfo(float).eps)
    return (weights @ first_terms) * inverse[:, None], (weights @ total_terms) * inverse[:, None]


def sobol_convergence(sample: SobolSample, *, resamples: int = 100, confidence: float = 0.95) -> pd.DataFrame:
    """Indices from the first n/16, n/8, ... rows of the sequence: do they still move?

    Tidy table as `SobolIndices.table`, one row per parameter and n. Raises ScenarioError as `sobol_indices`.
    """
    import pandas as pd

    n = len(sample.base)
    tables = []
    for rows in sorted({max(n >> shift, min(n, 16)) for shift in range(5)}):
        part = SobolSample(
            sample.names, sample.base[:rows], sample.resampled[:rows], sample.crossed[:rows], sample.seed
        )
        tables.append(sobol_indices(part, resamples=resamples, confidence=confidence).table())
    return pd.concat(tables, ignore_index=True)
