"""Words of a data sheet that are no field: titles, what to do, headings of what is calculated; each in both languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.scope.wording.catalogue import CHINESE

Words = tuple[str, str]  # English, Chinese


@cache
def texts() -> Mapping[str, Words]:
    """All texts by key."""
    with Path(__file__).with_name("texts.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["key"]: (row["english"], row["chinese"]) for row in csv.DictReader(file)})


def text(key: str, **values: object) -> Words:
    """A text in both languages, with `values` in place of the names in braces.

    Raises KeyError for a key that the table lacks.
    """
    english, chinese = texts()[key]
    return (english.format(**values), chinese.format(**values)) if values else (english, chinese)


def in_order(words: Words, language: str) -> Words:
    """Words of the language first, the others second."""
    return (words[1], words[0]) if language == CHINESE else words


def both(words: Words, language: str, between: str = " ") -> str:
    """Both languages as one text, that of the reader first."""
    first, second = in_order(words, language)
    return first if first == second else f"{first}{between}{second}"
