"""Compare two batteries: both choices side by side, the second drawn over the outline of the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from lca_models.impact.study import Study
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.parts import Panel, card, classed, heading
from lca_models.panels.result_view import chart_html, pair_html, totals_html
from lca_models.scope.declared_unit import KWH_DELIVERED
from lca_models.scope.wording.catalogue import ENGLISH

FIELDS = (
    "product",
    "pack_energy",
    "cell_plant_province",
    "green_percent",
    "recycling_route",
    "end_of_life_approach",
    "rules",
)
SIDES = ("panel.first", "panel.second")
PER = KWH_DELIVERED  # packs of different sizes and lives do not serve the same


class ComparisonPanel(Panel):
    """First battery on the left, second on the right, the difference between them."""

    title = "panel.compare"

    def __init__(self, model: PanelModel, language: str = ENGLISH, first: str = "", second: str = "") -> None:
        """`first` and `second`: ids of products (default: the first two of the inventories)."""
        ids = [one.code for one in model.offer.products]
        super().__init__(model, [model.form(product=first or ids[0]), model.form(product=second or ids[1])], language)
        self.fields = [self.fields_of(form, FIELDS) for form in self.forms]
        left, right = (
            card(f"lca-side-{place}", self.part(key), *fields.children)
            for place, (key, fields) in enumerate(zip(SIDES, self.fields, strict=True), start=1)
        )
        result = card("lca-result", self.part("alert"), self.part("result"), self.part("pair"))
        self.show(classed(widgets.Box([left, result, right]), "lca-grid", "lca-sides"))

    def draw(self) -> Mapping[str, str]:
        one, other = self.forms
        first, second = self.model.evaluate(one.setup()), self.model.evaluate(other.setup())
        samples, found = self.model.paired(one, other, PER), self.model.break_even(one, other, PER)
        result = (
            totals_html(second, first, self.language, against="panel.against_first")
            + heading("panel.stages", self.language)
            + chart_html(second, first, PER, self.language)
        )
        pair = pair_html(samples, found, first.unit(PER), self.language)
        return {"result": result, "pair": pair, **{key: heading(key, self.language) for key in SIDES}}


def comparison_panel(study: Study | None = None, language: str = ENGLISH, **products: Any) -> ComparisonPanel:
    """Two batteries of a study (default: the shipped one); `first` and `second` are ids of products.

    Raises ScenarioError for an unknown product, InventoryError and ProjectError as `load_study`.
    """
    return ComparisonPanel(open_model(study), language, **products)
