"""A row of a sheet -> what its cells say: each by the kind of its column, unknown columns named, needed ones asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.cells import Cells
from lca_models.inventory.activity.sheet.entries import VALUE, Entry, Line
from lca_models.inventory.activity.sheet.fields import (
    CONDITIONAL,
    HAVE_VALUES,
    NUMBER,
    WHOLE,
    Field,
    columns_of,
)
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import MOST_PROBLEMS, suggestion
from lca_models.scope.wording.messages import message

ALIAS = "value"  # of the column of the value, in sheets whose rows have one
SCORES = ("q_time", "q_place", "q_technology", "q_accuracy", "q_method")
ABOUT = (
    "source_kind",
    "evidence_id",
    "period",
    "spread_percent",
    *SCORES,
    "note",
)  # columns of what is known about a value
_ROW = re.compile(
    r"(\w+(?:\[[0-9]+\]|\.[^.(（]+?))(?:\.[^(（]*)?((?: \(|（).*)"
)  # sheet and row of a path, and its line
Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Rows:
    """Reads rows, and collects what is wrong with them."""

    cells: Cells = field(default_factory=Cells)
    unknown: int = 0  # names that were unknown so far: a wrong file may have thousands

    @property
    def findings(self) -> Findings:
        return self.cells.findings

    def columns(
        self, sheet: str, line: Line, beside: Collection[str] = (), values: Collection[str] = ()
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the columns of a row say by name, and what is known about its values.

        `beside`: columns that are read elsewhere; `values`: those of them that hold a value.
        """
        columns = columns_of(sheet)
        found: dict[str, Any] = {}
        numbers: list[tuple[str, Entry, Field]] = []
        for name, entry in line.items():
            if name in beside:
                continue
            one = columns.get(name)
            if one is None:
                self.unknown_name(name, entry.place, columns)
            elif not entry.text:
                continue
            elif one.kind in (NUMBER, WHOLE) and name not in ABOUT:
                numbers.append((name, entry, one))
            else:
                found[name] = self.cells.read(entry, one)
        about = _about(found, sheet in HAVE_VALUES)
        for name, entry, one in numbers:
            found[name] = self.cells.read(entry, one, None, about)
        return found, about

    def needed(self, sheet: str, line: Line, beside: Collection[str] = ()) -> None:
        """Asks for cells that a row of a table must have."""
        for name, one in columns_of(sheet).items():
            if one.need == CONDITIONAL and name not in beside and not (name in line and line[name].text):
                self.need(row_place(line, sheet), one)

    def need(self, place: str, one: Field) -> None:
        """Asks for a field."""
        self.findings.error(place, message("{label} is needed.", label=one.label), "V02")

    def unknown_name(self, name: str, place: str, known: Collection[str], text: str = "") -> None:
        """Names a key or a column that is none; `text`: in words of one's own."""
        self.unknown += 1
        if self.unknown <= MOST_PROBLEMS:
            self.findings.error(place, text or _unknown_words(name, known), "V01")
        elif self.unknown == MOST_PROBLEMS + 1:
            self.findings.error(place, message("and more names that are no fields"), "V01")

    def made(self, model: type[Model], place: str, found: Mapping[str, Any]) -> Model | None:
        """A row as a model; None where a needed cell is blank or wrong, which is among the findings then."""
        try:
            return model(place=place, **{name: value for name, value in found.items() if value is not None})
        except ValidationError as error:
            for one in error.errors():
                if one["type"] != "missing":
                    column = ".".join(map(str, one["loc"]))
                    text = message("{column} cannot be read ({error})", column=column, error=one["msg"])
                    self.findings.error(place, text)
            return None


def _unknown_words(name: str, known: Collection[str]) -> str:
    if not name:
        return message("stands in a row without a key; give the key of a field, or delete it")
    if name.isdigit():  # {yours: 2,02} is 2, and a name 02
        return message("'{x}' is not a field of this sheet; write numbers with a point: 1.5", x=excerpt(name))
    near = suggestion(name, known)
    return message("'{x}' is not a field of this sheet; {suggestion}", x=excerpt(name), suggestion=near)


def plain_line(sheet: str, line: Line) -> Line:
    """A row with its value under the name of that column, whichever of its two names it has."""
    if sheet in HAVE_VALUES and ALIAS in line and VALUE not in line and ALIAS not in columns_of(sheet):
        return {VALUE if name == ALIAS else name: entry for name, entry in line.items()}
    return line


def is_blank(line: Line, prefilled: Collection[str] = ()) -> bool:
    """Whether a row says nothing, but for what sheets are prefilled with."""
    return not any(entry.text for name, entry in line.items() if name not in prefilled)


def places_of(line: Line) -> dict[str, str]:
    """Places of the cells of a row, by column."""
    return {name: entry.place for name, entry in line.items()}


def row_place(line: Line, sheet: str = "") -> str:
    """The place of a row: 'meters[0] (line 12)', or its first cell in a workbook."""
    first = next((entry.place for entry in line.values()), sheet)
    found = _ROW.match(first)
    return f"{found[1]}{found[2]}" if found else first


def _about(found: dict[str, Any], has_values: bool) -> dict[str, Any]:
    """What is known about the values of a row, taken from its columns; spread and scores stand nowhere else."""
    if not has_values:
        return {name: found[name] for name in ("source_kind", "evidence_id", "note") if found.get(name) is not None}
    spread = found.pop("spread_percent", None)
    scores = tuple(found.pop(name, None) for name in SCORES)
    about: dict[str, Any] = {name: found.get(name) for name in ("source_kind", "evidence_id", "period", "note")}
    about["spread"] = spread.number if spread is not None else None
    if any(scores):
        about["scores"] = scores
    return {name: value for name, value in about.items() if value is not None}
