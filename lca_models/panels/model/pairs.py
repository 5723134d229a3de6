"""Two packs on the same draws, and the share of green power at which they are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lca_models.impact.draws.parameters import uncertain_parameters
from lca_models.interpretation.comparison.break_even import BreakEven, break_even
from lca_models.interpretation.comparison.paired import PairedSamples, paired_samples
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.scope.declared_unit import DeclaredUnit
from lca_models.scope.quantity import unit_text

SAMPLES, SEED = 1000, 0
POINTS = 21  # of the share of green power, where a crossing is looked for
FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Side:
    """A pack, its settings as numbers, and the parameter that its share of green power sets."""

    pack: CompiledPack
    numbers: Mapping[str, float]
    share_parameter: str


def paired(first: Side, second: Side, per: DeclaredUnit) -> PairedSamples:
    """Both totals on the same draws of what is uncertain; what is set on either side is certain on both."""
    inputs = uncertain_parameters(first.pack.compiled, {*first.numbers, *second.numbers})

    def total(side: Side, x: np.ndarray) -> np.ndarray:
        values = side.pack.values(side.numbers, len(x))
        values[:, [side.pack.compiled.parameters.index(name) for name in inputs.names]] = x
        return side.pack.totals(values, per)

    functions = {FIRST: lambda x: total(first, x), SECOND: lambda x: total(second, x)}
    return paired_samples(
        functions, inputs.draw, SAMPLES, SEED, units={FIRST: _unit(first, per), SECOND: _unit(second, per)}
    )


def _unit(side: Side, per: DeclaredUnit) -> str:
    return unit_text(side.pack.compiled.units[0], per)


def break_even_of(first: Side, second: Side, per: DeclaredUnit) -> BreakEven:
    """Where both totals are equal along the share of green power, which both plants buy alike."""

    def total(side: Side, shares: np.ndarray) -> np.ndarray:
        values = side.pack.values(side.numbers, len(shares))
        values[:, side.pack.compiled.parameters.index(side.share_parameter)] = shares[:, 0]
        return side.pack.totals(values, per)

    return break_even(lambda x: total(first, x), lambda x: total(second, x), 0.0, 1.0, input_name="green power share",
                      names=(FIRST, SECOND), unit=_unit(first, per), points=POINTS)  # fmt: skip
