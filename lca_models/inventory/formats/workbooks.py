"""Databases as workbooks in Brightway's Excel format.

A workbook is an export, never the source of truth. Writing makes a project of the base folder current in this process.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.files.cells_as_text import workbook_bytes
from lca_models.inventory.files.commit import write_set
from lca_models.inventory.system.rows import (
    ProjectError,
)
from lca_models.scope.wording.messages import message

EXPORT = "export"  # what a manifest says wrote its files


def export_databases(base: Path, project: str, folder: Path) -> tuple[Path, ...]:
    """Write every database of a project into `folder`, one workbook each with all project parameters; their paths.

    All workbooks or none take the place of an earlier export there, with a manifest of hashes; files of others stay.

    Raises ProjectError when the project does not exist.
    """
    bw2data = _open(base, project)
    with silence():
        contents = {_file_name(name): workbook_bytes(name, _formatted(name)) for name in sorted(bw2data.databases)}
    close_databases(bw2data)
    write_set(folder, EXPORT, contents)
    return tuple(folder / name for name in contents)


def _file_name(database: str) -> str:
    """The name of a database as a name of a file on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", database).lstrip(".") + ".xlsx"


def _formatted(database: str) -> list[list[Any]]:
    """Lines of one database in Brightway's format; lists of numbers, which the format lacks, as JSON text."""
    from bw2io.export.csv import CSVFormatter

    class Formatter(CSVFormatter):  # type: ignore[misc]
        def order_dicts(self, data: list[dict[str, Any]], kind: str = "exchange") -> Any:
            return super().order_dicts([{key: _cell(key, value) for key, value in one.items()} for one in data], kind)

    return [list(line) for line in Formatter(database).get_formatted_data()]


def _cell(key: str, value: Any) -> Any:
    if isinstance(value, list) and key != "categories":
        return json.dumps(value)
    return None if isinstance(value, dict) else value


def _open(base: Path, project: str) -> Any:
    bw2data = import_brightway(base)
    if project not in bw2data.projects:
        raise ProjectError(
            message("there is no project '{project}' in {base}; run lca-models build", project=project, base=base)
        )
    bw2data.projects.set_current(project, update=False)
    return bw2data
