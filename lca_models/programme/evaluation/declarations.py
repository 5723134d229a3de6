"""What an evaluation is about: companies, what they declared, and what became of it; plain data, whoever keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

RECEIVED, CHECKED, UNDER_VERIFICATION, VERIFIED, RETURNED, WITHDRAWN, SUPERSEDED = (
    "received",
    "checked",
    "under_verification",
    "verified",
    "returned",
    "withdrawn",
    "superseded",
)
OPENED, ANSWERED, CLOSED = "opened", "answered", "closed"  # a finding


@dataclass(frozen=True)
class Participant:
    """A maker that is registered."""

    org: str
    name_en: str
    name_zh: str
    group: str = ""  # companies of one owner
    chemistries: frozenset[str] = frozenset()  # of its models

    @property
    def giver(self) -> str:
        """Whose figures count as one when several are shown together."""
        return self.group or self.org


@dataclass(frozen=True)
class StageResult:
    """What a declaration says of a stage, per pack."""

    kg: float  # CO2e
    primary_share: float | None = None  # of |kg|, 0-1
    rating: float | None = None  # 1 is best, 5 worst
    low: float | None = None  # kg CO2e: the middle 90 % of draws
    high: float | None = None


@dataclass(frozen=True)
class Finding:
    """What a verifier found."""

    id: str
    rule: str
    severity: str
    steps: tuple[
        tuple[float, str], ...
    ] = ()  # days since the first event of the registry, and OPENED, ANSWERED or CLOSED


@dataclass(frozen=True)
class Declaration:
    """A submission with its results and what became of it."""

    id: str
    org: str
    model: str
    plant: str
    chemistry: str
    province: str
    rated_kwh: float
    stages: Mapping[str, StageResult]
    steps: tuple[tuple[float, str], ...]  # days since the first event of the registry, and the state from then on
    answers: str = ""  # a returned submission that it answers
    findings: tuple[Finding, ...] = ()
    bundle: str = ""  # SHA-256
    broken: tuple[str, ...] = ()  # rules on the integrity of its file that sent it back

    @property
    def state(self) -> str:
        """What it is now."""
        return self.steps[-1][1] if self.steps else ""

    @property
    def total_kg(self) -> float:
        """All stages, kg CO2e per pack."""
        return sum(one.kg for one in self.stages.values())

    @property
    def kg_per_kwh(self) -> float:
        """All stages, kg CO2e per kWh of capacity."""
        return self.total_kg / self.rated_kwh

    @property
    def is_verified(self) -> bool:
        """Whether an opinion stands behind it now."""
        return self.state == VERIFIED

    def first(self, *states: str) -> float | None:
        """The day on which it first was in one of some states; None where it never was."""
        return next((day for day, state in self.steps if state in states), None)


@dataclass(frozen=True)
class Pilot:
    """Everything that is evaluated, as of one event."""

    participants: Sequence[Participant]
    declarations: Sequence[Declaration]
    as_of: int  # number of the event
    today: float  # day of that event, since the first one
    release: str = ""
    is_synthetic: bool = False

    @cached_property
    def givers(self) -> Mapping[str, str]:
        """Group or company by company."""
        return {one.org: one.giver for one in self.participants}

    @cached_property
    def verified(self) -> tuple[Declaration, ...]:
        """Declarations that an opinion stands behind."""
        return tuple(one for one in self.declarations if one.is_verified)
