"""Distributions of exchanges that a file names without saying how wide they are: certain then, and noted.

Public files call every row lognormal and give pedigree scores in place of a spread, or nothing. A lognormal whose scale is
given has its amount as median.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lca_models.inventory.formats.imported import Imported, place_of
from lca_models.scope.wording.messages import message

NAMED_SPREAD = "uncertainty type of the file"  # what an exchange keeps of a distribution that cannot be drawn
_LOGNORMAL = 2
_NEEDED = {  # fields of stats_arrays without which there is no distribution, by its type
    2: ("scale",), 3: ("scale",), 4: ("minimum", "maximum"), 5: ("minimum", "maximum"), 7: ("maximum",),
    8: ("scale", "shape"), 9: ("scale", "shape"), 10: ("loc", "shape"), 11: ("scale",), 12: ("shape",),
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
            elif int(kind) == _LOGNORMAL and not _is_number(exchange, "loc") and (amount := exchange.get("amount")):
                exchange |= {"loc": math.log(abs(amount)), "negative": amount < 0}
    if not count:
        return ()
    return (
        message("{where}: {count} exchanges (the first here) name a distribution and not how wide it is; they stay certain, so "
                "give scale, or minimum and maximum", where=first, count=count),
    )  # fmt: skip


def _is_number(row: Mapping[str, Any], field: str) -> bool:
    value = row.get(field)
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
