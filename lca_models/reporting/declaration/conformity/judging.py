"""The result of each requirement: what its checks say, and never more than what was read of its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lca_models.reporting.declaration.conformity.outcome import Outcome, Touch
from lca_models.reporting.declaration.conformity.own_checks import own_outcomes
from lca_models.reporting.declaration.conformity.requirements import COLUMNS, Requirement, all_requirements, words
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.table import ResultTable
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import bilingual, message, speaking

PASS, FAIL, NOT_APPLICABLE, MANUAL = "pass", "fail", "not applicable", "manual"
TEXT_NOT_READ, NOT_CHECKED = "text not read", "not checked"  # the first: the checks passed, and nobody read the text
RESULTS = (FAIL, NOT_CHECKED, MANUAL, TEXT_NOT_READ, PASS, NOT_APPLICABLE)  # what asks for work first
Touches = Mapping[str, Sequence[Touch]]  # by the id of a requirement
MATRIX_COLUMNS = (*COLUMNS, "reason_en", "reason_zh")


@dataclass(frozen=True)
class Judged:
    """A requirement with its result."""

    requirement: Requirement
    result: str  # of RESULTS
    reason_en: str = ""
    reason_zh: str = ""

    def cells(self) -> tuple[str, ...]:
        """In the order of MATRIX_COLUMNS."""
        one = self.requirement
        given = {name: self.result if name == "result" else getattr(one, name) for name in COLUMNS}
        return (*given.values(), self.reason_en, self.reason_zh)


def matrix(
    declared: Declared,
    outcomes: Mapping[str, Outcome] | None = None,
    more: Path | None = None,
    touches: Touches | None = None,
) -> tuple[Judged, ...]:
    """Every requirement of this kit and of `more` with its result.

    `outcomes`: by the id of a rule, what `verify` found; those that are missing count as not run, except what a declaration
    can judge of itself. `more`: a table of the holder of a standard; default that of the declaration. `touches`: findings of
    a verification by the id of a requirement. Raises RequirementsError for a malformed table, OSError where it cannot be read.
    """
    more = more or declared.further_requirements
    found = {**own_outcomes(declared), **(outcomes or {})}
    further = more.read_bytes() if more else None
    return judged(all_requirements(further, more.name if more else ""), found, touches or {})


def judged(
    requirements: Iterable[Requirement], outcomes: Mapping[str, Outcome], touches: Touches | None = None
) -> tuple[Judged, ...]:
    """Requirements with their results by outcomes of rules, each with the findings that touch it and where they stand."""
    return tuple(_touched(_judge(one, outcomes), (touches or {}).get(one.id, ())) for one in requirements)


def matrix_table(rows: Iterable[Judged]) -> ResultTable:
    """The matrix as a table of the bundle."""
    return ResultTable("matrix", MATRIX_COLUMNS, tuple(one.cells() for one in rows))


def counts(rows: Iterable[Judged]) -> Mapping[str, Counter[str]]:
    """How many rows of each rule set have which result."""
    found: dict[str, Counter[str]] = {}
    for one in rows:
        found.setdefault(one.requirement.rule_set, Counter())[one.result] += 1
    return found


def result_words(result: str, language: str) -> str:
    """A result as people read it: that a text was not read is no result of a check, and is said beside it."""
    if language == CHINESE:
        return words("result")[result].chinese
    return "check passed, text not read" if result == TEXT_NOT_READ else result


def _judge(one: Requirement, outcomes: Mapping[str, Outcome]) -> Judged:
    known = [(rule, outcomes[rule]) for rule in one.rules if rule in outcomes]
    if failing := [rule for rule, outcome in known if outcome.fails]:
        return _row(one, FAIL, lambda: message("open finding of {listed}", listed=enumerated(failing)))
    if one.how_checked == "none":
        return _row(one, NOT_APPLICABLE, lambda: message("for information; nothing is checked"))
    if known and len(known) == len(one.rules) and all(outcome.reason_en for _, outcome in known):
        first = known[0][1]
        return Judged(one, NOT_APPLICABLE, first.reason_en, first.reason_zh)
    if one.how_checked == MANUAL:
        return _row(one, MANUAL, lambda: message("a person decides by the evidence"))
    if waiting := [rule for rule in one.rules if rule not in outcomes]:
        return _row(one, NOT_CHECKED, lambda: _waiting(one, waiting))
    if MANUAL in one.how_checked or not one.rules:
        return _row(one, MANUAL, lambda: message("its checks passed; a person decides the rest"))
    if not one.is_text_read:
        return _row(one, TEXT_NOT_READ, lambda: message("check passed, text not read"))
    return Judged(one, PASS)


def _touched(one: Judged, touches: Sequence[Touch]) -> Judged:
    """A finding that is not settled fails what it touches, whoever made it."""
    if not touches:
        return one
    english = ", ".join(f"{touch.number} {touch.state_en}" for touch in touches)
    chinese = "、".join(f"{touch.number} {touch.state_zh}" for touch in touches)
    said = bilingual("findings: {listed}", listed=english)[0], bilingual("findings: {listed}", listed=chinese)[1]
    fails = any(touch.fails for touch in touches)
    keeps = one.result == FAIL or not fails  # that checks passed is no reason of a row that a person's finding fails
    return replace(
        one,
        result=FAIL if fails else one.result,
        reason_en="; ".join(filter(None, (one.reason_en if keeps else "", said[0]))),
        reason_zh="；".join(filter(None, (one.reason_zh if keeps else "", said[1]))),
    )


def _waiting(one: Requirement, rules: list[str]) -> str:
    listed = ", ".join(rules)
    if "folder" in one.how_checked:
        return message("judged over a folder of bundles: {listed}", listed=listed)
    if "two bundles" in one.how_checked:
        return message("judged between two bundles: {listed}", listed=listed)
    return message("waits for verification: {listed}", listed=listed)


def _row(one: Requirement, result: str, reason: Callable[[], str]) -> Judged:
    with speaking(ENGLISH):
        english = reason()
    with speaking(CHINESE):
        return Judged(one, result, english, reason())
