"""Every text that a person reads, in English and Chinese, from one file: `lca_models/scope/wording/catalogue.csv`.

A text with a key is a label (`panel.title`); a row without one is a message, found by its English words, so that the code
that says it can be read. Names of data (products, provinces, parameters, routes) stand in `inventories/` beside the data.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = {ENGLISH: "English", CHINESE: "简体中文"}
CATALOGUE = Path(__file__).parent / "catalogue.csv"


@cache
def catalogue_rows() -> tuple[dict[str, str], ...]:
    """The rows of the file: key and words by language."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)  # every command reads thousands: DictReader takes three times as long
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All labels: key -> language -> words."""
    return MappingProxyType({row["key"]: _words(row) for row in catalogue_rows() if row["key"]})


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """All messages: English words -> language -> words."""
    return MappingProxyType({row[ENGLISH]: _words(row) for row in catalogue_rows() if not row["key"]})


def _words(row: Mapping[str, str]) -> Mapping[str, str]:
    return {name: row[name] for name in LANGUAGES}
