"""Rule books: one pack under two of them, and the steps from one number to the other."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from lca_models.inventory.study import Study
from lca_models.panels.charts.waterfall import Step, waterfall_chart
from lca_models.panels.fields import choice_words
from lca_models.panels.model.selection import PanelModel, open_model
from lca_models.panels.parts import FormFields, Panel, card, classed
from lca_models.scope.labels import ENGLISH, label

FIELDS = ("product", "cell_plant_province", "green_percent", "rules")


class RulesPanel(Panel):
    """The first rule set is that of the form, the second is chosen beside it."""

    title = "panel.rule_books"

    def __init__(self, model: PanelModel, language: str = ENGLISH, second: str = "eu-cfb-ev", **start: Any) -> None:
        """`second`: the rule set to compare with; `start`: fields of the form."""
        form = model.form(**start)
        form.language = language
        self.fields = FormFields(model, form, FIELDS)
        self._other = classed(widgets.Dropdown(), "lca-field", "f-second_rules")
        self._fill_other(form, second)
        self._chart = widgets.HTML()
        controls = card("lca-controls", *self.fields.children, self._other)
        grid = classed(widgets.Box([controls, card("lca-result", self._chart)]), "lca-grid", "lca-two")
        super().__init__(model, [form], [grid])
        self._other.observe(lambda _: self.draw(), "value")

    def _fill_other(self, form: Any, second: str) -> None:
        options = [(choice_words("rules", one, form.language), one.code) for one in form.offered("rules")]
        if self._other.options != tuple(options):
            self._other.options = options
        self._other.value = second
        self._other.description = label("field.second_rules", form.language)

    def draw(self) -> None:
        form = self.forms[0]
        if self._other.description != label("field.second_rules", form.language):
            self._fill_other(form, self._other.value)
        found = self.model.compare_rules(form.selection(), self._other.value)
        names = [next(choice_words("rules", one, form.language) for one in form.offered("rules") if one.code == side.rules)
                 for side in (found.first, found.second)]  # fmt: skip
        words = [label(f"aspect.{step.aspect.replace(' ', '_')}", form.language) for step in found.steps]
        steps = [Step(name, step.contribution_mean) for name, step in zip(words, found.steps, strict=True)]
        chart = waterfall_chart(names, found.values, steps, found.unit, form.language)
        self._chart.value = f'{chart}<p class="lca-hint">{escape(label("panel.rule_books_hint", form.language))}</p>'


def rules_panel(study: Study | None = None, language: str = ENGLISH, **start: Any) -> RulesPanel:
    """Two rule books on one pack of a study (default: the shipped one); `second` and fields of the form may be given."""
    return RulesPanel(open_model(study), language, **start)
