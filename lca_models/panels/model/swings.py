"""What matters: the total at both ends of each uncertain input, its slope by every input, and what makes its spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lca_models.impact.delivered_energy import ReferenceFlow
from lca_models.interpretation.uncertainty.additive_fit import DrawnDesign
from lca_models.interpretation.uncertainty.drivers import REST, drivers_of
from lca_models.interpretation.uncertainty.intervals import TOTAL
from lca_models.interpretation.uncertainty.local_sensitivity import local_sensitivity, tornado
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
from lca_models.interpretation.uncertainty.names import driver_words, mixtures_once
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.panels.model.intervals import SEED
from lca_models.scope.declared_unit import DeclaredUnit
from lca_models.scope.wording.catalogue import LANGUAGES

Ranges = Mapping[str, tuple[float, float]]
Pair = tuple[str, str]  # English, Chinese
DRAWS = 2000  # shares are known to some hundredths then


@dataclass(frozen=True)
class Swing:
    """One input moved alone through its range: the total at both ends, in the unit of the category."""

    name: str
    words: Pair
    unit: str
    low: float
    high: float
    at_low: float
    at_high: float
    is_own: bool  # a person gave the range

    @property
    def width(self) -> float:
        """Distance between the two totals."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Slope:
    """Percent of the total per percent of an input."""

    name: str
    words: Pair
    unit: str
    value: float
    elasticity: float


@dataclass(frozen=True)
class Share:
    """The part of the variance of the total that one driver makes alone; a mixture is one driver."""

    words: Pair
    share: float
    half_width: float  # of its 95 % interval
    is_rest: bool


def words_of(pack: CompiledPack, name: str) -> Pair:
    """The words of an input or a driver in English and Chinese."""
    english, chinese = (driver_words(name, pack.system.parameters, language) for language in LANGUAGES)
    return english, chinese


def ranges_of(pack: CompiledPack, numbers: Mapping[str, float], own: Ranges) -> dict[str, tuple[float, float]]:
    """The range of every uncertain input: that of a person, else the middle 95 % of its distribution.

    What a setup sets is certain unless a person gives it a range.
    """
    return {**pack.ranges(name for name in numbers if name not in own), **own}


def swings(pack: CompiledPack, numbers: Mapping[str, float], own: Ranges, per: DeclaredUnit) -> list[Swing]:
    """The total per declared unit at both ends of each range, one input at a time; the widest first, a mixture once."""
    rows = pack.system.parameters
    ranges = ranges_of(pack, numbers, own)
    table = mixtures_once(tornado(pack.compiled, ranges, values=numbers, ranges=ranges,
                                  factors=lambda values: pack.factors(values, per)), rows)  # fmt: skip
    columns = (table[one].tolist() for one in ("parameter", "low", "high", "result_low", "result_high"))
    return [
        Swing(
            name, words_of(pack, name), str(rows[name].data.get("unit") or ""), low, high, at_low, at_high, name in own
        )
        for name, low, high, at_low, at_high in zip(*columns, strict=True)
    ]


def slopes(pack: CompiledPack, numbers: Mapping[str, float], per: DeclaredUnit) -> list[Slope]:
    """Elasticities of the total by every input that moves it, largest first, a mixture once."""
    rows = pack.system.parameters
    table = local_sensitivity(pack.compiled, dict(numbers), flow=ReferenceFlow(pack.system, per))
    table = mixtures_once(table[table["derivative"] != 0], rows)
    columns = (table[one].tolist() for one in ("parameter", "value", "elasticity"))
    return [Slope(name, words_of(pack, name), str(rows[name].data.get("unit") or ""), value, elasticity)
            for name, value, elasticity in zip(*columns, strict=True)]  # fmt: skip


def spread(pack: CompiledPack, numbers: Mapping[str, float], per: DeclaredUnit, top: int) -> list[Share]:
    """What makes the spread of the total, from draws of all uncertain inputs; the last is what no driver makes alone.

    Ranges of a person are ends and no distributions, so they are not drawn from. Empty where nothing is uncertain.
    """
    inputs = pack.uncertain(numbers)
    if not len(inputs.uncertain):
        return []
    drawn, values = inputs.draw(DRAWS, SEED), pack.values(numbers, DRAWS + 1)  # the last is the central value
    values[:DRAWS, [pack.compiled.parameters.index(name) for name in inputs.names]] = drawn
    totals = pack.totals(values, per)
    drivers = drivers_of(inputs.names, inputs.inputs.groups, inputs.mixtures)
    varying = int((np.ptp(drawn, axis=0) > 0).sum())
    design = DrawnDesign(drawn, drivers.positions)
    found = MonteCarlo(totals[:DRAWS, None], totals[DRAWS:], (TOTAL,), ("",), drivers, design, varying, SEED)
    table = found.drivers(top=top)
    columns = (table[one].tolist() for one in ("parameter", "share", "interval"))
    return [
        Share(words_of(pack, name), share, width, name == REST) for name, share, width in zip(*columns, strict=True)
    ]
