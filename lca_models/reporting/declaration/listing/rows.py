"""Every inventory row that a result uses, at its amounts: what is bought or emitted, by whose word, and what the row itself is.

The hash is of what a row says, not of its amount under the settings of one result: a row with a formula is the same row in
every product. Two bundles, or a bundle and the tables of a release, are compared by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.inventory.stored.units import SHORT_UNITS
from lca_models.inventory.system.accounted.provenance import evidence_of
from lca_models.inventory.system.rows import ExchangeRow, ParameterRow
from lca_models.inventory.tables.records import VERIFICATION
from lca_models.reporting.declaration.listing.chain import Chain
from lca_models.reporting.declaration.table import Cell, ResultTable

COLUMNS = ("process", "process_name", "input", "input_name", "type", "amount", "unit", "stage", "kg_co2e_per_pack", "formula",
           "source", "locator", "evidence", "pedigree", "plant_country", "verified", "distribution", "scale", "minimum",
           "maximum", "table", "row", "row_sha256")  # fmt: skip
SPREAD = ("distribution", "scale", "minimum", "maximum")
HASHED = ("unit", "stage", "source", "locator", "evidence", "pedigree_scores", *SPREAD, "basis", *VERIFICATION)
DIGITS = 12  # of numbers in a hash; what lies below differs where sums are in another order


def rows_table(result: Footprint) -> ResultTable:
    """A row for each exchange of the processes that the product needs, without those of 0.

    `kg_co2e_per_pack`: of what the foreground buys and emits, with everything behind it; it sums to the result.
    """
    return ResultTable("rows", COLUMNS, tuple(_rows(result)))


def _rows(result: Footprint) -> Iterator[tuple[Cell, ...]]:
    found, system = result.assessment, result.system
    names = {node.key: node.name for node in (*system.processes, *system.flows)}
    formulas = {row.exchange: row.text for row in system.formulas}
    for place in Chain(found).places:
        row, data = system.exchanges[place], system.exchanges[place].data
        stage = system.stages[place]
        yield ("/".join(row.process), names[row.process], "/".join(row.input), names.get(row.input, row.input[1]), row.type,
               float(found.amounts[place]), short_unit(data), stage,
               float(found.purchases[place]) if stage else None, formulas.get(place, ""), *cited(data),
               *(text(data, name) for name in ("plant_country", "verified", *SPREAD, "table", "row")),
               hash_of_row(row, formulas.get(place, "")))  # fmt: skip


def cited(data: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Source, locator, class of evidence and pedigree of a row or a parameter."""
    return text(data, "source"), text(data, "locator"), evidence_of(data), text(data, "pedigree_scores")


def short_unit(data: Mapping[str, Any]) -> str:
    """The unit as tables write it."""
    unit = text(data, "unit")
    return SHORT_UNITS.get(unit, unit)


def text(data: Mapping[str, Any], name: str) -> str:
    """A field as text; numbers to their last digit."""
    value = data.get(name)
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def hash_of_row(row: ExchangeRow, formula: str) -> str:
    """SHA-256 of what a row says, without its comment and its place in the tables."""
    said = {name: _short(row.data[name]) for name in HASHED if row.data.get(name) not in (None, "")}
    number = {"formula": formula} if formula else {"amount": _short(row.amount)}
    return _hash({**said, **number, "process": list(row.process), "input": list(row.input), "type": row.type})


def hash_of_parameter(row: ParameterRow) -> str:
    """The same of a parameter."""
    said = {name: _short(row.data[name]) for name in HASHED if row.data.get(name) not in (None, "")}
    number = {"formula": row.formula} if row.formula else {"amount": _short(row.amount)}
    return _hash({**said, **number, "name": row.qualified_name})


def _hash(said: Mapping[str, Any]) -> str:
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def _short(value: Any) -> Any:
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else value
