"""What stands below the base folder: the project in use, what it was built from, which of its rows were edited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.edits import Edits, build_record, edits_of
from lca_models.inventory.brightway.pointer import CurrentProject, read_pointer
from lca_models.inventory.brightway.project import base_folder, content_hash, is_edited
from lca_models.inventory.system.rows import read_project_rows
from lca_models.inventory.tables.reading import find_inventories


@dataclass(frozen=True)
class ProjectStatus:
    """The project in use, how it differs from its build and from the tables, and the earlier ones that still stand."""

    base: Path
    current: CurrentProject | None  # none before the first build
    tables: Path  # that a build would take
    follows_tables: bool  # whether these tables are the ones that it was built from
    about: dict[str, str]  # when, from where and by which version it was built, where a record says so
    edits: Edits
    earlier: tuple[tuple[str, bool], ...] = ()  # project, and whether it was edited

    def document(self) -> dict[str, Any]:
        """The status for programs."""
        current = self.current
        return {
            "project": current and current.project,
            "folder": current and str(self.base / current.folder),
            "base": str(self.base),
            "built": self.about,
            "inventory_hash": current and current.rows_hash,
            "tables": str(self.tables),
            "follows_tables": self.follows_tables,
            "edited_rows": self.edits.count,
            "edits": [one.document() for one in self.edits.rows],
            "amounts_that_follow": len(self.edits.following),
            "earlier": [{"project": name, "edited": edited} for name, edited in self.earlier],
        }


def project_status(root: Path | None = None) -> ProjectStatus:
    """The status of the projects of the kit; nothing is built or changed.

    Raises ProjectError when the pointer file or the project in use cannot be read.
    """
    tables, base = root or find_inventories(), base_folder()
    projects = read_pointer(base)
    current = projects.current if projects.current and (base / projects.current.folder).is_dir() else None
    if current is None:
        return ProjectStatus(base, None, tables, False, {}, Edits())
    folder = base / current.folder
    edited = is_edited(base, current, when_unknown=False)
    edits = edits_of(folder, read_project_rows(folder), current.rows_hash) if edited else Edits()
    earlier = tuple((one.project, is_edited(base, one)) for one in projects.earlier if (base / one.folder).is_dir())
    return ProjectStatus(base, current, tables, current.content_hash == content_hash(tables),
                         build_record(folder, current.rows_hash), edits, earlier)  # fmt: skip
