"""Whether the figures of a report are those of its results: each field names the cell or the value that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lca_models.inventory.activity.sheet.models import DataSheet, Value
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.document.facts import SHEET_TAG, tables_of
from lca_models.reporting.declaration.document.paper.numbers import neighbours
from lca_models.reporting.declaration.document.paper.reading import DocumentNumbers, numbers_of_document
from lca_models.reporting.declaration.table import ResultTable


@dataclass(frozen=True)
class WrongNumber:
    """A figure of a document that is not its result."""

    place: str  # table/row/column of a result, or the pointer of a value of the sheet
    text: str  # as it stands
    right: str  # as it should
    value: float  # the result


def wrong_numbers(content: bytes, declared: Declared) -> tuple[WrongNumber, ...]:
    """Figures of a report that differ from the results they name. Both neighbours of a tie are right.

    Figures whose fields name no cell of a result and no value of the sheet, such as sums of months, are left to
    `typed_numbers`. Raises DocumentError for what is no Word file, and what the tables of results raise.
    """
    tables = tables_of(declared)
    return tuple(_wrong(numbers_of_document(content), tables, declared.sheet))


def _wrong(found: DocumentNumbers, tables: Mapping[str, ResultTable], sheet: DataSheet) -> Iterator[WrongNumber]:
    for tag, text in found.traced:
        source, _, form = tag.rpartition("|")
        value = value_at(source, tables, sheet)
        if value is None:
            continue
        try:
            right = neighbours(value, form)
        except ValueError:  # a format that somebody changed
            right = ("",)
        if text not in right:
            yield WrongNumber(source, text, right[0], float(value))


def value_at(source: str, tables: Mapping[str, ResultTable], sheet: DataSheet) -> float | int | None:
    """The value that a field names: a cell of a table of results, or a value of the sheet; None where it names neither."""
    if source.startswith(SHEET_TAG):
        return _of_sheet(source.removeprefix(SHEET_TAG), sheet)
    name, _, rest = source.partition("/")
    row, _, column = rest.partition("/")
    table = tables.get(name)
    if table is None or not row.isdecimal() or not 0 < int(row) <= len(table.rows) or column not in table.columns:
        return None
    cell = table.rows[int(row) - 1][table.columns.index(column)]
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _of_sheet(pointer: str, sheet: DataSheet) -> float | None:
    found: object = sheet
    for part in pointer.strip("/").split("/"):
        if isinstance(found, tuple):
            found = found[int(part)] if part.isdecimal() and int(part) < len(found) else None
        elif isinstance(found, Mapping):
            found = found.get(part)
        else:
            found = getattr(found, part, None) if part in getattr(type(found), "model_fields", {}) else None
    return found.number if isinstance(found, Value) else None
