"""A pilot as a folder: its sheets, what was planted, what was found, and how much of the one is in the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lca_models.inventory.files.cells_as_text import csv_bytes
from lca_models.inventory.files.commit import write_set
from lca_models.programme.pilot.calculating import yaml_text
from lca_models.programme.pilot.running import PilotRun
from lca_models.programme.pilot.scoring import events_of
from lca_models.programme.pilot.tables import precision_table, recall_table, summary_table
from lca_models.reporting.declaration.table import Cell, ResultTable

COMMAND = "programme pilot"
MARK = "SYNTHETIC: no plant reports these values; 合成数据，非任何工厂填报"


def write_pilot(run: PilotRun, folder: Path) -> None:
    """Writes sheets, `planted.csv`, `findings.csv`, `recall.csv`, `summary.csv`, `rules.csv` and `pilot.json`.

    What the pilot wrote there before is replaced; files of others stay. Raises OSError where it cannot be written.
    """
    pilot, events = run.pilot, events_of(run.score)
    contents = {f"sheets/{one.id}.yaml": yaml_text(one.document).encode() for one in pilot.declarations}
    contents["planted.csv"] = ResultTable("planted", PLANTED, tuple(_planted(run))).csv()
    contents["findings.csv"] = ResultTable("findings", FOUND, tuple(_found(run))).csv()
    for name, table in (
        ("recall", recall_table(events)), ("summary", summary_table([run.score])), ("rules", precision_table([run.score])),
    ):  # fmt: skip
        contents[f"{name}.csv"] = csv_bytes(table)
    said = {"synthetic": True, "mark": MARK, "seed": pilot.seed, "design": pilot.design,
            "companies": len(pilot.companies), "packs": len(pilot.declarations)}  # fmt: skip
    contents["pilot.json"] = f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()
    write_set(folder, COMMAND, contents)


PLANTED = ("pack", "kind", "event", "pointers", "size", "kg_co2e_per_pack", "share", "found_by")
FOUND = ("pack", "rule", "severity", "pointer", "sign", "effect_kg_co2e_per_pack", "english", "chinese")


def _planted(run: PilotRun) -> Iterator[tuple[Cell, ...]]:
    for one in run.score.scored:
        error = one.error
        pointers, by = " ".join(error.change.pointers), " ".join(one.by)
        yield error.pack, error.kind, error.event, pointers, float(error.change.size), one.kg, one.share, by


def _found(run: PilotRun) -> Iterator[tuple[Cell, ...]]:
    for one in run.score.findings:
        yield (one.pack, one.rule, one.severity, one.pointer, one.sign, one.effect_kg, one.english, one.chinese)
