"""Amounts within what is plausible, apart from their spread, and rows that say what they are a second time.

`plausible_ranges.csv` states by hand, for every row that stands behind a thousandth of a product, what the row must be: its
unit, type, distribution and source, and a range of its amount with the reason. Nothing writes that table anew, so a slip in a
row (a power of ten, a flipped type, another input) stands against what was judged when the row was entered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp

from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.changes import RowKey, index_rows
from lca_models.inventory.tables.reading import Row, Table, rows_of
from lca_models.inventory.tables.records import record_of
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import clauses
from lca_models.scope.wording.messages import message

KIND = "plausible_ranges"
QUANTITIES = {
    "exchanges": "amount",
    "parameters": "amount",
    "characterization_factors": "amount",
    "generation": "gross_twh",
    "national_generation": "gross",
    "consumption": "twh",
    "own_use": "share",
    "transmission": "capacity_gw",
}  # kinds of table with amounts that reach results, and the column of the amount
LEAST_SPREAD = 0.002  # of the amount: no source knows it better
TWO_SIDED = 1.96
TYPE_COLUMNS = {"parameters": "kind"}  # what kind of row it is, where `type` does not say it


@dataclass(frozen=True)
class PlausibleRange:
    """What a row must be, and where its amount may lie."""

    table: str
    row: str
    source: str
    minimum: float
    maximum: float
    basis: str
    reason: str
    unit: str = ""
    type: str = ""
    distribution: str = ""
    widest: float | None = None  # ratio of the upper end of its spread to the amount

    def faults(self, cells: Row) -> Iterator[str]:
        """How the row differs from it, in words."""
        found = {"unit": cells["unit"], "type": cells[TYPE_COLUMNS.get(self.table, "type")],
                 "distribution": cells["distribution"], "source": cells["source"]}  # fmt: skip
        for name, text in found.items():
            if text != (wanted := getattr(self, name)):
                yield message("its {name} is '{text}', not '{wanted}'", name=name, text=text, wanted=wanted)
        column = QUANTITIES[self.table]
        reach = spread_reach(cells)
        if self.widest is not None and not 1 + LEAST_SPREAD <= reach <= self.widest:
            yield message(
                "its spread reaches {reach:.4g} times of the amount, outside {least:g} to {widest:g}",
                reach=reach,
                least=1 + LEAST_SPREAD,
                widest=self.widest,
            )
        if not self.minimum <= float(cells[column]) <= self.maximum:
            yield message(
                "its {column} is {amount}, outside {minimum:g} to {maximum:g}",
                column=column,
                amount=cells[column],
                minimum=self.minimum,
                maximum=self.maximum,
            )


def spread_reach(cells: Row) -> float:
    """How many times of the amount the upper end of its own spread is, of normals and lognormals that of the middle 95 %.

    2 where the row has no spread of its own, or none upwards; a lower end may be next to 0.
    """
    amount, kind = float(cells["amount"] or 0), cells["distribution"]
    if kind == "lognormal" and cells["scale"]:
        return float(exp(min(TWO_SIDED * float(cells["scale"]), 100.0)))
    if amount <= 0 or kind not in ("normal", "triangular", "uniform"):
        return 2.0
    if kind == "normal":
        return 1 + TWO_SIDED * float(cells["scale"] or 0) / amount
    high = float(cells["maximum"] or 0)
    return high / amount if high > amount else 2.0


def check_plausibility(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Rows that are not what plausible_ranges.csv says; nothing where there is no such table.

    `tables` keep their rules, so that amounts are numbers.
    """
    rows = rows_by_key(tables)
    for stated in rows_of(tables, KIND):
        if stated["table"] not in QUANTITIES:
            yield Problem(
                stated.place,
                message(
                    "'{table}' is no table with amounts; {near}",
                    table=stated["table"],
                    near=suggestion(stated["table"], QUANTITIES),
                ),
            )
            continue
        wanted = record_of(PlausibleRange, stated)
        row = rows.get((wanted.table, wanted.row))
        if row is None:
            near = suggestion(wanted.row, [key for table, key in rows if table == wanted.table])
            yield Problem(
                stated.place,
                message(
                    "{table} has no row '{row}'; restore it, or delete this line with it; {near}",
                    table=wanted.table,
                    row=wanted.row,
                    near=near,
                ),
            )
        elif faults := list(wanted.faults(row)):
            yield Problem(
                row.place,
                message(
                    "'{row}' is not what {place} says: {faults}; correct it, or both with the reason",
                    row=wanted.row,
                    place=stated.place,
                    faults=clauses(faults),
                ),
            )


def unprotected_rows(tables: tuple[Table, ...]) -> tuple[tuple[str, str], ...]:
    """Kind and key of every row with an amount that plausible_ranges.csv says nothing of."""
    stated = {(row["table"], row["row"]) for row in rows_of(tables, KIND)}
    return tuple(key for key in rows_by_key(tables) if key not in stated)


def rows_by_key(tables: tuple[Table, ...]) -> Mapping[tuple[str, str], Row]:
    """Rows with amounts by kind and key, in the order of the tables."""
    indexed: Mapping[RowKey, Row] = index_rows(tables)
    return {(kind, joined(key)): row for (kind, key), row in indexed.items() if kind in QUANTITIES}


def joined(key: tuple[str, ...]) -> str:
    """The key cells of a row in one text."""
    return " > ".join(key).strip()
