"""The rules at work on one bundle: findings, the gravest first, and of every rule what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import (
    CRITICAL,
    FOUND,
    MAJOR,
    NOT_RUN,
    PASSED,
    SEVERITIES,
    Finding,
    NotApplicableError,
    Outcome,
    Seen,
    Words,
)
from lca_models.reporting.verification.rules.findings import could_not_run, finding_of
from lca_models.reporting.verification.rules.register import looks
from lca_models.reporting.verification.rules.table import ASKED, Rule, rules
from lca_models.scope.wording.messages import bilingual

SLOW = ("SEN-02",)  # rules that draw samples
Requirements = Mapping[str, Sequence[str]]  # ids of the conformity matrix by rule


@dataclass(frozen=True)
class Verified:
    """What the rules found in one bundle."""

    outcomes: Mapping[str, Outcome]  # of every rule of the table, in its order

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, the gravest first, then by what they move."""
        found = (one for outcome in self.outcomes.values() for one in outcome.findings)
        return tuple(sorted(found, key=lambda one: (SEVERITIES.index(one.severity), -abs(one.effect_kg or 0.0))))

    @property
    def fails(self) -> bool:
        """Whether a finding is critical or major."""
        return any(one.severity in (CRITICAL, MAJOR) for one in self.findings)


def findings_of(case: Case, requirements: Requirements | None = None) -> Verified:
    """What the rules find in a bundle. A rule that fails becomes a finding of its own.

    `requirements`: which of the conformity matrix each rule serves.
    """
    known, found = requirements or {}, looks()
    left_out = Words(*bilingual("left out by --fast"))
    slow = {rule: Outcome(rule, NOT_RUN, left_out) for rule in SLOW if rule in found and case.is_fast}
    outcomes = {
        rule.id: slow.get(rule.id)
        or outcome_of(rule, partial(found[rule.id], case), case.threshold_kg, known.get(rule.id, ()))
        for rule in rules().values()
        if rule.id in found
    }
    return Verified(in_order(outcomes))


def outcome_of(
    rule: Rule, look: Callable[[], Iterator[Seen]], threshold_kg: float, requirements: Sequence[str] = ()
) -> Outcome:
    """What came of one rule. `look`: starts it; `threshold_kg`: what is material, kg CO2e per pack."""
    found: list[Finding] = []
    try:
        for seen in look():
            found.append(finding_of(rule, seen, threshold_kg, requirements))
    except NotApplicableError as reason:
        if not found:
            return Outcome(rule.id, NOT_RUN, reason.reason)
    except MemoryError:
        raise
    except Exception as error:  # what a hostile bundle makes of a rule is nobody's traceback
        found.append(could_not_run(rule, error))
    return Outcome(rule.id, FOUND if found else PASSED, findings=tuple(_once(found)))


def in_order(outcomes: Mapping[str, Outcome]) -> Mapping[str, Outcome]:
    """Outcomes of all rules of the table in its order; those without one did not run."""
    return {rule.id: outcomes.get(rule.id) or _not_run(rule) for rule in rules().values()}


def _not_run(rule: Rule) -> Outcome:
    if rule.status == ASKED:
        return Outcome(rule.id, NOT_RUN, Words(*bilingual("a person must judge it")))
    return Outcome(rule.id, NOT_RUN, Words(*bilingual("this verification does not look at it")))


def _once(found: Iterable[Finding]) -> Iterable[Finding]:
    """A breach that a rule saw twice in one place is one finding."""
    return {one.id: one for one in found}.values()
