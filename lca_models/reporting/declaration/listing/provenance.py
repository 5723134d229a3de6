"""Where figures come from that stand in place of what purchases buy, and which bundles this one extends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.impact.replaced import Replaced, replaced_of
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import DataSheet, SupplierLine
from lca_models.inventory.activity.suppliers.conversion import ConversionError, per_unit
from lca_models.inventory.activity.suppliers.payloads.reading import MARK, read_footprint
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.listing.sheet import NamedFile
from lca_models.scope.replacement import Replacement

SCHEMA = "provenance-1"
HASHED = "SHA-256 "  # begins the locator of a figure that was received


def provenance_document(declared: Declared, files: tuple[NamedFile, ...]) -> dict[str, Any]:
    """Every replacement with its buyer, old and new figure, the hash of what was received, and the conversion in words."""
    result = declared.result
    sheet = declared.sheet
    asked = {(one.buyer, one.input) for one in result.system.replacements} - {
        (one.buyer, one.input) for one in declared.pack.replacements
    }
    found = replaced_of(result.system, result.assessment.parameters, result.assessment.method)
    return {
        "schema": SCHEMA,
        "replacements": [_replacement(one, sheet, files, one.replacement, asked) for one in found],
        "extends": [dict(one) for one in declared.received],
    }


def _replacement(
    one: Replaced, sheet: DataSheet, files: tuple[NamedFile, ...], said: Replacement, asked: set[tuple[str, str]]
) -> dict[str, Any]:
    said_by = "request" if (said.buyer, said.input) in asked else "sheet"
    line = None if said_by == "request" else _line(sheet, said)
    return {
        "said_by": said_by,  # the data sheet, or whoever asked for this result
        "buyer": said.buyer, "buyers": list(one.buyers), "input": said.input, "supplier": said.supplier,
        "old": {"value": one.was, "unit": one.unit}, "new": {"value": one.value, "unit": one.unit},
        "entry": said.entry(),
        "received": _stated(said) if said_by == "request" else _received(line, files),
        "conversion": said.locator.partition("; ")[2] if said_by == "request" else _conversion(line, sheet, said),
    }  # fmt: skip


def _line(sheet: DataSheet, said: Replacement) -> SupplierLine | None:
    """The row of the sheet that a replacement comes from: by what it replaces, else by the name of the supplier."""
    target = f"{said.buyer} > {said.input}"
    by_target = [one for one in sheet.suppliers if _plain(one.replaces) == target]
    by_name = [one for one in sheet.suppliers if said.supplier in (one.name, one.supplier_id)]
    found = by_target or by_name or ([*sheet.suppliers] if len(sheet.suppliers) == 1 else [])
    return found[0] if found else None


def _plain(words: str | None) -> str:
    return " > ".join(part.strip() for part in (words or "").split(">"))


def _received(line: SupplierLine | None, files: tuple[NamedFile, ...]) -> Mapping[str, str]:
    """The file that was received; nothing where the figure was typed."""
    named = (line.file or "") if line is not None else ""
    one = next((one for one in files if one.named in (named, named.partition(MARK)[0])), None)
    return {} if one is None else {"file": one.named, "member": one.member, "sha256": one.sha256}


def _stated(said: Replacement) -> Mapping[str, str]:
    """What was received by whoever asked for this result: its source, and the hash that stands in its locator."""
    digits = said.locator.partition("; ")[0].removeprefix(HASHED)
    return {"file": said.source, "sha256": digits} if said.locator.startswith(HASHED) else {}


def _conversion(line: SupplierLine | None, sheet: DataSheet, said: Replacement) -> str:
    """How the figure of a file became one per unit of what is bought; empty where it was typed or read from a workbook."""
    if line is None or not line.file or line.file.lower().endswith(".xlsx"):
        return ""
    footprint = read_footprint(line.file, sheet.file.parent, "", Findings())
    if footprint is None:
        return ""
    mass = line.mass_per_piece.number if line.mass_per_piece is not None else None
    try:
        return per_unit(footprint.cut(), said.per, mass).words
    except ConversionError:
        return ""
