"""What became of a rule of verification, as far as a requirement asks."""

from __future__ import annotations

from dataclasses import dataclass

FAILING = ("critical", "major")  # an open finding at these fails a requirement


@dataclass(frozen=True)
class Touch:
    """A finding of a verification that touches a requirement, with where it stands."""

    number: str  # F-001 of the findings file
    state_en: str
    state_zh: str
    fails: bool  # whether it is critical or major, and not settled


@dataclass(frozen=True)
class Outcome:
    """A rule that ran: its gravest open finding, or why it says nothing here."""

    open_severity: str = ""  # critical, major, minor, info or question; empty where nothing is open
    reason_en: str = ""  # why the rule does not apply; empty where it does
    reason_zh: str = ""

    @property
    def fails(self) -> bool:
        """Whether it fails the requirements that name it."""
        return self.open_severity in FAILING


PASSED = Outcome()
