"""The intervals beside the totals of the page: one draw of what is uncertain, counted per every declared unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lca_models.impact.draws.parameters import uncertain_parameters
from lca_models.interpretation.uncertainty.intervals import TOTAL, Interval, interval_from
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.scope.declared_unit import DECLARED_UNITS
from lca_models.scope.quantity import unit_text

SAMPLES, SEED = 1000, 0
QUARTILES = {"p25": 25, "median": 50, "p75": 75}


@dataclass(frozen=True)
class Spread(Interval):
    """An interval with the quartiles of its draws, in its unit, and how many parameters were drawn."""

    p25: float
    median: float
    p75: float
    uncertain: int


def intervals_of(pack: CompiledPack, numbers: Mapping[str, float]) -> dict[str, Spread]:
    """By code of the declared unit, in the unit of the category; what is set is certain. Empty where nothing is uncertain."""
    inputs = uncertain_parameters(pack.compiled, numbers)
    if not len(inputs.uncertain):
        return {}
    values = pack.values(numbers, SAMPLES + 1)  # the last is the central value
    columns = [pack.compiled.parameters.index(name) for name in inputs.names]
    values[:SAMPLES, columns] = inputs.draw(SAMPLES, SEED)
    scores, unit = pack.compiled(values)[:, :, 0].sum(axis=1), pack.compiled.units[0]
    found = {}
    for per in DECLARED_UNITS:
        samples = scores * pack.factors(values, per)
        around = interval_from(samples[:SAMPLES], float(samples[SAMPLES]), TOTAL, unit_text(unit, per))
        quartiles = dict(zip(QUARTILES, np.percentile(samples[:SAMPLES], [*QUARTILES.values()]).tolist(), strict=True))
        found[per.code] = Spread(**vars(around), **quartiles, uncertain=len(inputs.uncertain))
    return found
