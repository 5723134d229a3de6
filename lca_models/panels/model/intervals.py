"""The intervals beside the totals of the page: the draws of the command line, counted per declared unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lca_models.impact.draws.blocks import Blocks
from lca_models.interpretation.uncertainty.intervals import TOTAL, Interval, interval_from
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.scope.declared_unit import DECLARED_UNITS, DeclaredUnit
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


def intervals_of(
    pack: CompiledPack, numbers: Mapping[str, float], units: Iterable[DeclaredUnit] = DECLARED_UNITS
) -> dict[str, Spread]:
    """By code of the declared unit, in the unit of the category, as `lca-models montecarlo -n 1000` draws them.

    What is set is certain. Empty where nothing is uncertain.
    """
    (block,), unit = Blocks(SAMPLES, SEED), pack.compiled.units[0]
    found, scores = {}, {}
    for per, inputs in pack.drawn(numbers, units).items():
        if not len(inputs.uncertain):
            continue
        if inputs.names not in scores:
            values = pack.values(numbers, SAMPLES + 1)  # the last is the central value
            places = [pack.compiled.parameters.index(name) for name in inputs.names]
            values[:SAMPLES, places], values[SAMPLES, places] = inputs.draw(block.rows, block.stream), inputs.central
            scores[inputs.names] = values, pack.packs(values)
        values, score = scores[inputs.names]
        totals = score * pack.factors(values, per)
        samples, central = totals[:SAMPLES], float(totals[SAMPLES])
        around = interval_from(samples, central, TOTAL, unit_text(unit, per))
        quartiles = dict(zip(QUARTILES, np.percentile(samples, [*QUARTILES.values()]).tolist(), strict=True))
        found[per.code] = Spread(**vars(around), **quartiles, uncertain=len(inputs.uncertain))
    return found
