"""A footprint as a folder: one page for a reader, figures, tables, and the numbers for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.footprint import footprint as calculate
from lca_models.impact.methods import method_ids
from lca_models.interpretation.assumptions import assumed_parameters, assumed_rows
from lca_models.interpretation.contribution import Trace, largest_contributions, trace
from lca_models.interpretation.data_quality import evidence_shares
from lca_models.interpretation.published_materials import (
    MaterialComparison,
    compare_materials,
    difference_by_input,
    published_materials,
    published_total,
)
from lca_models.inventory.atomic_files import write_files
from lca_models.inventory.study import Study
from lca_models.inventory.tables import Table, read_tables, tables_hash
from lca_models.reporting.grid_table import GridFactors, ProvinceTable, grid_factors, national_table, province_table
from lca_models.reporting.report_page import FAR, render
from lca_models.reporting.report_tables import (
    FADE_CURVE_TABLE,
    changed_settings,
    command_line,
    parameters_table,
    per_kwh_capacity,
    sources_table,
    stages_table,
)
from lca_models.scope.labels import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

CHART_ROWS = 12


@dataclass(frozen=True)
class Neighbour:
    """Another shipped pack under the same settings, and what turns this one against it, per kWh of capacity."""

    result: Footprint
    name: str
    differences: pd.DataFrame
    difference: float  # this pack less the other, in score units per kWh of capacity
    published_difference: float | None  # the same of the published materials

    @property
    def is_turned(self) -> bool:
        """Whether the two packs stand in the other order than in the published model."""
        return self.published_difference is not None and self.published_difference * self.difference < 0


@dataclass(frozen=True)
class Report:
    """Everything a report shows, calculated where it is first used."""

    study: Study
    result: Footprint
    date: datetime
    language: str = ENGLISH

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the inventories."""
        return read_tables(self.study.root)

    @cached_property
    def trace(self) -> Trace:
        """The rows behind 95 % of the result."""
        return trace(self.result.assessment)

    @cached_property
    def evidence(self) -> dict[str, float]:
        """Share of the result by evidence class, and on aggregated processes."""
        return evidence_shares(self.result.assessment)

    @cached_property
    def assumed(self) -> Any:
        """The assumed parameters that move the result most."""
        return assumed_parameters(self.result.assessment, 50)

    @cached_property
    def grid(self) -> GridFactors | None:
        """Factors of the electricity; None for inventories without a table of generation."""
        return grid_factors(self.tables, self.result.assessment)

    @cached_property
    def provinces(self) -> ProvinceTable | None:
        """The provinces beside their official factors."""
        return province_table(self.tables, self.grid) if self.grid else None

    @cached_property
    def materials(self) -> MaterialComparison | None:
        """The materials beside the published model; None where it has no such chemistry or another category is assessed."""
        product = self.result.system.product
        assert product is not None
        total = published_total(self.tables, product.chemistry)
        if total is None or "GWP100" not in self.result.assessment.method:
            return None
        rows = published_materials(self.tables, product.chemistry)
        return compare_materials(self.result.assessment, self.result.functional_unit.rated_energy_kwh, rows, total)

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The other shipped packs with a published total to stand beside, under the settings of this one."""
        product = self.result.system.product
        assert product is not None
        others = [other for other in self.study.products.values() if other.id != product.id]
        return tuple(self._neighbour(other.id) for other in others if published_total(self.tables, other.chemistry))

    def _neighbour(self, other: str) -> Neighbour:
        system, ids = self.study.product_system(other, rules=self.result.rules), _short_ids(self.result)
        known = {name: value for name, value in changed_settings(self.result).items() if name in system.parameters}
        found = calculate(system, known, method=ids[self.result.assessment.method], rules=self.result.rules,
                          scenario=self.result.scenario)  # fmt: skip
        energies = (self.result.functional_unit.rated_energy_kwh, found.functional_unit.rated_energy_kwh)
        differences = difference_by_input(self.result.assessment, found.assessment, *energies)
        published = [
            published_total(self.tables, side.system.product.chemistry)
            for side in (self.result, found)
            if side.system.product
        ]
        known_both = len(published) == 2 and published[0] is not None and published[1] is not None
        assert system.product is not None
        return Neighbour(
            found,
            system.product.name,
            differences,
            float(differences["difference"].sum()),
            published[0].score - published[1].score if known_both else None,  # type: ignore[union-attr]
        )

    def document(self) -> dict[str, Any]:
        """The footprint with its inputs, for programs."""
        return {
            **self.result.document(),
            "settings": changed_settings(self.result),
            "command": command_line(self.result),
            "tables_hash": tables_hash(self.study.root),
            "brightway_project": self.study.current.project,
            "date_utc": self.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def write_report(
    study: Study, result: Footprint, folder: Path, date: datetime | None = None, language: str = ENGLISH
) -> None:
    """Write report.html, figures, tables/ and run.json into `folder`.

    Nothing is replaced before everything is calculated and on disk. `date`: what the report is dated (default: now).
    `language`: of page and figures; tables and run.json are for programs and stay as they are.
    """
    report = Report(study, result, date or datetime.now(UTC), language)
    drawings, pictures = _draw(report)
    contents = dict(pictures)
    for name, table in _csv_tables(report).items():
        contents[f"tables/{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
    contents["run.json"] = (json.dumps(report.document(), ensure_ascii=False, indent=1) + "\n").encode()
    contents["report.html"] = render(report, drawings).encode()
    write_files(folder, contents)


def write_comparison(rows: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write comparison.csv and the chart comparison.png and .svg of the rows of `compare`."""
    import pandas as pd

    from lca_models.reporting.figures import figure_files, plot_comparison

    options = ("product", "rules", "scenario", "province")
    varying = [name for name in options if len({row[name] for row in rows}) > 1] or ["product"]
    tidy = pd.DataFrame(
        [
            {**{name: row[name] for name in options}, "method": row["method"], "stage": stage,
             "label": " · ".join(str(row[name]) for name in varying), "amount": amount * _per_kwh(row),
             "unit": f"{row['unit']} per kWh of capacity"}
            for row in rows
            for stage, amount in row["stages"].items()
        ]
    )  # fmt: skip
    flat = pd.json_normalize(list(rows), sep=": ")
    contents = {"comparison.csv": flat.to_csv(index=False, lineterminator="\n").encode()}
    write_files(
        folder, contents | figure_files(plot_comparison(tidy, _new_axes(7.4, 0.42 * len(rows) + 1.2)), "comparison")
    )


def _per_kwh(row: Mapping[str, Any]) -> float:
    total = row["total"]
    return total["kg_co2e_per_kwh_capacity"] / total["kg_co2e_per_pack"] if total["kg_co2e_per_pack"] else 0.0


def _new_axes(width: float, height: float) -> Any:
    from lca_models.reporting.figures import new_axes

    return new_axes(width, height)


def _draw(report: Report) -> tuple[dict[str, str], dict[str, bytes]]:
    """The charts as elements of the page by name, and as files."""
    from lca_models.reporting.figures import figure_files, plot_contributions, plot_grid_check, plot_stages, svg_element

    result, language = report.result, report.language
    stages = stages_table(result)
    largest = per_kwh_capacity(largest_contributions(result.assessment, CHART_ROWS), result)
    drawn = {
        "stages": plot_stages(stages[stages["basis"] == "kWh of capacity"], _new_axes(7.4, 2.9), language=language),
        "contributions": plot_contributions(largest, _new_axes(7.4, 0.34 * len(largest) + 1.1), language=language),
    }
    if report.provinces is not None and len(report.provinces.rows):
        drawn["grid_check"] = plot_grid_check(report.provinces.rows, _new_axes(5.2, 4.9), FAR, language=language)
    contents: dict[str, bytes] = {}
    for name, axes in drawn.items():
        contents |= figure_files(axes, name)
    return {name: svg_element(contents[f"{name}.svg"]) for name in drawn}, contents


def _csv_tables(report: Report) -> dict[str, pd.DataFrame]:
    import pandas as pd

    result = report.result
    assessment = result.assessment
    found = {
        "stages": stages_table(result),
        "contributions": largest_contributions(assessment, len(assessment.system.exchanges)),
        "trace": pd.DataFrame(report.trace.rows),
        "parameters": parameters_table(result),
        "sources": sources_table(result, report.study.sources),
        "evidence": pd.DataFrame(
            {"rests_on": list(report.evidence), "share": list(report.evidence.values()), "unit": "1"}
        ),
        "assumed_rows": pd.DataFrame(assumed_rows(assessment, 50)),
        "assumed_parameters": pd.DataFrame(report.assumed),
    }
    if report.grid is not None and report.provinces is not None:
        found |= {"grid_national": national_table(report.tables, report.grid), "grid_provinces": report.provinces.rows}
    if result.fade_curve is not None:
        found[FADE_CURVE_TABLE] = pd.DataFrame(result.fade_curve.points, columns=pd.Index(["cycles", "retention"]))
    if report.materials is not None:
        found["published_materials"] = report.materials.table()
    for neighbour in report.neighbours:
        product = neighbour.result.system.product
        assert product is not None
        found[f"against_{product.id}"] = neighbour.differences
    return found


def _short_ids(result: Footprint) -> dict[tuple[str, ...], str]:
    return {name: short for short, name in method_ids(result.system.method_metadata).items()}
