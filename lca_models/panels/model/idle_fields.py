"""Which fields of the page change nothing with a setup, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import GREEN, Choosing
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.panels.model.offer import APPROACH, AS_THE_RULES_SAY, PLANTS
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError

HERE, THERE = "CN-SC", "CN-NM"  # two provinces whose power differs, to find out whether a place matters
PRECURSOR, YEAR = "precursor_province", "grid_year"
KEPT = 64  # of the reasons of setups at hand
CERTIFICATES = "certificates_count"  # 1 where certificates alone count as green power

Numbers = Mapping[str, float]


def idle_fields(model: PanelModel, setup: CalculationSetup) -> dict[str, dict[str, Any]]:
    """Words of the catalogue that say why, by field."""
    pack, choosing = model.pack(setup.product, setup.rules, setup.method), Choosing(model.offer, setup)
    here = pack.numbers(setup.settings)
    moved = {name: _moved(pack, choosing, name, value) for name, value in _trials(choosing)}
    trials = {
        name: numbers for name, numbers in moved.items() if numbers is not None
    }  # none is set where all is at default
    start, *scores = pack.scores([here, *trials.values()]).tolist()
    idle = tuple(name for name, score in zip(trials, scores, strict=True) if score == start)
    codes = frozenset((name, one) for name, one in setup.settings.items() if isinstance(one, str))
    key = (setup.product, setup.rules, setup.method, idle, codes)
    return model.kept("reasons", key, lambda: _reasons(model, choosing, here, {name: trials[name] for name in idle}),
                      last=KEPT)  # fmt: skip


def _reasons(
    model: PanelModel, choosing: Choosing, here: Numbers, idle: Mapping[str, Numbers]
) -> dict[str, dict[str, Any]]:
    """What would let each field in: the first of a later grid, credits, and terms of the rules as the tables have them."""
    setup = choosing.setup
    pack = model.pack(setup.product, setup.rules, setup.method)
    rules = {"key": "reason.rules_fix", "values": {"rules": {"key": f"rules.{setup.rules}"}}}
    approaches = _others(pack, choosing, APPROACH)
    openings: list[tuple[Numbers, dict[str, Any]]] = [
        *((change, {"key": "reason.pathway"}) for change in _others(pack, choosing, YEAR)),
        *((change, {"key": "reason.no_burden"}) for change in approaches if not _gives_credits(pack, here, change)),
        *((change, {"key": "reason.no_credit"}) for change in approaches if _gives_credits(pack, here, change)),
        *(({name: value}, rules) for name, value in terms_of_rules(model, pack).items()),
        *(({name: 1.0}, {"key": "reason.certificates"}) for name in pack.system.parameters if name == CERTIFICATES),
    ]
    cases = [(name, words, {**here, **change}, {**idle[name], **change}) for name in idle for change, words in openings]
    found: dict[str, dict[str, Any]] = {}
    if cases:
        scores = iter(pack.scores([one for _, _, before, after in cases for one in (before, after)]).tolist())
        for (name, words, _, _), before, after in zip(cases, scores, scores, strict=False):
            if before != after:
                found.setdefault(name, words)
    return {name: found.get(name) or {"key": "reason.no_precursor" if name == PRECURSOR else "reason.zero"}
            for name in idle}  # fmt: skip


def _gives_credits(pack: CompiledPack, here: Numbers, change: Numbers) -> bool:
    """Whether an approach gives credits; what one without them lets in is a burden that is not counted here."""
    return bool(pack.stages_and_credits({**here, **change})[1])


def _others(pack: CompiledPack, choosing: Choosing, name: str) -> list[Numbers]:
    """Every other entry of a list, as the numbers that it changes."""
    if name not in choosing.fields:
        return []
    return [pack.numbers({name: one.code}) for one in choosing.offered(name) if one.code != choosing.value(name)]


def terms_of_rules(model: PanelModel, pack: CompiledPack) -> dict[str, float]:
    """Parameters that the rules say otherwise than the tables, as the tables say them."""
    rows = {row.qualified_name: row for row in model.study.rows.parameters}
    asked = {term.key for term in pack.rule_set.terms} & set(rows) & set(pack.system.parameters)
    return {name: float(rows[name].amount) for name in sorted(asked)
            if not rows[name].formula and rows[name].amount != pack.system.parameters[name].amount}  # fmt: skip


def _moved(pack: CompiledPack, choosing: Choosing, name: str, value: Any) -> Numbers | None:
    try:
        return pack.numbers(choosing.with_value(name, value).settings)
    except ScenarioError:
        return (
            None  # what a data sheet says beside it can leave no room for a value; such a field is not without effect
        )


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
