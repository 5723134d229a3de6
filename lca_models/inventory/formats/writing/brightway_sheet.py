"""A product as a workbook in Brightway's Excel format: people read it, and the Excel importer of bw2io too.

Processes are linked by keys, so that nothing has to be matched; elementary flows by name, unit and compartment, so that they
are those of the project that takes the workbook, with its factors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lca_models.inventory.files.cells_as_text import workbook_bytes
from lca_models.inventory.formats.imported import FACTORS
from lca_models.inventory.formats.writing.contents import Contents, Parameter, Row
from lca_models.inventory.system.rows import Node, ProjectError
from lca_models.scope.wording.messages import message

_FIRST = ("name", "amount", "unit", "location", "reference product", "categories", "input", "type", "formula", "stage",
          "uncertainty type", "loc", "scale", "shape", "minimum", "maximum", "negative")  # fmt: skip
_FIRST_OF_PARAMETERS = ("name", "amount", "formula", "uncertainty type", "loc", "scale", "shape", "minimum", "maximum")
LONGEST = 32_767  # signs of a cell


def write(contents: Contents) -> tuple[bytes, tuple[str, ...]]:
    """A product as a workbook of one sheet, and what the format cannot hold.

    Raises ProjectError for formulas longer than a cell: cut, they would be others.
    """
    _refuse_long_formulas(contents)
    count = len(contents.system.factors)
    lines = list(_lines(contents))
    cut = sum(isinstance(cell, str) and len(cell) > LONGEST for line in lines for cell in line)
    shown = ([cell[:LONGEST] if isinstance(cell, str) else cell for cell in line] for line in lines)
    return workbook_bytes(contents.name, shown), (
        message("elementary flows are named, not held: they become those of the project that takes the workbook"),
        message("{count} impact categories are left out, which a workbook cannot hold", count=count),
        message("pedigree scores stand as text"),
        *([message("{count} texts are longer than a cell, which holds {most:,} signs, and end there", count=cut, most=LONGEST)]
          if cut else []),
    )  # fmt: skip


def _refuse_long_formulas(contents: Contents) -> None:
    rows = (row for listed in contents.rows.values() for row in listed)
    formulas = (
        *((contents.input_of(row.exchange).name, row.formula) for row in rows),
        *((one.name, one.formula) for one in contents.parameters),
    )
    if long := [name for name, formula in formulas if formula and len(formula) > LONGEST]:
        raise ProjectError(
            message("{count} formulas are longer than a cell, which holds {most:,} signs, that of '{name}' first; export "
                    "--as {other}", count=len(long), most=LONGEST, name=long[0], other="bw2package")
        )  # fmt: skip


def _lines(contents: Contents) -> Iterator[list[Any]]:
    yield ["Database", contents.name]
    yield ["format", "lca_models"]
    yield []
    if contents.parameters:
        yield ["Database parameters"]
        yield from _table([_parameter(one) for one in contents.parameters], _FIRST_OF_PARAMETERS)
        yield []
    for flow in contents.system.flows:
        if text := contents.factors_of(flow):
            yield ["Activity", flow.name]
            yield ["code", contents.codes[flow.key]]
            yield ["type", flow.type]
            yield ["unit", flow.data.get("unit")]
            yield ["categories", "::".join(map(str, flow.data.get("categories") or ()))]
            yield [FACTORS, text]
            yield ["Exchanges"]
            yield []
    for node in contents.system.processes:
        data = contents.node_data(node)
        yield ["Activity", data.pop("name")]
        yield ["code", contents.codes[node.key]]
        yield ["type", node.type]
        if node.stage:
            yield ["stage", node.stage]
        yield from ([name, cell] for name, value in sorted(data.items()) if (cell := _cell(value)) is not None)
        yield ["Exchanges"]
        yield from _table([_exchange(contents, row) for row in contents.rows[node.key]], _FIRST)
        yield []


def _exchange(contents: Contents, row: Row) -> dict[str, Any]:
    made: Node = contents.input_of(row.exchange)
    said = {name: made.data.get(name) for name in ("unit", "location", "reference product")}
    if row.exchange.is_emission:
        link = {"name": made.name, "categories": "::".join(map(str, made.data.get("categories") or ()))}
        said = {"unit": said["unit"]}
    else:
        link = {"name": contents.titles[made.key], "input": "::".join(contents.key(made.key))}
    more = {"formula": row.formula, "stage": row.stage}
    return {**row.data, **row.spread, **{name: value for name, value in {**said, **more}.items() if value}, **link,
            "type": row.exchange.type, "amount": row.amount}  # fmt: skip


def _parameter(one: Parameter) -> dict[str, Any]:
    said = {"formula": one.formula} if one.formula else {}
    return {**one.data, **one.spread, **said, "name": one.name, "amount": one.amount}


def _table(rows: list[Mapping[str, Any]] | list[dict[str, Any]], first: Iterable[str]) -> Iterator[list[Any]]:
    """A header and lines of the fields that any row has, the first ones in their order."""
    cells = [{name: cell for name, value in row.items() if (cell := _cell(value)) is not None} for row in rows]
    held = {name for row in cells for name in row}
    columns = [name for name in first if name in held]
    columns += sorted(held.difference(columns))
    yield list(columns)
    for row in cells:
        yield [row.get(name) for name in columns]


def _cell(value: Any) -> Any:
    """A value as a cell: lists and nested fields as JSON, names of compartments as Brightway writes them."""
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return "::".join(value)
    return json.dumps(value) if isinstance(value, list | tuple | dict) else value
