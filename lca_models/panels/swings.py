"""Uncertain inputs of a pack with their ranges, and the result at both ends of each: what a tornado shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from lca_models.impact.footprint import totals_of
from lca_models.impact.sampling import uncertain_parameters
from lca_models.panels.compiled_pack import CompiledPack
from lca_models.panels.sensitivity_form import InputRange
from lca_models.panels.tornado_chart import Swing, span_text
from lca_models.scope.labels import CHINESE, ENGLISH

LEVELS = (0.025, 0.975)  # ends of the range: the middle 95 % of the distribution


def input_ranges(pack: CompiledPack) -> dict[str, InputRange]:
    """Every uncertain plain parameter but shares of a group, whose sum one alone cannot keep."""
    found = {}
    for one in uncertain_parameters(pack.compiled).uncertain:
        data = pack.system.parameters[one.name].data
        low, high = (float(end) for end in one.ppf(np.array(LEVELS)))
        central = float(pack.system.parameters[one.name].amount)
        if not data.get("group") and low <= central <= high:
            words = {ENGLISH: str(data.get("label") or one.name), CHINESE: str(data.get("label_zh") or one.name)}
            found[one.name] = InputRange(one.name, words, str(data.get("unit", "")), central, low, high)
    return found


def swings(
    pack: CompiledPack, numbers: Mapping[str, float], ranges: Iterable[InputRange], total: str, language: str = ENGLISH
) -> list[Swing]:
    """The change of a total at both ends of each range, one input at a time; the widest first."""
    moved = list(ranges)
    trials = [dict(numbers), *({**numbers, one.name: end} for one in moved for end in (one.low, one.high))]
    totals = [
        totals_of(float(score), pack.functional_unit(given))[total]
        for score, given in zip(pack.scores(trials), trials, strict=True)
    ]
    here = totals[0]
    found = [
        Swing(one.name, one.words[language], span_text(one.low, one.high, one.unit), low - here, high - here)
        for one, low, high in zip(moved, totals[1::2], totals[2::2], strict=True)
    ]
    return sorted(found, key=lambda one: -one.width)
