"""A product as tidy tables (.csv): a row an exchange with everything that stands with it, and a row a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lca_models.inventory.files.cells_as_text import csv_text
from lca_models.inventory.formats.writing.contents import SPREAD, Contents, Parameter, Row
from lca_models.inventory.system.rows import Node
from lca_models.scope.wording.messages import message

_SOURCE = ("source", "locator", "evidence", "pedigree_scores", "plant_country", "verified", "comment")
COLUMNS = ("database", "process", "process_code", "process_location", "process_unit", "type", "input", "input_code",
           "input_location", "input_categories", "amount", "unit", "stage", "formula", *SPREAD, *_SOURCE)  # fmt: skip
PARAMETER_COLUMNS = (
    "database",
    "name",
    "amount",
    "unit",
    "formula",
    *SPREAD,
    "source",
    "locator",
    "evidence",
    "comment",
)
DISTRIBUTIONS = {0: "certain", 1: "certain", 2: "lognormal", 3: "normal", 4: "uniform", 5: "triangular"}


def write(contents: Contents) -> tuple[bytes, tuple[str, ...]]:
    """The exchanges of a product as a table, and what it cannot hold."""
    rows = (line for node in contents.system.processes for line in _lines(contents, node))
    return csv_text(_named(COLUMNS), rows).encode(), (
        message("{count} impact categories are left out, which a table of exchanges cannot hold",
                count=len(contents.system.factors)),
    )  # fmt: skip


def write_parameters(contents: Contents) -> bytes:
    """The parameters of a product as a table."""
    rows = (_parameter(contents, one) for one in contents.parameters)
    return csv_text(_named(PARAMETER_COLUMNS), rows).encode()


def _named(columns: tuple[str, ...]) -> list[str]:
    return ["distribution" if column == "uncertainty type" else column for column in columns]


def _lines(contents: Contents, node: Node) -> Iterator[list[Any]]:
    for row in contents.rows[node.key]:
        made = contents.input_of(row.exchange)
        said = {
            **row.data, **_spread(row), "database": contents.name, "process": contents.titles[node.key],
            "process_code": contents.codes[node.key], "process_location": node.data.get("location"),
            "process_unit": node.data.get("unit"), "type": row.exchange.type,
            "input": contents.titles.get(made.key, made.name), "input_code": contents.codes[made.key],
            "input_location": made.data.get("location"), "input_categories": "/".join(made.data.get("categories") or ()),
            "amount": row.amount, "unit": made.data.get("unit"), "stage": row.stage, "formula": row.formula,
        }  # fmt: skip
        yield [_cell(said.get(column)) for column in COLUMNS]


def _parameter(contents: Contents, one: Parameter) -> list[Any]:
    said = {**one.data, **_spread(one), "database": contents.name, "name": one.name, "amount": one.amount,
            "formula": one.formula}  # fmt: skip
    return [_cell(said.get(column)) for column in PARAMETER_COLUMNS]


def _spread(one: Row | Parameter) -> dict[str, Any]:
    """The spread of an amount, its distribution by name."""
    kind = one.spread.get("uncertainty type") or 0
    return {**one.spread, "uncertainty type": DISTRIBUTIONS.get(kind, str(kind))}


def _cell(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)
