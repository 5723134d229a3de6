"""What a data sheet says, as it was written: texts with their places, whichever file they stand in.

A workbook and a YAML file are read into the same tree, and one reader judges it. Nothing is a number, a date or a yes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lca_models.inventory.activity.findings import Finding

# A field, or a row of a table: columns by name. Months of a meter are columns named as months: 2025-01, those of an output
# good.2025-01 and started.2025-01. A list in one cell is separated by semicolons.
FIELDS = ("product", "cycle_test", "cell_materials", "pack_parts", "plant", "end_of_life")  # sheets of one row a key
TABLES = ("meters", "output", "allocation", "transport", "certificates", "suppliers", "evidence")  # sheets of rows
SHEETS = ("product", "cycle_test", "cell_materials", "pack_parts", "plant", "meters", "output", "allocation", "transport",
          "end_of_life", "certificates", "suppliers", "evidence")  # fmt: skip
VALUE = "yours"  # column of the value of a field


@dataclass(frozen=True, slots=True)
class Entry:
    """A scalar as it was written."""

    text: str  # without blanks around it; empty where the cell is
    place: str  # 'meters!F7', or 'meters[0].months.2025-01'


Line = Mapping[str, Entry]  # by column


@dataclass(frozen=True)
class RawSheet:
    """The tree of a data sheet."""

    file: Path
    language: str = "en"  # of its messages
    fields: Mapping[str, Mapping[str, Line]] = field(
        default_factory=dict
    )  # by sheet and key; VALUE and further columns
    tables: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)  # by sheet
    findings: tuple[
        Finding, ...
    ] = ()  # of reading: sheets that are unknown, shapes that are wrong, formulas without a value

    def lines(self, sheet: str) -> Iterator[tuple[str, Line]]:
        """Rows of a sheet of fields, by key."""
        yield from self.fields.get(sheet, {}).items()

    def value(self, sheet: str, key: str) -> Entry | None:
        """What is given for a field; None where it is blank."""
        found = self.fields.get(sheet, {}).get(key, {}).get(VALUE)
        return found if found is not None and found.text else None


def shift_month(month: str, by: int) -> str:
    """The month so many later: 2025-11 and 2 are 2026-01."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
