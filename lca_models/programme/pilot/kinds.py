"""Kinds of errors that a pilot plants, and their sizes: fixed before any rule was tuned, as their tables say.

Rates are percent of packs at a skill of one half, or of companies. `sought_by` names the rules and checks that look for a
kind; it is empty for kinds that nothing looks for, whose misses are shown apart.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

KINDS, SIZES = (Path(__file__).parent / name for name in ("kinds.csv", "sizes.csv"))
HONEST, UNSOUGHT, FRAUD = "honest", "unsought", "fraud"
PACKS, COMPANIES = "packs", "companies"


@dataclass(frozen=True)
class Kind:
    """A row of `kinds.csv`."""

    id: str  # H1
    group: str  # HONEST, UNSOUGHT, FRAUD
    share: float  # 0 to 1, of packs at a skill of one half, or of companies
    unit: str  # PACKS, COMPANIES
    english: str
    chinese: str
    sought_by: tuple[str, ...]  # ids of rules and codes of checks


@dataclass(frozen=True)
class Size:
    """A row of `sizes.csv`: how large an error of a kind is."""

    kind: str
    quantity: str
    draw: str  # fixed, uniform, loguniform, choice (of whole numbers)
    low: float
    high: float
    unit: str
    comment: str


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in the order of the table."""
    found = {}
    for row in _rows(KINDS):
        share = float(row.pop("share_percent")) / 100
        found[row["id"]] = Kind(**{**row, "share": share, "sought_by": tuple(row["sought_by"].split())})  # type: ignore[arg-type]
    return MappingProxyType(found)


@cache
def sizes() -> Mapping[str, Size]:
    """The size of every kind that has one, by the id of the kind."""
    found = {}
    for row in _rows(SIZES):
        low, high = float(row["low"]), float(row["high"] or row["low"])
        found[row["kind"]] = Size(**{**row, "low": low, "high": high})  # type: ignore[arg-type]
    return MappingProxyType(found)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
