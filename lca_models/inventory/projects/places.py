"""Brightway projects on this machine: those in the folder of this kit, and those of Brightway's own folder.

Only their list and their files are read, without Brightway; nothing is ever opened for writing.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lca_models.inventory.brightway.project import base_folder
from lca_models.inventory.stored.connection import opened
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

CACHE = "cache"  # below a base folder: what can be made again


@dataclass(frozen=True)
class ProjectPlace:
    """A Brightway project: its name, Brightway's base folder, and the folder of the project below it."""

    name: str
    base: Path
    folder: Path


def brightway_folders() -> tuple[Path, ...]:
    """The base folder of this kit, then Brightway's own: `BRIGHTWAY2_DIR`, or the one of the platform."""
    from platformdirs import user_data_dir

    own = os.environ.get("BRIGHTWAY2_DIR") or user_data_dir("Brightway3", "pylca")
    return tuple(dict.fromkeys((base_folder(), Path(own).absolute())))


def cache_folder() -> Path:
    """Where columns of large backgrounds are kept, whosever project they are of. Not created here."""
    return base_folder() / CACHE


def find_projects(folders: Sequence[Path] | None = None) -> tuple[ProjectPlace, ...]:
    """Every project below some base folders of Brightway, by default those of this machine.

    Raises ProjectError for a list of projects that cannot be read.
    """
    return tuple(place for base in (brightway_folders() if folders is None else folders) for place in _projects(base))


def find_project(name: str, folders: Sequence[Path] | None = None) -> ProjectPlace:
    """The project of a name.

    Raises ProjectError for an unknown one, with the nearest, and for one that stands in two folders.
    """
    known = find_projects(folders)
    found = [place for place in known if place.name == name]
    if not found:
        near = suggestion(name, (place.name for place in known))
        raise ProjectError(message("there is no Brightway project '{name}'; {near}", name=name, near=near))
    if len(found) > 1:
        raise ProjectError(
            message(
                "the project '{name}' stands in {listed}; set LCA_MODELS_DIR and BRIGHTWAY2_DIR to the one that is meant",
                name=name,
                listed=message(" and ").join(str(place.base) for place in found),
            )
        )
    return found[0]


def _projects(base: Path) -> Iterator[ProjectPlace]:
    path = base / "projects.db"
    if not path.is_file():
        return
    try:
        with opened(path) as connection:
            names = [str(name) for (name,) in connection.execute("SELECT name FROM projectdataset ORDER BY name")]
    except sqlite3.Error as error:
        raise ProjectError(
            message("the list of Brightway projects {path} cannot be read ({error})", path=path, error=error)
        ) from None
    folders = {folder.name.rpartition(".")[2]: folder for folder in base.iterdir() if folder.is_dir()}
    for name in names:
        digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
        folder = folders.get(digest) or folders.get(digest[:8])  # how Brightway names the folder of a project
        if folder is not None and (folder / "lci" / "databases.db").is_file():
            yield ProjectPlace(name, base, folder)
