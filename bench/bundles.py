"""Declarations: one bundle verified whole, and a folder of bundles verified together on the kit's own system."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Row, span, timed
from bench.sheets import ROOT, write_sheets
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.bundle import DECLARATION, MANIFEST, MANIFEST_HASH, SHEET_FOLDER
from lca_models.reporting.declaration.manifest import with_manifest

COUNT, DECLARED = 200, 20  # bundles of the folder; those whose values are declared, the others have names of their own
A_BUNDLE, A_FOLDER = 10.0, 120.0  # seconds: one bundle, a thousand of one folder
ISSUED = datetime(2026, 11, 28, tzinfo=UTC)
# What `write_sheets` names by the number of a sheet: how it is found, and its words.
NAMES = {r"EX-LFP-{}\b": "EX-LFP-{}", "EXAMPLE-{}-": "EXAMPLE-{}-", r"Plant {}\b": "Plant {}"}


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Seconds of one bundle with bw2calc and its workbook, and of a folder at the pace of its bundles."""
    from lca_models.reporting.verification.folder import verify_folder
    from lca_models.reporting.verification.one_bundle import Wanted

    declared, count = (part // 10 if quick else part for part in (DECLARED, COUNT))
    write_sheets(folder / "declared", declared)
    bundles = folder / "bundles"
    bundles.mkdir(parents=True, exist_ok=True)
    for old, sheet in enumerate(sorted((folder / "declared").glob("*.yaml"))):
        members = _members(study, sheet)
        for new in range(old, count, declared):
            (bundles / f"{new:04d}.zip").write_bytes(archive_bytes(_renamed(members, old, new)))
    first = sorted(bundles.glob("*.zip"))[0]
    found: dict[str, object] = {}
    whole = timed(lambda: found.update(one=_verified(first)))
    together = timed(lambda: found.update(all=verify_folder(bundles, study, Wanted(is_fast=True))))  # type: ignore[arg-type]
    one, every = found["one"], found["all"]
    apart = max(abs(row.total_kg / row.declared_kg - 1) for row in every.rows)  # type: ignore[attr-defined]
    return [
        Row("one bundle verified by the command: result again, bw2calc, workbook, reports, rules, sample", span(whole), (), "",
            span(A_BUNDLE), None if one else False),
        Row(f"a thousand bundles of one folder, at the pace of {count}", span(together / count * 1000),
            (f"{span(together / count)} a bundle",), "", span(A_FOLDER)),
        Row("... largest difference of a result from what its bundle declares", f"{apart:.1e}", (), "1e-9", "", apart < 1e-9),
    ]  # fmt: skip


def _verified(bundle: Path) -> bool:
    """Whether the command, in a process of its own, works out the result that a bundle declares."""
    words = [sys.executable, "-m", "lca_models.commands.main", "verify", str(bundle), "--json"]
    said = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    return bool(json.loads(said.stdout)["rules"]["ARI-01"]["state"] == "passed")


def _members(study: object, sheet: Path) -> dict[str, bytes]:
    """The members of the bundle of a made-up sheet, without PDFs."""
    from lca_models.reporting.declaration.declaring import declare
    from lca_models.reporting.declaration.writing import bundle_members
    from lca_models.scope.calculation_setup import CalculationSetup

    declared = declare(study, CalculationSetup(str(sheet)), ISSUED, as_example=True)  # type: ignore[arg-type]
    return bundle_members(declared, pdfs=False)


def _renamed(members: Mapping[str, bytes], old: int, new: int) -> dict[str, bytes]:
    """A bundle of the same values whose product, plant and certificates are others, with a manifest of its own."""
    found = {name: content for name, content in members.items() if name not in (MANIFEST, MANIFEST_HASH)}
    for name in [name for name in found if name.startswith(SHEET_FOLDER) or name == DECLARATION]:
        text = found[name].decode()
        for pattern, words in NAMES.items():
            text = re.sub(pattern.format(old), words.format(new), text)
        found[name] = text.encode()
    return with_manifest(found)
