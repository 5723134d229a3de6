"""What a supplier is asked: pages, columns and kinds, in both languages, from the table beside this module."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.inventory.activity.sheet.fields import Field, columns_of

Words = tuple[str, str]  # English, Chinese
START, TABLE_0, INPUTS, OUTPUTS, KINDS = "start", "table_0", "inputs", "outputs", "kinds"
TABLES: Mapping[str, tuple[str, ...]] = {
    INPUTS: ("input", "process", "amount", "unit", "origin", "document", "note"),
    OUTPUTS: ("kind", "output", "amount", "unit", "destination", "document", "note"),
}
# Of the sheet `suppliers` of a maker; what a maker alone knows is not asked for.
_MAKERS = ("supplier_id", "replaces", "file", "evidence_id")


@cache
def words() -> Mapping[tuple[str, str], Words]:
    """Texts by page and key."""
    with Path(__file__).with_name("questions.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType(
            {(row["page"], row["key"]): (row["english"], row["chinese"]) for row in csv.DictReader(file)}
        )


def kinds() -> dict[str, Words]:
    """What leaves a plant, by code."""
    return {key: found for (page, key), found in words().items() if page == KINDS}


def kind_of(text: str) -> str:
    """The code of a kind by its code or its words in either language; empty for another text."""
    wanted = text.strip().lower()
    return next((code for code, found in kinds().items() if wanted in (code, *(one.lower() for one in found))), "")


def own_footprint() -> tuple[Field, ...]:
    """What table 0 asks for: the columns of the sheet `suppliers`."""
    return tuple(one for key, one in columns_of("suppliers").items() if key not in _MAKERS)
