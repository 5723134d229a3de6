"""The interval of a result, and where its central value lies in it: what stands beside a total of which something is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lca_models.impact.footprint import Footprint
from lca_models.interpretation.uncertainty.monte_carlo import PERCENTILES, MonteCarlo, percentile_of
from lca_models.interpretation.uncertainty.uncertain_result import sampled_together, uncertain_results
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK, DeclaredUnit
from lca_models.scope.stages import GATE

SAMPLES = 2048  # of each unit: ends of an interval to a hundredth of it
TOTAL, CRADLE_TO_GATE = "total", "cradle to gate"


@dataclass(frozen=True)
class Interval:
    """The middle 95 % of a result, in its unit, and the percentile (0-100) of its samples that its central value is."""

    result: str
    central: float
    low: float
    high: float
    percentile: float
    n: int
    unit: str

    def document(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"result": self.result, "central": self.central, "p2.5": self.low, "p97.5": self.high,
                "central_percentile": self.percentile, "n": self.n, "unit": self.unit}  # fmt: skip


def interval_of(found: MonteCarlo, result: str = TOTAL, of: Iterable[str] | None = None) -> Interval:
    """The interval of one result of a sample, or of the sum of several that it is made `of`."""
    places = [found.labels.index(one) for one in (of or (result,)) if one in found.labels]
    values, central = found.samples[:, places].sum(axis=1), float(found.central[places].sum())
    return interval_from(values, central, result, found.units[places[0]])


def interval_from(values: np.ndarray, central: float, result: str, unit: str) -> Interval:
    """The interval of samples (n,) of a result about its central value."""
    low, high = np.percentile(values, PERCENTILES).tolist()
    percentile = float(percentile_of(values[:, None], np.array([central]))[0])
    return Interval(result, central, low, high, percentile, len(values), unit)


def gate_interval(found: MonteCarlo) -> Interval | None:
    """That of cradle to gate: raw materials and manufacturing together; None where stages were not sampled."""
    return interval_of(found, CRADLE_TO_GATE, GATE) if set(GATE) <= set(found.labels) else None


def sampled_totals(
    result: Footprint, n: int = SAMPLES, seed: int = 0, *, units: Sequence[DeclaredUnit] = DECLARED_UNITS
) -> tuple[MonteCarlo | None, ...]:
    """Samples of a footprint in declared units; of a process of a Brightway project in that of its demand.

    What its setup or its scenarios set is certain. None where nothing is uncertain. Raises ScenarioError for impossible
    bounds, naming the row, and for fewer than one sample.
    """
    counted = (PACK,) if result.is_foreign else units
    if not result.system.parameters:  # a background of thousands of processes need not be compiled
        return (None,) * len(counted)
    drawn = uncertain_results(result.assessment, result.resolved.numbers, counted, fade_curve=result.fade_curve)
    return sampled_together(drawn, n, seed)
