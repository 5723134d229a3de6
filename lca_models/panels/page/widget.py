"""The page as one widget: drawn by its own scripts from plain data, answered by a session."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from lca_models.panels.model.answers import PackResult, PanelModel
from lca_models.panels.page.answering import PageSession, Reply
from lca_models.panels.page.assets import spoken_words, style_text, widget_script
from lca_models.panels.state import PageState
from lca_models.panels.views.setup import offer_view
from lca_models.panels.views.tabs import TABS
from lca_models.scope.calculation_setup import CalculationSetup


class PageWidget(anywidget.AnyWidget):
    """The page; `setup` reads and sets what it calculates, `result` and `baseline` are what it shows."""

    _esm = widget_script()
    _css = style_text()
    boot: Any = traitlets.Dict().tag(sync=True)  # words, offer, tabs and the parts of the first state

    def __init__(
        self, model: PanelModel, state: PageState | None = None, *, only: tuple[str, ...] = (), **traits: Any
    ) -> None:
        """`only`: the tabs that are shown (default: all).

        Raises ScenarioError where the state cannot be calculated.
        """
        self.session = PageSession(model, state)
        first = self.session.answer({"do": "hello"})
        super().__init__(boot={
            "words": spoken_words(), "offer": offer_view(model), "tabs": list(TABS), "only": list(only) or None,
            "first": [one.content for one in first],
        }, **traits)  # fmt: skip
        self.on_msg(self._heard)

    @property
    def setup(self) -> CalculationSetup:
        """What the page calculates."""
        return self.session.state.setup

    @property
    def result(self) -> PackResult:
        """The footprint that the page shows."""
        return self.session.model.evaluate(self.setup)

    @property
    def baseline(self) -> PackResult:
        """What it is compared with."""
        return self.session.model.evaluate(self.session.state.baseline)

    def _heard(self, _: Any, message: dict[str, Any], __: Any) -> None:
        self._say(self.session.answer(message))

    def _say(self, replies: list[Reply]) -> None:
        for one in replies:
            self.send(one.content, buffers=list(one.buffers))
