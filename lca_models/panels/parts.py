"""What panels share: cards, headings, the switch of language, and how a view follows its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets

from lca_models.panels.fields import fill_field, link_fields, make_field
from lca_models.panels.look import style_element
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.scenario_form import ScenarioForm
from lca_models.panels.view import HtmlPart, View
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, LANGUAGES


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


class Repaint(anywidget.AnyWidget):
    """Draws text anew once the font of the page has loaded."""

    _esm = Path(__file__).parent / "repaint.js"


def style(model: PanelModel) -> widgets.Box:
    """The style sheet, with every Chinese name of the inventories that a panel can show."""
    names = [one.name_zh for group in model.study.choices.values() for one in group]
    names += [product.name_zh for product in model.study.products.values()]
    names += [str(row.data.get("label_zh", "")) for row in model.study.rows.parameters]
    names += [rules.title_zh for rules in model.study.rules.values()]
    names += [node.product_words(CHINESE) for node in model.study.rows.nodes]
    return classed(
        widgets.Box([widgets.HTML(style_element("".join(sorted(set("".join(names)))))), Repaint()]), "lca-style"
    )


def heading(key: str, language: str) -> str:
    """A heading from the catalogue, as HTML."""
    return f"<h3>{escape(label(key, language))}</h3>"


def alert(text: str) -> str:
    """A message that a reader of the screen hears at once; nothing for no text."""
    return f'<div class="lca-alert" role="alert">{escape(text)}</div>' if text else ""


class Panel(widgets.VBox):  # type: ignore[misc]
    """A panel of one or more forms, shown as a whole: what a person does leads to one new state, drawn in one go.

    A panel says in `state` what it depends on, in `draw` what it then shows, and in `fill` what its fields then hold.
    """

    title = ""  # key of the catalogue

    def __init__(self, model: PanelModel, forms: Sequence[ScenarioForm], language: str = ENGLISH) -> None:
        super().__init__()
        self.model, self.forms, self.view, self.refusal = model, tuple(forms), View(), ""
        for form in self.forms:
            form.language = language
        self._fields: list[FormFields] = []
        self._taking = self._drawing = False
        self._drawn: Any = None
        self._languages = classed(widgets.ToggleButtons(options=[(words, code) for code, words in LANGUAGES.items()]),
                                  "f-language", "lca-toggle")  # fmt: skip
        self._languages.observe(lambda change: self.take(lambda: self._speak(change["new"])), "value")
        self.add_class("lca-app")

    @property
    def language(self) -> str:
        return self.forms[0].language

    def part(self, name: str) -> HtmlPart:
        """The place of a part that `draw` gives as HTML."""
        return HtmlPart(view=self.view, name=name)

    def fields_of(self, form: ScenarioForm, names: Sequence[str]) -> FormFields:
        """Fields that follow a form and fill it."""
        self._fields.append(FormFields(self, form, names))
        return self._fields[-1]

    def show(self, *body: widgets.Widget) -> None:
        """Lay the panel out, and show the first state; `alert` is the place of refusals.

        Raises ScenarioError where the forms open at what cannot be calculated.
        """
        self.children = (
            style(self.model),
            classed(widgets.Box([self.part("head"), self._languages]), "lca-head"),
            *body,
        )
        for form in self.forms:
            form.observe(self._follow)
        self.refresh()

    def take(self, change: Callable[[], object]) -> None:
        """Something that a person did: taken, or refused with the reason, and shown as one state."""
        if self._drawing:
            return  # the panel itself, as it fills its fields
        self._taking, self.refusal = True, ""
        try:
            change()
        except LcaModelsError as error:
            self.refusal = str(error)
        finally:
            self._taking = False
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is, unless it is shown already."""
        self._drawing = True
        try:
            self.fill()
            state = self.state()
            if state != self._drawn:
                self.view.show(self._parts())
                self._drawn = state
        finally:
            self._drawing = False

    def state(self) -> tuple[Any, ...]:
        """Everything that decides what is shown."""
        return (self.language, self.refusal, *(form.setup() for form in self.forms))

    def fill(self) -> None:
        """Let the fields show the state, in the words of the language."""
        self._languages.value = self.language
        for fields in self._fields:
            fields.fill()

    def draw(self) -> Mapping[str, Any]:
        """The parts of the state.

        Raises ScenarioError where it cannot be calculated.
        """
        raise NotImplementedError

    def head(self) -> str:
        """The headline, as HTML."""
        return f"<h2>{escape(label(self.title, self.language))}</h2>"

    def _parts(self) -> dict[str, Any]:
        refusal, parts = self.refusal, dict(self.view.parts)
        try:
            parts.update(self.draw())
        except LcaModelsError as error:
            if not parts:
                raise
            refusal = str(error)  # the parts of the last state that could be calculated stay, all of them
        return {**parts, "head": self.head(), "alert": alert(refusal)}

    def _speak(self, language: str) -> None:
        for form in self.forms:
            form.language = language

    def _follow(self, _: Any) -> None:
        if not self._taking:
            self.refusal = ""
            self.refresh()


class FormFields:
    """Widgets for some fields of a form of a panel, which they follow and fill."""

    def __init__(self, panel: Panel, form: ScenarioForm, names: Sequence[str]) -> None:
        self._panel, self._form = panel, form
        self.widgets = {name: make_field(name, form) for name in names}
        link_fields(self.widgets, self.choose)

    @property
    def children(self) -> tuple[widgets.Widget, ...]:
        return tuple(self.widgets.values())

    def choose(self, name: str, value: Any) -> None:
        """What a person did to a field."""
        if value is not None and value != getattr(self._form, name):
            self._panel.take(lambda: self._form.set_fields({name: value}))

    def fill(self) -> None:
        """Show the form as it is."""
        approach = self._panel.model.approach_of(self._form.rules)
        for name, field in self.widgets.items():
            fill_field(field, name, self._form, approach)
