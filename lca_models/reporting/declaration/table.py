"""A table of results as a bundle holds it: the same bytes on every machine, and the same doubles when it is read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lca_models.inventory.files.cells_as_text import csv_text

Cell = str | float | int | None


@dataclass(frozen=True)
class ResultTable:
    """Figures with names and units; a column that holds numbers says its unit in its name (`kg_co2e_per_pack`)."""

    name: str  # of its file, without folder and ending: stages
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> bytes:
        """Its file: UTF-8, one line a row, numbers to the last digit that tells one double from the next."""
        return csv_text(self.columns, (tuple(map(_written, row)) for row in self.rows)).encode()

    def records(self) -> Iterator[Mapping[str, Cell]]:
        """Its rows by the names of the columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def read_csv(content: bytes) -> tuple[dict[str, str], ...]:
    """The rows of a table by the names of its columns, as texts. Raises ValueError for what is no text, or has no columns."""
    lines = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), restval="", strict=True)
    if not lines.fieldnames:
        raise ValueError("a table names its columns in its first line")
    return tuple({name: row[name] or "" for name in lines.fieldnames} for row in lines)


def _written(cell: Cell) -> str:
    return "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)
