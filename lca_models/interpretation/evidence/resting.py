"""How much of a result rests on assumptions, in every unit it is counted per: two figures, shares from 0 to 1.

`through`: what of the result passes through any amount that depends on an assumed input, be it the row itself or a parameter
in its formula, derived parameters followed; credits excluded. A unit that is counted by an assumed number (kWh delivered by
assumed cycles) passes through it whole. An upper bound: a row counts in full, however little the assumption moves it.

`variance`: what of the drawn variance assumed inputs make on their own, by the drivers of a Monte Carlo. It says what the
assumptions move, as far as their ranges are true.

A choice (a province, a year, a route) is no assumption: nobody could know it better.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lca_models.impact.assessment import Assessment
from lca_models.impact.footprint import Footprint
from lca_models.impact.service_life import functional_unit_of, service_life_parameters
from lca_models.interpretation.evidence.data_quality import assumed_parameters, assumed_share_with_parameters
from lca_models.interpretation.uncertainty.intervals import SAMPLES, sampled_totals
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
from lca_models.inventory.system.accounted.provenance import is_assumed
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.soundness import row_name
from lca_models.scope.declared_unit import DECLARED_UNITS, PACK, DeclaredUnit
from lca_models.scope.functional_unit import FadeCurve

STEP = 1e-3  # of a parameter, downwards, so that a share of 1 stays a share


@dataclass(frozen=True)
class Resting:
    """What of a result in one unit rests on assumptions; None where the result is 0, or nothing is drawn."""

    per: str  # code of the declared unit, or the demand of a process of a Brightway project
    through: float | None
    counted_by: tuple[str, ...]  # assumed parameters that the unit itself is counted by
    variance: float | None
    interval: float | None  # half width of the variance share at 95 %
    samples: int

    def document(self) -> dict[str, Any]:
        """Both figures for programs."""
        return {"per": self.per, "through_assumptions": self.through, "unit_counted_by": list(self.counted_by),
                "variance_from_assumptions": self.variance, "interval": self.interval, "n": self.samples}  # fmt: skip


def resting_on_assumptions(
    result: Footprint, n: int = SAMPLES, seed: int = 0, *, samples: Sequence[MonteCarlo | None] | None = None
) -> tuple[Resting, ...]:
    """Both figures of a footprint for every declared unit; of a process of a Brightway project for its demand.

    `n` samples of a `seed` are drawn for each unit, unless `samples` of `sampled_totals` are there. Raises ScenarioError for
    impossible bounds, naming the row, and for fewer than one sample; ProjectError for a system without a unique solution once
    rows are left out.
    """
    units = (PACK,) if result.is_foreign else DECLARED_UNITS
    drawn = sampled_totals(result, n, seed) if samples is None else samples
    assumed, shares = assumed_inputs(result.system), _through(result.assessment)
    found = [
        resting_in(result, unit, sample, assumed, through=shares) for unit, sample in zip(units, drawn, strict=True)
    ]
    return tuple(found)


def resting_in(
    result: Footprint,
    unit: DeclaredUnit,
    sample: MonteCarlo | None,
    assumed: Iterable[str],
    *,
    through: float | None = None,
) -> Resting:
    """Both figures in one unit, from a sample of the total in it; `through`: that per pack, where it is known.

    Raises ProjectError for a system without a unique solution once rows are left out.
    """
    counted_by = () if result.is_foreign else unit_assumptions(
        result.system, result.assessment.parameters, unit, result.fade_curve
    )  # fmt: skip
    share = 1.0 if counted_by else _through(result.assessment) if through is None else through
    variance, interval = (None, None) if sample is None else sample.share_of(assumed)
    per = result.per if result.is_foreign else unit.code
    return Resting(per, share, counted_by, variance, interval, 0 if sample is None else sample.n)


def assumed_inputs(system: ProductSystem, *, rows: bool = False) -> frozenset[str]:
    """Names of the plain parameters that are assumed; with `rows` of assumed exchanges too, as drawn with everything."""
    found = {name for name, row in system.parameters.items() if is_assumed(row.data) and not row.formula}
    return frozenset(found | ({row_name(one) for one in system.exchanges if is_assumed(one.data)} if rows else set()))


def unit_assumptions(
    system: ProductSystem, values: Mapping[str, float], unit: DeclaredUnit, curve: FadeCurve | None = None
) -> tuple[str, ...]:
    """Parameters, assumed or derived from one that is, that say how much of a declared unit one pack is.

    Only those that do so under the rule set of the system: cycles, or years of warranty. Raises ServiceLifeError for
    terms that cannot be.
    """
    names = sorted(assumed_parameters(system) & service_life_parameters(system))

    def size(moved: Mapping[str, float]) -> float:
        return unit.of_pack(functional_unit_of(system, {**values, **moved}, system.rule_set, curve))

    middle = size({})
    return tuple(name for name in names if size({name: values[name] * (1 - STEP)}) != middle)


def _through(assessment: Assessment) -> float | None:
    return assumed_share_with_parameters(assessment) if assessment.score else None
