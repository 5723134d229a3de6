"""A copy of a project whose parameters Brightway itself recalculates, fast enough for hundreds of settings."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from lca_models.impact.study import Study
from lca_models.inventory.tables.formulas import names_in
from tests.conftest import ProjectCopy, open_project


@dataclass(frozen=True)
class BrightwayCopy:
    """A copy of the shipped project, with the names that the formulas of each group of parameters use."""

    copy: ProjectCopy
    names: Mapping[str, frozenset[str]]

    def set_parameters(self, values: Mapping[str, float]) -> None:
        """Set parameters in Brightway and let it recalculate: the project, then the groups whose formulas see a change.

        One transaction on each of its two files, because it writes every exchange by itself.
        """
        from bw2data.backends import sqlite3_lci_db

        tables = import_module("bw2data.parameters")
        before = tables.ProjectParameter.static()
        with sqlite3_lci_db.db.atomic(), tables.parameters.db.atomic():
            for name in sorted(name for name, value in values.items() if before[name] != value):
                tables.ProjectParameter.update(amount=values[name]).where(
                    tables.ProjectParameter.name == name
                ).execute()
            tables.Group.get(name="project").expire()
            tables.ProjectParameter.recalculate()
            after = tables.ProjectParameter.static()
            moved = {name for name, amount in after.items() if amount != before[name]}
            # Recalculating the project expires every group; those that see no change are as they were.
            tables.Group.update(fresh=True).execute()
            for group, names in self.names.items():
                if names & moved:
                    tables.ActivityParameter.recalculate_exchanges(group)


def open_copy(study: Study, folder: Path) -> Iterator[BrightwayCopy]:
    """A copy of the project of a study below a folder, closed afterwards."""
    base = folder / "brightway"
    shutil.copytree(study.base, base)
    for copy in open_project(base, study.current):
        names: dict[str, frozenset[str]] = {}
        for row in import_module("bw2data.parameters").ParameterizedExchange.select():
            names[row.group] = names.get(row.group, frozenset()) | names_in(row.formula)
        yield BrightwayCopy(copy, names)
