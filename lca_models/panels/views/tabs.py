"""The tabs there are: for each its view, and what a person can do in it beside the choices of the setup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.panels.model.answers import PanelModel
from lca_models.panels.state import PageState
from lca_models.panels.views.explorer import explorer_later
from lca_models.panels.views.said import View

Action = Callable[[PageState, PanelModel, Mapping[str, Any]], PageState]  # the message that a person's act sends


@dataclass(frozen=True)
class Tab:
    """One tab: what it shows of a state, and its acts by name."""

    view: Callable[[PageState, PanelModel], View]
    actions: Mapping[str, Action] = field(default_factory=dict)


TABS: Mapping[str, Tab] = {
    "explore": Tab(explorer_later),
}
ACTIONS: Mapping[str, Action] = {name: act for tab in TABS.values() for name, act in tab.actions.items()}
