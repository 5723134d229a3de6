"""Rows of a result that differ from the shipped tables, and what each of them moves.

Between the amounts of the release and those of the result lies a straight way, and along it every row adds its slope times its
own step: the effects of all rows sum to the whole difference, whichever of them is thought to come first. Both ends are under
the same rule set and settings. Rows that only follow, such as all that grow with the mass of a pack, are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from lca_models.impact.footprint import Footprint
from lca_models.inventory.brightway.edits import EXCHANGE, PARAMETER, Edit, Edits
from lca_models.inventory.system.accounted.provenance import USER
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import IN_PLACE_OF, REPLACED_BY, Key, ProjectError
from lca_models.inventory.system.under_rules import under_rules
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in
from lca_models.reporting.declaration.listing.rows import cited, short_unit, text
from lca_models.reporting.declaration.table import Cell, ResultTable

COLUMNS = ("whose", "process", "input", "type", "unit", "stage", "release_input", "release", "here", "kg_co2e_per_pack",
           "table", "row", "source", "locator", "evidence", "pedigree")  # fmt: skip
EDITED, GIVEN, REPLACED, ADDED, FOLLOWS = "edited", "given", "replaced", "added", "follows"
NODES = 10  # of the quadrature: a result is a ratio of polynomials in its amounts, and nearly straight
LEAST = 1e-12  # of the result, per row: what rounding makes


@dataclass(frozen=True)
class Differences:
    """A result beside that of the release: `archetype` is the system that its product began as, before rule sets."""

    result: Footprint
    archetype: ProductSystem
    edits: Edits

    @cached_property
    def release(self) -> np.ndarray:
        """Amounts of the release by position, those of edited rows as they were built."""
        base, edited = under_rules(self.archetype, self.result.rule_set), self._edited
        built = {row[1]: _number(one, "amount") for row, one in edited.items() if row[0] == PARAMETER}
        said = {name: value for name, value in built.items() if value is not None}
        asked = self.result.resolved.numbers
        known = set(base.parameters) - {name for name, _, _ in base.derived}
        try:
            values = base.parameter_values({name: one for name, one in {**said, **asked}.items() if name in known})
        except ProjectError:  # what was built does not go with what is asked for now
            values = base.parameter_values({name: one for name, one in asked.items() if name in known})
        amounts = base.amounts(values)
        for place, one in self._edited_places.items():
            was = _number(one, "amount", "calculated amount")
            formula = next((old for name, old, _ in one.fields if name == "formula"), None)
            if isinstance(formula, str) and formula:
                was = _value(formula, values)
            if one.change == "added":
                was = 0.0
            if was is not None:
                amounts[place] = was
        return amounts

    @cached_property
    def _edited(self) -> dict[tuple[str, ...], Edit]:
        return {one.row: one for one in self.edits.rows}

    @cached_property
    def _edited_places(self) -> dict[int, Edit]:
        """Edited exchanges by position; several of the same process and input are told apart by their order."""
        seen: dict[tuple[str, str, str], int] = {}
        found = {}
        for place, row in enumerate(self.archetype.exchanges):
            joined = ("/".join(row.process), "/".join(row.input), row.type)
            seen[joined] = seen.get(joined, -1) + 1
            if one := self._edited.get((EXCHANGE, *joined, str(seen[joined]))):
                found[place] = one
        return found

    @cached_property
    def _way(self) -> _Way:
        return _Way(self.result, self.archetype, self.release)

    @cached_property
    def total(self) -> float:
        """What all rows together move, kg CO2e per pack: the result less that of the release."""
        return float(self._way.score(1.0) - self._way.score(0.0))

    def table(self) -> ResultTable:
        """A row for each that differs; the effects sum to `total`."""
        return ResultTable(
            "differs", COLUMNS, tuple(sorted(self._rows(), key=lambda row: (str(row[0]), str(row[1:3]))))
        )

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        system, way, old = self.result.system, self._way, len(self.archetype.exchanges)
        least = LEAST * abs(self.result.assessment.score)
        known = {node.key for node in self.archetype.processes}
        effects = way.effects
        for place, row in enumerate(system.exchanges):
            if row.process not in known:
                continue  # of a supplier: its purchase is the row that differs
            was: Key | None = self.archetype.exchanges[place].input if place < old else None
            effect = float(effects[place]) + float(effects[way.before[place]] if place in way.before else 0.0)
            before, now = (
                float(self.release[place]) if place < old else 0.0,
                float(self.result.assessment.amounts[place]),
            )
            whose = self._whose(place, was)
            if (before == now and was == row.input) or (whose in (FOLLOWS, GIVEN, ADDED) and abs(effect) <= least):
                continue
            yield (whose, "/".join(row.process), "/".join(row.input), row.type, short_unit(row.data), system.stages[place],
                   "/".join(was) if was and was != row.input else "", before if was else None, now, effect,
                   text(row.data, "table"), text(row.data, "row"), *cited(row.data))  # fmt: skip
        yield from self._elsewhere()

    def _whose(self, place: int, was: Key | None) -> str:
        row = self.result.system.exchanges[place]
        if place in self._edited_places:
            return EDITED
        if row.data.get(IN_PLACE_OF) or row.data.get(REPLACED_BY):
            return REPLACED
        if was is None:
            return ADDED
        return GIVEN if row.data.get("evidence") == USER else FOLLOWS

    def _elsewhere(self) -> Iterator[tuple[Cell, ...]]:
        """Edits of what is no exchange of the product: their effects stand with the rows that follow them, or nowhere."""
        here = {one.row for one in self._edited_places.values()}
        for one in self.edits.rows:
            if one.row in here or (one.row[0] == EXCHANGE and one.change != "deleted"):
                continue
            if one.row[0] == PARAMETER and one.row[1] not in self.result.system.parameters:
                continue
            kind, *names = one.row
            field = next(iter(one.fields), ("", None, None))
            yield (EDITED, names[0], names[1] if len(names) > 1 else "", f"{kind}, {one.change}", "", "", "",
                   _cell(field[1]), _cell(field[2]), None, *one.place.partition(":")[::2], "", "", "", "")  # fmt: skip


class _Way:
    """Amounts between those of the release (0) and those of a result (1), with every row of both."""

    def __init__(self, result: Footprint, archetype: ProductSystem, release: np.ndarray) -> None:
        system, old = result.system, len(archetype.exchanges)
        self.system, self.method = system, result.assessment.method
        new = {node.key for node in system.processes} - {node.key for node in archetype.processes}
        turned = [place for place in range(old) if system.exchanges[place].input != archetype.exchanges[place].input]
        # Where a purchase was turned to another product, the row of the release stands behind all others.
        self.before = {place: len(system.exchanges) + number for number, place in enumerate(turned)}
        now = np.asarray(result.assessment.amounts, dtype=float)
        start = np.array([one if row.process in new else 0.0 for row, one in zip(system.exchanges, now, strict=True)])
        start[:old] = release
        start[turned] = 0.0
        self.start = np.concatenate([start, release[turned]])
        self.end = np.concatenate([now, np.zeros(len(turned))])
        self.rows = np.concatenate([system.matrix_rows, archetype.matrix_rows[turned]]).astype(int)
        self.columns = np.concatenate([system.matrix_columns, archetype.matrix_columns[turned]]).astype(int)
        self.signs = np.concatenate([system.signs, archetype.signs[turned]])
        self.is_flow = np.concatenate([system.is_biosphere, archetype.is_biosphere[turned]])
        self.demand = np.zeros(len(system.products))
        self.demand[system.product_index[system.demand]] = system.demand_amount

    def _solved(self, share: float) -> tuple[np.ndarray, np.ndarray]:
        """Supply by process and intensities by product at a share of the way."""
        amounts = self.start + share * (self.end - self.start)
        size, flows = len(self.system.products), self.is_flow
        inside = (self.rows[~flows], self.columns[~flows])
        technosphere = sparse.coo_array(((self.signs * amounts)[~flows], inside), shape=(size, size)).tocsc()
        emitted = np.bincount(self.columns[flows], minlength=size,
                              weights=amounts[flows] * self.system.factors[self.method][self.rows[flows]])  # fmt: skip
        factorized = splu(technosphere)
        return factorized.solve(self.demand), factorized.solve(emitted, trans="T")

    def score(self, share: float) -> float:
        """The result at a share of the way."""
        return float(self._solved(share)[1] @ self.demand)

    @cached_property
    def effects(self) -> np.ndarray:
        """Per row: what its step adds."""
        added = np.zeros(len(self.start))
        flows = self.is_flow
        for node, weight in zip(*np.polynomial.legendre.leggauss(NODES), strict=True):
            supply, intensities = self._solved((node + 1) / 2)
            slopes = np.empty(len(added))
            slopes[flows] = self.system.factors[self.method][self.rows[flows]]
            slopes[~flows] = -self.signs[~flows] * intensities[self.rows[~flows]]
            added += weight / 2 * slopes * supply[self.columns]
        return np.asarray(added * (self.end - self.start))


def _number(one: Edit, *names: str) -> float | None:
    """What a field was, where it was a number."""
    found = next((was for name, was, _ in one.fields if name in names), None)
    return float(found) if isinstance(found, int | float) else None


def _value(formula: str, values: Mapping[str, float]) -> float | None:
    try:
        return float(evaluate(formula, {name: values[name] for name in names_in(formula)}))
    except (FormulaError, KeyError):
        return None


def _cell(value: Any) -> Cell:
    return value if isinstance(value, str | int | float) or value is None else str(value)
