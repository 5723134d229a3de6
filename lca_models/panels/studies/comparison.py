"""Compare two batteries: both choices side by side, the second drawn over the outline of the first."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from lca_models.inventory.study import Study
from lca_models.panels.model.selection import PanelModel, open_model
from lca_models.panels.parts import FormFields, Later, Panel, card, classed, heading
from lca_models.panels.result_view import chart_html, pair_html, totals_html
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.labels import ENGLISH

FIELDS = (
    "product",
    "pack_energy",
    "cell_plant_province",
    "green_percent",
    "recycling_route",
    "end_of_life_approach",
    "rules",
)


class ComparisonPanel(Panel):
    """First battery on the left, second on the right, the difference between them."""

    title = "panel.compare"

    def __init__(self, model: PanelModel, language: str = ENGLISH, first: str = "", second: str = "") -> None:
        """`first` and `second`: ids of products (default: the first two of the inventories)."""
        ids = [one.code for one in model.offer.products]
        forms = [model.form(product=first or ids[0]), model.form(product=second or ids[1])]
        for form in forms:
            form.language = language
        self.fields = [FormFields(model, form, FIELDS) for form in forms]
        self._names = [widgets.HTML(), widgets.HTML()]
        self._result, self._pair = widgets.HTML(), widgets.HTML()
        self._pair_follows = Later(self._draw_pair)
        sides = [card(f"lca-side-{place}", name, *fields.children)
                 for place, (name, fields) in enumerate(zip(self._names, self.fields, strict=True), start=1)]  # fmt: skip
        grid = classed(
            widgets.Box([sides[0], card("lca-result", self._result, self._pair), sides[1]]), "lca-grid", "lca-sides"
        )
        super().__init__(model, forms, [grid])

    def draw(self) -> None:
        first, second = (self.model.evaluate(form.selection()) for form in self.forms)
        for name, key in zip(self._names, ("panel.first", "panel.second"), strict=True):
            name.value = heading(key, self.language)
        # Per kWh delivered: packs of different sizes and lives do not serve the same.
        self._result.value = (
            totals_html(second, first, self.language, against="panel.against_first")
            + heading("panel.stages", self.language)
            + chart_html(second, first, KWH_DELIVERED, self.language)
        )
        self._pair_follows()

    def _draw_pair(self) -> None:
        first, second = self.forms
        samples = self.model.paired(first, second, KWH_DELIVERED)
        found = self.model.break_even(first, second, KWH_DELIVERED)
        unit = self.model.evaluate(first.selection()).unit(KWH_DELIVERED)
        self._pair.value = pair_html(samples, found, unit, self.language)


def comparison_panel(study: Study | None = None, language: str = ENGLISH, **products: Any) -> ComparisonPanel:
    """Two batteries of a study (default: the shipped one); `first` and `second` are ids of products."""
    return ComparisonPanel(open_model(study), language, **products)
