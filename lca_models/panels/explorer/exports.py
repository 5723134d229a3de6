"""What a person takes from a panel: the figure, its table, and the scenario for the command line."""

from __future__ import annotations

import shlex
from codecs import BOM_UTF8
from dataclasses import replace
from pathlib import Path

from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.inventory.tables.scenarios import scenarios_text
from lca_models.panels.model.answers import PackResult
from lca_models.panels.model.scenario_form import ScenarioForm
from lca_models.scope.declared_unit import DeclaredUnit

EXPORTS = {
    "stages.png": "figure_png",
    "stages.svg": "figure_svg",
    "stages.csv": "table_csv",
    "scenario.yaml": "scenario_yaml",
}


def export_file(name: str, result: PackResult, form: ScenarioForm, per: DeclaredUnit) -> bytes:
    """The contents of one file of EXPORTS; figures show one declared unit, the table all of them."""
    if name == "scenario.yaml":
        return scenario_file(result, form)
    if name == "stages.csv":
        # Excel takes a CSV file for UTF-8 only with this mark.
        return BOM_UTF8 + csv_bytes(result.table)
    from lca_models.reporting.figures.canvas import figure_files
    from lca_models.reporting.figures.look import new_figure
    from lca_models.reporting.figures.stages import plot_stages

    drawn = plot_stages(result.of_basis(per), new_figure(), language=form.language)
    return figure_files(drawn, Path(name).stem)[name]


def scenario_file(result: PackResult, form: ScenarioForm) -> bytes:
    """The choices as YAML that `lca-models footprint --scenario scenario.yaml` reads; the command stands in it."""
    words = replace(result.setup, settings={}, scenarios=("scenario.yaml",)).words()
    return scenarios_text([form.scenario()], shlex.join(words)).encode()
