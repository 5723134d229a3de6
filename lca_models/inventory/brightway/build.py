"""The build, run as a process of its own: `python -m lca_models.inventory.brightway.build ORDER`, ORDER being a JSON document.

Prints one JSON document a line: progress, and last the project that was written.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from lca_models.inventory.brightway.database import delete_project, write_project
from lca_models.inventory.brightway.project import CurrentProject, lock, write_mark
from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.system.rows import read_project_rows


def build(root: Path, base: Path, content_hash: str, project: str, drop: list[str]) -> CurrentProject:
    """Write the tables below `root` into a project below `base`, after removing the projects named in `drop`.

    `drop` holds leftovers of an interrupted build and unedited projects that nothing points to any more.
    """
    checked = load_inventories(root)
    # A writer whose parent was killed goes on until its next progress report: wait for it, do not write beside it.
    with lock(base, "writer.db", wait_seconds=60):
        for name in drop:
            delete_project(base, name)
        folder = write_project(checked.inventories, base, project, _report)
        built = CurrentProject(
            project, folder.relative_to(base).as_posix(), content_hash, read_project_rows(folder).rows_hash
        )
        write_mark(base, built)
    return built


def _report(what: str, done: int, of: int) -> None:
    print(json.dumps({"what": what, "done": done, "of": of}), flush=True)


if __name__ == "__main__":
    # Beside Jupyter, bw2data loads a checker of web addresses through jsonschema: a second for what no table holds.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    order = json.loads(sys.argv[1])
    order["root"], order["base"] = Path(order["root"]), Path(order["base"])
    print(json.dumps(asdict(build(**order))), flush=True)
