"""Makes `former/registry_schema_1.zip`: a registry as the first schema kept it, which the newest must open.

`python tests/former_registry.py` wrote it when that schema was the newest; what is in it never changes.
"""

import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from lca_models.programme.registry.blobs import receive
from lca_models.programme.registry.members import add_client, add_model, add_organisation, add_plant
from lca_models.programme.registry.opening import create_registry, migrate_registry

KEPT = Path(__file__).parent / "former" / "registry_schema_1.zip"
NAME, STORE = "pilot.db", "pilot.db.store"
BUNDLE = b"a bundle of the first schema"
START = 1_767_225_600_000_000  # µs: 2026-01-01


def make(folder: Path) -> None:
    """A maker, its client, plant, model, and a submission with a finding and words of a verifier."""
    ticks = iter(range(START, START + 10**12, 10**6))
    registry = create_registry(folder / NAME, programme="synthetic", synthetic=True, clock=lambda: next(ticks))
    org = add_organisation(registry, kind="maker", name_en="Maker 07", name_zh="合成企业 07", credit_code="SYN-07")
    add_client(registry, org, "maker")
    model = add_model(registry, org, code="A60", chemistry="LFP", rated_kwh="60.5")
    plant = add_plant(registry, org, name="Plant 1", province="CN-FJ")
    blob = receive(registry, org, io.BytesIO(BUNDLE))
    with registry.writing("host") as write:
        write.event("submission.received", "submission:s1", {
            "org": org, "model": model, "plant": plant, "period_start": "2025-01-01", "period_end": "2025-12-31",
            "bundle": blob.sha256, "manifest": "0" * 64, "bytes": blob.bytes, "release": "1.4.0", "rules": "1",
        })  # fmt: skip
        write.event(
            "submission.checked", "submission:s1", {"results": [{"stage": "manufacturing", "amount_kg": "1156.3"}]}
        )
        write.event("finding.opened", "finding:s1/F-001", {"rule": "ELE-01", "severity": "major", "effect_kg": "196.4"},
                    text="April counts twice")  # fmt: skip
    registry.close()
    migrate_registry(folder / NAME, target="1")


def unpacked(folder: Path) -> Path:
    """The registry of the first schema, in a folder of a test."""
    with zipfile.ZipFile(KEPT) as archive:
        archive.extractall(folder)
    return folder / NAME


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        with zipfile.ZipFile(KEPT, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).rglob("*")):
                name = path.relative_to(folder)
                if path.is_file() and name.parts[0] in (NAME, STORE):
                    archive.write(path, name)
    shutil.copymode(Path(__file__), KEPT)


if __name__ == "__main__":
    sys.exit(main())
