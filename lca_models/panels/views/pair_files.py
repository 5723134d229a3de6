"""Figures and tables that Compare and Rules hand out: what the page shows, with its data."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.panels.model.answers import PanelModel
from lca_models.panels.model.pairs import FIRST, SECOND, SEED
from lca_models.panels.state import PageState
from lca_models.panels.views.compare import basis_of
from lca_models.panels.views.keeping import ZIP, Kept, archive_of, marked
from lca_models.panels.views.rulebooks import rulebooks_view, second_of
from lca_models.reporting.papers.chart import PAGE
from lca_models.reporting.text.category import marked_text
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.declared_unit import DeclaredUnit, find_declared_unit
from lca_models.scope.labels import label
from lca_models.scope.quantity import unit_text
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

CSV = "text/csv;charset=utf-8"


def difference_figure(state: PageState, model: PanelModel, _: Any) -> Kept:
    """The differences of both batteries, draw by draw, for a paper, with their data, sources and captions, in one archive.

    Raises ScenarioError where there is no second battery.
    """
    from lca_models.reporting.papers.charts import difference_charts
    from lca_models.reporting.papers.writing import paper_files_of

    pair, per = _pair(state), _per(state, model)
    results = dict(zip((FIRST, SECOND), map(model.footprint, pair), strict=True))
    charts = difference_charts(results, model.paired(*pair, per), [(SECOND, FIRST)], per.code, SEED)
    return (
        f"{_stem(state)}_difference.zip",
        ZIP,
        archive_of(paper_files_of(charts, model.study, language=state.language)),
    )


def difference_table(state: PageState, model: PanelModel, _: Any) -> Kept:
    """Every draw: both totals, second less first, and their unit.

    Raises ScenarioError where there is no second battery.
    """
    return f"{_stem(state)}_draws.csv", CSV, BOM_UTF8 + csv_bytes(_draws(state, model))


def pair_table(state: PageState, model: PanelModel, _: Any) -> Kept:
    """Stages of both batteries, burdens and credits: battery, product, stage, kind, amount, unit, basis.

    Raises ScenarioError where there is no second battery.
    """
    import pandas as pd

    tables = []
    for side, setup in zip((FIRST, SECOND), _pair(state), strict=True):
        table = marked(model.evaluate(setup), state.language).copy()
        table.insert(0, "product", Path(setup.product).stem)
        table.insert(0, "battery", side)
        tables.append(table)
    return f"{_stem(state)}_stages.csv", CSV, BOM_UTF8 + csv_bytes(pd.concat(tables, ignore_index=True))


def steps_figure(state: PageState, model: PanelModel, _: Any) -> Kept:
    """The steps from one rule set's total to the other's for a paper, with their data, in one archive."""
    from lca_models.reporting.figures.canvas import paper_files
    from lca_models.reporting.figures.stages import plot_waterfall

    stem, steps = f"{_rules_stem(state, model)}_steps", _steps(state, model)
    drawn = plot_waterfall(steps, language=state.language, width=PAGE)
    return f"{stem}.zip", ZIP, archive_of({**paper_files(drawn, stem), f"{stem}.csv": csv_bytes(steps)})


def steps_table(state: PageState, model: PanelModel, _: Any) -> Kept:
    """The steps as the page shows them: step, start, end, kind, unit."""
    return f"{_rules_stem(state, model)}_steps.csv", CSV, BOM_UTF8 + csv_bytes(_steps(state, model))


def _pair(state: PageState) -> tuple[CalculationSetup, CalculationSetup]:
    if state.second is None:
        raise ScenarioError(message("choose a second battery first"))
    return state.setup, state.second


def _per(state: PageState, model: PanelModel) -> DeclaredUnit:
    first, second = (model.evaluate(setup) for setup in _pair(state))
    return basis_of(state.per, first, second)


def _draws(state: PageState, model: PanelModel) -> pd.DataFrame:
    """Draw, first, second, difference and unit."""
    import pandas as pd

    samples = model.paired(*_pair(state), _per(state, model))
    mark = model.evaluate(state.setup).marks[state.language]
    first, second = (samples.column(side) for side in (FIRST, SECOND))
    return pd.DataFrame({"draw": range(1, len(first) + 1), FIRST: first, SECOND: second, "difference": second - first,
                         "unit": marked_text(samples.unit, mark)})  # fmt: skip


def _steps(state: PageState, model: PanelModel) -> pd.DataFrame:
    """Totals and steps of the waterfall, named in the language of the page."""
    import pandas as pd

    view = rulebooks_view(state, model)
    books = [_said(one["name"], state.language) for one in view["sides"]]
    (first, second), unit = (
        (one["total"] for one in view["sides"]),
        _said(view["unit"], state.language).replace("₂", "2"),
    )
    rows = [(books[0], 0.0, first, "total")]
    rows += [(_said(one["name"], state.language), one["start"], one["end"], "step") for one in view["steps"]]
    rows.append((books[1], 0.0, second, "total"))
    table = pd.DataFrame(rows, columns=["step", "start", "end", "kind"])
    return table.assign(unit=unit_text(unit, find_declared_unit(view["per"])))


def _said(name: Any, language: str) -> str:
    """A name of the page as text."""
    if isinstance(name, str):
        return name
    return label(name["key"], language) if isinstance(name, dict) else str(name[language == CHINESE])


def _stem(state: PageState) -> str:
    """Both products and the rules, as the name of a file."""
    return "_".join((*(Path(setup.product).stem for setup in _pair(state)), state.setup.rules))


def _rules_stem(state: PageState, model: PanelModel) -> str:
    return "_".join((Path(state.setup.product).stem, state.setup.rules, second_of(state, model)))
