"""Compare: two batteries beside each other, how sure their order is, and whether green power turns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lca_models.interpretation.comparison.break_even import BreakEven
from lca_models.interpretation.comparison.paired import PairedSamples, compare_samples
from lca_models.panels.model.answers import PackResult, PanelModel
from lca_models.panels.model.choosing import Choosing, start_setup
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import unit_of
from lca_models.panels.views.said import View, choice_name
from lca_models.panels.views.setup import approach_name, sentence
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import KWH_DELIVERED, DeclaredUnit
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

BINS = 17  # of the differences
TAILS = (0.5, 99.5)  # percentiles: what lies beyond is counted in the outermost bin
MINE, NOBODY = "mine", ""


def compare_view(state: PageState, model: PanelModel) -> View:
    """The tab; without a second battery, what there is to choose from."""
    offer = [{"code": one.code, "name": choice_name("product", one)} for one in model.offer.products]
    if state.second is None:
        return {"second": None, "offer": offer}
    first, second = model.evaluate(state.setup), model.evaluate(state.second)
    per = basis_of(state.per, first, second)
    scale, unit = unit_of(first, per)
    totals = [one.total(per).amount * scale for one in (first, second)]
    samples = model.paired(state.setup, state.second, per)
    found = model.break_even(state.setup, state.second, per)
    return {
        "offer": offer,
        "per": per.code,
        "asked_per": state.per.code,
        "unit": unit,
        "sides": [{"sentence": sentence(model.offer, setup), "total": total, "exact": one.total(per).amount}
                  for setup, one, total in zip((state.setup, state.second), (first, second), totals, strict=True)],
        "difference": totals[1] - totals[0],
        "share": (totals[1] - totals[0]) / totals[0] if totals[0] > 0 else None,
        "stages": _stages(first, second, per, scale),
        "sure": _sure(samples),
        "break_even": _break_even(found),
        "second": _fields(state.second, state.setup, model),
    }  # fmt: skip


def basis_of(asked: DeclaredUnit, first: PackResult, second: PackResult) -> DeclaredUnit:
    """What both are counted per: what the page shows; per kWh delivered where packs differ in size."""
    sizes = [one.functional_unit.rated_energy_kwh for one in (first, second)]
    return asked if sizes[0] == sizes[1] else KWH_DELIVERED


def choose_second(state: PageState, model: PanelModel, said: Mapping[str, Any]) -> PageState:
    """A second battery: `start` is a product, or mine for a copy of the first; `change` holds fields with new values.

    Raises ScenarioError for what is not offered; nothing changes then.
    """
    second, start = state.second, said.get("start")
    if start == NOBODY:
        return replace(state, second=None)
    if start is not None:
        second = state.setup if start == MINE else _as_first(model, str(start), state.setup)
    if second is None:
        raise ScenarioError(message("choose a second battery first"))
    for name, value in dict(said.get("change", {})).items():
        second = _known(model, Choosing(model.offer, second).with_value(str(name), value))
    return replace(state, second=second)


def _as_first(model: PanelModel, code: str, first: CalculationSetup) -> CalculationSetup:
    """Another product with the rules of the first, all else as it is delivered."""
    known = [one.code for one in model.offer.products]
    if code not in known:
        raise ScenarioError(message("there is no product '{name}'; {near}", name=code[:60], near=enumerated(known)))
    return replace(start_setup(model.offer, code), rules=first.rules)


def _known(model: PanelModel, setup: CalculationSetup) -> CalculationSetup:
    """A setup without settings that its product does not have."""
    parameters = model.pack(setup.product, setup.rules, setup.method).system.parameters
    return replace(setup, settings={name: one for name, one in setup.settings.items() if name in parameters})


def _stages(first: PackResult, second: PackResult, per: DeclaredUnit, scale: float) -> list[View]:
    """Burden and credit of every stage of the second, and of the first."""
    one, other = (scale * per.factor(found.functional_unit) for found in (first, second))
    rows = []
    for stage in dict.fromkeys((*first.stages, *second.stages)):
        before, now = first.stages.get(stage, 0.0), second.stages.get(stage, 0.0)
        credit_before, credit = first.credits.get(stage, 0.0), second.credits.get(stage, 0.0)
        rows.append({"stage": stage, "burden": (now - credit) * other, "credit": credit * other,
                     "first_burden": (before - credit_before) * one, "first_credit": credit_before * one})  # fmt: skip
    return rows


def _sure(samples: PairedSamples) -> View:
    """Shares of the draws, and the differences second less first, as of the totals, paired draw by draw."""
    first, second = (samples.column(name) for name in samples.products)
    row = compare_samples(second, first)
    return {"first_lower": row["second_lower"], "equal": row["equal"], "second_lower": row["first_lower"], "n": row["n"],
            "median": row["median"], "low": row["p2.5"], "high": row["p97.5"],
            "bins": histogram(second - first)}  # fmt: skip


def histogram(differences: np.ndarray) -> list[View]:
    """Differences (n,) in bins of one width with an edge at zero: from, to, count; nothing where all are the same."""
    low, high = (float(one) for one in np.percentile(differences, TAILS))
    if low == high:
        return []
    lowest, highest = min(0.0, low), max(0.0, high)
    width = (highest - lowest) / BINS
    below = max(round(-lowest / width), 1 if lowest < 0 else 0)
    above = max(BINS - below, 1 if highest > 0 else 0)
    width = max(-lowest / below if below else 0.0, highest / above if above else 0.0)
    edges = np.arange(-below, above + 1) * width
    counts, _ = np.histogram(differences.clip(edges[0], edges[-1]), edges)
    bins = zip(edges.tolist(), edges[1:].tolist(), counts.tolist(), strict=False)
    filled = np.flatnonzero(counts)
    return [{"low": a, "high": b, "count": count}
            for place, (a, b, count) in enumerate(bins) if filled[0] <= place <= filled[-1]]  # fmt: skip


def _break_even(found: BreakEven) -> View:
    points = zip(found.crossings, found.results, strict=True)
    return {"points": [{"share": share, "amount": amount} for share, amount in points],
            "first_lower": found.first_lower_at_low, "equal": found.equal_throughout}  # fmt: skip


def _fields(second: CalculationSetup, first: CalculationSetup, model: PanelModel) -> View:
    """Values of the fields of the second, with what differs from the first."""
    choosing, other = Choosing(model.offer, second), Choosing(model.offer, first)
    fields = {}
    for name in choosing.names:
        one: View = {"value": choosing.value(name), "differs": choosing.value(name) != other.value(name)}
        if choosing.is_number(name):
            one["lowest"], one["highest"], _ = choosing.limits(name)
        fields[name] = one
    return {"fields": fields, "approach": approach_name(choosing, model.approach_of(second.rules))}
