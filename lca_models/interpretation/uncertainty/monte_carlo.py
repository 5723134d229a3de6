"""Monte Carlo: how far a result spreads when its inputs do, whether that is settled, and which inputs make the spread.

The central value is the function at the central values of the inputs; it is neither the median nor the mean of the samples.
Shares of the spread come from a linear fit to all samples (Saltelli et al. 2008, Global Sensitivity Analysis: The Primer,
section 1.2.5): the squared standardised coefficients, and for inputs drawn jointly, such as the shares of a mix,
b_i cov(x_i, y) / var(y) (Li et al. 2010, Journal of Physical Chemistry A 114, 6022-6032), which is the same for independent
inputs. They sum to R2, the share the fit explains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.draws.blocks import BLOCK_SIZE, Block, Blocks, Results, kept_in, run_blocks
from lca_models.interpretation.uncertainty.plain_function import Draw, Function, results_of

if TYPE_CHECKING:
    import pandas as pd

PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True)
class Moments:
    """Sums over rows of inputs and results, taken from an origin so that no digits are lost."""

    origin: np.ndarray  # (d + m)
    rows: int
    sums: np.ndarray  # (d + m)
    products: np.ndarray  # (d + m, m + d)

    def covariance(self) -> np.ndarray:
        """Of all columns, (d + m, d + m)."""
        mean = self.sums / self.rows
        return np.asarray(self.products / self.rows - np.outer(mean, mean))


@dataclass(frozen=True)
class MomentsTask:
    """Draw the rows of a block, evaluate them, and sum up for the fit."""

    function: Function
    draw: Draw
    origin: np.ndarray

    def __call__(self, block: Block) -> Results:
        """Results (rows, m), and sums and products of inputs and results, as in `Moments`."""
        x = np.asarray(self.draw(block.rows, block.stream), dtype=float)
        results = results_of(self.function, x)
        columns = np.column_stack([x, results]) - self.origin
        return results, columns.sum(axis=0), columns.T @ columns


@dataclass(frozen=True)
class MonteCarlo:
    """Samples (n, m) of m results, with the central values (m,) and the shares of the spread (d, m)."""

    samples: np.ndarray
    central: np.ndarray
    labels: tuple[str, ...]
    units: tuple[str, ...]
    names: tuple[str, ...]  # of the inputs
    varies: np.ndarray  # per input: whether it took more than one value
    shares: np.ndarray
    seed: int

    @property
    def n(self) -> int:
        """Number of samples."""
        return len(self.samples)

    @property
    def uncertain_inputs(self) -> int:
        """Number of inputs that varied."""
        return int(self.varies.sum())

    def summary(self) -> pd.DataFrame:
        """One row per result: result, central, mean, median, p2.5, p97.5, standard_deviation, explained, unit."""
        import pandas as pd

        low, high = np.percentile(self.samples, PERCENTILES, axis=0)
        return pd.DataFrame(
            {
                "result": self.labels,
                "central": self.central,
                "mean": self.samples.mean(axis=0),
                "median": np.median(self.samples, axis=0),
                "p2.5": low,
                "p97.5": high,
                "standard_deviation": self.samples.std(axis=0, ddof=1) if self.n > 1 else np.nan,
                "explained": self.shares.sum(axis=0),
                "n": self.n,
                "uncertain_inputs": self.uncertain_inputs,
                "unit": self.units,
            }
        )

    def sample_table(self, result: int = 0) -> pd.DataFrame:
        """Samples of one result for a chart: amount, unit."""
        import pandas as pd

        return pd.DataFrame({"amount": self.samples[:, result], "unit": self.units[result]})

    def document(self) -> list[dict[str, Any]]:
        """Per result, for JSON: n, seed, central, mean, median, p2.5, p97.5, uncertain_inputs."""
        kept = ["result", "unit", "central", "mean", "median", "p2.5", "p97.5", "uncertain_inputs"]
        rows = self.summary()[kept].to_dict("records")
        return [{"n": self.n, "seed": self.seed, **{str(key): value for key, value in row.items()}} for row in rows]

    def drivers(self, result: int = 0, top: int | None = None) -> pd.DataFrame:
        """Inputs by their share of the variance of one result, largest first: parameter, share, unit.

        What the linear fit leaves unexplained is the last row, so the shares sum to 1.
        """
        import pandas as pd

        shares = self.shares[:, result]
        order = [int(i) for i in np.argsort(-np.abs(shares), kind="stable") if self.varies[i]]
        rows = [(self.names[position], shares[position]) for position in order]
        if top is not None and len(rows) > top:
            rows = [*rows[:top], ("all other", sum(share for _, share in rows[top:]))]
        rows.append(("not explained by a linear fit", 1 - shares.sum() if self.samples[:, result].std() > 0 else 0.0))
        return pd.DataFrame(rows, columns=["parameter", "share"]).assign(unit="share of variance")

    def convergence(self, steps: int = 20) -> pd.DataFrame:
        """Statistics of the first samples: result, n, statistic (mean, median, p2.5, p97.5), amount, unit."""
        import pandas as pd

        points = sorted({round(float(n)) for n in np.geomspace(min(self.n, 50), self.n, steps)})
        rows = []
        for n in points:
            found = {"mean": self.samples[:n].mean(axis=0), "median": np.median(self.samples[:n], axis=0)}
            for percentile in PERCENTILES:
                found[f"p{percentile:g}"] = np.percentile(self.samples[:n], percentile, axis=0)
            rows += [(self.labels[j], n, name, float(values[j]), self.units[j])
                     for name, values in found.items() for j in range(len(self.labels))]  # fmt: skip
        return pd.DataFrame(rows, columns=["result", "n", "statistic", "amount", "unit"])


def monte_carlo(
    function: Function,
    draw: Draw,
    n: int,
    seed: int = 0,
    *,
    central: np.ndarray,
    names: Sequence[str],
    labels: Sequence[str] = ("result",),
    units: Sequence[str] = ("",),
    block_size: int = BLOCK_SIZE,
    progress: bool = False,
    folder: Path | None = None,
    model: Mapping[str, Any] | None = None,
    resume: bool = False,
) -> MonteCarlo:
    """Samples of a function of d inputs, in blocks with a stream of random numbers each.

    `draw(rows, seed)` gives x (rows, d); `central` (d,) the inputs without uncertainty; `labels` and `units` name the m
    results. Runs on what `joblib.parallel_config` says; samples do not depend on it, shares of the spread only in rounding.
    With a `folder`, finished blocks are kept and `resume` goes on with them; `model` names what fixes the function, and blocks
    of another model, seed, n or block size are never continued. Raises ScenarioError for that, for n <= 0, a seed that is no
    whole number, and results that are not finite.
    """
    blocks = Blocks(n, seed, block_size)
    middle = np.asarray(central, dtype=float)
    if middle.shape != (len(names),):
        raise ValueError(f"central has the shape {middle.shape}; give one value for each of {len(names)} inputs")
    at_centre = results_of(function, middle[None, :])[0]
    if not len(at_centre) == len(labels) == len(units):
        raise ValueError(f"the function has {len(at_centre)} results; name them all and give each a unit")
    task = MomentsTask(function, draw, np.concatenate([middle, at_centre]))
    about = {**(model or {}), "result without uncertainty": [f"{one:.9g}" for one in at_centre]}
    done = run_blocks(task, blocks, kept_in(folder, about, resume=resume), progress=progress)
    # One after another: rounding does not depend on which block finished first.
    sums, products = (reduce(np.add, column) for column in list(zip(*done, strict=True))[1:])
    total = Moments(task.origin, n, sums, products)
    samples = np.concatenate([results for results, *_ in done])
    varies, shares = spread_shares(total, len(names))
    return MonteCarlo(samples, at_centre, tuple(labels), tuple(units), tuple(names), varies, shares, seed)


def spread_shares(moments: Moments, inputs: int) -> tuple[np.ndarray, np.ndarray]:
    """Which of the inputs vary (d,), and their shares (d, m) of the variance of each result."""
    covariance = moments.covariance()
    variances = np.diagonal(covariance)
    scale = np.abs(moments.origin) + np.abs(moments.sums / moments.rows)
    varying = variances > (1e-12 * scale) ** 2
    deviations = np.where(varying, np.sqrt(np.clip(variances, 0, None)), 1.0)
    correlation = np.where(np.outer(varying, varying), covariance / np.outer(deviations, deviations), 0.0)
    inside, across = correlation[:inputs, :inputs], correlation[:inputs, inputs:]
    # Shares of a mix sum to 1, so their correlations are singular; the shortest solution splits evenly among them.
    coefficients = np.linalg.lstsq(inside, across, rcond=1e-10)[0]
    return varying[:inputs], coefficients * across
