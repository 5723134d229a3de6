"""Figures as a bundle declares them, beside those that are worked out again."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lca_models.reporting.declaration.bundle import Bundle, result_member
from lca_models.reporting.declaration.table import ResultTable, read_csv

TOTAL = "total"
STAGE, STAGE_KG = "stage", "total_kg_co2e_per_pack"


@dataclass(frozen=True)
class Difference:
    """A cell that is not what it is when it is worked out again."""

    row: int  # from 1, without the header; 0 where rows or columns differ
    name: str  # what the row calls itself by its first texts
    column: str
    declared: str | float
    again: str | float


def is_near(first: float, second: float, relative: float, floor: float) -> bool:
    """Whether two figures are one: within a share of the larger, or a difference that is nothing."""
    return math.isclose(first, second, rel_tol=relative, abs_tol=floor) or (math.isnan(first) and math.isnan(second))


def number(text: str) -> float | None:
    """A cell as a number; None where it is none."""
    try:
        return float(text)
    except ValueError:
        return None


def declared_stages(bundle: Bundle) -> dict[str, float]:
    """Stages as the bundle declares them, and their total, kg CO2e per pack.

    Raises KeyError without such a table, ValueError where a cell is no number.
    """
    return {row[STAGE]: float(row[STAGE_KG]) for row in bundle.table("stages")}


def declared_total(bundle: Bundle) -> float:
    """The result as the bundle declares it, kg CO2e per pack. Raises as `declared_stages` does."""
    return declared_stages(bundle)[TOTAL]


def differences(bundle: Bundle, table: ResultTable, relative: float, floor: float) -> Iterator[Difference]:
    """The cells of a table of the bundle that are not those of the same table worked out again.

    Raises KeyError where the bundle lacks it, ValueError where its member is no table.
    """
    said = read_csv(bundle.members[result_member(table.name)])
    right = read_csv(table.csv())
    columns = tuple(right[0]) if right else table.columns
    if said and tuple(said[0]) != columns:
        yield Difference(0, "", "columns", ", ".join(said[0]), ", ".join(columns))
        return
    if len(said) != len(right):
        yield Difference(0, "", "rows", str(len(said)), str(len(right)))
    for place, (mine, theirs) in enumerate(zip(right, said, strict=False), start=1):
        for column in columns:
            first, second = theirs[column], mine[column]
            if first == second:
                continue
            one, other = number(first), number(second)
            if one is None or other is None:
                yield Difference(place, _name(mine, columns), column, first, second)
            elif not is_near(one, other, relative, floor):
                yield Difference(place, _name(mine, columns), column, one, other)


def _name(row: Mapping[str, str], columns: Sequence[str]) -> str:
    texts = [row[column] for column in columns[:2] if number(row[column]) is None]
    return " ".join(filter(None, texts))
