"""Uncertain inputs of a pack with their ranges, and the result at both ends of each: what a tornado shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from lca_models.impact.draws.parameters import uncertain_parameters
from lca_models.interpretation.uncertainty.local_sensitivity import tornado
from lca_models.panels.charts.tornado import Swing, span_text
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.panels.model.sensitivity_form import InputRange
from lca_models.scope.declared_unit import DeclaredUnit
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

LEVELS = (0.025, 0.975)  # ends of the range: the middle 95 % of the distribution


def input_ranges(pack: CompiledPack) -> dict[str, InputRange]:
    """Every uncertain plain parameter but shares of a group, whose sum one alone cannot keep."""
    found = {}
    uncertain = uncertain_parameters(pack.compiled).uncertain
    ends = uncertain.ppf(np.tile(LEVELS, (len(uncertain), 1))).tolist()
    for name, (low, high) in zip(uncertain.names, ends, strict=True):
        data = pack.system.parameters[name].data
        central = float(pack.system.parameters[name].amount)
        if not data.get("group") and low <= central <= high:
            words = {ENGLISH: str(data.get("label") or name), CHINESE: str(data.get("label_zh") or name)}
            found[name] = InputRange(name, words, str(data.get("unit", "")), central, low, high)
    return found


def swings(
    pack: CompiledPack,
    numbers: Mapping[str, float],
    ranges: Iterable[InputRange],
    per: DeclaredUnit,
    language: str = ENGLISH,
) -> list[Swing]:
    """The change of a total at both ends of each range, one input at a time; the widest first."""
    moved = {one.name: one for one in ranges}
    table = tornado(pack.compiled, moved, values=numbers, factors=lambda values: pack.factors(values, per),
                    ranges={one.name: (one.low, one.high) for one in moved.values()})  # fmt: skip
    columns = (table[name].tolist() for name in ("parameter", "result_low", "result_high", "result"))
    return [
        Swing(name, moved[name].words[language], span_text(moved[name].low, moved[name].high, moved[name].unit),
              low - here, high - here)
        for name, low, high, here in zip(*columns, strict=True)
    ]  # fmt: skip
