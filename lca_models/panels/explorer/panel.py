"""The scenario explorer: choices on the left, the result in the middle, the provinces on the right.

Widgets only: the state is in `scenario_form`, numbers come from `model`, words from the catalogue.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from lca_models.impact.study import Study
from lca_models.panels.address import Address
from lca_models.panels.charts.tile_map import TileMap, ramp_legend, tiles
from lca_models.panels.downloads import Downloads
from lca_models.panels.explorer.exports import EXPORTS, export_file
from lca_models.panels.fields import field_words, full_words
from lca_models.panels.model.answers import PackResult, PanelModel, open_model
from lca_models.panels.parts import Panel, card, classed, column, heading
from lca_models.panels.result_view import chart_html, totals_html
from lca_models.reporting.report.tables import in_readable_unit
from lca_models.reporting.text.numbers import number_text, pretty_unit
from lca_models.scope.address import from_address
from lca_models.scope.calculation_setup import DATA_SHEET, CalculationSetup
from lca_models.scope.declared_unit import DECLARED_UNITS, KWH_CAPACITY
from lca_models.scope.labels import label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH

GROUPS: dict[str, tuple[str, ...]] = {  # fields of more than one parameter; the others say their group in their rows
    "panel.battery": ("product", "pack_energy"),
    "panel.power": ("instrument", "technology", "green_percent"),
    "panel.plants": (),
    "panel.end_of_life": (),
    "panel.accounting": ("rules",),
}
HEADINGS = (*GROUPS, "panel.map", "panel.stages", "panel.export")


class ScenarioPanel(Panel):
    """The explorer as a widget; `form` is its state and `result` what it shows."""

    title = "panel.title"

    def __init__(self, model: PanelModel, language: str = ENGLISH, **start: str | float) -> None:
        """`start`: fields of the form that open at other values than the defaults."""
        super().__init__(model, [model.form(**start)], language)
        self.form = self.forms[0]
        self.basis, self.plant = KWH_CAPACITY, model.offer.plants[0]
        self.baseline = self.result = model.evaluate(self.form.setup())
        self.fields = self.fields_of(self.form, self.form.names).widgets
        self._basis = classed(widgets.ToggleButtons(), "f-basis", "lca-toggle")
        self._plant = classed(widgets.Dropdown(), "f-plant", "lca-field")
        self._reset, self._pin = (classed(widgets.Button(), f"f-{name}", "lca-button") for name in ("reset", "pin"))
        self.map = TileMap(view=self.view, name="map")
        self.downloads, self.address = Downloads(self.file), Address()
        self._basis.observe(lambda change: self.take(lambda: setattr(self, "basis", change["new"])), "value")
        self._plant.observe(lambda change: self.take(lambda: setattr(self, "plant", change["new"])), "value")
        self.map.observe(
            lambda change: self.take(lambda: self.form.set_fields({self.plant: change["new"]})), "selected"
        )
        self.address.observe(
            lambda change: self.take(lambda: self.begin_at(from_address(change["new"], model.sheets))), "search"
        )
        self._reset.on_click(lambda _: self.reset())
        self._pin.on_click(lambda _: self.make_baseline())
        self.show(self._arranged(), classed(widgets.Box([self.address]), "lca-style"))

    def _arranged(self) -> widgets.Box:
        inside = {key: [self.part(key), *(self.fields[name] for name in names)] for key, names in GROUPS.items()}
        for one in self.form.fields.values():
            inside[f"panel.{one.group}"].append(self.fields[one.name])
        places, *plants = inside.pop("panel.plants")
        buttons = classed(widgets.Box([self._reset, self._pin]), "lca-buttons")
        controls = card("lca-controls", *(one for some in inside.values() for one in some), buttons)
        result = card("lca-result", self.part("alert"), self.part("totals"), self.part("panel.stages"), self._basis,
                      self.part("chart"), self.part("notes"))  # fmt: skip
        below = card("lca-plants", places, classed(widgets.Box(plants), "lca-several"))
        right = card("lca-map", self.part("panel.map"), self._plant, self.map, self.part("legend"))
        taken = card("lca-export", self.part("panel.export"), self.downloads, self.part("command"))
        return classed(widgets.Box([column(controls), column(result, below), column(right, taken)]), "lca-grid")

    def begin_at(self, setup: CalculationSetup) -> None:
        """Begin anew at a setup, to which reset returns and which the result is compared with.

        Raises ScenarioError for what does not exist and what the page has no field for; nothing changes then.
        """
        start = self.model.opening(setup)
        self.form.begin(start)
        self.basis = setup.declared_unit or self.basis
        self.baseline = self.model.evaluate(self.form.setup())

    def reset(self) -> None:
        """All choices, and the baseline, as the explorer opened."""

        def begin_again() -> None:
            self.form.reset()
            self.baseline = self.model.evaluate(self.form.setup())

        self.take(begin_again)

    def make_baseline(self) -> None:
        """Compare with what is shown now."""
        self.take(lambda: setattr(self, "baseline", self.result))

    def file(self, name: str) -> bytes:
        """One of the files to take away."""
        return export_file(name, self.result, self.form, self.basis)

    def state(self) -> tuple[Any, ...]:
        return (*super().state(), self.basis, self.plant, self.baseline.setup)

    def fill(self) -> None:
        super().fill()
        language = self.language
        bases = tuple((per.heading(language), per) for per in DECLARED_UNITS)
        plants = tuple((field_words(plant, self.form), plant) for plant in self.model.offer.plants)
        for one, options, value in ((self._basis, bases, self.basis), (self._plant, plants, self.plant)):
            if one.options != options:
                one.options = options
            one.value = value
        self._plant.description = label("field.plant", language)
        self._reset.description, self._pin.description = label("panel.reset", language), label("panel.pin", language)
        self.downloads.files = [(name, label(f"panel.{key}", language)) for name, key in EXPORTS.items()]
        self.map.selected = getattr(self.form, self.plant)

    def head(self) -> str:
        return f"{super().head()}<p>{escape(label('panel.subtitle', self.language))}</p>"

    def draw(self) -> Mapping[str, Any]:
        language = self.language
        result = self.model.evaluate(self.form.setup())
        parts = {
            "totals": totals_html(result, self.baseline, language, intervals=self.model.intervals(result.setup)),
            "chart": chart_html(result, self.baseline, self.basis, language),
            "notes": _notes(result, self.model.remarks(result.setup, language), language),
            "command": _command(result, language),
            **self._map_parts(),
            **{key: heading(key, language) for key in HEADINGS},
        }
        self._dim(self.model.without_effect(self.form))
        self.result = result
        return parts

    def _map_parts(self) -> dict[str, Any]:
        language = self.language
        table = in_readable_unit(self.model.places(self.form.setup(), self.plant, self.basis))
        hint = label("panel.map_values", language, unit=pretty_unit(unit_label(str(table["unit"].iloc[0]), language)))
        return {
            "map": {"title": label("panel.map", language), "selected": getattr(self.form, self.plant),
                    "tiles": tiles(table, language)},
            "legend": f'{ramp_legend(table)}<p class="lca-hint">{escape(hint)}</p>',
        }  # fmt: skip

    def _dim(self, quiet: tuple[str, ...]) -> None:
        """Say which fields change nothing now."""
        names = {self.form.share_parameter: "green_percent"}
        for name, field in self.fields.items():
            without = name in [names.get(one, one) for one in quiet]
            (field.add_class if without else field.remove_class)("lca-quiet")
            field.tooltip = label("panel.no_effect", self.language) if without else full_words(name, self.form)


def _notes(result: PackResult, remarks: Sequence[str], language: str) -> str:
    unit = result.functional_unit
    life = label("panel.life", language, energy=number_text(unit.energy_delivered_kwh),
                 cycles=number_text(unit.full_cycles))  # fmt: skip
    lines = "<br>".join(escape(pretty_unit(line)) for line in (life, *remarks, label("panel.note", language)))
    return f'<p class="lca-hint">{lines}</p>'


def _command(result: PackResult, language: str) -> str:
    return (
        f'<p class="lca-hint">{escape(label("panel.command", language))}</p>'
        f'<code data-testid="command">{escape(shlex.join(result.setup.words()))}</code>'
    )


def scenario_explorer(
    study: Study | None = None, language: str = ENGLISH, sheets: Sequence[str] = (), **start: str | float
) -> ScenarioPanel:
    """The explorer of a study (default: the shipped one), opened at the defaults but for `start`.

    `sheets`: data sheets to choose beside the shipped products. `start` takes the fields of the form: product (also the path
    of a data sheet), rules, pack_energy (kWh), green_percent, cell_plant_province and so on. Raises ScenarioError for a field
    or value that does not exist, SheetError for a sheet that cannot be calculated.
    """
    product = str(start.get("product", ""))
    asked = [product] if CalculationSetup(product).kind == DATA_SHEET else []
    return ScenarioPanel(open_model(study, [*asked, *sheets]), language, **start)
