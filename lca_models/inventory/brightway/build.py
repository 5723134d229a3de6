"""The build, run as a process of its own: `python -m lca_models.inventory.brightway.build ORDER`, ORDER being a JSON document.

Prints one JSON document a line: progress, and last the project that was written.
"""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from lca_models import __version__
from lca_models.inventory.brightway.database import write_project
from lca_models.inventory.brightway.edits import record_rows
from lca_models.inventory.brightway.pointer import CurrentProject, write_mark
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.files.faults import line_of
from lca_models.inventory.files.processes import end_with_parent
from lca_models.inventory.system.rows import read_project_rows


def build(root: Path, base: Path, content_hash: str, project: str) -> CurrentProject:
    """Write the tables below `root` into a project below `base`, which is this build's own."""
    folder = write_project(load_inventories(root).inventories, base, project, _report)
    rows = read_project_rows(folder)
    built = CurrentProject(project, folder.relative_to(base).as_posix(), content_hash, rows.rows_hash)
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record_rows(folder, rows, {"built_utc": when, "tables": str(root), "lca_models": __version__})
    write_mark(base, built)
    return built


def run(text: str) -> int:
    """Carry out an order, and say what came of it: the project, or the fault in a line; the exit status."""
    order = json.loads(text)
    order["root"], order["base"] = Path(order["root"]), Path(order["base"])
    try:
        said = asdict(build(**order))
    except BrokenPipeError:  # whoever ordered it is gone
        return 1
    except Exception as error:
        traceback.print_exc()
        said = {"fault": line_of(error)}
    print(json.dumps(said), flush=True)
    return int("fault" in said)


def _report(what: str, done: int, of: int) -> None:
    print(json.dumps({"what": what, "done": done, "of": of}), flush=True)


if __name__ == "__main__":
    # Beside Jupyter, bw2data loads a checker of web addresses through jsonschema: a second for what no table holds.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    # bw2parameters reads all units that Pint knows, for formulas with quantities: another second, and tables hold numbers.
    sys.modules["bw2parameters.pint"] = SimpleNamespace(PintWrapper=None)  # type: ignore[assignment]
    end_with_parent()
    sys.exit(run(sys.argv[1]))
