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
    score_words,
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
from lca_models.inventory.files.commit import write_files
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import InventoryError
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
    checked, found, problems = _looked_at(root)
    problems += [*check_snapshot(root, checked.tables), *check_intensities(root, checked.inventories, found)]
    if problems:
        raise InventoryError(problem_report(tuple(problems)))
    stated = any(table.kind == KIND for table in checked.tables)
    return Accepted(checked, unprotected_rows(checked.tables) if stated else ())


def update_snapshot(root: Path) -> Sequence[str]:
    """Accept the tables as they are: write the snapshot below their folder, and say what has moved since the former one.

    Raises InventoryError for tables that break a rule or are implausible; nothing is written then.
    """
    checked, found, problems = _looked_at(root)
    if problems:
        raise InventoryError(problem_report(tuple(problems)))
    rows, before, former = snapshot_of(checked.tables), read_snapshot(root) or {}, read_intensities(root) or {}
    said = [message("{kind} '{row}' {words}", kind=kind, row=row, words=words)
            for (kind, row), words in differences(before, rows)]  # fmt: skip
    scores = [
        message("one unit of '{code}' {old} -> {new} kg CO2-eq ({percent})", code=code, old=score_words(old),
                new=score_words(new),
                percent=message("new or gone") if not old or new is None else f"{new / old - 1:+.3%}")
        for code, old, new in moved(former, found)
    ]  # fmt: skip
    contents = {ROWS: snapshot_text(rows), FILE: intensities_text(checked.inventories, found)}
    write_files(root / FOLDER, {name: text.encode() for name, text in contents.items()})
    return [*_some(said), *_some(scores)] or [message("nothing has moved since the snapshot")]


def _looked_at(root: Path) -> tuple[Checked, dict[str, float], list[Problem]]:
    """Tables that keep their rules, the score of one unit of every process, and what is implausible of them.

    Raises InventoryError with every breach of a rule.
    """
    checked = load_inventories(root)
    found = process_intensities(checked.inventories)
    return checked, found, [*check_plausibility(checked.tables), *check_published_factors(checked.tables, found)]


def _some(lines: list[str]) -> list[str]:
    more = [message("and {count} more", count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]
