"""Fields and rows of a data sheet as the page shows them: names in both languages, what is given, what stands there if not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lca_models.inventory.activity.sheet.blank.archetype import Archetype, shown_unit
from lca_models.inventory.activity.sheet.entries import VALUE, Line, RawSheet, shift_month
from lca_models.inventory.activity.sheet.fields import (
    LIST,
    MATERIALS,
    YES_NO,
    Field,
    Material,
    columns_of,
    entries_of,
    find_column,
    find_entry,
    find_field,
    materials_of,
)
from lca_models.panels.model.own.places import field_name
from lca_models.panels.views.sheet.steps import Group, columns_shown

YOURS, SUPPLIER, ARCHETYPE, FREE = "yours", "supplier", "archetype", "text"
MASS_UNITS = ("kg", "g", "t")
_MONTHS = 12
_BEFORE = {"meters": ("",), "output": ("good.", "started.")}
_MONTH = re.compile(r"(?:good\.|started\.)?[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True)
class SheetCells:
    """Cells of a sheet beside its archetype; `remarks`: by name of field."""

    raw: RawSheet
    archetype: Archetype  # as it is shipped
    used: Archetype  # as it stands where a cell is blank, with what is given
    remarks: Mapping[str, Sequence[Mapping[str, Any]]]
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # choices by list, for those that fields use

    def group(self, group: Group) -> dict[str, Any]:
        """A group with its fields, or with its rows."""
        found: dict[str, Any] = {"key": group.key, "folded": group.folded}
        if group.sheet in MATERIALS:
            return {**found, "fields": self.table_of(group.sheet)}
        if group.sheet:
            return {**found, "table": self.table(group.sheet)}
        return {**found, "fields": [self.field(sheet, key) for sheet, key in group.fields]}

    def field(self, sheet: str, key: str) -> dict[str, Any]:
        """A field: what it asks for, what is given, and what stands there otherwise."""
        one = find_field(sheet, key)
        line = self.raw.fields.get(sheet, {}).get(key, {})
        found = self._described(field_name(sheet, key), one, key, line)
        if one is None:
            return found
        number, choice = self.used.number(sheet, key), self.used.choices.get((sheet, key))
        if number is not None:
            found["archetype"] = {"value": number, "unit": shown_unit(one)}
        elif choice is not None:
            found["archetype"] = {"name": [choice.english, choice.chinese]}
        if one.units and one.units != ("1", "%"):
            found |= {"unit": _text(line, "unit") or one.units[0], "units": list(one.units)}
        return {**found, "tag": self._tag(line, found), "beside": self._beside(sheet, key, line, found)}

    def table_of(self, sheet: str) -> list[dict[str, Any]]:
        """Fields of a bill of materials: rows of the archetype, shares of them, and rows of one's own."""
        asked = [one for one in self.archetype.rows(sheet) if isinstance(one, Material)]
        keys = [one.key for one in asked]
        others = [key for key in self.raw.fields.get(sheet, {}) if key not in keys]
        named = [one.key for one in self.archetype.rows(sheet) if not isinstance(one, Material)]
        return [*(self._material(sheet, key) for key in keys),
                *(self.field(sheet, key) for key in named),
                *(self._material(sheet, key) for key in others if key not in named)]  # fmt: skip

    def _material(self, sheet: str, key: str) -> dict[str, Any]:
        one = materials_of(sheet).get(key)
        line = self.raw.fields.get(sheet, {}).get(key, {})
        found = self._described(field_name(sheet, key), one, key, line) | {"kind": "number"}
        number = self.used.number(sheet, key)
        if number is not None and one is not None:
            found["archetype"] = {"value": number, "unit": shown_unit(one)}
        basis = find_entry("bases", _text(line, "basis"))
        code = basis.code if basis is not None else one.basis if one is not None else "per_pack"
        found |= {
            "unit": _text(line, "unit") or "kg",
            "units": list(MASS_UNITS),
            "basis": code,
            "list_of_basis": "bases",
        }
        self._offer("bases")
        return {**found, "tag": self._tag(line, found), "beside": self._beside(sheet, key, line, found)}

    def table(self, sheet: str) -> dict[str, Any]:
        """The rows of a table, with its columns; amounts by month where the first month is known."""
        rows, months = self.raw.tables.get(sheet, ()), self._months(sheet)
        shown = [name for name in columns_shown(sheet, self.raw) if name not in months]
        columns = [self._column(sheet, name) for name in shown if not _MONTH.fullmatch(name)]
        beyond = [name for name in shown if _MONTH.fullmatch(name)]
        return {
            "sheet": sheet,
            "columns": columns,
            "months": [*months, *beyond],
            "rows": [self._row(sheet, number, line, [one["key"] for one in columns], [*months, *beyond])
                     for number, line in enumerate(rows)],
        }  # fmt: skip

    def _months(self, sheet: str) -> list[str]:
        """Columns of the months of the period; none where it has no first month."""
        start = _text(self.raw.fields.get("product", {}).get("period_start", {}), VALUE)
        if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", start):
            return []
        return [f"{before}{shift_month(start, by)}" for before in _BEFORE.get(sheet, ()) for by in range(_MONTHS)]

    def _column(self, sheet: str, name: str) -> dict[str, Any]:
        one = find_column(sheet, name)
        if one is None:
            return {"key": name, "name": [name, name], "help": ["", ""], "kind": "text"}
        found = {"key": name, "name": list(one.heading), "help": [one.help_en, one.help_zh], "kind": one.kind}
        if one.list:
            self._offer(one.list)
            found["list"] = one.list
        return found

    def _row(
        self, sheet: str, number: int, line: Line, columns: Sequence[str], months: Sequence[str]
    ) -> dict[str, Any]:
        cells = {name: _shown(find_column(sheet, name), _text(line, name)) for name in (*columns, *months)}
        names = {name: field_name(sheet, number, name) for name in (*columns, *months)}
        said = {name: [*self.remarks[names[name]]] for name in names if names[name] in self.remarks}
        row = field_name(sheet, number)
        others = [one for name, found in self.remarks.items() if name not in names.values()
                  and (name == row or name.startswith(f"{row}.")) for one in found]  # fmt: skip
        return {"row": number, "cells": {name: text for name, text in cells.items() if text}, "remarks": said,
                "row_remarks": others}  # fmt: skip

    def _described(self, name: str, one: Field | Material | None, key: str, line: Line) -> dict[str, Any]:
        words = [one.english, one.chinese] if one is not None else [_text(line, "label") or key] * 2
        help_words = [one.help_en, one.help_zh] if one is not None else ["", ""]
        kind = one.kind if isinstance(one, Field) else "text"
        found = {"field": name, "name": words, "help": help_words, "kind": kind,
                 "needed": isinstance(one, Field) and one.is_required,
                 "text": _shown(one if isinstance(one, Field) else None, _text(line, VALUE)),
                 "remarks": [*self.remarks.get(name, ())]}  # fmt: skip
        if isinstance(one, Field) and one.list:
            self._offer(one.list)
            found["list"] = one.list
        return found

    def _beside(self, sheet: str, key: str, line: Line, found: dict[str, Any]) -> dict[str, Any]:
        """How the value was got, and what else a row says; remarks on these stand with the field."""
        if "source_kind" not in columns_of(sheet):
            return {}
        self._offer("source_kinds")
        hidden = (VALUE, "unit", "basis", "label")
        said = {name: _shown(find_column(sheet, name), entry.text)
                for name, entry in line.items() if name not in hidden and entry.text}  # fmt: skip
        for name in line:
            if name != VALUE:
                found["remarks"] += self.remarks.get(field_name(sheet, key, name), ())
        return said

    def _tag(self, line: Line, found: Mapping[str, Any]) -> str:
        if not _text(line, VALUE):
            return ARCHETYPE if "archetype" in found else FREE
        kind = find_entry("source_kinds", _text(line, "source_kind"))
        if _text(line, "supplier_id") or (kind is not None and kind.code == SUPPLIER):
            return SUPPLIER
        return YOURS

    def _offer(self, name: str) -> None:
        self.lists.setdefault(
            name, [{"code": one.code, "name": [one.english, one.chinese]} for one in entries_of(name)]
        )


def _text(line: Line, column: str) -> str:
    return line[column].text if column in line else ""


def _shown(one: Field | None, text: str) -> str:
    """A choice by its code, whichever of its words a cell holds; any other text as it is."""
    if one is None or not text or one.kind not in (LIST, YES_NO) or not one.list:
        return text
    found = find_entry(one.list, text)
    return found.code if found is not None else text
