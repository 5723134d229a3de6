"""Spreads of exchanges in other units; and those that a file names without a width, which are certain then, and noted.

Public files call every row lognormal and give pedigree scores in place of a spread, or nothing. A lognormal whose scale is
given has its amount as median.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, MutableMapping
from typing import Any

from lca_models.inventory.formats.imported import Imported, place_of
from lca_models.inventory.tables.uncertainty import LOGNORMAL
from lca_models.scope.wording.messages import message

NAMED_SPREAD = "uncertainty type of the file"  # what an exchange keeps of a distribution that cannot be drawn
_NEEDED = {  # fields of stats_arrays without which there is no distribution, by its type
    2: ("scale",), 3: ("scale",), 4: ("minimum", "maximum"), 5: ("minimum", "maximum"), 7: ("maximum",),
    8: ("scale", "shape"), 9: ("scale", "shape"), 10: ("loc", "shape"), 11: ("scale",), 12: ("shape",),
}  # fmt: skip
_SCALED = {  # fields of stats_arrays that grow with the amount, beside minimum and maximum, by type of distribution
    0: ("loc",), 1: ("loc",), 3: ("loc", "scale"), 4: ("loc",), 5: ("loc",), 7: ("loc",), 8: ("loc", "scale"),
    9: ("loc", "scale"), 10: ("scale",), 11: ("loc", "scale"), 12: ("loc", "scale"),
}  # fmt: skip


def settle_spreads(file: Imported) -> tuple[str, ...]:
    """Make certain what cannot be drawn; a note with the first of them and how many there are."""
    first, count = "", 0
    for dataset in file.datasets:
        for exchange in dataset["exchanges"]:
            kind = exchange.get("uncertainty type")
            if not isinstance(kind, int | float) or int(kind) not in _NEEDED:
                continue
            if any(not _is_number(exchange, field) for field in _NEEDED[int(kind)]):
                exchange[NAMED_SPREAD] = exchange.pop("uncertainty type")
                first, count = first or place_of(file, exchange).strip().rstrip(":"), count + 1
            elif int(kind) == LOGNORMAL and not _is_number(exchange, "loc") and (amount := exchange.get("amount")):
                exchange |= {"loc": math.log(abs(amount)), "negative": amount < 0}
    if not count:
        return ()
    return (
        message("{where}: {count} exchanges (the first here) name a distribution and not how wide it is; they stay certain, so "
                "give scale, or minimum and maximum", where=first, count=count),
    )  # fmt: skip


def multiply(row: MutableMapping[str, Any], factor: float) -> None:
    """The amount, the formula and the spread of an exchange or a parameter times a factor other than 0, where they stand."""
    kind = int(row.get("uncertainty type") or 0)
    if row.get("formula"):
        row["formula"] = f"({row['formula']}) * {factor!r}"
    for field in ("amount", "minimum", "maximum", *_SCALED.get(kind, ())):
        if isinstance(row.get(field), int | float):
            row[field] = row[field] * (abs(factor) if field == "scale" else factor)
    if kind == LOGNORMAL and isinstance(row.get("loc"), int | float):
        row["loc"] += math.log(abs(factor))
    if factor < 0:
        if kind == LOGNORMAL:
            row["negative"] = not row.get("negative")
        ends = row.get("maximum"), row.get("minimum")
        for field, value in zip(("minimum", "maximum"), ends, strict=True):
            if value is not None:
                row[field] = value
            else:
                row.pop(field, None)


def _is_number(row: Mapping[str, Any], field: str) -> bool:
    value = row.get(field)
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
