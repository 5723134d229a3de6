"""What an error does to a sheet: the document with it, where it stands, and what would have been right."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.sheets.document import CleanSheet, Document
from lca_models.programme.pilot.sheets.kit import Archetype

ENERGY = ("electricity_grid", "natural_gas")  # items of meters that errors of energy are planted in
GREEN = "electricity_green_trade"


@dataclass(frozen=True)
class Ground:
    """What an error is planted in, and what it may look at."""

    sheet: CleanSheet
    kit: Archetype
    draws: Draws  # of the error, the same for all sheets of a plant where a kind is of the plant
    others: Sequence[CleanSheet] = ()  # sheets of other companies


@dataclass(frozen=True)
class Change:
    """A sheet with an error."""

    document: Document
    pointers: tuple[str, ...]  # JSON pointers into the judged sheet
    size: float  # in the unit of the table of sizes
    right: Document | None = None  # what would have been right, where that is not the clean sheet
    share: float = 1.0  # of the difference to what would have been right
    edits: Mapping[str, float] = field(default_factory=dict)  # of what is declared beside the sheet: see `declared`


Plant = Callable[[Ground, Document], Change | None]  # None where the kind cannot happen to a sheet


def copied(document: Document) -> Document:
    """A document that may be changed."""
    return copy.deepcopy(document)


def meters_of(document: Document, *items: str) -> list[tuple[int, dict[str, Any]]]:
    """Rows of meters of some items with their places."""
    return [(at, row) for at, row in enumerate(document["meters"]) if row["item"] in items]


def scale(row: dict[str, Any], factor: float) -> None:
    """All months of a row times a factor, whole again."""
    row["months"] = {month: round(amount * factor) for month, amount in row["months"].items()}


def row_pointer(document: Document, table: str, key: str) -> str:
    """The pointer of a row of materials by its key: judged sheets keep the order of the file."""
    return f"/{table}/{[*document[table]].index(key)}"


def number_in(text: str) -> float:
    """The number of a cell that holds its unit as well: 4.5 of '4.5 kWh'."""
    return float(text.split()[0])
