"""Inventories of other people as a Brightway project that this kit calculates, and what became of every row."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from lca_models.impact.imports.preparation import unprepared
from lca_models.impact.study import Study
from lca_models.inventory.formats.importing import import_files
from lca_models.inventory.formats.reading.by_ending import look_at
from lca_models.inventory.formats.report import ImportReport


def import_inventory(
    study: Study,
    files: Sequence[str | PathLike[str]] | str | PathLike[str],
    project: str = "",
    *,
    mapping: str | PathLike[str] | None = None,
    drop_unlinked: bool = False,
) -> ImportReport:
    """Read files of others into a new project beside that of a study, linked to it; every new process is then prepared.

    `files`: one or several, whose processes may buy from each other. `project`: the name of the new one (default: from the
    first file). `mapping`: a table of what stands for the inputs that nothing fits, written where it is none yet and taken
    where it is filled in. `drop_unlinked`: write without the rows that link to nothing. The report says how every row is
    linked, and what is left; `report.written` is False where inputs wait for their names. Raises ProjectError with every
    fault of the files or of the table, and when the new project exists.
    """
    paths = [Path(one) for one in ([files] if isinstance(files, str | PathLike) else files)]
    table = None if mapping is None else Path(mapping)
    look_at(paths, table)  # before the libraries that read them, which take seconds
    return import_files(
        paths, study.base, study.current.project, project or None, drop_unlinked, table, study.root, unprepared
    )
