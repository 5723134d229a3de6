"""Which field of the page a place of a sheet is: 'start!E21' is cell_materials.graphite, 'meters!F7' a month of a meter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lca_models.inventory.activity.sheet.entries import FIELDS, TABLES, VALUE, RawSheet
from lca_models.inventory.activity.sheet.fields import keys_of

_LINE = re.compile(r"\s*[(（].*$")


def field_name(sheet: str, key: str | int, column: str = VALUE) -> str:
    """The name of a field: SHEET.KEY of a value, SHEET.KEY.COLUMN of what stands beside it, SHEET.ROW.COLUMN of a table."""
    return f"{sheet}.{key}" if column == VALUE else f"{sheet}.{key}.{column}"


def fields_by_place(sheet: RawSheet) -> dict[str, str]:
    """Names of fields by the places of their cells."""
    found: dict[str, str] = {}
    for name in FIELDS:
        for key, line in sheet.fields.get(name, {}).items():
            found |= {entry.place: field_name(name, key, column) for column, entry in line.items() if entry.place}
    for name in TABLES:
        for row, line in enumerate(sheet.tables.get(name, ())):
            found |= {entry.place: field_name(name, row, column) for column, entry in line.items()}
    return found


def field_of(place: str, known: Mapping[str, str]) -> str:
    """The field that a remark of a place is about; empty where it is about the sheet as a whole."""
    if place in known:
        return known[place]
    path = _LINE.sub("", place)
    if found := _nearest(path, known):
        return found
    sheet, _, key = path.partition(".")
    return path if sheet in FIELDS and key in keys_of(sheet) else ""


def _nearest(path: str, known: Mapping[str, str]) -> str:
    """The first field of a row, where a remark names the row alone; the field that holds a part of a cell."""
    return next((name for place, name in known.items() if _is_of(_LINE.sub("", place), path)), "")


def _is_of(place: str, path: str) -> bool:
    return place == path or (
        bool(path) and (place.startswith((f"{path}.", f"{path}[")) or path.startswith(f"{place}."))
    )
