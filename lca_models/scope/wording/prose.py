"""What rows of the tables say in sentences, in Chinese: where a figure stands in its source, why it was chosen.

One file, `lca_models/scope/wording/prose.csv`, finds the words by the English ones, as messages are found: a comment that
forty rows share is translated once. Names of data stand in `inventories/` beside the data.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

PROSE = Path(__file__).parent / "prose.csv"


def prose_rows() -> list[dict[str, str]]:
    """The rows of the file: English and Chinese words."""
    with PROSE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def prose() -> Mapping[str, str]:
    """All sentences: English words -> Chinese words."""
    return MappingProxyType({row[ENGLISH]: row[CHINESE] for row in prose_rows()})


def told(text: str, language: str = ENGLISH) -> str:
    """What a row of a table says, in a language; as it stands in the table where the file lacks it (another person's table)."""
    if language != CHINESE or not text:
        return text
    known = prose()
    if text in known:
        return known[text]
    head, colon, rest = text.partition(": ")  # a place in a source, after the rule set that names it
    return f"{head}：{known[rest]}" if colon and rest in known and " " not in head else text
