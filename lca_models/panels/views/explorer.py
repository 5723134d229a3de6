"""The Explorer at once: totals with their changes, and the stages."""

from __future__ import annotations

from lca_models.panels.model.answers import PackResult, PanelModel, change
from lca_models.panels.state import PageState
from lca_models.panels.views.said import View, pair, unit_words
from lca_models.scope.declared_unit import (
    DECLARED_UNITS,
    DeclaredUnit,
)
from lca_models.scope.quantity import readable
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking


def explorer_view(state: PageState, model: PanelModel) -> View:
    """What every change shows at once: totals per declared unit, stages per the one shown, notes."""
    result, baseline = model.evaluate(state.setup), model.evaluate(state.baseline)
    said = {}
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            said[language] = model.remarks(state.setup, language)
    unit = result.functional_unit
    return {
        "totals": [_total(result, baseline, per) for per in DECLARED_UNITS],
        "stages": _stages(result, baseline, state.per),
        "life": {"energy": unit.energy_delivered_kwh, "cycles": unit.full_cycles},
        "gate": result.cradle_to_gate.amount,
        "remarks": [pair(*both) for both in zip(said[ENGLISH], said[CHINESE], strict=True)],
    }


def unit_of(result: PackResult, per: DeclaredUnit) -> tuple[float, str | list[str]]:
    """What to multiply an amount per declared unit by to read it, and the unit then in words of the page."""
    scale, unit = readable(result.score_unit, per)
    return scale, unit_words(unit, result.marks)


def _total(result: PackResult, baseline: PackResult, per: DeclaredUnit) -> View:
    """`exact`: in the unit of the category, as the command line gives it; all others in the unit it is read in."""
    scale, unit = unit_of(result, per)
    amount, moved = result.total(per).amount, change(result, baseline, per)
    return {"per": per.code, "unit": unit, "exact": amount, "amount": amount * scale, "change": moved.amount * scale,
            "share": moved.share}  # fmt: skip


def _stages(result: PackResult, baseline: PackResult, per: DeclaredUnit) -> View:
    """Burden and credit (at most 0) of every stage, and of the baseline; `exact` is their sum per pack."""
    scale, unit = unit_of(result, per)
    factor = scale * per.factor(result.functional_unit)
    before = scale * per.factor(baseline.functional_unit)
    rows = []
    for stage, amount in result.stages.items():
        credit = result.credits.get(stage, 0.0)
        base, base_credit = baseline.stages.get(stage, 0.0), baseline.credits.get(stage, 0.0)
        rows.append({
            "stage": stage, "exact": amount, "burden": (amount - credit) * factor, "credit": credit * factor,
            "base_burden": (base - base_credit) * before, "base_credit": base_credit * before,
        })  # fmt: skip
    return {"unit": unit, "per": per.code, "rows": rows}
