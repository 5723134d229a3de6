"""Stored amounts rewritten from their formulas, so that a change of a parameter needs no arithmetic by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.files.cells_as_text import csv_text
from lca_models.inventory.files.commit import write_files
from lca_models.inventory.tables.formulas import FormulaError, evaluate, evaluate_parameters
from lca_models.inventory.tables.reading import InventoryError, Row, Table, read_tables, rows_of
from lca_models.inventory.tables.records import Inventories
from lca_models.scope.wording.messages import message

AMOUNT_TOLERANCE = 1e-11  # relative: a stored amount has 12 digits, and only those that a change moves are written


def with_evaluated_amounts(inventories: Inventories) -> Inventories:
    """The inventories with every amount that has a formula recalculated from it, in full precision.

    Tables round these amounts, and Brightway's own recalculation would move a rounded one.

    Raises FormulaError where a formula has no finite value.
    """
    values = evaluate_parameters(
        {parameter.name: parameter.amount for parameter in inventories.parameters},
        {parameter.name: parameter.formula for parameter in inventories.parameters if parameter.formula},
    )
    return replace(
        inventories,
        parameters=tuple(
            replace(one, amount=values[one.name]) if one.formula else one for one in inventories.parameters
        ),
        exchanges=tuple(
            replace(one, amount=evaluate(one.formula, values)) if one.formula else one for one in inventories.exchanges
        ),
    )


def update_amounts(root: Path) -> int:
    """Write the value of every formula into its `amount`, all files or none replaced; the number of amounts that changed.

    Raises InventoryError or FormulaError when a formula has no value; then nothing is written.
    """
    tables = read_tables(root)
    complete = with_list_formulas(tables)
    parameters = list(rows_of(complete, "parameters"))
    values = evaluate_parameters(
        {row["name"]: _amount(row) for row in parameters if not row["formula"]},
        {row["name"]: row["formula"] for row in parameters if row["formula"]},
    )
    texts = {}
    changed = 0
    for table, said in zip(tables, complete, strict=True):
        if "formula" in table.columns and "amount" in table.columns and table.kind != "columns":
            text, count = _rewritten(table, said, values)
            changed += count
            if count:
                texts[table.path] = text.encode()
    write_files(root, texts)
    return changed


def _amount(row: Row) -> float:
    try:
        return float(row["amount"])
    except ValueError:
        raise InventoryError(
            message("{place}  amount '{amount}' is not a number; give a number", place=row.place, amount=row["amount"])
        ) from None


def _rewritten(table: Table, complete: Table, values: dict[str, float]) -> tuple[str, int]:
    """The text of a table with its amounts; formulas that are made from lists stand in `complete` only."""
    lines: list[list[str]] = []
    changed = 0
    for row, formula in zip(table.rows, (one["formula"] for one in complete.rows), strict=True):
        if row["(surplus)"]:  # writing the row would lose them
            raise InventoryError(
                message(
                    "{place}  has cells beyond the last column ({surplus}); quote text that holds commas",
                    place=row.place,
                    surplus=row["(surplus)"],
                )
            )
        cells = dict(row.cells)
        if formula:
            try:
                amount = evaluate(formula, values)
            except FormulaError as error:
                raise InventoryError(f"{row.place}  {error}") from None
            if not row["amount"] or abs(_amount(row) - amount) > AMOUNT_TOLERANCE * abs(amount):
                cells["amount"] = f"{amount:.15g}"
                changed += 1
        lines.append([cells.get(column, "") for column in table.columns])
    return csv_text(table.columns, lines), changed
