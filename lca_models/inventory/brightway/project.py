"""Where the Brightway project of the inventories lives, and how a new one takes its place without losing anything.

Each content of `inventories/` is a project of its own; the file `current.json` names the one in use and is switched last,
in one step. A build that is killed therefore leaves the old project in use, and a project that somebody edited stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.adoption import (
    adopt,
    finish_interrupted_projects,
    project_names,
    project_workplace,
    remove_project,
)
from lca_models.inventory.brightway.pointer import (
    CurrentProject,
    Projects,
    marked_projects,
    read_pointer,
    write_pointer,
)
from lca_models.inventory.files.commit import make_folder
from lca_models.inventory.files.processes import started
from lca_models.inventory.files.waiting import alone
from lca_models.inventory.stored.row_hash import is_as_hashed
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.inventory.tables.reading import find_inventories, former_tables_hash, tables_hash
from lca_models.scope.wording.messages import message

BUILDER_VERSION = "5"  # raise when the same tables would be written differently
LOCK = "build.lock"
PATIENCE = 900.0  # seconds that a build may keep others waiting
Progress = Callable[[str, int, int], None]


def base_folder() -> Path:
    """$LCA_MODELS_DIR, or the platform's folder for user data. Not created here.

    Raises ProjectError without either.
    """
    if given := os.environ.get("LCA_MODELS_DIR"):
        return Path(given).absolute()
    from platformdirs import user_data_dir

    folder = Path(user_data_dir("lca_models", appauthor=False))
    if not folder.is_absolute():
        raise ProjectError(
            message("there is no home folder; set HOME, or set LCA_MODELS_DIR to a folder for the projects")
        )
    return folder


def content_hash(root: Path) -> str:
    """Hash of the tables and of how they are written."""
    return f"{tables_hash(root)[:32]}-{BUILDER_VERSION}"


def is_edited(base: Path, current: CurrentProject, *, when_unknown: bool = True) -> bool:
    """Whether the project's rows differ from what was built, or cannot be read and are therefore left alone.

    A former version's hash is compared by its own rule. `when_unknown` is the answer for one of a version that is none.
    """
    folder = base / current.folder
    if not folder.is_dir():
        return False
    try:
        rows = read_project_rows(folder)
    except ProjectError:
        return True
    return not is_as_hashed(rows, current.rows_hash, when_unknown=not when_unknown)


def _standing(base: Path, projects: Projects) -> list[CurrentProject]:
    """Projects that exist: those of the pointer file, and complete ones it has lost."""
    known = {one.folder: one for one in (projects.current, *projects.earlier) if one and (base / one.folder).is_dir()}
    for one in marked_projects(base):
        known.setdefault(one.folder, one)
    return list(known.values())


@dataclass(frozen=True)
class Build:
    """What a build did: `built` is False when the pointer already named this content."""

    current: CurrentProject
    built: bool
    kept: str = ""  # name of the edited project that was in use before, and stays on disk


def build_project(root: Path | None = None, *, force: bool = False, progress: Progress | None = None) -> Build:
    """Write the inventories into a new Brightway project and make it the current one.

    Nothing is done when the current project has this content, unless `force`, which always builds and keeps a project that
    was edited. Raises InventoryError when a table breaks a rule, and ProjectError when the current project was edited
    (unless `force`) or another build is running.
    """
    root = root or find_inventories()
    base = base_folder()
    finish_interrupted_projects(base)
    wanted = content_hash(root)
    projects = read_pointer(base)
    if not force and projects.current and _holds(base, projects.current, root, wanted):
        return Build(projects.current, built=False)
    if projects.current and not force and is_edited(base, projects.current, when_unknown=False):
        raise ProjectError(
            message(
                "the current project '{project}' was edited since its build and would no longer be used; "
                "run lca-models build --force to build a new one beside it (the edited project stays on "
                "disk)",
                project=projects.current.project,
            )
        )
    from lca_models.inventory.checks.inventories import load_inventories

    load_inventories(root)  # every problem is reported before anything is written
    make_folder(base)
    with _one_build(base):
        projects = read_pointer(base)
        if (
            not force and projects.current and _holds(base, projects.current, root, wanted)
        ):  # built while this one waited
            return Build(projects.current, built=False)
        standing = _standing(base, projects)
        edited = [one for one in standing if is_edited(base, one)]
        same = [one for one in standing if one.content_hash == wanted and one not in edited and not force]
        if same:
            new = same[0]
        else:
            stale = [one for one in standing if one not in edited and one != projects.current]
            name = _free_name(wanted, {one.project for one in standing} | project_names(base))
            with project_workplace(base) as work:
                new = _build_in_subprocess(root, work, wanted, name, progress or (lambda what, done, of: None))
                adopt(base, work, new.project, new.folder)
            for one in stale:
                remove_project(base, one.project, one.folder)
            standing = [one for one in standing if one not in stale]
        write_pointer(base, Projects(new, tuple(one for one in standing if one != new)))
    left = projects.current
    return Build(new, built=not same, kept=left.project if left in edited and left is not None else "")


def reset_project(root: Path | None = None, *, progress: Progress | None = None) -> Build:
    """Go back from edits to a project as the inventories say, built anew; the edited one stays on disk under its name.

    Nothing is done where nothing was edited. Raises InventoryError when a table breaks a rule, and ProjectError when another
    build is running.
    """
    base = base_folder()
    current = read_pointer(base).current
    if current is not None and (base / current.folder).is_dir() and not is_edited(base, current):
        return Build(current, built=False)
    return build_project(root, force=True, progress=progress)


def _holds(base: Path, current: CurrentProject, root: Path, wanted: str) -> bool:
    """Whether a project stands and was built from these tables; a former version hashed their bytes, line ends included."""
    if not (base / current.folder).is_dir():
        return False
    if current.content_hash == wanted:
        return True
    return current.content_hash == f"{former_tables_hash(root)[:32]}-{BUILDER_VERSION}"


def _free_name(wanted: str, taken: set[str]) -> str:
    """A project name for this content that no standing project has: an edited one keeps its own."""
    name = first = f"lca-models {wanted[:8]}"
    number = 2
    while name in taken:
        name, number = f"{first} ({number})", number + 1
    return name


@contextmanager
def _one_build(base: Path) -> Iterator[None]:
    """One build at a time, for which others wait; a kill lets the next one go on.

    Raises ProjectError when the wait is too long, LocklessError where the file system keeps no locks.
    """
    busy = message("another process builds the project in {base}: waiting for it", base=base)
    try:
        with alone(base / LOCK, busy, PATIENCE):
            yield
    except TimeoutError:
        raise ProjectError(
            message("another build is writing to {base}; wait for it and try again", base=base)
        ) from None


def _build_in_subprocess(root: Path, work: Path, wanted: str, name: str, progress: Progress) -> CurrentProject:
    """Build in a subprocess, which leaves a Brightway project that this process may have open alone."""
    order = json.dumps({"root": str(root.absolute()), "base": str(work), "content_hash": wanted, "project": name})
    said: dict[str, Any] = {}
    with started("lca_models.inventory.brightway.build", order) as process:
        for line in process.stdout or ():
            said = json.loads(line)
            if "what" in said:
                progress(said["what"], said["done"], said["of"])
        errors = process.stderr.read() if process.stderr else ""
    if "folder" in said and not process.returncode:
        return CurrentProject(**said)
    reason = said.get("fault") or (errors.strip().splitlines() or [""])[-1]
    if not reason:
        reason = message(
            "its process was stopped by the system, perhaps for want of memory ({code})", code=process.returncode
        )
    raise ProjectError(message("the build failed, and everything stays as it was: {reason}", reason=reason))
