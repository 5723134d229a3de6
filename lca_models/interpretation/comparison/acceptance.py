"""Tables as a whole: their rules, what is plausible, what a person last accepted, and what is published.

Rules decide what may be built; the rest is asked by `lca-models check` alone, so that tables of one's own stay free to differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lca_models.interpretation.comparison.intensities import (
    FILE,
    check_intensities,
    check_published_factors,
    intensities_text,
    moved,
    process_intensities,
    read_intensities,
)
from lca_models.inventory.checks.inventories import Checked, load_inventories, problem_report
from lca_models.inventory.checks.plausibility import KIND, check_plausibility, unprotected_rows
from lca_models.inventory.checks.snapshot import (
    FOLDER,
    ROWS,
    check_snapshot,
    differences,
    read_snapshot,
    snapshot_of,
    snapshot_text,
)
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.files.commit import write_files
from lca_models.inventory.tables.reading import InventoryError, read_tables
from lca_models.scope.wording.messages import message

SHOWN = 20  # changes of each kind


@dataclass(frozen=True)
class Accepted:
    """Tables that keep their rules, are plausible, and are what was accepted."""

    checked: Checked
    unprotected: tuple[tuple[str, str], ...]  # kind and key of rows without a plausible range; none without that table


def check_inventories(root: Path) -> Accepted:
    """Everything known of the tables below a folder.

    Raises InventoryError with every breach of a rule, and where all rules hold with every row that is implausible or has
    changed since the snapshot, and every process whose score has moved.
    """
    checked = load_inventories(root)
    tables = with_list_formulas(read_tables(root))
    found = process_intensities(checked.inventories)
    problems = (
        *check_plausibility(tables),
        *check_published_factors(tables, found),
        *check_snapshot(root, tables),
        *check_intensities(root, checked.inventories, found),
    )
    if problems:
        raise InventoryError(problem_report(problems))
    stated = any(table.kind == KIND for table in tables)
    return Accepted(checked, unprotected_rows(tables) if stated else ())


def update_snapshot(root: Path) -> Sequence[str]:
    """Accept the tables as they are: write the snapshot below their folder, and say what has moved since the former one.

    Raises InventoryError for tables that break a rule or are implausible; nothing is written then.
    """
    checked = load_inventories(root)
    tables = with_list_formulas(read_tables(root))
    found = process_intensities(checked.inventories)
    if problems := (*check_plausibility(tables), *check_published_factors(tables, found)):
        raise InventoryError(problem_report(problems))
    rows, before, former = snapshot_of(tables), read_snapshot(root) or {}, read_intensities(root) or {}
    said = [message("{kind} '{row}' {words}", kind=kind, row=row, words=words)
            for (kind, row), words in differences(before, rows)]  # fmt: skip
    scores = [
        message("one unit of '{code}' {old} -> {new} kg CO2-eq ({percent})", code=code, old=_shown(old), new=_shown(new),
                percent=message("new or gone") if not old or new is None else f"{new / old - 1:+.3%}")
        for code, old, new in moved(former, found)
    ]  # fmt: skip
    contents = {ROWS: snapshot_text(rows), FILE: intensities_text(checked.inventories, found)}
    write_files(root / FOLDER, {name: text.encode() for name, text in contents.items()})
    return [*_some(said), *_some(scores)] or [message("nothing has moved since the snapshot")]


def _some(lines: list[str]) -> list[str]:
    more = [message("and {count} more", count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


def _shown(amount: float | None) -> str:
    return message("nothing") if amount is None else f"{amount:.6g}"
