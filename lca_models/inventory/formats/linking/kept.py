"""What was said before: the filled rows of mapping tables, kept beside the projects and taken by the next import.

A row is kept without the database of the file that it came with, so that the next file of another author takes it too. What
is said later stands in place of what was said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lca_models.inventory.files.commit import make_folder
from lca_models.inventory.files.waiting import alone
from lca_models.inventory.formats.linking.likeness import Target
from lca_models.inventory.formats.linking.links import KEPT, Datasets, open_exchanges, take
from lca_models.inventory.formats.linking.table import Row, link_for, links_of, plain_input, read_mapping, write_rows
from lca_models.scope.wording.messages import message

FOLDER, FILE = "mappings", "inputs.csv"  # below Brightway's base folder
PATIENCE = 60  # seconds: a table is written in less than one


def kept_path(base: Path) -> Path:
    """Where the rows are kept."""
    return base / FOLDER / FILE


def apply_kept(base: Path, datasets: Datasets, known: Sequence[Target]) -> tuple[int, tuple[str, ...]]:
    """Link the exchanges without an input as was said before; how many, and what is wrong with rows that link nothing.

    What is not in this project is passed over.

    Raises ProjectError for a table that cannot be read.
    """
    path = kept_path(base)
    if not path.is_file():
        return 0, ()
    keys = {target.key for target in known}
    rows = [row for row in read_mapping(path) if (row.database, row.code) in keys]
    faults: list[str] = []
    links = links_of(rows, known, f"{FOLDER}/{FILE}", KEPT, faults)
    count = 0
    for database, _, exchange in open_exchanges(datasets):
        if (link := link_for(links, database, exchange)) and not take(exchange, link):
            count += 1
    return count, tuple(faults)


def keep(base: Path, rows: Sequence[Row]) -> None:
    """Keep the filled rows of a table beside those of others, one import after the other.

    Raises OSError where they cannot be written, ProjectError for a broken table.
    """
    path = kept_path(base)
    make_folder(path.parent)
    with alone(
        path.with_suffix(".lock"), message("waiting for another import, which keeps what it was told"), PATIENCE
    ):
        found = {plain_input(row.input): row for row in (read_mapping(path) if path.is_file() else ())}
        for row in rows:
            if row.is_filled:
                anywhere = replace(row, input=("", *row.input[1:]))
                found[plain_input(anywhere.input)] = anywhere
        write_rows(path, tuple(found[key] for key in sorted(found)))
