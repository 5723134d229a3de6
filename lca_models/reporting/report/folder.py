"""A footprint as a folder: one page for a reader, figures, tables, and the numbers for a program."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_mark
from lca_models.impact.study import Study
from lca_models.interpretation.contribution.rows import largest_contributions
from lca_models.interpretation.evidence.assumptions import assumed_rows
from lca_models.interpretation.evidence.key_effects import key_table
from lca_models.interpretation.evidence.next_data import next_data_table
from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.inventory.files.commit import write_set
from lca_models.reporting.report.content import FURTHER_SETUP, Report
from lca_models.reporting.report.drawings import Drawer, Drawing, svg_element
from lca_models.reporting.report.grid import national_table
from lca_models.reporting.report.own import archetype_table, own_inputs_table, used_rows
from lca_models.reporting.report.page import render
from lca_models.reporting.report.tables import (
    FADE_CURVE_TABLE,
    in_readable_unit,
    per_kwh_capacity,
    stages_table,
)
from lca_models.reporting.text.category import mark_of, marked_table
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.interpretation.comparison.grid import Comparison

CHART_ROWS = 12
REPORT, COMPARISON = "report", "comparison"  # what a manifest says wrote its files


def write_report(
    study: Study,
    result: Footprint,
    folder: Path,
    date: datetime | None = None,
    language: str = ENGLISH,
    *,
    drawer: Drawer | None = None,
) -> None:
    """Write report.html, figures, tables/ and run.json into `folder`.

    All of it or nothing takes the place of an earlier report there, with a manifest of hashes; files of others stay.
    `date`: what the report is dated (default: now).
    `language`: of page and figures; tables and run.json are for programs and stay as they are.
    `drawer`: what draws the figures (`drawing`), where it is not this process at the end.
    """
    write_set(folder, REPORT, report_files(study, result, folder, date, language, drawer=drawer))


def report_files(
    study: Study,
    result: Footprint,
    folder: Path = Path(),
    date: datetime | None = None,
    language: str = ENGLISH,
    *,
    drawer: Drawer | None = None,
) -> dict[str, bytes]:
    """The files of a report with their contents, by their names in `folder`; see `write_report`."""
    if result.is_foreign:
        from lca_models.reporting.report.project_folder import project_files

        project = study.place_of(result.product).name
        return project_files(result, project, date or datetime.now(UTC), language)
    report = Report(study, result, date or datetime.now(UTC), language, folder)
    drawer, charts = drawer or Drawer(), _charts(report)
    drawer.begin(charts)
    tables = {f"tables/{name}.csv": csv_bytes(table) for name, table in _csv_tables(report).items()}
    document = (json.dumps(report.document, ensure_ascii=False, indent=1) + "\n").encode()
    contents = drawer.files()
    drawings = {name: svg_element(contents[f"{name}.svg"]) for name in charts}
    contents |= {**tables, "run.json": document}
    if report.further_setup:
        contents[FURTHER_SETUP] = report.further_setup.encode()
    contents["report.html"] = render(report, drawings, {name: one.table for name, one in charts.items()}).encode()
    return contents


def write_comparison(found: Comparison, folder: Path, language: str = ENGLISH) -> None:
    """Write comparison.csv and the chart comparison.png and .svg, in a language, of a comparison."""
    import pandas as pd

    from lca_models.reporting.figures.canvas import figure_files
    from lca_models.reporting.figures.look import new_figure
    from lca_models.reporting.figures.stages import plot_comparison

    rows = [{**row, "totals": {total["per"]: total["amount"] for total in row["totals"]}} for row in found.rows()]
    contents = {"comparison.csv": csv_bytes(pd.json_normalize(rows, sep=": "))}
    table = found.table(KWH_CAPACITY)
    table["label"] = table["label"].map(dict(zip(found.labels(), found.words(language), strict=True)))
    marks = {category_mark(one.method, one.resolved.system.method_metadata, language) for one in found.results}
    if len(marks) == 1:
        table = marked_table(table, marks.pop(), found.results[0].unit)
    drawn = plot_comparison(table, new_figure(), language=language)
    write_set(folder, COMPARISON, contents | figure_files(drawn, "comparison"))


def _charts(report: Report) -> dict[str, Drawing]:
    """The charts of a report by name."""
    result, language = report.result, report.language
    per = result.declared_unit or KWH_CAPACITY
    mark, unit = mark_of(result, language), result.assessment.unit
    stages = stages_table(result)
    stages = in_readable_unit(stages[stages["basis"] == per.words()])
    tables = {
        "stages": stages,
        "contributions": per_kwh_capacity(
            largest_contributions(result.assessment, CHART_ROWS, language=language), result
        ),
    }
    if report.provinces is not None and len(report.provinces.rows):
        tables["grid_check"] = report.provinces.rows
    return {name: Drawing(marked_table(table, mark, unit), language) for name, table in tables.items()}


def _csv_tables(report: Report) -> dict[str, pd.DataFrame]:
    import pandas as pd

    result = report.result
    assessment = result.assessment
    found = {
        "stages": stages_table(result),
        "contributions": largest_contributions(assessment, len(assessment.system.exchanges)),
        "trace": pd.DataFrame(report.trace.rows),
        "parameters": report.parameters if report.pack is None else used_rows(report.parameters),
        "sources": report.sources,
        "evidence": pd.DataFrame(
            {"rests_on": list(report.evidence), "share": list(report.evidence.values()), "unit": "1"}
        ),
        "verification": pd.DataFrame(
            [
                (level, name, share, "1")
                for level, shares in report.verification.items()
                for name, share in shares.items()
            ],
            columns=pd.Index(["level", "verified", "share", "unit"]),
        ),
        "assumptions": pd.DataFrame(
            [(one.per, one.through, one.variance, one.interval, one.samples, "1") for one in report.resting],
            columns=pd.Index(["per", "through_assumptions", "variance_from_assumptions", "interval", "n", "unit"]),
        ),
        "assumed_rows": pd.DataFrame(assumed_rows(assessment, 50)),
        "assumed_parameters": pd.DataFrame(report.assumed),
    }
    if report.grid is not None and report.provinces is not None:
        found |= {"grid_national": national_table(report.tables, report.grid), "grid_provinces": report.provinces.rows}
    if result.fade_curve is not None:
        found[FADE_CURVE_TABLE] = pd.DataFrame(result.fade_curve.points, columns=pd.Index(["cycles", "retention"]))
    if report.beside_own is not None:
        found["background"] = report.beside_own.table()
    if report.materials is not None:
        found["published_materials"] = report.materials.table()
    for neighbour in report.neighbours:
        beside = "archetype" if report.pack else neighbour.result.system.shipped_product.id
        found[f"against_{beside}"] = neighbour.differences
    if report.pack is not None:
        found |= {
            "own_inputs": own_inputs_table(report.pack),
            "archetype_values": archetype_table(report.pack),
            "own_data": report.own_data.table(),
            "next_data": next_data_table(report.next_data),
        }
        if report.key_effects:
            found["allocation_keys"] = key_table(report.key_effects, assessment.score_unit)
    return found
