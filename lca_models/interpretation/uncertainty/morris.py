"""Screening by elementary effects: which of many inputs matter at all, and which act alone.

Morris (1991, Technometrics 33, 161-174), with mu* of Campolongo et al. (2007, Environmental Modelling and Software 22,
1509-1518) and the optimised trajectories of Ruano et al. (2012, the same 37, 103-109); design and statistics by SALib.

An input moves over the levels of its distribution between two quantiles, so an effect is what the result gains over that
whole range, in the unit of the result: mu is its mean over the space of the other inputs, mu* the mean of its size, sigma
its standard deviation (0 where the input acts linearly and alone).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.draws.distributions import Distributions, check_draws
from lca_models.interpretation.uncertainty.plain_function import Function, single_results_of
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = (0.025, 0.975)  # ends of the range of an input


@dataclass(frozen=True)
class MorrisEffects:
    """Statistics (d,) of the elementary effects, in the unit of the result.

    Elementary effects of Morris 1991 (Technometrics 33, 161-174), mu* of Campolongo et al. 2007.
    """

    names: tuple[str, ...]
    mean: np.ndarray  # mu
    mean_size: np.ndarray  # mu*
    mean_size_interval: np.ndarray  # half width of the bootstrap interval of mu*
    spread: np.ndarray  # sigma
    trajectories: int
    confidence: float
    unit: str = ""

    def table(self) -> pd.DataFrame:
        """Tidy table, largest mu* first: parameter, mu, mu_star, mu_star_interval, sigma, unit."""
        import pandas as pd

        table = pd.DataFrame(
            {
                "parameter": self.names,
                "mu": self.mean,
                "mu_star": self.mean_size,
                "mu_star_interval": self.mean_size_interval,
                "sigma": self.spread,
                "unit": self.unit,
            }
        )
        return table.sort_values("mu_star", ascending=False, ignore_index=True, kind="stable")


def morris(
    function: Function,
    distributions: Distributions,
    n: int = 50,
    seed: int = 0,
    *,
    levels: int = 4,
    optimal: int | None = None,
    range_quantiles: tuple[float, float] = QUANTILES,
    resamples: int = 100,
    confidence: float = 0.95,
    unit: str = "",
) -> MorrisEffects:
    """Elementary effects of all inputs that vary, from (d + 1) evaluations in each of n trajectories.

    `function`: x (rows, all inputs) -> (rows,). `levels`: steps of the grid, even. `optimal`: keep that many trajectories of
    the n, the ones farthest apart. Raises ScenarioError for numbers that make no design, impossible distributions, and
    when nothing varies.
    """
    _check(n, seed, levels, optimal, range_quantiles, resamples, confidence)
    varying = np.flatnonzero(distributions.uncertain)
    if not len(varying):
        raise ScenarioError(message("no input has a distribution, so there is no effect to find"))
    design, analyze = _salib()
    # SALib tells inputs apart by name, and parameters of two databases may share one.
    names = [str(position) for position in varying]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    grid = design(problem, n, num_levels=levels, optimal_trajectories=optimal, seed=seed)
    low, high = range_quantiles
    at = np.full((len(grid), len(distributions)), 0.5)
    at[:, varying] = low + grid * (high - low)
    results = single_results_of(function, np.ascontiguousarray(distributions.ppf(at.T).T))
    found = analyze(
        problem, grid, results, num_resamples=resamples, conf_level=confidence, num_levels=levels, seed=seed
    )
    mean, size, interval, spread = (
        np.asarray(found[key], dtype=float) for key in ("mu", "mu_star", "mu_star_conf", "sigma")
    )
    labels = tuple(distributions.names[int(position)] for position in varying)
    return MorrisEffects(labels, mean, size, interval, spread, optimal or n, confidence, unit)


def _salib() -> tuple[Any, Any]:
    """SALib's design and its statistics."""
    try:
        from SALib.analyze.morris import analyze
        from SALib.sample.morris import sample
    except ModuleNotFoundError:
        raise ScenarioError(
            message("Morris screening needs SALib; install it: pip install 'lca_models[sensitivity]'")
        ) from None
    return sample, analyze


def _check(
    n: int,
    seed: int,
    levels: int,
    optimal: int | None,
    range_quantiles: tuple[float, float],
    resamples: int,
    confidence: float,
) -> None:
    check_draws(n, seed, message("the number of trajectories"))
    check_draws(resamples, seed, message("the number of bootstrap resamples"))
    problems = []
    if n < 2:
        problems.append(
            message("the number of trajectories is {n}; give at least 2, or the effects have no spread", n=n)
        )
    if levels < 2 or levels % 2:
        problems.append(message("levels is {levels}; give an even number from 2 up", levels=levels))
    if optimal is not None and not 2 <= optimal < n:
        problems.append(
            message(
                "optimal is {optimal}; give a number from 2 to {value}, below that of the trajectories",
                optimal=optimal,
                value=n - 1,
            )
        )
    if not 0 <= range_quantiles[0] < range_quantiles[1] <= 1:
        problems.append(
            message(
                "the range of an input is {range_quantiles}; give two quantiles, the lower one first",
                range_quantiles=range_quantiles,
            )
        )
    if not 0 < confidence < 1:
        problems.append(
            message(
                "the confidence is {confidence:g}; give a share between 0 and 1, for example 0.95",
                confidence=confidence,
            )
        )
    if problems:
        raise ScenarioError(clauses(problems))
