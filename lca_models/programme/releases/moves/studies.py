"""Tables calculated as they are: a study without a Brightway project, and tables with some of their changes alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from lca_models.impact.study import Study
from lca_models.interpretation.comparison.table_versions import groundwork_and_moves, made_together
from lca_models.inventory.brightway.in_memory import project_rows
from lca_models.inventory.brightway.pointer import CurrentProject
from lca_models.inventory.checks.inventories import unchecked_inventories
from lca_models.inventory.system.rows import ProjectRows
from lca_models.inventory.tables.changes import RowChange, index_rows, tables_of, with_changes
from lca_models.inventory.tables.reading import Table, read_tables, tables_hash
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE
from lca_models.programme.releases.keeping import unpacked
from lca_models.programme.releases.rows import Compared


@dataclass(frozen=True)
class TablesStudy(Study):
    """The study of tables in memory: the same rows as of their Brightway project, written nowhere."""

    @cached_property
    def rows(self) -> ProjectRows:
        """The rows that a project of the tables would have.

        Raises InventoryError, FormulaError, KeyError or ValueError where the tables hold no whole model.
        """
        rows = project_rows(unchecked_inventories(read_tables(self.root)))
        return replace(rows, rows_hash=self.current.rows_hash)


def study_of(folder: Path, today: date) -> TablesStudy:
    """The study of the tables below a folder, which have passed the checks or are made of those that have."""
    name = tables_hash(folder)
    return TablesStudy(folder, folder, CurrentProject(name, name, name, name), today)


def mixed(found: Compared, changes: Iterable[RowChange], scenarios: bytes, folder: Path) -> Path:
    """The old tables with what their changes stand on and some of the changes, written below a work folder."""
    groundwork, _ = groundwork_and_moves(found.changes)
    rows = with_changes(index_rows(found.old, (*found.old, *found.new)), [*groundwork, *changes])
    headers = {table.path: table.columns for table in (*found.new, *found.old)}
    tables = {path: Table(path, "", columns, ()) for path, columns in headers.items()}
    tables |= {table.path: table for table in tables_of(rows)}
    files = {path: _text(table).encode() for path, table in tables.items()}
    return unpacked(_with_scenarios(files, scenarios), folder)


def whole(files: Mapping[str, bytes], scenarios: bytes, folder: Path) -> Path:
    """The tables of a release below a work folder, with scenarios of another one: those are no part of what it moves."""
    return unpacked(_with_scenarios(files, scenarios), folder)


def units_of(found: Compared) -> tuple[tuple[RowChange, ...], ...]:
    """Changes that can move a result, those that are made together as one."""
    _, moving = groundwork_and_moves(found.changes)
    return tuple(made_together(moving, found.changes))


def has_others(found: Compared) -> bool:
    """Whether rows differ beside those of the units."""
    return len(found.changes) > sum(map(len, units_of(found)))


def _with_scenarios(files: Mapping[str, bytes], scenarios: bytes) -> dict[str, bytes]:
    kept = {name: content for name, content in files.items() if name != SCENARIOS_FILE}
    return kept | ({SCENARIOS_FILE: scenarios} if scenarios else {})


def _text(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([row.cells.get(column, "") for column in table.columns] for row in table.rows)
    return out.getvalue()
