"""The scenario explorer: choices on the left, the result in the middle, the provinces on the right.

Widgets only: the state is in `scenario_form`, numbers come from `model`, words from the catalogue.
"""

from __future__ import annotations

import shlex
from html import escape
from typing import Any

import ipywidgets as widgets

from lca_models.inventory.study import Study
from lca_models.panels.charts.tile_map import TileMap, ramp_legend, tiles
from lca_models.panels.downloads import Downloads
from lca_models.panels.explorer.exports import EXPORTS, export_file
from lca_models.panels.fields import fill_field, full_words, link_fields, make_field
from lca_models.panels.model.scenario_form import FIELDS, PLANTS
from lca_models.panels.model.selection import PanelModel, open_model
from lca_models.panels.parts import Later, alert, card, classed, column, style
from lca_models.panels.result_view import chart_html, totals_html
from lca_models.reporting.report.tables import in_readable_unit
from lca_models.reporting.text.numbers import number_text, pretty_unit
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY
from lca_models.scope.labels import ENGLISH, LANGUAGES, label
from lca_models.scope.quantity import unit_label
from lca_models.scope.scenario import ScenarioError

GROUPS = {
    "panel.battery": ("product", "pack_energy"),
    "panel.power": ("instrument", "technology", "green_percent", "grid_year", "grid_pathway"),
    "panel.plants": PLANTS,
    "panel.end_of_life": ("recycling_route", "end_of_life_approach"),
    "panel.rules_group": ("rules",),
}


class ScenarioPanel(widgets.VBox):  # type: ignore[misc]
    """The explorer as a widget; `form` is its state and `result` what it shows."""

    def __init__(self, model: PanelModel, language: str = ENGLISH, **start: str | float) -> None:
        """`start`: fields of the form that open at other values than the defaults."""
        self.model = model
        self.form = model.form(**start)
        self.form.language = language
        self.basis, self.plant = KWH_CAPACITY, PLANTS[0]
        self.baseline = self.result = model.evaluate(self.form.selection())
        self._filling = False
        self._map_follows = Later(self._draw_map)
        self._make()
        super().__init__([self._style, self._head, self._grid])
        self.add_class("lca-app")
        self._relabel()
        self._draw_map()
        self.form.observe(self._changed, FIELDS)
        self.form.observe(self._relabel, "language")

    def _make(self) -> None:
        self.fields = {name: make_field(name, self.form) for name in FIELDS}
        link_fields(self.fields, self._chosen)
        self._headings = {key: widgets.HTML() for key in (*GROUPS, "head", "map", "stages", "export")}
        self._language = widgets.ToggleButtons(options=[(words, code) for code, words in LANGUAGES.items()])
        self._basis = widgets.ToggleButtons()
        self._plant = widgets.Dropdown()
        self._reset, self._pin = widgets.Button(), widgets.Button()
        for hook, one in (("f-language", self._language), ("f-basis", self._basis), ("f-plant", self._plant),
                          ("f-reset", self._reset), ("f-pin", self._pin)):  # fmt: skip
            one.add_class(hook)
            one.add_class(
                "lca-field" if one is self._plant else "lca-button" if one in (self._reset, self._pin) else "lca-toggle"
            )
        self._totals, self._chart, self._legend = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._alert, self._notes, self._command = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._style = style(self.model)
        self.map = TileMap()
        self.downloads = Downloads(self.file)
        self._arrange()
        self._language.observe(lambda change: self.form.set_trait("language", change["new"]), "value")
        self._basis.observe(lambda change: self._shown("basis", change["new"]), "value")
        self._plant.observe(lambda change: self._shown("plant", change["new"]), "value")
        self.map.observe(lambda change: self._chosen(self.plant, change["new"]), "selected")
        self._reset.on_click(lambda _: self.reset())
        self._pin.on_click(lambda _: self.make_baseline())

    def _arrange(self) -> None:
        inside = {key: [self._headings[key], *(self.fields[name] for name in names)] for key, names in GROUPS.items()}
        plants = classed(widgets.Box(inside.pop("panel.plants")[1:]), "lca-several")
        buttons = classed(widgets.Box([self._reset, self._pin]), "lca-buttons")
        controls = card("lca-controls", *(one for some in inside.values() for one in some), buttons)
        result = card("lca-result", self._alert, self._totals, self._headings["stages"], self._basis, self._chart,
                      self._notes)  # fmt: skip
        places = card("lca-plants", self._headings["panel.plants"], plants)
        right = card("lca-map", self._headings["map"], self._plant, self.map, self._legend)
        taken = card("lca-export", self._headings["export"], self.downloads, self._command)
        columns = [column(controls), column(result, places), column(right, taken)]
        self._grid = widgets.Box(columns)
        self._grid.add_class("lca-grid")
        self._head = widgets.Box([self._headings["head"], self._language])
        self._head.add_class("lca-head")

    def reset(self) -> None:
        """All choices, and the baseline, as the explorer opened."""
        self.form.reset()
        self.make_baseline()

    def make_baseline(self) -> None:
        """Compare with what is shown now."""
        self.baseline = self.result
        self._draw_result()

    def file(self, name: str) -> bytes:
        """One of the files to take away."""
        return export_file(name, self.result, self.form, self.basis)

    def _chosen(self, name: str, value: Any) -> None:
        if self._filling or value is None or value == getattr(self.form, name):
            return
        try:
            self.form.set_fields({name: value})
        except ScenarioError as error:
            self._warn(str(error))
            self._fill()

    def _changed(self, _: Any) -> None:
        self._fill()
        selection = self.form.selection()
        if selection == self.result.selection:
            return
        try:
            self.result = self.model.evaluate(selection)
        except ScenarioError as error:
            self._warn(str(error))
            return
        self._warn("")
        self._draw_result()
        self._map_follows()

    def _shown(self, what: str, value: Any) -> None:
        if not self._filling and value is not None:
            setattr(self, what, value)
            self._fill()
            self._draw_result()
            self._draw_map()

    def _warn(self, text: str) -> None:
        self._alert.value = alert(text)

    def _fill(self) -> None:
        self._filling = True
        try:
            approach = self.model.approach_of(self.form.rules)
            for name, field in self.fields.items():
                fill_field(field, name, self.form, approach)
            self.map.selected = getattr(self.form, self.plant)
        finally:
            self._filling = False

    def _relabel(self, _: Any = None) -> None:
        """All words in the language of the form."""
        language = self.form.language
        self._fill()
        self._filling = True
        try:
            self._language.value = language
            self._basis.options = [(per.heading(language), per) for per in DECLARED_UNITS]
            self._basis.value = self.basis
            self._plant.options = [(label(f"field.{plant}", language), plant) for plant in PLANTS]
            self._plant.value = self.plant
        finally:
            self._filling = False
        self._plant.description = label("field.plant", language)
        self._reset.description, self._pin.description = label("panel.reset", language), label("panel.pin", language)
        self.map.title = label("panel.map", language)
        for key, heading in self._headings.items():
            heading.value = f"<h3>{escape(label(key if key in GROUPS else f'panel.{_HEADINGS[key]}', language))}</h3>"
        self._headings[
            "head"
        ].value = f"<h2>{escape(label('panel.title', language))}</h2><p>{escape(label('panel.subtitle', language))}</p>"
        self.downloads.files = [(name, label(f"panel.{key}", language)) for name, key in EXPORTS.items()]
        self._draw_result()
        self._draw_map()

    def _draw_result(self) -> None:
        language = self.form.language
        self._totals.value = totals_html(self.result, self.baseline, language)
        self._chart.value = chart_html(self.result, self.baseline, self.basis, language)
        unit = self.result.functional_unit
        life = label("panel.life", language, energy=number_text(unit.energy_delivered_kwh),
                     cycles=number_text(unit.full_cycles))  # fmt: skip
        command = shlex.join(self.result.selection.words())
        self._notes.value = f'<p class="lca-hint">{escape(life)}<br>{escape(label("panel.note", language))}</p>'
        self._command.value = (
            f'<p class="lca-hint">{escape(label("panel.command", language))}</p>'
            f'<code data-testid="command">{escape(command)}</code>'
        )

    def _draw_map(self) -> None:
        language = self.form.language
        table = in_readable_unit(self.model.places(self.form.selection(), self.plant, self.basis))
        self.map.tiles = tiles(table, language)
        unit = pretty_unit(unit_label(str(table["unit"].iloc[0]), language))
        self._legend.value = (
            f'{ramp_legend(table)}<p class="lca-hint">{escape(label("panel.map_values", language, unit=unit))}</p>'
        )
        self._dim(self.model.without_effect(self.form))

    def _dim(self, quiet: tuple[str, ...]) -> None:
        """Say which fields change nothing now."""
        language = self.form.language
        names = {self.form.share_parameter: "green_percent"}
        for name, field in self.fields.items():
            without = name in [names.get(one, one) for one in quiet]
            (field.add_class if without else field.remove_class)("lca-quiet")
            field.tooltip = label("panel.no_effect", language) if without else full_words(name, self.form)


_HEADINGS = {"head": "title", "map": "map", "stages": "stages", "export": "export"}


def scenario_explorer(study: Study | None = None, language: str = ENGLISH, **start: str | float) -> ScenarioPanel:
    """The explorer of a study (default: the shipped one), opened at the defaults but for `start`.

    `start` takes the fields of the form: product, rules, pack_energy (kWh), green_percent, cell_plant_province and so on.
    Raises ScenarioError for a field or value that does not exist.
    """
    return ScenarioPanel(open_model(study), language, **start)
