"""The rows as they were when a person last accepted them: what has changed since is told, cell by cell.

`snapshot/rows.tsv` below the tables holds, for every row behind results, its amount, unit, type, distribution, evidence, source
and locator. `lca-models check` compares; `lca-models check --update-snapshot` accepts and says what moved.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from math import isclose
from pathlib import Path

from lca_models.inventory.checks.amounts import AMOUNT_TOLERANCE
from lca_models.inventory.checks.plausibility import QUANTITIES, joined
from lca_models.inventory.files.cells_as_text import as_it_was, csv_text
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.changes import index_rows
from lca_models.inventory.tables.reading import InventoryError, Place, Table
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

FOLDER = "snapshot"  # below the folder of the tables; no table itself
ROWS = "rows.tsv"
SEPARATOR = "\t"
# of each kind the column of its amount; empty: it has none
KINDS = {**dict.fromkeys(("processes", "elementary_flows", "methods", "products", "plants"), ""), **QUANTITIES}
CELLS = (
    "unit",
    "type",
    "kind",
    "distribution",
    "scale",
    "minimum",
    "maximum",
    "pedigree",
    "evidence",
    "source",
    "locator",
)
COLUMNS = ("table", "row", "amount", *CELLS)

Snapshot = Mapping[tuple[str, str], Mapping[str, str]]  # kind and key of a row -> its cells


def snapshot_of(tables: tuple[Table, ...]) -> dict[tuple[str, str], dict[str, str]]:
    """What a snapshot of tables holds; amounts that formulas made from lists give stand in the tables."""
    return {
        (kind, joined(key)): {"amount": row[KINDS[kind]], **{name: row[name] for name in CELLS}}
        for (kind, key), row in index_rows(tables).items()
        if kind in KINDS
    }


def snapshot_text(rows: Snapshot) -> str:
    """A snapshot as text, sorted, a row a line."""
    listed = ((kind, key, *(cells[name] for name in COLUMNS[2:])) for (kind, key), cells in sorted(rows.items()))
    return csv_text(COLUMNS, listed, separator=SEPARATOR)


def read_snapshot(root: Path) -> Snapshot | None:
    """The snapshot below a folder of tables; None where there is none.

    Raises InventoryError for a file that is none.
    """
    path = root / FOLDER / ROWS
    if not path.is_file():
        return None
    try:
        lines = accepted_lines(path, COLUMNS)
    except ValueError as error:
        raise InventoryError(
            message(
                "{path} is no snapshot of rows ({error}); restore it, or run lca-models check --update-snapshot",
                path=path,
                error=error,
            )
        ) from None
    return {(line[0], line[1]): dict(zip(COLUMNS[2:], line[2:], strict=True)) for line in lines}


def accepted_lines(path: Path, columns: tuple[str, ...]) -> list[list[str]]:
    """The lines below the header of a file of the snapshot.

    Raises ValueError for a file that is no table of these columns.
    """
    text = path.read_text(encoding="utf-8")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR, strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from None
    if not lines or tuple(lines[0]) != columns or any(len(line) != len(columns) for line in lines):
        raise ValueError(message("other columns than {columns}", columns=enumerated(columns)))
    return [[as_it_was(cell) for cell in line] for line in lines[1:]]


def check_snapshot(root: Path, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Rows that differ from the snapshot below the folder of the tables; nothing where there is none."""
    accepted = read_snapshot(root)
    if accepted is not None:
        places = {(kind, joined(key)): row.place for (kind, key), row in index_rows(tables).items()}
        for key, words in differences(accepted, snapshot_of(tables)):
            yield Problem(
                places.get(key, Place(f"{FOLDER}/{ROWS}", 1)),
                message(
                    "{kind} '{row}' {words} since the snapshot; correct it, or accept it with "
                    "lca-models check --update-snapshot (lca-models changes OLD NEW says what it moves)",
                    kind=key[0],
                    row=key[1],
                    words=words,
                ),
            )


def differences(old: Snapshot, new: Snapshot) -> Iterator[tuple[tuple[str, str], str]]:
    """Rows that differ, and how."""
    for key in sorted({*old, *new}):
        if key not in new:
            yield key, message("was deleted")
        elif key not in old:
            yield key, message("was added")
        elif old[key] != new[key]:
            changed = [
                message("{column} '{before}' -> '{after}'", column=name, before=old[key][name], after=new[key][name])
                for name in COLUMNS[2:]
                if not _same(old[key][name], new[key][name])
            ]
            if changed:
                yield key, message("changed: {changed}", changed=enumerated(changed))


def _same(old: str, new: str) -> bool:
    """Whether two cells say the same; amounts that were written anew from their formulas have more digits than before."""
    try:
        return old == new or isclose(float(old), float(new), rel_tol=AMOUNT_TOLERANCE)
    except ValueError:
        return False
