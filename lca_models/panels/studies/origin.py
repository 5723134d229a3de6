"""Where does the number come from: the supply chain of a result as a tree, down to rows of the inventories and their source."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import ipywidgets as widgets

from lca_models.impact.study import Study
from lca_models.interpretation.contribution.rows import Branch, contribution_tree
from lca_models.inventory.tables.records import Source
from lca_models.panels.model.answers import PanelModel, open_model
from lca_models.panels.parts import Panel, card, classed
from lca_models.reporting.text.numbers import MINUS, number_text, pretty_unit
from lca_models.scope.declared_unit import PACK
from lca_models.scope.labels import label, stage_label
from lca_models.scope.quantity import unit_text
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking

FIELDS = ("product", "rules", "cell_plant_province")


class OriginPanel(Panel):
    """Choices on the left, the tree on the right."""

    title = "panel.origin"

    def __init__(self, model: PanelModel, language: str = ENGLISH, **start: str | float) -> None:
        """`start`: fields of the form that open at other values than the defaults."""
        super().__init__(model, [model.form(**start)], language)
        fields = self.fields_of(self.forms[0], FIELDS)
        result = card("lca-result", self.part("alert"), self.part("tree"))
        self.show(classed(widgets.Box([card("lca-controls", *fields.children), result]), "lca-grid", "lca-two"))

    def draw(self) -> Mapping[str, str]:
        with speaking(self.language):  # a number of the reader's own cites them in their language
            result = self.model.footprint(self.forms[0].setup())
        tree = contribution_tree(result.assessment, language=self.language)
        unit, sources = result.assessment.unit, self.model.study.sources
        return {"tree": tree_html(tree, result.stages, unit, sources, self.language)}


def tree_html(
    tree: Mapping[str, tuple[Branch, ...]],
    stages: Mapping[str, float],
    unit: str,
    sources: Mapping[str, Source],
    language: str = ENGLISH,
) -> str:
    """The tree as nested `<details>`: a keyboard opens it, and no script is needed."""
    words = unit_text(unit, PACK, language)
    parts = [f'<p class="lca-hint">{escape(label("panel.origin_hint", language, unit=pretty_unit(words)))}</p>']
    for stage, total in stages.items():
        inside = "".join(_branch(one, sources, language) for one in tree.get(stage, ()))
        head = f"<b>{escape(stage_label(stage, language))}</b><output>{number_text(total)}</output>"
        parts.append(f'<details open class="lca-stage"><summary>{head}</summary>{inside}</details>')
    return f'<div class="lca-tree">{"".join(parts)}</div>'


def _branch(branch: Branch, sources: Mapping[str, Source], language: str) -> str:
    share = f"{100 * branch.share:.1f} %".replace("-", MINUS)
    head = f"<span>{escape(branch.name)}</span><output>{number_text(branch.contribution)}</output><i>{share}</i>"
    inside = "".join(_branch(one, sources, language) for one in branch.branches)
    return f"<details><summary>{head}</summary>{_row(branch.row, sources, language)}{inside}</details>"


def _row(row: Mapping[str, object], sources: Mapping[str, Source], language: str) -> str:
    """The inventory row: where it stands, its amount, and the document it comes from."""
    source = sources.get(str(row["source"]))
    title = f"{source.title} ({source.year})" if source else str(row["source"])
    amount = f"{number_text(float(str(row['amount'])))} {pretty_unit(str(row['unit']))}"
    place = ", ".join(filter(None, (title, str(row["locator"]))))
    told = (f"{row['table']}:{row['row']}", amount, str(row["evidence"]), place)
    words = " · ".join(escape(one) for one in told if one)
    return f'<p class="lca-row" title="{escape(label("panel.row", language))}">{words}</p>'


def origin_panel(study: Study | None = None, language: str = ENGLISH, **start: str | float) -> OriginPanel:
    """The tree of a study (default: the shipped one), opened at the defaults but for `start`.

    `start`: fields of the form, as `scenario_explorer` takes them. Raises ScenarioError for a field or value that does
    not exist, InventoryError and ProjectError as `load_study`.
    """
    return OriginPanel(open_model(study), language, **start)
