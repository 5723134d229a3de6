"""The rules by id: what each asks, how grave a breach is, and its message in both languages; their limits are settings."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lca_models.reporting.verification.case import Figures

FOLDER = Path(__file__).parent
IMPLEMENTED, ASKED, NOT_YET = "implemented", "asked of a person", "not yet"
STATES = (IMPLEMENTED, ASKED, NOT_YET)


@dataclass(frozen=True)
class Rule:
    """A row of `rules.csv`."""

    id: str  # CER-02
    name: str
    name_zh: str
    inputs: str
    formula: str
    threshold: str
    severity: str  # before its effect moves it
    severity_otherwise: str  # when it is another
    stays: str  # 'yes' where no small effect makes it minor
    effect_kg: str
    no_finding_when: str  # the control that must pass
    status: str  # one of STATES
    message_en: str
    message_zh: str


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in the order of the table."""
    return MappingProxyType({row["id"]: Rule(**row) for row in _rows("rules.csv")})


@cache
def shipped_limits() -> Mapping[tuple[str, str], float]:
    """The limits of the rules: (rule, name) -> number, in the unit that `limits.csv` says."""
    return MappingProxyType({(row["rule"], row["name"]): float(row["value"]) for row in _rows("limits.csv")})


def limit(case: Figures, rule: str, name: str) -> float:
    """A limit of a rule: that of the engagement, where it sets one as `RULE/NAME`, else the shipped one.

    Raises KeyError for one that `limits.csv` lacks.
    """
    return case.engagement.limits.get(f"{rule}/{name}", shipped_limits()[rule, name])


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
