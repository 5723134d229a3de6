"""Sensitivity: a tornado that ranks anew when a range is edited."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from lca_models.inventory.study import Study
from lca_models.panels.charts.tornado import tornado_chart
from lca_models.panels.model.selection import PanelModel, open_model
from lca_models.panels.model.sensitivity_form import SensitivityForm
from lca_models.panels.parts import FormFields, Panel, alert, card, classed
from lca_models.panels.result_view import wide_and_small
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.labels import ENGLISH, label
from lca_models.scope.scenario import ScenarioError

FIELDS = ("product", "cell_plant_province", "green_percent", "rules")
SHOWN = 12  # inputs


class SensitivityPanel(Panel):
    """The pack on the left with the range to edit, the tornado on the right."""

    title = "panel.sensitivity"

    def __init__(self, model: PanelModel, language: str = ENGLISH, **start: Any) -> None:
        """`start`: fields of the form that open at other values than the defaults."""
        form = model.form(**start)
        form.language = language
        self.fields = FormFields(model, form, FIELDS)
        self.ranges = SensitivityForm(model.input_ranges(form.selection()))
        self._input = classed(widgets.Dropdown(), "lca-field", "f-input")
        self._low, self._high = (
            classed(widgets.Text(continuous_update=False), "lca-field", f"f-{end}") for end in ("low", "high")
        )
        self._reset, self._message, self._chart = (
            classed(widgets.Button(), "lca-button", "f-reset"),
            widgets.HTML(),
            widgets.HTML(),
        )
        self._filling, self._pack = False, form.selection()
        controls = card(
            "lca-controls", *self.fields.children, self._input, self._low, self._high, self._message, self._reset
        )
        grid = classed(widgets.Box([controls, card("lca-result", self._chart)]), "lca-grid", "lca-two")
        super().__init__(model, [form], [grid])
        self._input.observe(lambda _: self._show_range(), "value")
        self._low.observe(self._edited, "value")
        self._high.observe(self._edited, "value")
        self._reset.on_click(self._start_again)

    def draw(self) -> None:
        selection, language = self.forms[0].selection(), self.language
        if (selection.product, selection.rules) != (self._pack.product, self._pack.rules):
            self.ranges = SensitivityForm(self.model.input_ranges(selection))
        self._pack = selection
        swings = self.model.swings(selection, self.ranges.ranges.values(), KWH_CAPACITY, language)[:SHOWN]
        unit = self.model.evaluate(selection).unit(KWH_CAPACITY)
        hint = label("panel.sensitivity_hint", language)
        charts = wide_and_small(*(tornado_chart(swings, unit, language, narrow=narrow) for narrow in (False, True)))
        self._chart.value = f'{charts}<p class="lca-hint">{escape(hint)}</p>'
        self._fill([(one.words, one.name) for one in swings])

    def _fill(self, options: list[tuple[str, str]]) -> None:
        self._filling = True
        try:
            chosen = self._input.value
            self._input.options = options
            self._input.value = chosen if chosen in [name for _, name in options] else options[0][1]
        finally:
            self._filling = False
        for one, key in ((self._input, "field.input"), (self._reset, "panel.reset")):
            one.description = label(key, self.language)
        self._show_range()

    def _show_range(self) -> None:
        if self._filling:
            return
        known = self.ranges.ranges[self._input.value]
        unit = "" if known.unit == "1" else f", {known.unit}"
        self._filling = True
        try:
            for one, key, end in ((self._low, "field.low", known.low), (self._high, "field.high", known.high)):
                one.description = label(key, self.language) + unit
                one.value = f"{end:.6g}"
        finally:
            self._filling = False

    def _edited(self, _: Any) -> None:
        if self._filling:
            return
        self._message.value = ""
        try:
            self.ranges.set_range(self._input.value, self._low.value, self._high.value)
        except ScenarioError as error:
            self._message.value = alert(str(error))
            self._show_range()
            return
        self.draw()

    def _start_again(self, _: Any) -> None:
        self.ranges.reset()
        self._message.value = ""
        self.draw()


def sensitivity_panel(study: Study | None = None, language: str = ENGLISH, **start: Any) -> SensitivityPanel:
    """The tornado of a pack of a study (default: the shipped one), opened at the defaults but for `start`."""
    return SensitivityPanel(open_model(study), language, **start)
