"""Where the Brightway project of the inventories lives, and how a new one takes its place without losing anything.

Each content of `inventories/` is a project of its own; the file `current.json` names the one in use and is switched last,
in one step. A build that is killed therefore leaves the old project in use, and a project that somebody edited stays.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.inventory.tables.reading import find_inventories, tables_hash
from lca_models.scope.wording.messages import message

BUILDER_VERSION = "4"  # raise when the same tables would be written differently
POINTER = "current.json"
MARK = "lca_models.json"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class CurrentProject:
    """The project in use: its Brightway name, its folder below the base folder, and what it was built from."""

    project: str
    folder: str
    content_hash: str  # of the tables and the builder
    rows_hash: str  # of the project's rows as built; another value today means that somebody edited it


def base_folder() -> Path:
    """$LCA_MODELS_DIR, or the platform's folder for user data. Not created here."""
    if given := os.environ.get("LCA_MODELS_DIR"):
        return Path(given).absolute()
    from platformdirs import user_data_dir

    return Path(user_data_dir("lca_models", appauthor=False))


@dataclass(frozen=True)
class Projects:
    """The pointer file: the project in use, and every earlier one that still stands."""

    current: CurrentProject | None
    earlier: tuple[CurrentProject, ...] = ()


def read_pointer(base: Path) -> Projects:
    """The projects built so far.

    Raises ProjectError when the pointer file cannot be read.
    """
    path = base / POINTER
    if not path.is_file():
        return Projects(None)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Projects(CurrentProject(**stored["current"]), tuple(CurrentProject(**one) for one in stored["earlier"]))
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(
            message("{path} is damaged ({error}); delete it and run lca-models build", path=path, error=error)
        ) from None


def write_pointer(base: Path, projects: Projects) -> None:
    """Switch to a project in one step: a reader sees the old pointer or the new one, never a part."""
    temporary = base / f"{POINTER}.{os.getpid()}"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(projects), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(base / POINTER)


def content_hash(root: Path) -> str:
    """Hash of the tables and of how they are written."""
    return f"{tables_hash(root)[:32]}-{BUILDER_VERSION}"


def is_edited(base: Path, current: CurrentProject, *, when_unknown: bool = True) -> bool:
    """Whether the project's rows differ from what was built, or cannot be read and are therefore left alone.

    `when_unknown` is the answer for a project that an earlier version of this kit hashed in another way.
    """
    folder = base / current.folder
    if not folder.is_dir():
        return False
    try:
        found = read_project_rows(folder).rows_hash
    except ProjectError:
        return True
    if found.partition(":")[0] != current.rows_hash.partition(":")[0]:
        return when_unknown
    return found != current.rows_hash


def write_mark(base: Path, built: CurrentProject) -> None:
    """Mark a project as complete, so that no later build takes it for the leftover of an interrupted one."""
    (base / built.folder / MARK).write_text(json.dumps(asdict(built)), encoding="utf-8")


def _standing(base: Path, projects: Projects) -> list[CurrentProject]:
    """Projects that exist: those of the pointer file, and complete ones it has lost."""
    known = {one.folder: one for one in (projects.current, *projects.earlier) if one and (base / one.folder).is_dir()}
    for path in sorted(base.glob(f"*/{MARK}")):
        with suppress(ValueError, TypeError):
            known.setdefault(path.parent.name, CurrentProject(**json.loads(path.read_text(encoding="utf-8"))))
    return list(known.values())


@dataclass(frozen=True)
class Build:
    """What a build did: `built` is False when the pointer already named this content."""

    current: CurrentProject
    built: bool


def build_project(root: Path | None = None, *, force: bool = False, progress: Progress | None = None) -> Build:
    """Write the inventories into a new Brightway project and make it the current one.

    Nothing is done when the current project has this content. Raises InventoryError when a table breaks a rule, and
    ProjectError when the current project was edited (unless `force`) or another build is running.
    """
    root = root or find_inventories()
    base = base_folder()
    wanted = content_hash(root)
    projects = read_pointer(base)
    if projects.current and _holds(base, projects.current, wanted):
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
    base.mkdir(parents=True, exist_ok=True)
    with lock(base, "lock.db", wait_seconds=0.1):
        projects = read_pointer(base)
        standing = _standing(base, projects)
        edited = [one for one in standing if is_edited(base, one)]
        same = [one for one in standing if one.content_hash == wanted and one not in edited]
        if same:
            new = same[0]
        else:
            stale = [one for one in standing if one not in edited and one != projects.current]
            name = _free_name(wanted, {one.project for one in standing})
            drop = [name, *(one.project for one in stale)]
            new = _build_in_subprocess(root, base, wanted, name, drop, progress or (lambda what, done, of: None))
            standing = [one for one in standing if one not in stale]
        write_pointer(base, Projects(new, tuple(one for one in standing if one != new)))
    return Build(new, built=not same)


def _holds(base: Path, current: CurrentProject, wanted: str) -> bool:
    return current.content_hash == wanted and (base / current.folder).is_dir()


def _free_name(wanted: str, taken: set[str]) -> str:
    """A project name for this content that no standing project has: an edited one keeps its own."""
    name = first = f"lca-models {wanted[:8]}"
    number = 2
    while name in taken:
        name, number = f"{first} ({number})", number + 1
    return name


@contextmanager
def lock(base: Path, name: str, wait_seconds: float) -> Iterator[None]:
    """One build at a time; a kill releases it."""
    with closing(sqlite3.connect(base / name, timeout=wait_seconds)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise ProjectError(
                message("another build is writing to {base}; wait for it and try again", base=base)
            ) from None
        yield


def _build_in_subprocess(
    root: Path, base: Path, wanted: str, name: str, drop: list[str], progress: Progress
) -> CurrentProject:
    """Build in a subprocess, which leaves a Brightway project that this process may have open alone."""
    order = json.dumps({"root": str(root), "base": str(base), "content_hash": wanted, "project": name, "drop": drop})
    command = [sys.executable, "-m", "lca_models.inventory.brightway.build", order]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        last = ""
        for line in process.stdout or ():
            last = line
            said = json.loads(line)
            if "what" in said:
                progress(said["what"], said["done"], said["of"])
        errors = process.stderr.read() if process.stderr else ""
    if process.returncode:
        raise ProjectError(
            message("the build failed; the previous project stays in use\n{value}", value=errors.strip()[-2000:])
        )
    return CurrentProject(**json.loads(last))
