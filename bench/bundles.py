"""Declarations: one bundle verified whole, and a folder of bundles verified together on the kit's own system."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Row, span, timed
from bench.sheets import write_sheets

COUNT = 40  # distinct bundles; a thousand are this many times 25
A_BUNDLE, A_FOLDER = 10.0, 120.0  # seconds: one bundle, a thousand of one folder
ISSUED = datetime(2026, 11, 28, tzinfo=UTC)


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Seconds of one bundle with bw2calc and its workbook, and of a folder at the pace of its bundles."""
    from lca_models.reporting.verification.folder import verify_folder
    from lca_models.reporting.verification.one_bundle import Wanted, verify_bundle

    count = COUNT // 10 if quick else COUNT
    write_sheets(folder / "declared", count)
    bundles = folder / "bundles"
    bundles.mkdir(parents=True, exist_ok=True)
    for sheet in sorted((folder / "declared").glob("*.yaml")):
        (bundles / f"{sheet.stem}.zip").write_bytes(_bundle(study, sheet))
    first = sorted(bundles.glob("*.zip"))[0]
    found: dict[str, object] = {}
    work = folder / "work"
    whole = timed(lambda: found.update(one=verify_bundle(first.read_bytes(), first.name, study, work)))  # type: ignore[arg-type]
    together = timed(lambda: found.update(all=verify_folder(bundles, study, Wanted(is_fast=True))))  # type: ignore[arg-type]
    one, every = found["one"], found["all"]
    apart = max(abs(row.total_kg / row.declared_kg - 1) for row in every.rows)  # type: ignore[attr-defined]
    return [
        Row("one bundle verified: hashes, result again, bw2calc, workbook, rules, sample", span(whole), (), "", span(A_BUNDLE),
            None if one.declared_kg else False),  # type: ignore[attr-defined]
        Row(f"a thousand bundles of one folder, at the pace of {count}", span(together / count * 1000),
            (f"{span(together / count)} a bundle, one process",), "", span(A_FOLDER)),
        Row("... largest difference of a result from what its bundle declares", f"{apart:.1e}", (), "1e-9", "", apart < 1e-9),
    ]  # fmt: skip


def _bundle(study: object, sheet: Path) -> bytes:
    """The bundle of a made-up sheet, without PDFs."""
    from lca_models.reporting.declaration.declaring import declare
    from lca_models.reporting.declaration.writing import bundle_bytes
    from lca_models.scope.calculation_setup import CalculationSetup

    declared = declare(study, CalculationSetup(str(sheet)), ISSUED, as_example=True)  # type: ignore[arg-type]
    return bundle_bytes(declared, pdfs=False)
