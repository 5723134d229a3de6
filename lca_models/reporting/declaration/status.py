"""Name, date and status of the texts that a declaration names: every output says what of them is in force, public and read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lca_models.scope.rules import RuleSet
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import language_in_use

STATUS = Path(__file__).parent / "status.csv"
OWN_STATUS = {
    "en": "a rule set of the user's own, whose status this kit does not know",
    "zh": "用户自有规则，本工具不知其状态",
}


@dataclass(frozen=True)
class TextStatus:
    """A law, standard, programme or method, and what may be said of it today."""

    id: str
    english: str
    chinese: str
    date: str  # ISO, or the year; empty where none is known
    status_en: str
    status_zh: str
    source: str = ""  # key of sources.csv
    confidence: str = ""

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.chinese if language == CHINESE else self.english

    def status(self, language: str) -> str:
        """What is in force, public and read of it, in a language."""
        return self.status_zh if language == CHINESE else self.status_en


@cache
def text_statuses() -> Mapping[str, TextStatus]:
    """All that this kit knows, by id."""
    with STATUS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {
            row["id"]: TextStatus(
                row["id"], row["name_en"], row["name_zh"], row["date"], row["status_en"], row["status_zh"],
                row["source"], row["confidence"],
            )
            for row in rows
        }  # fmt: skip


def rule_set_status(rules: RuleSet) -> TextStatus:
    """Of the rule set of a result; one that mixes two, or is the user's own, is said to be of unknown status."""
    found = text_statuses().get(rules.id)
    if found is not None and not rules.file:
        return found
    return TextStatus(
        rules.id, rules.words("en") or rules.id, rules.words("zh") or rules.id, "", OWN_STATUS["en"], OWN_STATUS["zh"]
    )


def status_words(status: TextStatus) -> str:
    """Name, date and status in one line, in the language in use."""
    language = language_in_use()
    return "; ".join(one for one in (status.name(language), status.date, status.status(language)) if one)
