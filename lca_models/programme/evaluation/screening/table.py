"""The rules of the screening by id: what each compares, which way it points, its message in both languages; and its limits."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.reporting.verification.rules.table import IMPLEMENTED, Rule

FOLDER = Path(__file__).parent


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

    @property
    def rule(self) -> Rule:
        """The same as a rule of a verification, whose findings read alike."""
        return Rule(self.id, self.name, self.name_zh, self.inputs, self.formula, self.threshold, self.severity, "", "", "", "",
                    IMPLEMENTED, self.message_en, self.message_zh)  # fmt: skip


@cache
def screening_rules() -> Mapping[str, ScreeningRule]:
    """All rules by id, in the order of the table."""
    rows = [ScreeningRule(**{**row, "sign": int(row["sign"])}) for row in _rows("rules.csv")]  # type: ignore[arg-type]
    return MappingProxyType({row.id: row for row in rows})


@cache
def limits() -> Mapping[tuple[str, str], float]:
    """The limits of the rules: (rule, name) -> number, in the unit that `limits.csv` says."""
    return MappingProxyType({(row["rule"], row["name"]): float(row["value"]) for row in _rows("limits.csv")})


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
