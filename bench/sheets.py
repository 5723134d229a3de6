"""Data sheets of makers: a folder of a thousand as one table with stages, and one workbook read, checked and calculated."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.measure import Row, span, timed

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "notebooks" / "data_sheets"
COUNT = 1_000
A_MINUTE, A_COMMAND = 60.0, 3.0  # seconds
PRODUCT = "lfp-60kwh"


def rows(study: object, folder: Path, quick: bool) -> list[Row]:
    """Seconds of both, as they are used: in one process, and by the command."""
    count = COUNT // 10 if quick else COUNT
    sheets = folder / "sheets"
    write_sheets(sheets, count)
    study.folder_results(str(sheets), None)  # type: ignore[attr-defined]  # compiled and read once
    found = {}
    seconds = timed(lambda: found.update(results=study.folder_results(str(sheets), None)))  # type: ignore[attr-defined]
    calculated = len(found["results"].results)
    first = found["results"].results[0][1]
    alone = _alone(study, first.pack.file)
    apart = max(abs(alone[stage] - amount) / sum(alone.values()) for stage, amount in first.stages.items())
    workbook = folder / "workbook.xlsx"
    workbook.write_bytes(_workbook(study))
    command = timed(lambda: _run("footprint", str(workbook)))
    in_process = timed(lambda: _check_and_calculate(study, workbook))
    return [
        Row(
            f"{calculated:,} data sheets (YAML, meters by month, a dozen certificates) to a table with stages",
            span(seconds),
            (f"{span(seconds / count)} a sheet, one process",),
            "",
            span(A_MINUTE),
            None if calculated == count else False,
        ),
        Row(
            "... largest difference of a stage from the footprint of one sheet",
            f"{apart:.1e}",
            (),
            "1e-9",
            "",
            apart < 1e-9,
        ),
        Row("one workbook read, checked and calculated: the command", span(command), (), "", span(A_COMMAND)),
        Row("... in a study that is open", span(in_process), ()),
    ]


def write_sheets(folder: Path, count: int) -> None:
    """The example of an LFP pack as many sheets, each a product and a plant of its own with other masses."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (EXAMPLES / "lfp_sichuan.yaml").read_text(encoding="utf-8")
    for number in range(count):
        changes = {
            "EX-LFP-64": f"EX-LFP-{number}",
            "EXAMPLE-": f"EXAMPLE-{number}-",
            "Example plant Sichuan": f"Plant {number}",
            "yours: 457.0": f"yours: {457 + number / COUNT:.3f}",
            "yours: 60.33": f"yours: {60.33 + number / COUNT:.3f}",
        }
        changed = text
        for old, new in changes.items():
            if old not in changed:
                raise ValueError(f"{old} is not in the example any more")
            changed = changed.replace(old, new)
        (folder / f"{number:04d}.yaml").write_text(changed, encoding="utf-8")


def _alone(study: object, file: Path) -> dict[str, float]:
    """Stages of one sheet by the footprint of its file."""
    from lca_models.scope.calculation_setup import CalculationSetup

    return dict(study.footprint(CalculationSetup(str(file))).stages)  # type: ignore[attr-defined]


def _workbook(study: object) -> bytes:
    """An empty workbook, whose every value is that of the archetype."""
    from lca_models.inventory.activity.sheet.blank.workbook import new_workbook

    write: Callable[..., bytes] = new_workbook
    return write(study.product_system(PRODUCT), "workbook", "en")  # type: ignore[attr-defined]


def _check_and_calculate(study: object, file: Path) -> None:
    study.check_sheet(str(file))  # type: ignore[attr-defined]
    _alone(study, file)


def _run(*words: str) -> None:
    """A command in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "lca_models.commands.main", *words], cwd=ROOT, check=True, capture_output=True
    )
