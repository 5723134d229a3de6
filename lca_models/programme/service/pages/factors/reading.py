"""What of a release is shown at once: rows of a page with why they change, and what they move as the reader may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lca_models.programme.evaluation.evaluating import records_of_table
from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.registry.opening import Registry
from lca_models.programme.releases.listing import ReviewedRow
from lca_models.programme.releases.moves.calculating import Moves, Place
from lca_models.programme.releases.moves.kept import kept_moves, told_moves
from lca_models.programme.releases.moves.tables import unit_label
from lca_models.programme.roles.access import Actor

ROWS = 25  # a page
DECLARATIONS = 25  # shown, those that move most
WHY = ("comment", "source", "locator")  # columns of a row that say why it is as it is


@dataclass(frozen=True)
class Row:
    """A row of a release as it is shown."""

    number: int  # its place among the rows of the release, from 1
    reviewed: ReviewedRow
    why: tuple[tuple[str, str], ...]  # column and text; of a row that goes, of what it was
    moves_kg: float | None  # Σ|δ| over declarations, kg CO2e per pack; None where it is not known to the reader


@dataclass(frozen=True)
class Group:
    """Rows of a table on a page."""

    table: str
    count: int  # of all that the release changes
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Told:
    """What a release moves, as somebody may see it."""

    as_of: int
    summary: Mapping[str, float]  # by indicator; empty where too few companies stand behind it
    tables: Sequence[Mapping[str, Any]]
    stages: Sequence[Mapping[str, Any]]
    declarations: Sequence[Mapping[str, Any]]
    problems: Mapping[str, str]
    by_row: Mapping[Place, float]  # Σ|δ|, kg CO2e per pack


def told_of(registry: Registry, actor: Actor, version: str) -> Told | None:
    """What a release moves by its present tables; None where nobody has had it calculated."""
    try:
        found = kept_moves(registry, version)
    except UnknownError:
        return None
    tables, problems = told_moves(registry, found, actor)
    records = {name: records_of_table(table) for name, table in tables.items()}
    summary = {one["indicator"]: one["value"] for one in records.get("summary", ())}
    return Told(
        found.as_of, summary, records.get("tables", ()), records.get("stages", ()),
        records.get("declarations", ())[:DECLARATIONS], problems, _by_row(found, records.get("rows", ())),
    )  # fmt: skip


def groups_of(rows: Sequence[ReviewedRow], told: Told | None, table: str, start: int) -> tuple[tuple[Group, ...], int]:
    """Rows of a page by table, and where the next page begins; 0 where there is none.

    `table`: the only one that is shown, empty for all; `start`: rows before the page.
    """
    known = told.by_row if told else {}
    numbered = [
        Row(number, one, _why(one), known.get((one.row.table, one.row.key))) for number, one in enumerate(rows, start=1)
    ]
    wanted = [one for one in numbered if table in ("", one.reviewed.row.table)]
    groups: dict[str, list[Row]] = {}
    for one in wanted[start : start + ROWS]:
        groups.setdefault(one.reviewed.row.table, []).append(one)
    counts = counts_of(rows)
    following = start + ROWS if len(wanted) > start + ROWS else 0
    return tuple(Group(name, counts[name], tuple(ones)) for name, ones in groups.items()), following


def counts_of(rows: Sequence[ReviewedRow]) -> dict[str, int]:
    """Rows by table."""
    found: dict[str, int] = {}
    for one in rows:
        found[one.row.table] = found.get(one.row.table, 0) + 1
    return found


def _why(one: ReviewedRow) -> tuple[tuple[str, str], ...]:
    cells = one.row.after or one.row.before or {}
    return tuple((column, cells[column]) for column in WHY if cells.get(column))


def _by_row(moves: Moves, records: Sequence[Mapping[str, Any]]) -> dict[Place, float]:
    """What rows move that are changed at once stands at each of them."""
    known = {(one["table"], one["key"]): float(one["sum_of_sizes"]) for one in records}
    return {place: known[label] for unit in moves.units if (label := unit_label(unit)) in known for place in unit}
