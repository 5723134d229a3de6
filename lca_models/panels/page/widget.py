"""The page as one widget: drawn by its own scripts from plain data, answered by a session."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from threading import Timer
from typing import Any

import anywidget
import traitlets

from lca_models.impact.compiled.execution import load_kernels
from lca_models.panels.look import font_face
from lca_models.panels.model.answers import PackResult, PanelModel
from lca_models.panels.page.answering import PageSession, Reply
from lca_models.panels.page.assets import spoken_words, style_text, widget_script
from lca_models.panels.state import PageState
from lca_models.panels.views.setup import offer_view
from lca_models.panels.views.tabs import TABS
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import CHINESE

LOOKING = 0.7  # s: by then a page is drawn


class PageWidget(anywidget.AnyWidget):
    """The page; its trait `setup` is what it calculates, and can be read, set, observed and linked."""

    _esm = widget_script()
    _css = style_text()
    boot: Any = traitlets.Dict().tag(sync=True)  # words, offer, tabs and the parts of the first state
    setup: Any = traitlets.Instance(CalculationSetup)

    def __init__(
        self, model: PanelModel, state: PageState | None = None, *, only: tuple[str, ...] = (), **traits: Any
    ) -> None:
        """`only`: the tabs that are shown (default: all).

        Raises ScenarioError where the state cannot be calculated.
        """
        self.session = PageSession(model, state)
        first = self.session.first()
        super().__init__(boot={
            "words": spoken_words(), "offer": offer_view(model), "tabs": list(TABS), "only": list(only) or None,
            "first": [one.content for one in first], "font": font_face(_characters(model)),
        }, setup=self.session.state.setup, **traits)  # fmt: skip
        self.on_msg(self._heard)
        quick_soon()

    @property
    def result(self) -> PackResult:
        """The footprint that the page shows."""
        return self.session.model.evaluate(self.session.state.setup)

    @property
    def baseline(self) -> PackResult:
        """What it is compared with."""
        return self.session.model.evaluate(self.session.state.baseline)

    @traitlets.validate("setup")
    def _shown(self, proposal: Any) -> CalculationSetup:
        """A setup that a cell sets is shown before it holds; one that cannot be calculated is refused and nothing changes."""
        setup: CalculationSetup = proposal["value"]
        if setup != self.session.state.setup:
            self._say(self.session.begin(replace(self.session.state, setup=setup)))
        return setup

    def _heard(self, _: Any, message: dict[str, Any], __: Any) -> None:
        self._say(self.session.answer(message))
        self.setup = self.session.state.setup

    def _say(self, replies: list[Reply]) -> None:
        for one in replies:
            self.send(one.content, buffers=list(one.buffers))


@cache
def quick_soon() -> Timer:
    """Loads what makes a page quick while people look at the first picture, which it would hold up; once in a process."""
    found = Timer(LOOKING, load_kernels)
    found.daemon = True
    found.name = "kernels"
    found.start()
    return found


def _characters(model: PanelModel) -> str:
    """What the page can say in Chinese: its words, and the names of the inventories."""
    names = [*spoken_words()[CHINESE].values()]
    names += [one.name_zh for group in model.study.choices.values() for one in group]
    names += [product.name_zh for product in model.study.products.values()]
    names += [str(row.data.get("label_zh", "")) for row in model.study.rows.parameters]
    names += [rules.title_zh for rules in model.study.rules.values()]
    names += [node.product_words(CHINESE) for node in model.study.rows.nodes]
    return "".join(sorted(set("".join(names))))
