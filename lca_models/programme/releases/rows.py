"""Rows of the factors that a release changes: what they were, what they become, and how grave that is."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.tables.changes import RowChange, compare_tables
from lca_models.inventory.tables.reading import Row, Table, read_tables
from lca_models.programme.releases.versions import highest

BETWEEN = " | "  # parts of a key
EVIDENCE = ("measured", "literature", "calculated", "assumed")  # the best first, as columns.csv lists them
USUAL, MORE = 2, 3  # accepts that a row needs
_LEVELS = Path(__file__).with_name("levels.csv")


@dataclass(frozen=True)
class ReleaseRow:
    """A row that a release adds, removes or changes; cells by column, as text."""

    table: str  # its path below the folder
    key: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None

    @property
    def change(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def cells(self) -> tuple[tuple[str, str, str], ...]:
        """Columns that differ, with what stands there before and after; all where the row is new or gone."""
        old, new = self.before or {}, self.after or {}
        return tuple(
            (column, old.get(column, ""), new.get(column, ""))
            for column in dict.fromkeys((*old, *new))
            if old.get(column, "") != new.get(column, "")
        )

    @property
    def lacks_source(self) -> bool:
        """Whether it should name a source and names none."""
        return self.after is not None and self.after.get("source") == ""

    @property
    def has_worse_evidence(self) -> bool:
        """Whether it rests on less than before."""
        old, new = ((side or {}).get("evidence", "") for side in (self.before, self.after))
        return old in EVIDENCE and new in EVIDENCE and EVIDENCE.index(new) > EVIDENCE.index(old)

    @property
    def needed(self) -> int:
        """How many organisations must accept it."""
        return MORE if self.lacks_source or self.has_worse_evidence else USUAL


@dataclass(frozen=True)
class Compared:
    """Two versions of the tables."""

    old: tuple[Table, ...]
    new: tuple[Table, ...]
    changes: tuple[RowChange, ...]

    @property
    def rows(self) -> tuple[ReleaseRow, ...]:
        """The changed rows, in the order of tables and lines."""
        return tuple(map(release_row, self.changes))

    @property
    def level(self) -> str:
        """How grave the changes are together."""
        return highest(*map(level_of, self.changes))


def compared(old: Path, new: Path) -> Compared:
    """The tables below two folders. Raises InventoryError with everything that is wrong with the new ones."""
    load_inventories(new)
    before, after = read_tables(old), read_tables(new)
    return Compared(before, after, compare_tables(before, after))


def release_row(change: RowChange) -> ReleaseRow:
    """A change of the kit as a row that is reviewed."""
    before, after = _cells(change.old), _cells(change.new)
    for cell in change.cells:
        if cell.column == "folder" and before is not None and after is not None:
            before, after = {**before, "folder": cell.old}, {**after, "folder": cell.new}
    return ReleaseRow(change.row.place.table, key_text(change), before, after)


def key_text(change: RowChange) -> str:
    """The key of a row as one text."""
    return BETWEEN.join(change.key)


def level_of(change: RowChange) -> str:
    """PATCH, MINOR or MAJOR, by the table of levels: the gravest of the cells that differ."""
    columns = [cell.column for cell in change.cells] if change.change == "changed" else [""]
    return highest(*(_level(change.kind, key_text(change), column, change.change) for column in columns))


def _level(kind: str, key: str, column: str, change: str) -> str:
    told = {"table": kind, "key": key, "column": column, "change": change}
    return next(
        line["level"] for line in levels() if all(fnmatchcase(value, line[name]) for name, value in told.items())
    )


@cache
def levels() -> tuple[Mapping[str, str], ...]:
    """The table of levels, of which the first line that fits holds."""
    with _LEVELS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _cells(row: Row | None) -> dict[str, str] | None:
    return None if row is None else dict(row.cells)
