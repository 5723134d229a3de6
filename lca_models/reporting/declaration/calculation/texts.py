"""Headings and texts of the workbook in both languages side by side, from `texts.csv`: one file for every reader."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

TEXTS = Path(__file__).parent / "texts.csv"


@cache
def texts() -> Mapping[str, tuple[str, str]]:
    """English and Chinese words by key."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["key"]: (row["english"], row["chinese"]) for row in csv.DictReader(file)})


def both(key: str, between: str = "\n") -> str:
    """The words of a key in English, then in Chinese. Raises KeyError for a key that is none."""
    english, chinese = texts()[key]
    return between.join(dict.fromkeys([english, chinese]))
