"""Tables of inventories without some of their rows."""

from collections.abc import Callable
from dataclasses import replace

from lca_models.inventory.tables.reading import Row, Table


def without_rows(tables: tuple[Table, ...], kind: str, is_left_out: Callable[[Row], bool]) -> tuple[Table, ...]:
    """The same tables, those of one kind without the rows that are left out."""
    return tuple(
        replace(table, rows=tuple(row for row in table.rows if not is_left_out(row))) if table.kind == kind else table
        for table in tables
    )
