"""The folder of a footprint of any Brightway project: a page for a reader, figures, tables, and the numbers for a program.

What a report of a pack says of rules, provinces, service life and published values has no counterpart there and stays out.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_words
from lca_models.interpretation.contribution.rows import Trace, largest_contributions, trace
from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.reporting.report.drawings import svg_element
from lca_models.reporting.report.tables import parameters_table
from lca_models.reporting.text.category import mark_of, marked_table
from lca_models.scope.labels import label, stage_label
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.marks import enumerated, in_turn
from lca_models.scope.wording.messages import message, speaking

if TYPE_CHECKING:
    import pandas as pd

CHART_ROWS, PAGE_ROWS = 12, 15
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:980px;margin:28px auto;padding:0 20px;color:#14202B}"
    "table{border-collapse:collapse;width:100%;font-size:13.5px;margin:0 0 18px}"
    "th,td{padding:5px 8px;text-align:left;border-bottom:1px solid #dfe4ea}td.n,th.n{text-align:right}"
    ".scroll{overflow-x:auto}figure{margin:0 0 12px}svg{width:100%;height:auto;max-width:780px}"
    "pre{background:#f3f5f8;padding:10px;white-space:pre-wrap}"
)


def project_files(result: Footprint, project: str, date: datetime, language: str) -> dict[str, bytes]:
    """Contents of the folder by name, of a footprint of a process of the Brightway project `project`.

    Raises ProjectError where a formula has no value.
    """
    from lca_models.reporting.figures.canvas import figure_files
    from lca_models.reporting.figures.look import new_figure
    from lca_models.reporting.figures.stages import plot_contributions, plot_stages

    stages, largest = project_stages(result), largest_contributions(result.assessment, CHART_ROWS, language=language)
    mark, unit = mark_of(result, language), result.assessment.unit
    drawn = {
        "stages": plot_stages(marked_table(stages, mark, unit), new_figure(), language=language),
        "contributions": plot_contributions(marked_table(largest, mark, unit), new_figure(), language=language),
    }
    contents: dict[str, bytes] = {}
    for name, axes in drawn.items():
        contents |= figure_files(axes, name)
    found = trace(result.assessment)
    for name, table in _tables(result, stages, found).items():
        contents[f"tables/{name}.csv"] = csv_bytes(table)
    document = {
        **result.document(),
        "verification": found.document()["verification"],
        "command": shlex.join(result.complete_setup.words()) if isinstance(result.setup.stages, str) else "",
        "brightway_project": project,
        "date_utc": date.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    contents["run.json"] = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    drawings = {name: svg_element(contents[f"{name}.svg"]) for name in drawn}
    with speaking(language):
        contents["report.html"] = _page(result, document, found, drawings, largest, language).encode()
    return contents


def project_stages(result: Footprint) -> pd.DataFrame:
    """Tidy table: stage, kind (burden or credit), amount, unit, basis; the rows sum to the total."""
    import pandas as pd

    credits, unit, rows = result.assessment.credits(), result.assessment.unit, []
    for stage, amount in result.stages.items():
        credit = credits.get(stage, 0.0)
        rows.append((stage, "burden", amount - credit, unit, result.per))
        if credit:
            rows.append((stage, "credit", credit, unit, result.per))
    return pd.DataFrame(rows, columns=pd.Index(["stage", "kind", "amount", "unit", "basis"]))


def _tables(result: Footprint, stages: pd.DataFrame, found: Trace) -> dict[str, pd.DataFrame]:
    import pandas as pd

    assessment = result.assessment
    return {
        "stages": stages,
        "contributions": largest_contributions(assessment, len(assessment.system.exchanges)),
        "trace": pd.DataFrame(found.rows),
        "parameters": parameters_table(result),
        "processes": assessment.by_process(),
        "flows": assessment.by_flow(),
    }


def _page(
    result: Footprint,
    document: Mapping[str, Any],
    found: Trace,
    drawings: Mapping[str, str],
    largest: pd.DataFrame,
    language: str,
) -> str:
    """One file that loads nothing from anywhere."""
    node, unit = result.system.demanded, result.assessment.unit
    category = category_words(result.assessment.method, result.system.method_metadata, language)
    total = sum(result.stages.values())
    stages = [
        (stage_label(stage, language), f"{amount:,.6g}", f"{amount / total:.1%}" if total else "–")
        for stage, amount in {**result.stages, "total": total}.items()
    ]
    rows = [
        (
            f"{row['share']:.1%}",
            row["name_zh" if language == CHINESE else "name"],
            f"{row['amount']:,.5g} {row['unit']}",
            row["source"],
        )
        for row in found.rows
        if row["level"] == "purchase"
    ][:PAGE_ROWS]
    demand = message(
        "{demand} of {product} ({process})",
        demand=result.per,
        product=node.product_words(language),
        process=enumerated(filter(None, (node.name, str(node.data.get("location") or "")))),
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in result.notes(language))
    left_out = message("a Brightway project: no rule set, province, service life and result per kWh delivered")
    stages_title = label("report.stages", language)
    largest_rows = [
        (stage_label(row["input"], language), stage_label(row["stage"], language), f"{row['amount']:,.5g}")
        for row in largest.to_dict("records")
    ]
    parts = [
        f"<h1>{escape(result.product)}</h1><p>{escape(demand)}</p><p>{escape(in_turn([category, unit]))}</p>{notes}",
        f"<h2>{stages_title}</h2>{_figure(drawings['stages'], 'report.alt_stages', language)}",
        _table((label("report.stage", language), unit, label("report.share", language)), stages, "lnn", stages_title),
        f"<h2>{label('report.largest', language)}</h2>"
        f"{_figure(drawings['contributions'], 'report.alt_contributions', language)}",
        _table(
            [label(f"report.{one}", language) for one in ("input", "stage")] + [unit],
            largest_rows,
            "lln",
            label("report.largest", language),
        ),
        f"<h2>{label('report.where_from', language)}</h2>",
        _table(
            [label(f"report.{one}", language) for one in ("share", "row_of", "amount", "source")],
            rows,
            "nlnl",
            label("report.where_from", language),
        ),
        f"<h2>{label('report.repeat', language)}</h2><pre>{escape(str(document['command']))}</pre>",
        f"<p>{label('report.inventory_hash', language)}: <code>{escape(str(document['inventory_hash']))}</code></p>",
        f"<p>{escape(left_out)}</p>",
    ]
    security = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f'<meta charset="utf-8">{viewport}{security}<title>{escape(result.product)}</title><style>{STYLE}</style>'
    page_language = "zh-CN" if language == "zh" else language
    body = f"<main>{''.join(parts)}</main>"
    return f'<!DOCTYPE html>\n<html lang="{page_language}"><head>{head}</head><body>{body}</body></html>\n'


def _figure(drawing: str, key: str, language: str) -> str:
    """A drawing with words for who does not see it."""
    return f'<figure role="img" aria-label="{escape(label(key, language))}">{drawing}</figure>'


def _table(heads: Any, rows: Any, alignment: str, title: str) -> str:
    """Rows under heads, moved by keyboard where they are wider than the page; `alignment`: n for numbers."""
    kinds = ['class="n"' if one == "n" else "" for one in alignment]
    lines = ["".join(f"<th {kind}>{escape(str(head))}</th>" for kind, head in zip(kinds, heads, strict=True))]
    lines += [
        "".join(f"<td {kind}>{escape(str(cell))}</td>" for kind, cell in zip(kinds, row, strict=True)) for row in rows
    ]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(title)}"><table>{body}</table></div>'
