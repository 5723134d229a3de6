"""Databases as workbooks in Brightway's Excel format, and workbooks of anybody into a new Brightway project.

A workbook is an export and an import, never the source of truth. Reading and writing make a project of base folder
current in this process; no existing project is changed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.files.cells_as_text import workbook_bytes
from lca_models.inventory.files.commit import write_set
from lca_models.inventory.formats.imported import check_files, check_names, refusing_faults
from lca_models.inventory.formats.linking import Target, link_exchanges, targets
from lca_models.inventory.formats.mapping import apply_mapping, read_mapping, write_mapping
from lca_models.inventory.formats.new_project import write_project
from lca_models.inventory.formats.reading import by_ending
from lca_models.inventory.formats.report import ImportReport
from lca_models.inventory.system.rows import (
    PRODUCTION_TYPES,
    ROWS_LEFT_OUT,
    ROWS_OF_FILE,
    ProjectError,
    ProjectRows,
    read_project_rows,
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


def import_files(
    paths: Sequence[Path],
    base: Path,
    current: str,
    project: str | None = None,
    drop_unlinked: bool = False,
    mapping: Path | None = None,
) -> ImportReport:
    """Read workbooks into a new project, with a report of what could not be linked; then nothing is written.

    The new project starts as a copy of the project `current`, so that the files can buy from it. Files that bring a database
    of the same name start from an empty project with its impact categories. `mapping`: a table of what stands for inputs
    that nothing fits (.csv or .xlsx), written where it is none yet and taken where a person has filled it in. Raises
    ProjectError with every fault of the files or of the table, and when the new project exists.
    """
    bw2data = _open(base, current)
    project = project or f"imported {paths[0].stem}"
    if project in bw2data.projects:
        raise ProjectError(message("project '{project}' exists; give another name with --project", project=project))
    rows = read_project_rows(Path(bw2data.projects.dir))
    with refusing_faults(paths):
        return _imported(paths, base, project, rows, drop_unlinked, mapping)


def _imported(
    paths: Sequence[Path], base: Path, project: str, rows: ProjectRows, drop_unlinked: bool, mapping: Path | None
) -> ImportReport:
    files = [file for path in paths for file in by_ending.read(path)]
    check_files(files)
    copied = not {file.database for file in files} & set(rows.databases)
    if copied:
        check_names(files, rows)
    datasets = {file.database: file.datasets for file in files}
    present = [Target(node.key, {**node.data, "type": node.type}) for node in rows.nodes] if copied else []
    unlinked = link_exchanges(datasets, present)
    mapped, table = 0, ""
    if mapping is not None and mapping.exists():
        mapped = apply_mapping(read_mapping(mapping), datasets, tuple(targets(datasets, present)), mapping.name)
        unlinked = link_exchanges(datasets, present)
    elif mapping is not None and unlinked:
        write_mapping(mapping, unlinked)
        table = str(mapping)
    written = not unlinked or (drop_unlinked and not table)
    left_out = _leave_out(datasets) if unlinked and written else {}
    links = Counter(one["input"][0] for listed in datasets.values() for ds in listed for one in ds["exchanges"]
                    if one.get("input"))  # fmt: skip
    sizes = {name: sum(len(ds["exchanges"]) for ds in listed) for name, listed in datasets.items()}
    problems = write_project(base, project, files, rows, copied) if written else ()
    counts = {name: len(listed) for name, listed in datasets.items()}
    return ImportReport(project, counts, sizes, dict(links), unlinked, written, problems, mapped, left_out, table)


def _leave_out(datasets: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, tuple[int, int]]:
    """Drop the exchanges without a link; rows left out of all rows, by process, which keeps both counts."""
    found = {}
    for database, listed in datasets.items():
        for dataset in listed:
            kept = [one for one in dataset["exchanges"] if one.get("input")]
            if dropped := len(dataset["exchanges"]) - len(kept):
                every = sum(one.get("type") not in PRODUCTION_TYPES for one in dataset["exchanges"])
                dataset |= {"exchanges": kept, ROWS_LEFT_OUT: dropped, ROWS_OF_FILE: max(every, dropped)}
                found[f"{database}/{dataset['code']}"] = (dropped, max(every, dropped))
    return found


def _open(base: Path, project: str) -> Any:
    bw2data = import_brightway(base)
    if project not in bw2data.projects:
        raise ProjectError(
            message("there is no project '{project}' in {base}; run lca-models build", project=project, base=base)
        )
    bw2data.projects.set_current(project, update=False)
    return bw2data
