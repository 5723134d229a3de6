"""What a file says of a blueprint: every entry is there, has its type, and names what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np

from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import message

ENTRIES = frozenset({"format", "processes", "demand", "demand_amount", "formulas", "derived", "parameters", "categories",
                     "units", "rows_hash", "varying", "settings", "registers"})  # fmt: skip
LATER_ENTRIES = frozenset({"category_ids", "stage_names", "is_own"})  # which files of former editions lack
_TEXTS = ("processes", "units", "varying", "category_ids", "stage_names")
_ROW = {"name": str, "scope": str, "formula": str, "data": dict}
_ARRAYS = {"columns": np.int64, "suppliers": np.int64, "signs": np.float64, "amounts": np.float64, "intensities": np.float64,
           "stages": np.int64, "credits": np.bool_, "foreground": np.bool_}  # fmt: skip


def document_faults(text: Mapping[str, Any]) -> Iterator[str]:
    """Entries of the document that are missing, unknown, or of another type."""
    if missing := sorted(ENTRIES - set(text)):
        yield message("lacks '{name}'", name=missing[0])
        return
    if more := sorted(set(text) - ENTRIES - LATER_ENTRIES):
        yield message("holds '{name}', which no compiled system has", name=more[0])
    wrong = [name for name in _TEXTS if not _are_texts(text.get(name, []))]
    wrong += [name for name in ("demand", "registers") if type(text[name]) is not int or text[name] < 0]
    wrong += [] if isinstance(text["rows_hash"], str) else ["rows_hash"]
    wrong += [] if _is_number(text["demand_amount"]) else ["demand_amount"]
    wrong += [] if type(text.get("is_own", False)) is bool else ["is_own"]
    wrong += [] if isinstance(text["categories"], list) and all(map(_are_texts, text["categories"])) else ["categories"]
    wrong += [] if _are_rows(text["formulas"], int) else ["formulas"]
    wrong += [] if _are_rows(text["derived"], str) else ["derived"]
    wrong += [] if _are_parameters(text["parameters"]) else ["parameters"]
    settings = text["settings"]
    wrong += [] if isinstance(settings, dict) and all(map(_is_number, settings.values())) else ["settings"]
    yield from (message("'{name}' is not what it should be", name=name) for name in wrong)


def blueprint_faults(text: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Iterator[str]:
    """Names and positions that nothing stands behind; `text` has no faults of its own.

    `arrays`: per exchange columns, suppliers, signs, amounts, intensities (exchanges, categories), stages and credits; per
    process foreground.
    """
    processes, categories = len(text["processes"]), len(text["categories"])
    exchanges = arrays["columns"].size if "columns" in arrays else 0
    shapes = dict.fromkeys(_ARRAYS, (exchanges,)) | {
        "intensities": (exchanges, categories),
        "foreground": (processes,),
    }
    wrong = [
        name
        for name, kind in _ARRAYS.items()
        if name not in arrays or arrays[name].dtype != kind or arrays[name].shape != shapes[name]
    ]
    wrong += sorted(set(arrays) - set(_ARRAYS))
    yield from (message("the array '{name}' has another shape or type", name=name) for name in wrong)
    if not wrong:
        yield from (message("'{name}' is not what it should be", name=name) for name in _outside(text, arrays))


def _outside(text: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Iterator[str]:
    """Entries that point outside of what they point into, or hold what is no number."""
    processes, categories, exchanges = len(text["processes"]), len(text["categories"]), len(arrays["columns"])
    limits = {
        "columns": (0, processes),
        "suppliers": (-1, processes),
        "stages": (-1, len(text.get("stage_names", STAGES))),
    }
    for name, (lowest, end) in limits.items():
        if ((arrays[name] < lowest) | (arrays[name] >= end)).any():
            yield name
    for name in ("amounts", "intensities"):
        if not np.isfinite(arrays[name]).all():
            yield name
    if not np.isin(arrays["signs"], (-1.0, 1.0)).all():
        yield "signs"
    if not text["demand"] < processes:
        yield "demand"
    if len(text["units"]) != categories or len(text.get("category_ids", [])) not in (0, categories) or not categories:
        yield "categories"
    known = set(text["parameters"])
    derived = [name for name, _, _ in text["derived"]]
    plain = known - set(derived)
    if set(text["settings"]) != plain:
        yield "settings"
    if not set(text["varying"]) <= plain or len(set(text["varying"])) < len(text["varying"]):
        yield "varying"
    for name, _, names in text["derived"]:
        if name not in known or not set(names.values()) <= plain:
            yield "derived"
            break
        plain = plain | {name} if name not in plain else set()  # one that stands twice makes all others wrong
    if any(
        not 0 <= exchange < exchanges or not set(names.values()) <= known for exchange, _, names in text["formulas"]
    ):
        yield "formulas"


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and isfinite(value)  # type: ignore[arg-type]


def _are_rows(value: object, first: type) -> bool:
    """Whether rows are (exchange or name, formula, names of parameters by the names in the formula)."""
    return isinstance(value, list) and all(isinstance(row, list) and _is_row(row, first) for row in value)


def _is_row(row: Sequence[Any], first: type) -> bool:
    return (
        len(row) == 3
        and type(row[0]) is first
        and isinstance(row[1], str)
        and isinstance(row[2], dict)
        and all(isinstance(name, str) for name in row[2].values())
    )


def _are_parameters(value: object) -> bool:
    """Whether parameters are rows by their qualified names."""
    return isinstance(value, dict) and all(
        isinstance(row, dict)
        and set(row) == {*_ROW, "amount"}
        and all(isinstance(row[name], kind) for name, kind in _ROW.items())
        and _is_number(row["amount"])
        for row in value.values()
    )
