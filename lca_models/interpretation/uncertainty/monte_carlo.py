"""Monte Carlo: how far a result spreads when its inputs do, whether that is settled, and which inputs make the spread.

The central value is the function at the central values of the inputs; it is neither the median nor the mean of the samples.
Shares of the spread come from the samples themselves (`additive_fit.py`): first-order indices, as Sobol's, from the inputs as
they were drawn. Members of a mixture are one driver. They sum to the share of the variance that drivers make on their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.draws.blocks import BLOCK_SIZE, Block, Blocks, Results, kept_in, run_blocks
from lca_models.interpretation.uncertainty.additive_fit import DrawnDesign
from lca_models.interpretation.uncertainty.drivers import Drivers, drivers_of
from lca_models.interpretation.uncertainty.plain_function import Draw, Function, results_of

if TYPE_CHECKING:
    import pandas as pd

PERCENTILES = (2.5, 97.5)
FITTED = 8192  # samples: the inputs of more would take memory, and shares are known to a hundredth long before


@dataclass(frozen=True)
class ResultsTask:
    """Draw the rows of a block and evaluate them."""

    function: Function
    draw: Draw
    _first: dict[int, np.ndarray] = field(default_factory=dict, compare=False, repr=False)  # inputs by block

    def __call__(self, block: Block) -> Results:
        """Results (rows, m)."""
        return (results_of(self.function, self._drawn(block)),)

    def first(self, blocks: Iterable[Block]) -> np.ndarray:
        """Inputs (rows, d) of the first samples; drawn again where another process drew them, or an earlier session."""
        found = [self._first[one.number] if one.number in self._first else self._drawn(one)
                 for one in blocks if one.start < FITTED]  # fmt: skip
        return np.concatenate(found)[:FITTED]

    def _drawn(self, block: Block) -> np.ndarray:
        found = np.asarray(self.draw(block.rows, block.stream), dtype=float)
        if block.start < FITTED:
            self._first[block.number] = found
        return found


@dataclass(frozen=True)
class MonteCarlo:
    """Samples (n, m) of m results, with the central values (m,) and the inputs of the first samples (rows, d)."""

    samples: np.ndarray  # in `units`
    central: np.ndarray  # in `units`
    labels: tuple[str, ...]
    units: tuple[str, ...]
    may_drive: Drivers  # in the order of `shares`
    design: DrawnDesign  # of the inputs of the first samples, in the units of their parameters
    uncertain_inputs: int  # number of inputs that varied
    seed: int

    @property
    def n(self) -> int:
        """Number of samples."""
        return len(self.samples)

    @property
    def drawn(self) -> np.ndarray:
        """Inputs (rows, d) of the first samples, in the units of their parameters."""
        return self.design.x

    def part(self, results: slice) -> MonteCarlo:
        """Some of the results, of the same draws."""
        samples = np.ascontiguousarray(self.samples[:, results])
        return replace(self, samples=samples, central=self.central[results], labels=self.labels[results],
                       units=self.units[results])  # fmt: skip

    @cached_property
    def _found(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        return {}

    def shares(self, result: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Shares (k,) of the variance of one result by its drivers, and half widths (k,) of their 95 % intervals."""
        if result not in self._found:
            self._found[result] = self.design.shares(self.samples[: len(self.drawn), result])
        return self._found[result]

    def share_of(self, inputs: Iterable[str], result: int = 0) -> tuple[float, float]:
        """Share (0-1) of the variance of one result by the drivers that hold any of these inputs, with its half width (95 %).

        What drivers make only together is in no share.
        """
        shares, widths = self.shares(result)
        wanted, drivers = set(inputs), self.may_drive
        chosen = [place for place, positions in enumerate(drivers.positions)
                  if wanted & {drivers.inputs[int(one)] for one in positions}]  # fmt: skip
        return float(shares[chosen].sum()), float(np.hypot.reduce(widths[chosen], initial=0.0))

    def summary(self) -> pd.DataFrame:
        """One row per result: result, central, mean, median, p2.5, p97.5, percentile (of the central value), …, unit."""
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
                "percentile": percentile_of(self.samples, self.central),
                "standard_deviation": self.samples.std(axis=0, ddof=1) if self.n > 1 else np.nan,
                "explained": [self.shares(result)[0].sum() for result in range(len(self.labels))],
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
        """Per result, for JSON: n, seed, central, mean, median, p2.5, p97.5, percentile, uncertain_inputs."""
        kept = ["result", "unit", "central", "mean", "median", "p2.5", "p97.5", "percentile", "uncertain_inputs"]
        rows = self.summary()[kept].to_dict("records")
        return [{"n": self.n, "seed": self.seed, **{str(key): value for key, value in row.items()}} for row in rows]

    def drivers(self, result: int = 0, top: int | None = None) -> pd.DataFrame:
        """Drivers by their share of the variance of one result, largest first: parameter, share, interval, members, unit.

        `interval` is the half width at 95 %. What no driver explains alone is the last row, so the shares sum to 1.
        """
        shares, widths = self.shares(result)
        varies = np.array([bool(np.ptp(self.drawn[:, columns], axis=0).any()) for columns in self.may_drive.positions],
                          dtype=np.bool_)  # fmt: skip
        kept = self.may_drive.chosen(np.flatnonzero(varies))
        spread = bool(self.samples[:, result].std() > 0)
        return kept.table(shares[varies], widths[varies], varies=spread, top=top)

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


def percentile_of(samples: np.ndarray, central: np.ndarray) -> np.ndarray:
    """Percentile (m,), 0 to 100, of samples (n, m) that the central values (m,) are; what equals them counts half."""
    below, equal = (samples < central).mean(axis=0), (samples == central).mean(axis=0)
    return np.asarray(100 * (below + equal / 2))


def monte_carlo(
    function: Function,
    draw: Draw,
    n: int,
    seed: int = 0,
    *,
    central: np.ndarray,
    names: Sequence[str],
    drivers: Drivers | None = None,
    labels: Sequence[str] = ("result",),
    units: Sequence[str] = ("",),
    block_size: int = BLOCK_SIZE,
    progress: bool = False,
    folder: Path | None = None,
    model: Mapping[str, Any] | None = None,
    resume: bool = False,
) -> MonteCarlo:
    """Samples of a function of d inputs, in blocks with a stream of random numbers each.

    `draw(rows, seed)` gives x (rows, d); `central` (d,) the inputs without uncertainty; `drivers` says which inputs
    count as one, `labels` and `units` name the m results. Runs on what `joblib.parallel_config` says; no number depends on it.
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
    about = {**(model or {}), "result without uncertainty": [f"{one:.9g}" for one in at_centre]}
    task = ResultsTask(function, draw)
    done = run_blocks(task, blocks, kept_in(folder, about, resume=resume), progress=progress)
    samples = np.concatenate([results for results, *_ in done])
    drawn = task.first(blocks)
    varying = int((np.ptp(drawn, axis=0) > 0).sum())
    found = drivers or drivers_of(names)
    design = DrawnDesign(drawn, found.positions)
    return MonteCarlo(samples, at_centre, tuple(labels), tuple(units), found, design, varying, seed)
