"""A finding of a verification: which rule, where, how grave, what it moves, and what it says in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.scope.errors import LcaModelsError

CRITICAL, MAJOR, MINOR, INFO, QUESTION = "critical", "major", "minor", "info", "question"
SEVERITIES = (CRITICAL, MAJOR, MINOR, INFO, QUESTION)  # a question asks for an answer and moves no exit status


COULD_NOT_RUN = "could not run"  # the pointer of a finding that a rule failed, in place of what it looks for
PASSED, FOUND, NOT_RUN = "passed", "findings", "not run"  # states of an outcome


@dataclass(frozen=True)
class Words:
    """A text inside a message, in both languages: `Words(*bilingual("…"))`."""

    english: str
    chinese: str


class NotApplicableError(LcaModelsError):
    """A rule looks at nothing in this bundle; its words say why.

    A rule raises it in place of a finding, before it yields any.
    """

    def __init__(self, reason: Words | str) -> None:
        self.reason = Words(reason, reason) if isinstance(reason, str) else reason
        super().__init__(self.reason.english)


@dataclass(frozen=True)
class Seen:
    """What a rule sees: the engine adds the rule's words, its severity and a stable id."""

    place: str  # for people: sheet and cell, or member and line
    values: Mapping[str, Any]  # of the placeholders of the rule's message: texts, numbers, Words, lists of them
    effect_kg: float | None = None  # per pack, right less declared: above 0 where it is too low
    severity: str = ""  # where it is not that of the rule
    member: str = "sheet/sheet.json"
    pointer: str = ""  # JSON pointer, row of a table, or cell


@dataclass(frozen=True)
class Finding:
    """A finding as a verifier reads it."""

    id: str  # of rule, pointer and values, so that a second run finds the same one again
    rule: str  # such as CER-02
    severity: str
    place: str
    english: str
    chinese: str
    effect_kg: float | None = None
    member: str = ""
    pointer: str = ""
    requirements: tuple[str, ...] = ()  # ids of the conformity matrix that the rule serves
    document: Mapping[str, Any] = field(default_factory=dict)  # values of its message, for programs


@dataclass(frozen=True)
class Outcome:
    """What came of one rule."""

    rule: str
    state: str  # PASSED, FOUND, NOT_RUN
    reason: Words = Words("", "")  # why it did not run
    findings: tuple[Finding, ...] = ()
