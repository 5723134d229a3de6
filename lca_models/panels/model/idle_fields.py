"""Which fields of the page change nothing with a setup, and why."""

from __future__ import annotations

from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import GREEN, TECHNOLOGY, Choosing
from lca_models.panels.model.scenario_form import AS_THE_RULES_SAY, PLANTS
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import PACK
from lca_models.scope.scenario import ScenarioError

HERE, THERE = "CN-SC", "CN-NM"  # two provinces whose power differs, to find out whether a place matters


def idle_fields(model: PanelModel, setup: CalculationSetup) -> dict[str, dict[str, Any]]:
    """Words of the catalogue that say why, by field."""
    choosing = Choosing(model.offer, setup)
    trials = {name: choosing.with_value(name, value) for name, value in _trials(choosing)}
    possible = {name: one for name, one in trials.items() if _is_possible(model, one)}
    here, *moved = model.totals([setup, *possible.values()], PACK)
    idle = [name for name, total in zip(possible, moved, strict=True) if total == here]
    return {name: {"key": reason(choosing, name)} for name in idle}


def reason(choosing: Choosing, name: str) -> str:
    """The key of the words that say why a field changes nothing."""
    if name == "grid_pathway":
        return "reason.pathway"
    if name == TECHNOLOGY:
        return "reason.no_green"
    return "reason.zero"


def _is_possible(model: PanelModel, setup: CalculationSetup) -> bool:
    try:
        model.pack(setup.product, setup.rules).numbers(setup.settings)
    except ScenarioError:
        return (
            False  # what a data sheet says beside it can leave no room for a value; such a field is not without effect
        )
    return True


def _trials(choosing: Choosing) -> list[tuple[str, Any]]:
    trials: list[tuple[str, Any]] = []
    for name, one in choosing.fields.items():
        now = choosing.value(name)
        if one.is_number:
            trials.append((name, one.lowest if now != one.lowest else one.highest))
        elif one.group == PLANTS:
            trials.append((name, THERE if now == HERE else HERE))
        elif now != AS_THE_RULES_SAY:
            trials.append((name, next(choice.code for choice in one.choices if choice.code != now)))
    return [*trials, (GREEN, 100.0 if choosing.value(GREEN) != 100 else 0.0)]
