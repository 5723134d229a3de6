"""What matters: one input at a time around the reported value, elasticities, what makes the spread, and ranges of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lca_models.interpretation.uncertainty.names import parameter_words
from lca_models.inventory.tables.records import Source
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.compiled_pack import CompiledPack
from lca_models.panels.model.intervals import SEED
from lca_models.panels.model.swings import DRAWS, Share, Swing, ranges_of, slopes, spread, swings
from lca_models.panels.model.tracing.kinds import source_words
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import unit_of
from lca_models.panels.views.said import View, pair, said
from lca_models.panels.views.tracing.provenance import short_unit
from lca_models.scope.grammar.numbers import NumberError, typed_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import message

RANGES, ELASTICITY, SPREAD = "ranges", "elasticity", "spread"
ORDERS = (RANGES, ELASTICITY, SPREAD)
SHOWN, INPUT, WHAT = "matters", "input", "what"
MOST, OFFERED = 15, 40  # bars; inputs whose range can be looked at
ROUNDING = 1e-12  # of a total: an input that moves it less moves it by rounding alone
KEPT = 4  # setups whose spread stays at hand


def matters_view(state: PageState, model: PanelModel) -> View:
    """The bars of what is asked for, around the reported value, and the range of one input."""
    pack = model.pack(state.setup.product, state.setup.rules, state.setup.method)
    numbers = pack.numbers(state.setup.settings)
    result = model.evaluate(state.setup)
    scale, unit = unit_of(result, state.per)
    what = str(shown_of(state).get(WHAT, RANGES))
    found = swings(pack, numbers, state.ranges, state.per)
    view = {
        "what": what,
        "unit": unit,
        "per": state.per.code,
        "here": result.total(state.per).amount * scale,
        "uncertain": sum(one.width > ROUNDING * abs(one.at_low) for one in found),
        "inputs": [{"code": one.name, "name": list(one.words)} for one in found[:OFFERED]],
        "range": _range(state, model, pack, numbers, found),
        "own": len(state.ranges),
    }
    if what == ELASTICITY:
        return {**view, "rows": [
            {"name": one.name, "words": list(one.words), "value": one.value, "unit": short_unit(one.unit),
             "elasticity": one.elasticity}
            for one in slopes(pack, numbers, state.per)[:MOST]
        ]}  # fmt: skip
    if what == SPREAD:
        key = (state.setup, state.per.code, pack.system.rows_hash)
        shares = model.kept("spread", key, lambda: spread(pack, numbers, state.per, MOST - 3), last=KEPT)
        return {**view, "draws": DRAWS, "seed": SEED, "rows": [_share(one) for one in shares]}
    return {**view, "rows": [_swing(one, scale) for one in found[:MOST]]}


def shown_of(state: PageState) -> Mapping[str, Any]:
    """What is looked at in this tab."""
    found: Mapping[str, Any] = state.shown.get(SHOWN, {})
    return found


def _share(one: Share) -> View:
    width = None if one.half_width != one.half_width else one.half_width
    return {"words": list(one.words), "share": one.share, "half_width": width, "rest": one.is_rest}


def _swing(one: Swing, scale: float) -> View:
    return {"name": one.name, "words": list(one.words), "low": one.low, "high": one.high, "unit": short_unit(one.unit),
            "at_low": one.at_low * scale, "at_high": one.at_high * scale, "yours": one.is_own}  # fmt: skip


def _range(
    state: PageState, model: PanelModel, pack: CompiledPack, numbers: Mapping[str, float], found: list[Swing]
) -> View | None:
    """The range of the input that is looked at, the widest where none is; with what it is by itself and its source."""
    names = [one.name for one in found]
    name = str(shown_of(state).get(INPUT, ""))
    if name not in names:
        if not names:
            return None
        name = names[0]
    chosen, row = found[names.index(name)], pack.system.parameters[name]
    given = {} if not chosen.is_own else {key: one for key, one in state.ranges.items() if key != name}
    low, high = (ranges_of(pack, {key: one for key, one in numbers.items() if key != name}, given)
                 if chosen.is_own else {name: (chosen.low, chosen.high)}).get(name, (chosen.low, chosen.high))  # fmt: skip
    source: Source | None = model.study.sources.get(str(row.data.get("source") or ""))
    limits = row.data.get("limits") or (None, None)
    return {
        "input": name,
        "words": pair(*(parameter_words(name, pack.system.parameters, language) for language in LANGUAGES)),
        "unit": short_unit(row.data.get("unit")),
        "low": chosen.low,
        "high": chosen.high,
        "by_itself": [low, high],
        "value": numbers.get(name, float(row.amount)),
        "limits": list(limits),
        "yours": chosen.is_own,
        "source": source_words(source.title, source.year) if source else said("where.no_source"),
    }


def choose_what(state: PageState, _: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """Ranges, elasticities or shares of the spread.

    Raises ScenarioError for something else.
    """
    what = str(heard.get("what"))
    if what not in ORDERS:
        raise ScenarioError(message("the page has no order '{order}'", order=what[:40]))
    return _with(state, what=what)


def look_at(state: PageState, _: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """The range of another input."""
    return _with(state, input=str(heard.get("input", ""))[:80])


def set_range(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """A range of a person for one input; without ends, that of the inventories again.

    Raises ScenarioError for an input that is none, for ends that are no possible numbers, and for a first above the second.
    """
    pack = model.pack(state.setup.product, state.setup.rules, state.setup.method)
    name = str(heard.get("input", ""))
    row = pack.system.parameters.get(name)
    if row is None or row.formula or row.data.get("kind") == "choice":
        raise ScenarioError(
            message("there is no uncertain input '{name}'; {near}", name=name[:80],
                    near=suggestion(name, pack.compiled.parameters))
        )  # fmt: skip
    kept = {key: ends for key, ends in state.ranges.items() if key != name}
    if heard.get("low") in (None, "") and heard.get("high") in (None, ""):
        return replace(_with(state, input=name), ranges=kept)
    low, high = (_number(heard.get(end), short_unit(row.data.get("unit"))) for end in ("low", "high"))
    if low > high:
        raise ScenarioError(message("From is above To; give {high:g} or less", high=high))
    for end in (low, high):
        pack.numbers({**state.setup.settings, name: end})
    return replace(_with(state, input=name), ranges={**kept, name: (low, high)})


def forget_ranges(state: PageState, _: PanelModel, __: Mapping[str, Any]) -> PageState:
    """All ranges as the inventories have them."""
    return replace(state, ranges={})


def _number(text: Any, unit: str) -> float:
    """An end of a range, in the unit of its input.

    Raises ScenarioError for what is no number.
    """
    try:
        return typed_number(text, unit)
    except NumberError as error:
        raise ScenarioError(str(error)) from None


def _with(state: PageState, **changed: Any) -> PageState:
    return replace(state, shown={**state.shown, SHOWN: {**shown_of(state), **changed}})


MATTERS_ACTIONS = {
    "matters.what": choose_what,
    "matters.input": look_at,
    "matters.range": set_range,
    "matters.reset": forget_ranges,
}
