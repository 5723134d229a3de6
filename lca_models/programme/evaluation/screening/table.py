"""The rules of the screening by id: what each compares, which way it points, and its message in both languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

RULES = Path(__file__).parent / "rules.csv"


@dataclass(frozen=True)
class ScreeningRule:
    """A row of `rules.csv`."""

    id: str  # SCR-01
    name: str
    name_zh: str
    inputs: str
    formula: str
    threshold: str
    sign: int  # of right less declared: 1 where a breach makes a result too low, -1 too high, 0 where it does not say
    severity: str
    message_en: str
    message_zh: str


@cache
def screening_rules() -> Mapping[str, ScreeningRule]:
    """All rules by id, in the order of the table."""
    with RULES.open(encoding="utf-8", newline="") as file:
        rows = [ScreeningRule(**{**row, "sign": int(row["sign"])}) for row in csv.DictReader(file)]  # type: ignore[arg-type]
    return MappingProxyType({row.id: row for row in rows})
