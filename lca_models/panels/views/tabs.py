"""The tabs there are: for each its view, and what a person can do in it beside the choices of the setup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import explorer_later
from lca_models.panels.views.keeping import save
from lca_models.panels.views.said import View

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
    "explore": Tab(explorer_later, files={"save": save}),
}
ACTIONS: Mapping[str, Action] = {name: act for tab in TABS.values() for name, act in tab.actions.items()}
FILES: Mapping[str, Made] = {name: make for tab in TABS.values() for name, make in tab.files.items()}
