"""What panels share: cards, headings, the switch of language, and how a view follows its form."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets

from lca_models.panels.fields import fill_field, link_fields, make_field
from lca_models.panels.model.scenario_form import ScenarioForm
from lca_models.panels.model.selection import PanelModel
from lca_models.panels.page import style_element
from lca_models.scope.labels import LANGUAGES, label
from lca_models.scope.scenario import ScenarioError


def card(name: str, *children: widgets.Widget) -> widgets.VBox:
    """A white card; the hook for style sheets and tests is the class NAME."""
    return classed(widgets.VBox(children), "lca-card", name)


def column(*cards: widgets.Widget) -> widgets.VBox:
    """Cards one below the other; on a phone they leave their column and take the order of the style sheet."""
    return classed(widgets.VBox(cards), "lca-column")


def classed(one: Any, *names: str) -> Any:
    """The widget with style classes."""
    for name in names:
        one.add_class(name)
    return one


class Later:
    """Does something after a moment of quiet, so that what is slow cannot keep a slider waiting."""

    def __init__(self, do: Callable[[], None], seconds: float = 0.12) -> None:
        self._do, self._seconds = do, seconds
        self._waiting: asyncio.TimerHandle | None = None

    def __call__(self) -> None:
        """Begin to wait anew; at once in a plain Python program, where nothing runs later."""
        if self._waiting is not None:
            self._waiting.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._do()
            return
        self._waiting = loop.call_later(self._seconds, self._do)


class Repaint(anywidget.AnyWidget):
    """Draws text anew once the font of the page has loaded."""

    _esm = Path(__file__).parent / "repaint.js"


def style(model: PanelModel) -> widgets.Box:
    """The style sheet, with every Chinese name of the inventories that a panel can show."""
    names = [one.name_zh for group in model.study.choices.values() for one in group]
    names += [product.name_zh for product in model.study.products.values()]
    names += [str(row.data.get("label_zh", "")) for row in model.study.rows.parameters]
    return classed(
        widgets.Box([widgets.HTML(style_element("".join(sorted(set("".join(names)))))), Repaint()]), "lca-style"
    )


def heading(key: str, language: str) -> str:
    """A heading from the catalogue, as HTML."""
    return f"<h3>{escape(label(key, language))}</h3>"


def alert(text: str) -> str:
    """A message that a reader of the screen hears at once; nothing for no text."""
    return f'<div class="lca-alert" role="alert">{escape(text)}</div>' if text else ""


def language_switch(forms: Sequence[ScenarioForm]) -> widgets.ToggleButtons:
    """One switch of language for all forms of a panel."""
    switch = widgets.ToggleButtons(options=[(words, code) for code, words in LANGUAGES.items()])
    switch.value = forms[0].language

    def speak(change: Any) -> None:
        for form in forms:
            form.language = change["new"]

    switch.observe(speak, "value")
    return classed(switch, "f-language", "lca-toggle")


class FormFields:
    """Widgets for some fields of a form, which they follow and fill; refusals are shown in `message`."""

    def __init__(self, model: PanelModel, form: ScenarioForm, names: Sequence[str]) -> None:
        self._model, self._form, self._filling = model, form, False
        self.widgets = {name: make_field(name, form) for name in names}
        self.message = widgets.HTML()
        link_fields(self.widgets, self.choose)
        form.observe(self.fill, [*names, "language"])
        self.fill()

    @property
    def children(self) -> tuple[widgets.Widget, ...]:
        return (*self.widgets.values(), self.message)

    def choose(self, name: str, value: Any) -> None:
        """What a person did to a field."""
        if self._filling or value is None or value == getattr(self._form, name):
            return
        self.message.value = ""
        try:
            self._form.set_fields({name: value})
        except ScenarioError as error:
            self.message.value = alert(str(error))
            self.fill()

    def fill(self, _: Any = None) -> None:
        """Show the form as it is."""
        self._filling = True
        try:
            approach = self._model.approach_of(self._form.rules)
            for name, field in self.widgets.items():
                fill_field(field, name, self._form, approach)
        finally:
            self._filling = False


class Panel(widgets.VBox):  # type: ignore[misc]
    """A panel of one or more forms: its view draws anew when a form or the language changes."""

    title = ""  # key of the catalogue

    def __init__(self, model: PanelModel, forms: Sequence[ScenarioForm], body: Sequence[widgets.Widget]) -> None:
        self.model, self.forms = model, tuple(forms)
        self._headline = widgets.HTML()
        head = classed(widgets.Box([self._headline, language_switch(forms)]), "lca-head")
        super().__init__([style(model), head, *body])
        self.add_class("lca-app")
        self._drawn: Any = None
        for form in forms:
            form.observe(self._changed)
        self._changed()

    @property
    def language(self) -> str:
        return self.forms[0].language

    def _changed(self, _: Any = None) -> None:
        state = (self.language, *(form.selection() for form in self.forms))
        if state == self._drawn:
            return
        self._drawn = state
        self._headline.value = f"<h2>{escape(label(self.title, self.language))}</h2>"
        self.draw()

    def draw(self) -> None:
        """Show what the forms stand for."""
        raise NotImplementedError
