"""What a person takes from the page: report, figure, table, and the scenario for the command line."""

from __future__ import annotations

import io
import zipfile
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.inventory.tables.scenarios import scenarios_text
from lca_models.panels.model.answers import PackResult, PanelModel
from lca_models.panels.state import PageState
from lca_models.panels.views.setup import as_saved, command
from lca_models.reporting.text.category import marked_table
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

Kept = tuple[str, str, bytes]  # name of the file, its type, what is in it
ZIP = "application/zip"


def save(state: PageState, model: PanelModel, heard: Mapping[str, Any]) -> Kept:
    """The file that a person asks for.

    Raises ScenarioError where the page writes no such file.
    """
    what = str(heard.get("what", ""))
    if what not in FILES:
        raise ScenarioError(message("the page saves no '{what}'; {near}", what=what[:40], near=suggestion(what, FILES)))
    return FILES[what](state, model)


def report_file(state: PageState, model: PanelModel) -> Kept:
    """The report of the setup as one page that loads nothing from elsewhere."""
    from lca_models.reporting.report.folder import report_files

    files = report_files(model.study, model.footprint(state.setup), language=state.language)
    return f"{_stem(state)}_report.html", "text/html;charset=utf-8", files["report.html"]


def figure_file(state: PageState, model: PanelModel) -> Kept:
    """The figures of the setup for a paper, with their data, sources, captions and methods, in one archive."""
    from lca_models.reporting.papers.writing import footprint_charts, paper_files_of

    charts = footprint_charts(model.footprint(state.setup), state.per)
    files = paper_files_of(charts, model.study, words=as_saved(state.setup).words(), language=state.language)
    return f"{_stem(state)}_figures.zip", ZIP, archive_of(files)


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Files by name in one archive, the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"figures/{name}"), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def table_file(state: PageState, model: PanelModel) -> Kept:
    """Stages, burdens and credits per every declared unit. Excel takes a CSV file for UTF-8 only with a mark before it."""
    content = BOM_UTF8 + csv_bytes(marked(model.evaluate(state.setup), state.language))
    return f"{_stem(state)}_stages.csv", "text/csv;charset=utf-8", content


def marked(result: PackResult, language: str) -> pd.DataFrame:
    """Stage, kind, amount, unit, basis of a result, with its category in the unit where it is not the default."""
    return marked_table(result.table, result.marks[language], result.score_unit)


def scenario_file(state: PageState, model: PanelModel) -> Kept:
    """The choices as YAML that `lca-models footprint --scenario FILE` reads; the command that repeats them stands in it."""
    setup = as_saved(state.setup)
    scenario = setup.scenario("page", f"Chosen on the page for {setup.product} under {setup.rules}")
    content = scenarios_text([scenario], " ".join(command(state.setup))).encode()
    return f"{_stem(state)}.yaml", "application/yaml;charset=utf-8", content


def _stem(state: PageState) -> str:
    """Product, province where it is chosen, and rules, as the name of a file."""
    province = state.setup.settings.get("cell_plant_province", "")
    return "_".join(filter(None, (Path(state.setup.product).stem, str(province), state.setup.rules)))


FILES: Mapping[str, Callable[[PageState, PanelModel], Kept]] = {
    "report": report_file,
    "figure": figure_file,
    "table": table_file,
    "scenario": scenario_file,
}
