"""Figures for a paper with everything that belongs beside them: data, sources, captions, methods, how to repeat it."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models import __version__
from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.interpretation.contribution.rows import largest_contributions
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.interpretation.uncertainty.intervals import interval_of, sampled_totals
from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.inventory.files.commit import write_set
from lca_models.reporting.papers.bibliography import bibtex, cited_sources
from lca_models.reporting.papers.chart import PAGE, Chart
from lca_models.reporting.papers.charts import marked_for
from lca_models.reporting.papers.naming import product_of, stem_of
from lca_models.reporting.papers.told import MOST_ROWS, caption, methods, table_text
from lca_models.reporting.report.tables import changed_settings, in_readable_unit, per_kwh_capacity, stages_table
from lca_models.scope.declared_unit import KWH_CAPACITY, DeclaredUnit, find_declared_unit
from lca_models.scope.quantity import readable
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import speaking

if TYPE_CHECKING:
    import pandas as pd

FIGURES = "figures"  # the folder below that of a command, and what a manifest says wrote it
BARS = 12  # of the largest purchases


def paper_files_of(
    charts: Iterable[Chart],
    study: Study,
    *,
    words: Sequence[str] = (),
    language: str = ENGLISH,
    width: float | None = None,
    text: float = 7.0,
) -> dict[str, bytes]:
    """Every file of some figures for a paper by name: pictures, data, sources, captions, methods and how to repeat it.

    `words`: the command that makes them; `language`: of the pictures, captions are in both; `width` in mm: of all, in place
    of that of each; `text` in pt. Raises FigureError for a table that cannot be drawn and a size that cannot be printed.
    """
    from lca_models.reporting.figures.canvas import fonts_in, paper_files
    from lca_models.reporting.figures.look import MM, new_figure

    found: dict[str, bytes] = {}
    taken: set[str] = set()
    of_results: dict[tuple[int, ...], tuple[tuple[Footprint, ...], Mapping[str, object]]] = {}
    for chart in charts:
        stem = _free(stem_of(chart.results, chart.kind, chart.per), taken)
        taken.add(stem)
        drawn = {one: _in(chart.for_paper, one) for one in LANGUAGES}
        ax = chart.draw(drawn[language], new_figure(), language=language, width=width or chart.width, text=text)
        found |= paper_files(ax, stem)
        found[f"{stem}.csv"] = csv_bytes(drawn[ENGLISH])
        sources = cited_sources(chart.results, study.sources, chart.cited)
        found[f"{stem}.bib"] = bibtex(sources).encode()
        for one, table in drawn.items():
            found[f"{stem}.caption.{one}.md"] = caption(chart, table, one, study.provinces).encode()
            listed = table if chart.listed is None else _in(chart.listed, one)
            if len(listed) <= MOST_ROWS:
                found[f"{stem}.table.{one}.md"] = table_text(listed, one).encode()
        size = [round(float(side) / MM, 2) for side in ax.get_figure(root=True).get_size_inches()]
        run = {
            **_run(chart, study, words),
            "language": language, "width_mm": size[0], "height_mm": size[1], "text_pt": text, "fonts": list(fonts_in(ax)),
            "sources": [source.key for source in sources],
        }  # fmt: skip
        found[f"{stem}.run.json"] = (json.dumps(run, ensure_ascii=False, indent=1) + "\n").encode()
        same = tuple(map(id, chart.results))
        if same not in of_results or not of_results[same][1]:
            of_results[same] = (chart.results, _draws(chart))
    return found | _methods(list(of_results.values()), study)


def _in(table: Callable[[str], pd.DataFrame], language: str) -> pd.DataFrame:
    with speaking(language):
        return table(language)


def _free(stem: str, taken: Collection[str]) -> str:
    """A name that no other figure has: what differs otherwise gets a number."""
    numbers = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(one for one in numbers if one not in taken)


def _draws(chart: Chart) -> Mapping[str, object]:
    """What the paragraph on methods says of draws; nothing where nothing is drawn."""
    known = {"n", "k", "seed"}
    return {name: chart.values[name] for name in known} if known <= set(chart.values) else {}


def _methods(
    of_results: Sequence[tuple[tuple[Footprint, ...], Mapping[str, object]]], study: Study
) -> dict[str, bytes]:
    """A paragraph for each result, in both languages, once for all figures of the same results."""
    found, names = {}, set[str]()
    for results, drawn in of_results:
        stem = _free(stem_of(results, "methods"), names)
        names.add(stem)
        told = [(one, cited_sources([one], study.sources), evidence_shares(one.assessment)) for one in results]
        for language in LANGUAGES:
            with speaking(language):
                paragraphs = [
                    methods(one, language, sources, shares, study.provinces, drawn) for one, sources, shares in told
                ]
            found[f"{stem}.{language}.md"] = "\n".join(dict.fromkeys(paragraphs)).encode()
    return found


def _run(chart: Chart, study: Study, words: Sequence[str]) -> dict[str, Any]:
    """How to repeat a figure: setups, command, versions, inventories."""
    import shlex

    return {
        "figure": chart.kind,
        "per": chart.per,
        "command": shlex.join(words),
        "results": [{"product": product_of(one),
                     "command": shlex.join(replace(one.complete_setup, product=product_of(one)).words()),
                     "settings": {} if one.is_foreign else changed_settings(one)} for one in chart.results],
        "drawn": {name: value for name, value in chart.values.items() if isinstance(value, int)},
        "inventory_hash": chart.results[0].system.rows_hash,
        "brightway_project": study.current.project,
        "versions": {"lca_models": __version__, "matplotlib": version("matplotlib"), "python": platform.python_version()},
    }  # fmt: skip


def footprint_charts(result: Footprint, per: str | DeclaredUnit | None = None, *, top: int = BARS) -> tuple[Chart, ...]:
    """The figures of one footprint: stages with their intervals, and the largest purchases, per kWh of capacity or `per`.

    Of a process of a Brightway project, per its own demand. Raises ScenarioError for an unknown declared unit.
    """
    unit = find_declared_unit(per) if per else result.declared_unit or KWH_CAPACITY
    return _stages(result, unit), _contributions(result, top)


def _stages(result: Footprint, unit: DeclaredUnit) -> Chart:
    from lca_models.reporting.figures.stages import plot_stages

    if result.is_foreign:
        from lca_models.reporting.report.project_folder import project_stages

        # Nothing of a process of a Brightway project is drawn: its parameters carry no ranges of this kit's.
        return Chart(
            "stages", (result,), lambda language: marked_for(result, project_stages(result), language), plot_stages
        )
    (sampled,) = sampled_totals(result, units=(unit,))
    scale = readable(result.assessment.unit, unit)[0]
    ends = {}
    if sampled is not None:
        in_unit = scale if sampled.units[0].startswith(result.assessment.unit) else 1.0
        found = {stage: interval_of(sampled, stage) for stage in result.stages if stage in sampled.labels}
        ends = {stage: (one.low * in_unit, one.high * in_unit) for stage, one in found.items()}

    def table(language: str) -> pd.DataFrame:
        rows = stages_table(result)
        rows = in_readable_unit(rows[rows["basis"] == unit.words()]).drop(columns="basis").reset_index(drop=True)
        if ends:
            rows["low"], rows["high"] = ([ends[stage][end] for stage in rows["stage"]] for end in (0, 1))
        return marked_for(result, rows, language)

    values = {"n": sampled.n, "k": sampled.uncertain_inputs, "seed": sampled.seed} if sampled is not None else {}
    return Chart("stages", (result,), table, plot_stages, unit.code, values=values)


def _contributions(result: Footprint, top: int) -> Chart:
    from lca_models.reporting.figures.stages import plot_contributions

    def table(language: str) -> pd.DataFrame:
        rows = largest_contributions(result.assessment, top, language=language)
        return marked_for(result, rows if result.is_foreign else per_kwh_capacity(rows, result), language)

    per = "" if result.is_foreign else KWH_CAPACITY.code
    return Chart("contributions", (result,), table, plot_contributions, per, PAGE, {"count": top})


def write_figures(
    study: Study,
    result: Footprint,
    folder: Path | str,
    *,
    per: str | DeclaredUnit | None = None,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = 7.0,
    words: Sequence[str] = (),
) -> tuple[str, ...]:
    """Write the figures of a footprint for a paper into a folder, in place of those that stood there; the names of the files.

    Beside each stand its data, sources as BibTeX, captions, tables and methods in both languages, and how to repeat it.
    `width` in mm: of all figures, in place of 82 and 174; `text` in pt; `words`: the command that asked for them. Raises
    FigureError for a size that cannot be printed, ScenarioError for an unknown declared unit, OSError where the folder cannot
    be written.
    """
    asked = words or result.complete_setup.words()
    charts = footprint_charts(result, per)
    files = paper_files_of(charts, study, words=asked, language=language, width=width, text=text)
    write_set(Path(folder), FIGURES, files)
    return tuple(sorted(files))
