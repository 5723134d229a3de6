"""What of a result the demo can open without inventories: words and ranges of its inputs, and its purchases at the defaults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.choosing import start_setup
from lca_models.panels.model.swings import words_of
from lca_models.panels.model.tracing.kinds import source_words
from lca_models.panels.state import PageState
from lca_models.panels.views.later import PURCHASES
from lca_models.panels.views.said import View, said
from lca_models.panels.views.tracing.provenance import short_unit
from lca_models.panels.views.tracing.where import ORDERS, PURCHASE, SMALL, largest, open_row, where_view
from lca_models.scope.declared_unit import PACK

DEEPEST = 4  # levels of the tree that are recorded


def inputs_document(model: PanelModel, names: Iterable[str]) -> dict[str, Any]:
    """Words, unit, limits and source of inputs by name; they are the same for all products."""
    offer = model.offer
    pack = model.pack(offer.products[0].code, start_setup(offer).rules)
    found = {}
    for name in names:
        data = pack.system.parameters[name].data
        source = model.study.sources.get(str(data.get("source") or ""))
        found[name] = {
            "words": list(words_of(pack, name)),
            "unit": short_unit(data.get("unit")),
            "plain": "" if data.get("unit") == "1" else str(data.get("unit") or ""),
            "limits": list(data.get("limits") or (None, None)),
            "source": source_words(source.title, source.year) if source else said("where.no_source"),
        }
    return found


def largest_document(model: PanelModel, product: str, rules: str) -> list[View]:
    """The largest purchases of a product at the defaults of a rule set, per pack."""
    setup = replace(start_setup(model.offer, product), rules=rules)
    return largest(PageState(setup, setup, per=PACK), model, PURCHASES)


def tree_document(model: PanelModel, product: str) -> dict[str, Any]:
    """The rows of a product at its defaults in every order, per pack, and the provenance of the purchases among them.

    Opened are rows from 1 % of the total on, as many levels deep as the demo goes.
    """
    setup = start_setup(model.offer, product)
    state = PageState(setup, setup, per=PACK, tab="where")
    orders = {order: _rows(model, state, order) for order in ORDERS}
    sources: dict[str, View] = {}
    provenance = {
        row["path"]: _provenance(model, state, row["path"], sources) for row in orders[PURCHASE] if row["row"]
    }
    view = where_view(state, model)
    return {"rules": setup.rules, "total": view["total"], "orders": orders, "sources": sources, "provenance": provenance,
            "start": [row["path"] for row in view["rows"] if row["open"]]}  # fmt: skip


def _rows(model: PanelModel, state: PageState, order: str) -> list[View]:
    """All rows of an order with those behind the large ones."""
    opened: list[str] = []
    while True:
        view = where_view(replace(state, shown={"where": {"order": order, "open": opened}}), model)
        large = [row["path"] for row in view["rows"] if row["opens"] and not row["open"] and _is_large(row, order)]
        if not large:
            return [_plain(row) for row in view["rows"] if row["sort"] != "more"]
        opened += large


def _is_large(row: View, order: str) -> bool:
    return bool(abs(row["share"]) >= SMALL and row["level"] < (DEEPEST if order == PURCHASE else 1))


def _plain(row: View) -> View:
    """A row that opens only where what stands behind it is recorded."""
    kept = ("sort", "path", "stage", "name", "kind", "row", "amount", "share", "level")
    return {**{name: row[name] for name in kept}, "opens": row["open"]}


def _provenance(model: PanelModel, state: PageState, path: str, sources: dict[str, View]) -> View:
    """What stands behind a row; its source goes to `sources`, which holds each once."""
    found: View = where_view(open_row(state, model, {"row": path, "open": False}), model)["provenance"]
    source = found["source"]
    if source is not None:
        sources[source["key"]] = source
    return {**found, "source": source and source["key"], "supplier": ""}
