"""Where each finding stands: what the rules find now, and what verifier and maker have said of it since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lca_models.reporting.verification.assurance.events import COUNTED, LIVE, OPEN, states_of
from lca_models.reporting.verification.assurance.records import CORRECTED, FindingRecord, FindingsFile
from lca_models.reporting.verification.finding import CRITICAL, MAJOR, SEVERITIES, Finding


@dataclass(frozen=True)
class Standing:
    """A finding with its state."""

    finding: Finding
    number: str  # F-001 of the findings file; empty where none has it
    state: str
    is_found: bool = True  # in this bundle, or made by a person

    @property
    def is_open(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state in LIVE

    @property
    def counts(self) -> bool:
        """Whether what it moves is in the sum of uncorrected misstatements."""
        return self.is_found and self.state in COUNTED

    @property
    def fails(self) -> bool:
        """Whether it is open, and critical or major."""
        return self.is_open and self.finding.severity in (CRITICAL, MAJOR)


def standings(findings: Iterable[Finding], file: FindingsFile | None) -> tuple[Standing, ...]:
    """All findings, the gravest first, then by what they move.

    One that was closed as corrected and is found again is open again; one that no rule finds any more stays as its last event
    left it, as only the verifier closes it.
    """
    states = states_of(file) if file else {}
    records = {one.id: one for one in file.findings} if file else {}
    numbers = {name: file.number(name) for name in records} if file else {}
    found = {one.id: one for one in findings}
    rows = [
        Standing(one, numbers.get(name, ""), OPEN if states.get(name, OPEN) == CORRECTED else states.get(name, OPEN))
        for name, one in found.items()
    ]
    rows += [
        Standing(recorded_finding(record), numbers[name], states.get(name, OPEN), record.origin == "person")
        for name, record in records.items()
        if name not in found
    ]
    return tuple(
        sorted(rows, key=lambda one: (SEVERITIES.index(one.finding.severity), -abs(one.finding.effect_kg or 0.0)))
    )


def recorded_finding(record: FindingRecord) -> Finding:
    """A finding as its file holds it, for whoever does not look at the bundle again."""
    return Finding(
        record.id,
        record.rule,
        record.severity,
        record.place,
        record.en,
        record.zh or record.en,
        record.effect_kg,
        record.where.member,
        record.where.pointer,
        record.requirements,
    )
