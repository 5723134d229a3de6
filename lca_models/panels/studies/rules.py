"""Rule books: one pack under two of them, and the steps from one number to the other."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from lca_models.impact.study import Study
from lca_models.panels.charts.waterfall import Step, waterfall_chart
from lca_models.panels.fields import choice_words
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.parts import Panel, card, classed
from lca_models.scope.labels import label
from lca_models.scope.quantity import readable_text
from lca_models.scope.wording.catalogue import ENGLISH

FIELDS = ("product", "cell_plant_province", "green_percent", "rules")


class RulesPanel(Panel):
    """The first rule set is that of the form, the second is chosen beside it."""

    title = "panel.rule_books"

    def __init__(self, model: PanelModel, language: str = ENGLISH, second: str = "eu-cfb-ev", **start: Any) -> None:
        """`second`: the rule set to compare with; `start`: fields of the form."""
        super().__init__(model, [model.form(**start)], language)
        self.second = second
        self._other = classed(widgets.Dropdown(), "lca-field", "f-second_rules")
        self._other.observe(lambda change: self.take(lambda: setattr(self, "second", change["new"])), "value")
        controls = card("lca-controls", *self.fields_of(self.forms[0], FIELDS).children, self._other)
        result = card("lca-result", self.part("alert"), self.part("steps"))
        self.show(classed(widgets.Box([controls, result]), "lca-grid", "lca-two"))

    def state(self) -> tuple[Any, ...]:
        return (*super().state(), self.second)

    def fill(self) -> None:
        super().fill()
        self._other.description = label("field.second_rules", self.language)
        options = tuple((words, code) for code, words in self._names().items())
        if self._other.options != options:
            self._other.options = options
        self._other.value = self.second

    def draw(self) -> Mapping[str, str]:
        found = self.model.compare_rules(self.forms[0].setup(), self.second)
        names = [self._names()[side.rules] for side in (found.first, found.second)]
        words = [label(f"aspect.{step.aspect.replace(' ', '_')}", self.language) for step in found.steps]
        scale, unit = readable_text(found.unit)
        steps = [Step(name, step.contribution_mean * scale) for name, step in zip(words, found.steps, strict=True)]
        first, second = (value * scale for value in found.values)
        chart = waterfall_chart(names, (first, second), steps, unit, self.language)
        return {"steps": f'{chart}<p class="lca-hint">{escape(label("panel.rule_books_hint", self.language))}</p>'}

    def _names(self) -> dict[str, str]:
        return {one.code: choice_words("rules", one, self.language) for one in self.forms[0].offered("rules")}


def rules_panel(study: Study | None = None, language: str = ENGLISH, **start: Any) -> RulesPanel:
    """Two rule books on one pack of a study (default: the shipped one), `second` beside that of the form.

    `start`: fields of the form, as `scenario_explorer` takes them. Raises ScenarioError for a field or value that does
    not exist, InventoryError and ProjectError as `load_study`.
    """
    return RulesPanel(open_model(study), language, **start)
