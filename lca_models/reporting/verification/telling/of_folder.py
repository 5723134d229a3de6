"""The bundles of a folder on a terminal and for programs: a row each, then what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lca_models.reporting.text.columns import left, right, width_of
from lca_models.reporting.text.numbers import number_text
from lca_models.reporting.verification.finding import SEVERITIES, Finding
from lca_models.reporting.verification.folder import FolderVerification
from lca_models.reporting.verification.read_bundles import BundleRow
from lca_models.reporting.verification.telling.terminal import kilograms, severity_word
from lca_models.scope.wording.marks import in_turn
from lca_models.scope.wording.messages import in_language, message

MOST = 200  # findings that a terminal lists


def folder_text(found: FolderVerification) -> str:
    """A row a bundle, and the findings of all of them by severity."""
    heads = [
        message("bundle"),
        message("model"),
        message("period"),
        message("declared kg"),
        message("again kg"),
        message("findings"),
    ]
    rows = [_cells(one) for one in found.rows]
    widths = [max(width_of(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    lines = [message("{n} bundles in {folder}", n=len(found.rows), folder=found.folder), ""]
    for row in [heads, *rows]:
        cells = [right(cell, width) if place in (3, 4) else left(cell, width)
                 for place, (cell, width) in enumerate(zip(row, widths, strict=True))]  # fmt: skip
        lines.append("  ".join(cells).rstrip())
    every = [(one.file, finding) for one in found.rows for finding in one.findings] + [
        ("", one) for one in found.findings
    ]
    every.sort(key=lambda pair: (SEVERITIES.index(pair[1].severity), -abs(pair[1].effect_kg or 0.0)))
    for file, finding in every[:MOST]:
        lines += ["", *_finding(file, finding)]
    if len(every) > MOST:
        lines += ["", message("… and {n} more: --json lists all", n=len(every) - MOST)]
    return "\n".join(lines)


def folder_document(found: FolderVerification) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": "folder-verification-1",
        "folder": str(found.folder),
        "fails": found.fails,
        "bundles": [
            {"file": one.file, "manifest": one.hash, "model": one.model, "plant": one.plant, "period": one.period,
             "issued": one.issued, "rules": one.rules, "example": one.is_example,
             "declared_kg_co2e_per_pack": one.declared_kg, "recalculated_kg_co2e_per_pack": one.total_kg,
             "worst": one.worst, "fails": one.fails, "findings": [_document(finding) for finding in one.findings]}
            for one in found.rows
        ],
        "findings": [_document(one) for one in found.findings],
    }  # fmt: skip


def _cells(one: BundleRow) -> list[str]:
    counts = Counter(finding.severity for finding in one.findings)
    said = in_turn(f"{counts[severity]} {severity_word(severity)}" for severity in SEVERITIES if counts[severity])
    kg = ["–" if value is None else number_text(value, 6) for value in (one.declared_kg, one.total_kg)]
    return [one.file, one.model, one.period, *kg, said or message("none")]


def _finding(file: str, one: Finding) -> Iterator[str]:
    yield "  ".join(filter(None, [severity_word(one.severity), one.rule, kilograms(one.effect_kg), file]))
    yield f"    {in_language(one.english, one.chinese)}"


def _document(one: Finding) -> dict[str, Any]:
    return {
        "id": one.id, "rule": one.rule, "severity": one.severity, "effect_kg_co2e_per_pack": one.effect_kg, "place": one.place,
        "en": one.english, "zh": one.chinese, "requirements": list(one.requirements),
    }  # fmt: skip
