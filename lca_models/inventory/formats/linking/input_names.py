"""Names of background processes and flows as public battery inventories use them, and what this kit has in their place.

`inventories/input_names.csv` has a row for each name (names are facts; no figure of a licensed database is in it): the
unit that the input is counted in, where it holds (a location, or the category of a flow; empty: anywhere else), the code of
this kit's process or flow, the factor, a grade (see `links`), and the reason of a proxy, or of a name that has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.formats.linking.likeness import Target, plain, text_of
from lca_models.inventory.formats.linking.links import ELSEWHERE, NONE, SAME, SHIPPED, Link
from lca_models.inventory.formats.linking.table import Row
from lca_models.inventory.tables.reading import read_table
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import language_in_use, message

TABLE = "input_names.csv"
EVERYWHERE = ("", "glo", "row")  # locations that the world stands for


@dataclass(frozen=True)
class InputName:
    """One row of the table."""

    kind: str  # technosphere or biosphere
    name: str
    unit: str  # of the input, as Brightway calls it
    place: str
    target: str  # code; empty: nothing of this kit stands for it
    factor: float  # units of the target in one unit of the input; below 0: a waste, which stands with a negative amount
    grade: str
    reason: str
    reason_zh: str

    def words(self) -> str:
        """The reason in the language in use."""
        return self.reason_zh if language_in_use() == CHINESE and self.reason_zh else self.reason


def read_input_names(root: Path | None) -> tuple[InputName, ...]:
    """The rows of the table below a folder of inventories; none where there is no such table.

    Raises InventoryError for a table that cannot be read.
    """
    if root is None or not (root / TABLE).is_file():
        return ()
    return tuple(
        InputName(row["kind"], row["name"], row["unit"], row["place"], row["target"], float(row["factor"] or 1.0),
                       row["grade"], row["reason"], row["reason_zh"])
        for row in read_table(root, TABLE).rows
    )  # fmt: skip


class ShippedLinks:
    """The table together with what a project holds of this kit's processes and flows."""

    def __init__(self, names: Sequence[InputName], present: Iterable[Target]) -> None:
        self._rows: dict[tuple[str, str], list[InputName]] = defaultdict(list)
        for one in names:
            self._rows[one.kind, plain(one.name)].append(one)
        wanted = {one.target for one in names}
        self._targets: dict[str, list[Target]] = defaultdict(list)
        for target in present:
            if target.key[1] in wanted:
                self._targets[target.key[1]].append(target)

    def link(self, exchange: Mapping[str, Any]) -> Link | None:
        """What this kit has for an input; None for a name that is not in the table, or has nothing there."""
        row = self._row(exchange)
        if row is None or not row.target or plain(row.unit) != plain(exchange.get("unit")):
            return None
        if row.factor < 0 and not _is_waste(exchange):
            return None
        named = self._targets.get(row.target, [])
        if len(named) != 1:
            return None
        (target,) = named
        grade = row.grade
        if grade == SAME and row.kind != "biosphere" and not _same_place(exchange.get("location"), target):
            grade = ELSEWHERE
        return Link(target.key, row.factor, text_of(target.data.get("unit")), SHIPPED, grade, row.words())

    def why_not(self, exchange: Mapping[str, Any]) -> str:
        """Why an input has no link, where the table knows its name; else nothing."""
        row = self._row(exchange)
        if row is None:
            return ""
        if row.grade == NONE:
            return message("nothing of this kit stands for it: {reason}", reason=row.words())
        if plain(row.unit) != plain(exchange.get("unit")):
            given = text_of(exchange.get("unit"))
            return message(
                "this kit knows it in {unit}, given {given}", unit=row.unit, given=given or message("no unit")
            )
        if row.factor < 0 and not _is_waste(exchange):
            return message("this kit knows it as waste, with a negative amount")
        return ""

    def says(self, row: Row) -> bool:
        """Whether a row of a mapping table says what this table says anyhow."""
        _, kind, name, unit, place, product = row.input
        where = {"categories": tuple(place.split("/"))} if kind == "biosphere" else {"location": place}
        amount = -1.0 if row.factor.startswith("-") else 1.0
        link = self.link(
            {"type": kind, "name": name, "unit": unit, "reference product": product, "amount": amount, **where}
        )
        return link is not None and link.key == (row.database, row.code) and row.factor in (str(link.factor), "")

    def _row(self, exchange: Mapping[str, Any]) -> InputName | None:
        """The row that fits best: of the unit, then of the place."""
        kind = "biosphere" if exchange.get("type") == "biosphere" else "technosphere"
        rows = self._rows.get((kind, plain(exchange.get("name"))), ())
        fitting = [one for one in rows if not one.place or _holds(one, exchange)]
        rank = {id(one): (plain(one.unit) == plain(exchange.get("unit")), bool(one.place)) for one in fitting}
        return max(fitting, key=lambda one: rank[id(one)], default=None)


def _holds(row: InputName, exchange: Mapping[str, Any]) -> bool:
    if row.kind == "biosphere":
        return plain(text_of(exchange.get("categories"))).split("/")[0] == plain(row.place)
    return plain(exchange.get("location")) == plain(row.place)


def _same_place(given: object, target: Target) -> bool:
    known = plain(target.data.get("location"))
    return plain(given) in ("", known) or (known == "glo" and plain(given) in EVERYWHERE)


def _is_waste(exchange: Mapping[str, Any]) -> bool:
    amount = exchange.get("amount")
    return isinstance(amount, int | float) and amount < 0
