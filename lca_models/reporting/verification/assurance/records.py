"""What a findings file holds, and the hashes that chain its events."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lca_models.reporting.verification.finding import Finding

SCHEMA = "findings-1"
VERIFIER, MAKER, KIT, OTHER = "verifier", "maker", "kit", "other"
ROLES = (VERIFIER, MAKER, KIT, OTHER)

OPENED, ANSWERED, REOPENED, WITHDRAWN = "opened", "answered", "reopened", "withdrawn"
CORRECTED, EXPLAINED, UNCORRECTED = "closed-corrected", "closed-explained", "closed-uncorrected"
FACT, OPINION = "fact-found", "opinion-issued"
KINDS = (OPENED, ANSWERED, CORRECTED, EXPLAINED, UNCORRECTED, REOPENED, WITHDRAWN, FACT, OPINION)


class Part(BaseModel):
    """A part of the file: what it does not know is refused, what is there has its type."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Document(Part):
    """A document by name and hash."""

    document: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Visit(Part):
    """A visit of a plant."""

    place: str = ""
    date: str = ""
    person: str = ""


class Verifier(Part):
    """Who verifies."""

    name: str = ""
    accreditation: str = ""
    team: tuple[str, ...] = ()


class EngagementRecord(Part):
    """What verifier and maker agreed."""

    criteria: tuple[str, ...] = ()
    scope: str = ""
    framework: str = ""  # the text that the verifier works by
    assurance: Literal["limited", "reasonable"] = "limited"
    threshold_share: float = Field(default=0.05, gt=0, lt=1)
    verifier: Verifier = Verifier()
    reviewer: str = ""
    visits: tuple[Visit, ...] = ()


class SampledLine(Part):
    """A line of the sample, with what the look at it found."""

    line: str
    kg: float
    weight: float = 1.0
    places: tuple[str, ...] = ()
    reason: str = ""
    key_item: bool = False
    hits: int = 1  # how many of the steps of the interval meet it
    result: str | None = None
    recorded: float | None = None
    right: float | None = None


class Where(Part):
    """The place of a finding."""

    member: str = ""
    pointer: str = ""


class FindingRecord(Part):
    """A finding as it was opened."""

    id: str
    rule: str = ""  # empty of a finding that a person made
    origin: Literal["automatic", "person"] = "automatic"
    severity: Literal["critical", "major", "minor", "info", "question"] = "major"
    effect_kg: float | None = None  # None: unknown
    place: str = ""
    where: Where = Where()
    en: str = ""
    zh: str = ""
    requirements: tuple[str, ...] = ()


class Event(Part):
    """Something that somebody did."""

    n: int
    finding: str = ""
    role: Literal["verifier", "maker", "kit", "other"]
    person: str = ""
    time: str
    kind: str
    text: str = ""
    evidence: tuple[Document, ...] = ()
    bundle: str = ""  # hash of the manifest of a new bundle
    previous: str


class OpinionRecord(Part):
    """What the verifier concludes."""

    kind: Literal["unmodified", "modified", "adverse", "disclaimed"]
    assurance: Literal["limited", "reasonable"]
    signed_by: str
    reviewer: str
    date: str
    en: str
    zh: str
    under_kg: float
    over_kg: float
    threshold_kg: float
    bundle: str


class FindingsFile(Part):
    """The file as it stands."""

    version: str = Field(default=SCHEMA, alias="schema", pattern=f"^{SCHEMA}$")
    bundle: str = Field(pattern="^[0-9a-f]{64}$")  # hash of the manifest of the first bundle
    nonce: str = Field(pattern="^([0-9a-f]{2})+$")
    engagement: EngagementRecord = EngagementRecord()
    sampling: tuple[SampledLine, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    events: tuple[Event, ...] = ()
    opinion: OpinionRecord | None = None

    def number(self, finding: str) -> str:
        """The number that a finding is spoken of by: F-001 is the first that was opened."""
        return f"F-{[one.id for one in self.findings].index(finding) + 1:03d}"

    @property
    def current_bundle(self) -> str:
        """The hash of the manifest of the bundle that was last named."""
        return next((one.bundle for one in reversed(self.events) if one.bundle), self.bundle)

    def content(self) -> bytes:
        """The bytes of the file: canonical JSON."""
        return canonical(self.model_dump(mode="json", by_alias=True))


def canonical(document: Any) -> bytes:
    """JSON whose bytes follow from what it says: sorted keys, no blanks, whole numbers without exponent, UTF-8."""
    return json.dumps(
        _whole(document), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def hash_of(part: Part) -> str:
    """SHA-256 of a part in canonical form, hexadecimal."""
    return sha256(canonical(part.model_dump(mode="json", by_alias=True))).hexdigest()


def first_hash(file: FindingsFile) -> str:
    """What the first event carries in place of the hash of an event: that of what the file is about."""
    return sha256(canonical({"schema": SCHEMA, "bundle": file.bundle, "nonce": file.nonce})).hexdigest()


def record_of(finding: Finding) -> FindingRecord:
    """An automatic finding as the file keeps it."""
    return FindingRecord(
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity,  # type: ignore[arg-type]
        effect_kg=finding.effect_kg,
        place=finding.place,
        where=Where(member=finding.member, pointer=finding.pointer),
        en=finding.english,
        zh=finding.chinese,
        requirements=finding.requirements,
    )


def _whole(value: Any) -> Any:
    """Whole numbers without a fraction, so that no writer makes 5 of 5.0 or 1e+16 of a count."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list) else value
