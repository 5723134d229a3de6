"""Sensitivity: a tornado that ranks anew when a range is edited."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets as widgets

from lca_models.impact.study import Study
from lca_models.panels.charts.tornado import tornado_chart
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.model.sensitivity_form import SensitivityForm
from lca_models.panels.parts import Panel, card, classed
from lca_models.panels.result_view import wide_and_small
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.labels import label
from lca_models.scope.wording.catalogue import ENGLISH

FIELDS = ("product", "cell_plant_province", "green_percent", "rules")
SHOWN = 12  # inputs


class SensitivityPanel(Panel):
    """The pack on the left with the range to edit, the tornado on the right."""

    title = "panel.sensitivity"

    def __init__(self, model: PanelModel, language: str = ENGLISH, **start: Any) -> None:
        """`start`: fields of the form that open at other values than the defaults."""
        super().__init__(model, [model.form(**start)], language)
        self.ranges, self._ranges_of = SensitivityForm({}), ("", "")
        self._input = classed(widgets.Dropdown(), "lca-field", "f-input")
        self._low, self._high = (
            classed(widgets.Text(continuous_update=False), "lca-field", f"f-{end}") for end in ("low", "high")
        )
        self._reset = classed(widgets.Button(), "lca-button", "f-reset")
        self._input.observe(lambda _: self.take(lambda: None), "value")
        for end in (self._low, self._high):
            end.observe(lambda _: self.take(self._edit), "value")
        self._reset.on_click(lambda _: self.reset())
        fields = self.fields_of(self.forms[0], FIELDS)
        controls = card("lca-controls", *fields.children, self._input, self._low, self._high, self._reset)
        result = card("lca-result", self.part("alert"), self.part("tornado"))
        self.show(classed(widgets.Box([controls, result]), "lca-grid", "lca-two"))

    def reset(self) -> None:
        """Back to the ranges of the inventories."""
        self.take(self.ranges.reset)

    def state(self) -> tuple[Any, ...]:
        return (*super().state(), self._input.value, tuple(self.ranges.ranges.values()))

    def fill(self) -> None:
        super().fill()
        setup = self.forms[0].setup()
        if (pack := (setup.product, setup.rules)) != self._ranges_of:
            self.ranges, self._ranges_of = SensitivityForm(self.model.input_ranges(setup)), pack
        self._reset.description = label("panel.reset", self.language)
        self._input.description = label("field.input", self.language)
        self._fill_range()

    def draw(self) -> Mapping[str, str]:
        setup = self.forms[0].setup()
        swings = self.model.swings(setup, self.ranges.ranges.values(), KWH_CAPACITY, self.language)[:SHOWN]
        unit = self.model.evaluate(setup).unit(KWH_CAPACITY)
        charts = wide_and_small(
            *(tornado_chart(swings, unit, self.language, narrow=narrow) for narrow in (False, True))
        )
        self._offer([(one.words, one.name) for one in swings])
        return {"tornado": f'{charts}<p class="lca-hint">{escape(label("panel.sensitivity_hint", self.language))}</p>'}

    def _offer(self, options: list[tuple[str, str]]) -> None:
        """The inputs to edit are those that the chart shows."""
        chosen = self._input.value
        self._input.options = options
        self._input.value = chosen if chosen in [name for _, name in options] else options[0][1]
        self._fill_range()

    def _fill_range(self) -> None:
        if self._input.value not in self.ranges.ranges:
            return  # nothing is offered yet
        known = self.ranges.ranges[self._input.value]
        unit = "" if known.unit == "1" else f", {known.unit}"
        for one, key, end in ((self._low, "field.low", known.low), (self._high, "field.high", known.high)):
            one.description = label(key, self.language) + unit
            one.value = f"{end:.6g}"

    def _edit(self) -> None:
        self.ranges.set_range(self._input.value, self._low.value, self._high.value)


def sensitivity_panel(study: Study | None = None, language: str = ENGLISH, **start: Any) -> SensitivityPanel:
    """The tornado of a pack of a study (default: the shipped one), opened at the defaults but for `start`.

    `start`: fields of the form, as `scenario_explorer` takes them. Raises ScenarioError for a field or value that does
    not exist, InventoryError and ProjectError as `load_study`.
    """
    return SensitivityPanel(open_model(study), language, **start)
