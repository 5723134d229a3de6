"""Where from: the result as a tree of purchases down to the emissions, or by source, or by gas; opened level by level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.tracing.kinds import kind_of_row, source_of_row
from lca_models.panels.model.tracing.traced import Traced, traced
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import unit_of
from lca_models.panels.views.said import View, pair, said
from lca_models.panels.views.tracing.provenance import provenance_view, short_unit
from lca_models.scope.grammar.numbers import NumberError, typed_number
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import message

PURCHASE, SOURCE, GAS = "purchase", "source", "gas"
ORDERS = (PURCHASE, SOURCE, GAS)
STEP = "|"  # between the keys of a path
SMALL = 0.01  # of the total: rows below stand in one line for each sign until they are asked for
FEWEST, MOST = 3, 40  # rows of a level that are shown at once
SHOWN, OPEN, MORE, ORDER, PATH, PARAMETER = "where", "open", "more", "order", "path", "parameter"


@dataclass(frozen=True)
class _Row:
    """One line of a level: an exchange, a stage, a source or a gas."""

    key: str
    amount: float  # of one pack, in the unit of the score
    name: Any
    stage: str = ""
    place: int | None = None  # of an exchange


def where_view(state: PageState, model: PanelModel) -> View:
    """The rows that are open, in reading order, and the provenance of the one that is looked at."""
    found, shown = traced(model, state.setup), shown_of(state)
    order = str(shown.get(ORDER, PURCHASE))
    scale, unit = unit_of(model.evaluate(state.setup), state.per)
    factor = scale * state.per.factor(found.footprint.functional_unit)
    tree = _Tree(found, order, frozenset(_opened(state, found, order)), dict(shown.get(MORE, {})))
    top, looked = tree.top(), looked_at(state, found)
    rows = list(tree.lines(top, "", 0))
    for row in rows:
        row["amount"] *= factor
        row["chosen"] = looked is not None and row["path"] == looked[1]
    return {
        "order": order,
        "unit": unit,
        "per": state.per.code,
        "total": found.assessment.score * factor,
        "reach": max((abs(one.amount) for one in top), default=0.0) * abs(factor),
        "rows": rows,
        "provenance": provenance_view(state, found, looked, str(shown.get(PARAMETER, "")), factor, unit),
    }


def largest(state: PageState, model: PanelModel, count: int) -> list[View]:
    """The largest purchases for the Explorer: key, name, kind, amount in the unit of the totals, share, stage."""
    found = traced(model, state.setup)
    scale, _ = unit_of(model.evaluate(state.setup), state.per)
    factor = scale * state.per.factor(found.footprint.functional_unit)
    purchases = found.assessment.purchases
    places = np.argsort(-np.abs(purchases), kind="stable")[:count].tolist()
    return [
        {"key": found.keys[place], "name": found.pair(place), "kind": kind_of_row(found, place),
         "amount": float(purchases[place]) * factor, "share": float(purchases[place]) / found.assessment.score,
         "stage": found.system.stages[place]}
        for place in places
    ]  # fmt: skip


def shown_of(state: PageState) -> Mapping[str, Any]:
    """What is unfolded in this tab."""
    found: Mapping[str, Any] = state.shown.get(SHOWN, {})
    return found


def looked_at(state: PageState, found: Traced) -> tuple[int, str] | None:
    """The exchange whose provenance is open, and its path in the tree; the path is empty where the key alone is known."""
    place = found.places.get(state.open_row)
    if place is None:
        return None
    path = str(shown_of(state).get(PATH, ""))
    if path.rpartition(STEP)[2] != state.open_row:
        stage = found.system.stages[place]
        path = f"{stage}{STEP}{state.open_row}" if stage else ""
    return place, path


def _opened(state: PageState, found: Traced, order: str) -> Iterator[str]:
    """Paths that are unfolded: the largest stage until somebody folds or unfolds one, and what leads to the row looked at."""
    given = shown_of(state).get(OPEN)
    if given is None and order == PURCHASE:
        stages = found.assessment.stages()
        yield state.open_row if state.open_row in stages else max(stages, key=lambda stage: abs(stages[stage]))
        looked = looked_at(state, found)
        if looked and looked[1]:
            yield looked[1].split(STEP)[0]
    yield from given or ()


@dataclass(frozen=True)
class _Tree:
    """The result in one order, with the paths that are unfolded and how often more rows of a path were asked for."""

    found: Traced
    order: str
    opened: frozenset[str]
    more: Mapping[str, int]

    def top(self) -> list[_Row]:
        """The first level; it sums to the score."""
        if self.order == SOURCE:
            return _summed(_Row(key, amount, name) for _, amount, key, name in self._sourced())
        if self.order == GAS:
            return _summed(self._gases())
        stages = self.found.assessment.stages().items()
        return [_Row(stage, amount, said(f"stage.{stage.replace(' ', '_')}"), stage) for stage, amount in stages]

    def below(self, row: _Row) -> list[_Row]:
        """What a row is made of, largest first."""
        found, system = self.found, self.found.system
        if row.place is not None:
            parts = found.tree.behind(row.place, row.amount)
        elif self.order == PURCHASE:
            parts = found.tree.first(row.key)
        elif self.order == GAS:
            parts = [
                (place, amount) for place, amount in self._emitted() if system.exchanges[place].input[1] == row.key
            ]
        else:
            parts = [(place, amount) for place, amount, key, _ in self._sourced() if key == row.key]
        parts.sort(key=lambda part: -abs(part[1]))
        return [
            _Row(found.keys[place], amount, None, row.stage or system.stages[place], place) for place, amount in parts
        ]

    def lines(self, rows: Sequence[_Row], path: str, level: int) -> Iterator[View]:
        """The rows of a level with those below that are unfolded; what is small as one line a sign."""
        found, score = self.found, self.found.assessment.score
        large = sum(abs(row.amount) >= SMALL * abs(score) for row in rows)
        count = min(max(large, FEWEST), MOST) + MOST * int(self.more.get(path, 0)) if level else MOST
        shown, rest = rows[:count], rows[count:]
        found.names([row.place for row in shown if row.place is not None])
        for row in shown:
            own = f"{path}{STEP}{row.key}" if path else row.key
            opens = row.place is None or (self.order == PURCHASE and self._opens(row.place))
            unfolded = opens and own in self.opened
            line = {"sort": "row", "path": own, "stage": row.stage, "opens": opens, "open": unfolded}
            if row.place is None:
                line |= {"name": row.name, "kind": None, "row": ""}
            else:
                line |= {"name": found.pair(row.place), "kind": kind_of_row(found, row.place), "row": row.key}
            yield {**line, **_sized(row.amount, score, level)}
            if unfolded:
                yield from self.lines(self.below(row), own, level + 1)
        if rest:
            yield from _rest(rest, path, level, score)

    def _opens(self, place: int) -> bool:
        system = self.found.system
        return not system.is_biosphere[place] and bool(self.found.assessment.intensities[system.matrix_rows[place]])

    def _sourced(self) -> Iterator[tuple[int, float, str, Any]]:
        """Purchases with the key and the name of the source of their amount."""
        purchases = self.found.assessment.purchases
        for place in np.flatnonzero(purchases).tolist():
            yield (place, float(purchases[place]), *source_of_row(self.found, place))

    def _emitted(self) -> Iterator[tuple[int, float]]:
        emissions = self.found.assessment.emissions
        return ((place, float(emissions[place])) for place in np.flatnonzero(emissions).tolist())

    def _gases(self) -> Iterator[_Row]:
        system = self.found.system
        for place, amount in self._emitted():
            flow = system.flows[int(system.matrix_rows[place])]
            yield _Row(flow.key[1], amount, pair(*(flow.product_words(language) for language in LANGUAGES)))


def _sized(amount: float, score: float, level: int) -> View:
    return {"amount": amount, "share": amount / score if score else 0.0, "level": level}


def _rest(rest: Sequence[_Row], path: str, level: int, score: float) -> Iterator[View]:
    """What is not shown of a level: one line for what adds, one for what takes away, and one that shows more."""
    plain: View = {"kind": None, "row": "", "opens": False, "open": False, "stage": rest[0].stage}
    for sign, some in (
        ("up", [row for row in rest if row.amount > 0]),
        ("down", [row for row in rest if row.amount < 0]),
    ):
        if some:
            name = said(f"where.rest_{sign}", count=str(len(some)))
            size = _sized(sum(row.amount for row in some), score, level)
            yield {**plain, **size, "sort": "rest", "path": f"{path}{STEP}{sign}", "name": name}
    name = said("where.more", count=str(min(MOST, len(rest))))
    yield {**plain, **_sized(0.0, score, level), "sort": "more", "path": path, "name": name}


def _summed(rows: Iterable[_Row]) -> list[_Row]:
    """Rows of one key as one, largest first."""
    found: dict[str, _Row] = {}
    for row in rows:
        known = found.get(row.key)
        found[row.key] = replace(known, amount=known.amount + row.amount) if known else row
    return sorted(found.values(), key=lambda row: -abs(row.amount))


def _with(state: PageState, **changed: Any) -> PageState:
    return replace(state, shown={**state.shown, SHOWN: {**shown_of(state), **changed}})


def choose_order(state: PageState, _: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """By purchase, by source or by gas.

    Raises ScenarioError for another order.
    """
    order = str(heard.get("order"))
    if order not in ORDERS:
        raise ScenarioError(message("the page has no order '{order}'", order=order[:40]))
    return replace(
        _with(state, order=order, open=[] if order != PURCHASE else None, path="", parameter=""), open_row=""
    )


def open_row(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """Unfold a row, or fold it; where it is an exchange, its provenance opens too."""
    path = str(heard.get("row", ""))[:4000]
    found = traced(model, state.setup)
    order = str(shown_of(state).get(ORDER, PURCHASE))
    opened = list(dict.fromkeys(_opened(state, found, order)))
    is_open = heard.get("open", path not in opened)
    opened = [one for one in opened if one != path] + ([path] if is_open else [])
    key = path.rpartition(STEP)[2]
    state = _with(state, open=opened, path=path, parameter="")
    return replace(state, open_row=key if key in found.places else "")


def show_more(state: PageState, _: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """Forty more rows of a level."""
    path = str(heard.get("row", ""))[:4000]
    more = dict(shown_of(state).get(MORE, {}))
    return _with(state, more={**more, path: int(more.get(path, 0)) + 1})


def close(state: PageState, _: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """No provenance; from a parameter back to the row whose formula holds it."""
    if shown_of(state).get(PARAMETER) and heard.get("back"):
        return _with(state, parameter="")
    return replace(_with(state, path="", parameter=""), open_row="")


def look_at_parameter(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """The provenance of a parameter.

    Raises ScenarioError for one that the product does not have.
    """
    return _with(state, parameter=known_parameter(state, model, str(heard.get("parameter", ""))))


def set_own(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> PageState:
    """A value of a person in place of that of a parameter; without a value, that of the inventories again.

    Raises ScenarioError for a parameter that cannot be set, and for an impossible value.
    """
    name = known_parameter(state, model, str(heard.get("parameter", "")))
    setup, value = state.setup, heard.get("value")
    if value is None or value == "":
        kept = {key: one for key, one in setup.settings.items() if key != name}
        return replace(state, setup=replace(setup, settings=kept))
    pack = model.pack(setup.product, setup.rules, setup.method)
    try:
        moved = setup.with_setting(name, typed_number(value, short_unit(pack.system.parameters[name].data.get("unit"))))
    except NumberError as error:
        raise ScenarioError(str(error)) from None
    pack.numbers(moved.settings)
    return replace(state, setup=moved)


def known_parameter(state: PageState, model: PanelModel, name: str) -> str:
    """The same name, of a parameter of the product.

    Raises ScenarioError for another.
    """
    parameters = model.pack(state.setup.product, state.setup.rules, state.setup.method).system.parameters
    if name not in parameters:
        raise ScenarioError(message("this product has no parameter '{name}'", name=name[:80]))
    return name


WHERE_ACTIONS = {
    "where.order": choose_order,
    "where.open": open_row,
    "where.more": show_more,
    "where.close": close,
    "where.parameter": look_at_parameter,
    "where.own": set_own,
}
