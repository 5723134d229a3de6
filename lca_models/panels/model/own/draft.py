"""A data sheet as it is filled in on the page: one cell changed, one row taken out; nothing is judged here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.entries import FIELDS, TABLES, VALUE, Entry, Line, RawSheet
from lca_models.inventory.activity.sheet.fields import MATERIALS, columns_of, find_field, keys_of, materials_of
from lca_models.inventory.activity.sheet.judging import MOST_ROWS
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

LONGEST = 2_000  # characters of a cell that is typed; what may stand in it is judged as in every sheet
_MONTH = re.compile(r"(good\.|started\.)?20[0-9]{2}-(0[1-9]|1[0-2])")
_BY_MONTH = ("meters", "output")


def with_value(sheet: RawSheet, name: str, key: str, column: str, text: str) -> RawSheet:
    """A sheet with a cell of a field set, or emptied by an empty text.

    Raises SheetError for a sheet, key or column that does not exist, and for a text longer than a cell is.
    """
    _known(name, FIELDS)
    rows = dict(sheet.fields.get(name, {}))
    if key not in rows:
        _known(key, (*keys_of(name),))
    _known(column, (VALUE, *columns_of(name)))
    rows[key] = _with_cell(rows.get(key, {}), column, _plain(text), f"{name}.{key}.{column}")
    if name in MATERIALS and column == VALUE:
        rows[key] = _counted(name, key, rows[key])
    if not any(entry.text for entry in rows[key].values()) or (
        name in MATERIALS and VALUE not in rows[key] and find_field(name, key) is None and _only_units(rows[key])
    ):
        del rows[key]
    return replace(sheet, fields={**sheet.fields, name: rows})


def with_cell(sheet: RawSheet, name: str, row: int, column: str, text: str) -> RawSheet:
    """A sheet with a cell of a row of a table set; the row after the last one is new.

    Raises SheetError for a sheet, row or column that does not exist, and for a text longer than a cell is.
    """
    _known(name, TABLES)
    if not (name in _BY_MONTH and _MONTH.fullmatch(column)):
        _known(column, (*columns_of(name),))
    rows = [*sheet.tables.get(name, ())]
    if not 0 <= row <= min(len(rows), MOST_ROWS - 1):
        raise SheetError(message("there is no row {row} on the sheet {sheet}", row=row + 1, sheet=name))
    if row == len(rows):
        rows.append(_begun(name, rows))
    rows[row] = _with_cell(rows[row], column, _plain(text), f"{name}[{row}].{column}")
    return replace(sheet, tables={**sheet.tables, name: tuple(rows)})


def without_row(sheet: RawSheet, name: str, row: int) -> RawSheet:
    """A sheet without a row of a table.

    Raises SheetError for a sheet or row that does not exist.
    """
    _known(name, TABLES)
    rows = sheet.tables.get(name, ())
    if not 0 <= row < len(rows):
        raise SheetError(message("there is no row {row} on the sheet {sheet}", row=row + 1, sheet=name))
    return replace(sheet, tables={**sheet.tables, name: (*rows[:row], *rows[row + 1 :])})


def _known(name: str, known: Collection[str]) -> None:
    if name not in known:
        raise SheetError(
            message(
                "'{x}' is not a field of this sheet; {suggestion}", x=excerpt(name), suggestion=suggestion(name, known)
            )
        )


def _plain(text: str) -> str:
    """A text on one line without characters that nobody sees."""
    if len(text) > LONGEST:
        words = message("has {count:,} characters; a text has at most {most:,}", count=len(text), most=LONGEST)
        raise SheetError(words)
    seen = "".join(" " if unicodedata.category(one) in ("Cc", "Cs", "Co", "Zl", "Zp") else one for one in text)
    return " ".join(seen.split())


def _with_cell(line: Line, column: str, text: str, place: str) -> Line:
    found = dict(line)
    if text:
        found[column] = Entry(text, found[column].place if column in found else place)
    else:
        found.pop(column, None)
    return found


def _counted(name: str, key: str, line: Line) -> Line:
    """A mass with what it is counted in, where nobody said so: as an empty sheet has it."""
    one = materials_of(name).get(key)
    if one is None or VALUE not in line:
        return line
    usual: Mapping[str, str] = {"unit": "kg", "basis": one.basis, "state": one.state}
    place = f"{name}.{key}"
    return {**{column: Entry(text, f"{place}.{column}") for column, text in usual.items() if text}, **line}


def _only_units(line: Line) -> bool:
    return set(line) <= {"unit", "basis", "state"}


def _begun(name: str, rows: list[Line]) -> Line:
    """A new row with a name of its own, where rows of its table have one."""
    first = {"meters": ("id", "M"), "evidence": ("evidence_id", "E"), "suppliers": ("supplier_id", "S"),
             "allocation": ("allocation_id", "K")}.get(name)  # fmt: skip
    if first is None:
        return {}
    column, letter = first
    taken = {line[column].text for line in rows if column in line}
    number = next(at for at in range(1, len(rows) + 2) if f"{letter}{at}" not in taken)
    return {column: Entry(f"{letter}{number}", f"{name}[{len(rows)}].{column}")}
