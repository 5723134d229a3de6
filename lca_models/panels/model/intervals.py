"""The intervals beside the totals of the page: the draws of the command line, counted per declared unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lca_models.impact.delivered_energy import ReferenceFlow
from lca_models.interpretation.uncertainty.intervals import TOTAL, Interval, interval_from
from lca_models.interpretation.uncertainty.uncertain_result import counted
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.scope.declared_unit import DECLARED_UNITS, DeclaredUnit
from lca_models.scope.quantity import readable, unit_text

SAMPLES, SEED = 1000, 0
QUARTILES = {"p25": 25, "median": 50, "p75": 75}


@dataclass(frozen=True)
class Spread(Interval):
    """An interval with the quartiles of its draws, in its unit, and how many parameters were drawn."""

    p25: float
    median: float
    p75: float
    uncertain: int


def intervals_of(
    pack: CompiledPack, numbers: Mapping[str, float], units: Iterable[DeclaredUnit] = DECLARED_UNITS
) -> dict[str, Spread]:
    """By code of the declared unit, in the unit of the category, as `lca-models montecarlo -n 1000` draws them.

    What is set is certain. Empty where nothing is uncertain.
    """
    compiled, unit = pack.compiled, pack.compiled.units[0]
    general = compiled.specialised(compiled.parameters, {**dict(compiled.settings), **numbers})
    curve = pack.system.pack.fade_curve if pack.system.pack else None
    found = {}
    for per in units:
        drawn = counted(general, ReferenceFlow(pack.system, per, curve), set(numbers), 1.0)
        if not len(drawn.inputs.uncertain):
            continue
        sample = drawn.monte_carlo(SAMPLES, SEED)
        place, scale = sample.labels.index(TOTAL), readable(unit, per)[0]  # samples are in the unit that is read best
        samples, central = sample.samples[:, place] / scale, float(sample.central[place]) / scale
        around = interval_from(samples, central, TOTAL, unit_text(unit, per))
        quartiles = dict(zip(QUARTILES, np.percentile(samples, [*QUARTILES.values()]).tolist(), strict=True))
        found[per.code] = Spread(**vars(around), **quartiles, uncertain=len(drawn.inputs.uncertain))
    return found
