"""Data sheets with one value changed, found by its pointer: meters[0].months.2025-03."""

from __future__ import annotations

import re
from typing import Any

from lca_models.inventory.activity.sheet.models import DataSheet, Value
from lca_models.reporting.declaration.calculation.book.grammar import place_of

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def steps_of(pointer: str) -> list[str | int]:
    """Fields, keys and places of a pointer."""
    return [int(number) if number else name for name, number in _STEP.findall(pointer)]


def changed(sheet: DataSheet, pointer: str, content: float | str) -> DataSheet:
    """The sheet with a number, or a key, in place of what stands there."""
    steps = steps_of(pointer)
    if steps[0] == "end_of_life" and str(steps[1]).startswith("recovery_"):
        steps = ["end_of_life", "recovery", str(steps[1]).removeprefix("recovery_")]
    found: DataSheet = _with(sheet, steps, content)
    return found


def _with(holder: Any, steps: list[str | int], content: float | str) -> Any:
    if not steps:
        return holder.model_copy(update={"number": content}) if isinstance(holder, Value) else content
    first, rest = steps[0], steps[1:]
    if isinstance(holder, tuple):
        return tuple(_with(one, rest, content) if at == first else one for at, one in enumerate(holder))
    if isinstance(holder, dict):
        return {**holder, first: _with(holder[first], rest, content)}
    return holder.model_copy(update={first: _with(getattr(holder, str(first)), rest, content)})


def key_of(place: str) -> tuple[str, int, int]:
    """Page, row and column of a cell of a workbook: meters!D2."""
    page, _, cell = place.partition("!")
    found = place_of(cell, page)
    assert found is not None
    return page, found.row, found.column
