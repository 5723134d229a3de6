"""How a project that is complete takes its place among those of a base folder, and how one leaves it.

A project is written in a work folder that is a base folder of its own. Its folder is moved first and its name entered last,
so that Brightway and this kit know whole projects only; what a kill interrupts between the two is ended by the next run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

from lca_models.inventory.files.commit import (
    finish_interrupted,
    make_folder,
    move_folder,
    remove_file,
    sync_tree,
    write_files,
)
from lca_models.inventory.files.leftovers import ORDER, sweep, work_folder
from lca_models.inventory.files.manifest import is_inside
from lca_models.inventory.files.sealed import open_document, seal_document
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.wording.messages import message

PLACE = ".lca-models-projects"  # of work folders, below the base folder
NAMES = "projects.db"  # Brightway's list of projects
PATIENCE = 5.0  # seconds for another program that writes the list


def project_workplace(base: Path) -> AbstractContextManager[Path]:
    """A base folder of its own, in which a project is written before it is adopted; gone at the end.

    Raises OSError where it cannot be made.
    """
    make_folder(base)
    return work_folder(base / PLACE, partial(_finish, base))


def finish_interrupted_projects(base: Path) -> None:
    """End what a kill interrupted, and remove what the killed have left.

    Raises OSError or ProjectError where that cannot be done.
    """
    sweep(base / PLACE, partial(_finish, base))
    finish_interrupted(base)


def adopt(base: Path, work: Path, project: str, folder: str) -> None:
    """Give the project in `folder` below `work` its place below `base`, then its name.

    Raises ProjectError when another project has the place, or another program holds the list of projects.
    """
    if (base / folder).exists():
        raise ProjectError(
            message(
                "{folder} holds a project already that no list names; move it elsewhere, or take another name",
                folder=base / folder,
            )
        )
    sync_tree(work / folder)
    write_files(work, {ORDER: seal_document({"project": project, "folder": folder})})
    try:
        move_folder(work / folder, base / folder)
        _enter(base, work, project)
    except BaseException:
        if (base / folder).exists():
            move_folder(base / folder, work / folder)
        remove_file(work / ORDER)
        raise
    remove_file(work / ORDER)


def remove_project(base: Path, project: str, folder: str) -> None:
    """Take a project off the list and off the disk; one that another program holds open stays as it is."""
    with project_workplace(base) as work:
        write_files(work, {ORDER: seal_document({"gone": project, "folder": folder})})
        try:
            if (base / folder).exists():
                move_folder(base / folder, work / "gone")
            _strike(base, project)
        except (PermissionError, ProjectError):
            if (work / "gone").exists():
                move_folder(work / "gone", base / folder)
        remove_file(work / ORDER)


def project_names(base: Path) -> frozenset[str]:
    """Names of all projects on Brightway's list.

    Raises ProjectError for a list that cannot be read.
    """
    if not (base / NAMES).is_file():
        return frozenset()
    with _listed(base) as connection:
        return _names(connection)


def _names(connection: sqlite3.Connection) -> frozenset[str]:
    rows = connection.execute("SELECT name FROM main.projectdataset") if _has_list(connection) else ()
    return frozenset(name for (name,) in rows)


def _finish(base: Path, work: Path) -> None:
    """End what a work folder of the dead tells of; a project that had not been moved goes with the folder."""
    try:
        order = open_document((work / ORDER).read_bytes())[0]
        folder = str(order["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if not is_inside(folder):
        return
    if "gone" in order:
        if not (base / folder).exists():
            _strike(base, str(order["gone"]))
    elif (base / folder).is_dir() and not (work / folder).exists():
        _enter(base, work, str(order["project"]))


def _enter(base: Path, work: Path, project: str) -> None:
    """Copy the line of a project from the list of a work folder, in one transaction."""
    with _listed(base) as connection:
        connection.execute("ATTACH ? AS made", (str(work / NAMES),))
        connection.execute("BEGIN IMMEDIATE")
        if not _has_list(connection):
            for (text,) in connection.execute(
                "SELECT sql FROM made.sqlite_master WHERE tbl_name = 'projectdataset' AND sql IS NOT NULL "
                "ORDER BY type DESC"  # the table before its indices
            ).fetchall():
                connection.execute(text)
        shared = [f'"{name}"' for name in _columns(connection, "main") & _columns(connection, "made") if name != "id"]
        columns = ", ".join(sorted(shared))
        if project not in _names(connection):
            connection.execute(
                f"INSERT INTO main.projectdataset ({columns}) SELECT {columns} FROM made.projectdataset WHERE name = ?",  # noqa: S608
                (project,),
            )
        connection.execute("COMMIT")


def _strike(base: Path, project: str) -> None:
    with _listed(base) as connection:
        if _has_list(connection):
            connection.execute("DELETE FROM projectdataset WHERE name = ?", (project,))


def _has_list(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'projectdataset'").fetchone()
    return found is not None


def _columns(connection: sqlite3.Connection, schema: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA {schema}.table_info(projectdataset)")}


@contextmanager
def _listed(base: Path) -> Iterator[sqlite3.Connection]:
    path = base / NAMES
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise ProjectError(
            message(
                "{path} cannot be used ({error}); close other programs that use it, and try again",
                path=path,
                error=error,
            )
        ) from None
