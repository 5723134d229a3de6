"""The tabs there are: for each its view, and what a person can do in it beside the choices of the setup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.state import PageState
from lca_models.panels.views.compare import choose_second, compare_view
from lca_models.panels.views.entering import (
    add_supplier,
    clear_sheet,
    empty_sheet,
    open_sheet,
    open_step,
    remove_row,
    saved_sheet,
    set_cell,
)
from lca_models.panels.views.keeping import save
from lca_models.panels.views.later import explorer_later
from lca_models.panels.views.mine import mine_view
from lca_models.panels.views.pair_files import (
    difference_figure,
    difference_table,
    pair_table,
    steps_figure,
    steps_table,
)
from lca_models.panels.views.rulebooks import choose_rules, rulebooks_view
from lca_models.panels.views.said import View
from lca_models.panels.views.tracing.matters import MATTERS_ACTIONS, matters_view
from lca_models.panels.views.tracing.where import WHERE_ACTIONS, where_view

Message = Mapping[str, Any]  # that a person's act sends
Action = Callable[[PageState, PanelModel, Message], PageState]
Made = Callable[[PageState, PanelModel, Message], tuple[str, str, bytes]]  # name, type and bytes of a file to keep


@dataclass(frozen=True)
class Tab:
    """One tab: what it shows of a state, its acts by name, and the files that it hands out."""

    view: Callable[[PageState, PanelModel], View]
    actions: Mapping[str, Action] = field(default_factory=dict)
    files: Mapping[str, Made] = field(default_factory=dict)


TABS: Mapping[str, Tab] = {
    "mine": Tab(
        mine_view,
        {"mine.set": set_cell, "mine.remove": remove_row, "mine.open": open_sheet, "mine.clear": clear_sheet,
         "mine.step": open_step, "mine.supplier": add_supplier},
        {"mine.save": saved_sheet, "mine.blank": empty_sheet},
    ),
    "explore": Tab(explorer_later, files={"save": save}),
    "where": Tab(where_view, WHERE_ACTIONS),
    "matters": Tab(matters_view, MATTERS_ACTIONS),
    "compare": Tab(
        compare_view,
        {"second": choose_second},
        {"compare.figure": difference_figure, "compare.draws": difference_table, "compare.table": pair_table},
    ),
    "rules": Tab(
        rulebooks_view,
        {"rules.second": choose_rules},
        {"rules.figure": steps_figure, "rules.table": steps_table},
    ),
}  # fmt: skip
ACTIONS: Mapping[str, Action] = {name: act for tab in TABS.values() for name, act in tab.actions.items()}
FILES: Mapping[str, Made] = {name: make for tab in TABS.values() for name, make in tab.files.items()}
