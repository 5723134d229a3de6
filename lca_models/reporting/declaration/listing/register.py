"""The register of evidence of a bundle: documents with their hashes, and which values lean on each."""

from __future__ import annotations

from collections import Counter

from lca_models.inventory.activity.evidence import GivenValue, file_beside, hash_of_file, resting_on, values_of
from lca_models.inventory.activity.sheet.models import DataSheet, EvidenceLine
from lca_models.reporting.declaration.table import Cell, ResultTable

COLUMNS = ("id", "document", "kind", "issuer", "page", "period", "file", "sha256_stated", "sha256_found", "held_by",
           "confidential", "values", "carries", "source_kinds", "place", "note")  # fmt: skip


def register_table(sheet: DataSheet) -> ResultTable:
    """A row for each document, and a last one without an id for values that rest on none.

    Documents stay with their holder: the bundle has their hashes. A file that is not beside the sheet has none.
    """
    resting = resting_on(values_of(sheet))
    rows = [_row(sheet, line, resting.get(line.evidence_id, ())) for line in sheet.evidence]
    if unproven := resting.get(""):
        rows.append(("", *("",) * 10, len(unproven), _carried(unproven), _kinds(unproven), "", ""))
    return ResultTable("register", COLUMNS, tuple(rows))


def _row(sheet: DataSheet, line: EvidenceLine, values: tuple[GivenValue, ...]) -> tuple[Cell, ...]:
    confidential = "" if line.confidential is None else "yes" if line.confidential else "no"
    stated = (line.sha256 or "").strip().lower().removeprefix("sha256:")
    texts = (line.document, line.kind, line.issuer, line.page, line.period, line.file)
    return (line.evidence_id, *(text or "" for text in texts), stated, _found(sheet, line), line.held_by or "",
            confidential, len(values), _carried(values), _kinds(values), line.place, line.note or "")  # fmt: skip


def _found(sheet: DataSheet, line: EvidenceLine) -> str:
    """The hash of the file of a document, where it lies beside the sheet."""
    path = file_beside(sheet.file.parent, line.file) if line.file else None
    try:
        return hash_of_file(path) if path is not None and path.is_file() else ""
    except OSError:
        return ""


def _carried(values: tuple[GivenValue, ...]) -> str:
    """Rows that values stand in, each once with their number: `meters M1 (12); product rated_energy`."""
    count = Counter(f"{one.sheet} {one.key}" for one in values)
    return "; ".join(name if times == 1 else f"{name} ({times})" for name, times in count.items())


def _kinds(values: tuple[GivenValue, ...]) -> str:
    return "; ".join(sorted({one.source_kind for one in values} - {""}))
