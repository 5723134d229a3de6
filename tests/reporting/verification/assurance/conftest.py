"""A findings file of three findings, and an opinion's subject."""

from types import SimpleNamespace

import pytest

from lca_models.reporting.verification.assurance.events import with_event, with_finding
from lca_models.reporting.verification.assurance.materiality import materiality
from lca_models.reporting.verification.assurance.opinion import Asked, Subject
from lca_models.reporting.verification.assurance.records import (
    ANSWERED,
    EXPLAINED,
    KIT,
    MAKER,
    UNCORRECTED,
    VERIFIER,
    Document,
    EngagementRecord,
    FindingRecord,
    FindingsFile,
    Verifier,
)
from lca_models.reporting.verification.case import Engagement

BUNDLE, NEW_BUNDLE, TIME = "ab" * 32, "cd" * 32, "2026-11-28T00:00:00Z"


@pytest.fixture
def made():
    """Builders of what the tests of this room need."""
    document = Document(document="meter log", sha256="01" * 32)
    engagement = EngagementRecord(
        criteria=("cn-551",),
        scope="four stages",
        verifier=Verifier(name="A. Lead", accreditation="X 1", team=("B. Team",)),
    )
    file = FindingsFile(bundle=BUNDLE, nonce="00ff", engagement=engagement)
    for name, effect in (("aaaa1111", 30.0), ("bbbb2222", -10.0), ("cccc3333", None)):
        file = with_finding(file, FindingRecord(id=name, rule="CER-02", effect_kg=effect), KIT, TIME)
    answered = with_event(
        file, ANSWERED, "aaaa1111", MAKER, TIME, person="M. Maker", text="the log shows it", evidence=[document]
    )
    closed = with_event(answered, EXPLAINED, "aaaa1111", VERIFIER, TIME, person="A. Lead", text="seen")
    for name in ("bbbb2222", "cccc3333"):
        closed = with_event(closed, UNCORRECTED, name, VERIFIER, TIME, person="A. Lead")
    return SimpleNamespace(
        document=document,
        file=file,
        answered=answered,
        closed=closed,
        nothing=materiality([], 1000.0, Engagement()),
        subject=Subject("P60", "Yibin", "116.29", "kg CO2e/kWh", "2025", ("notice 551", "551号通知")),
        asked=Asked("unmodified", "A. Lead", "R. Viewer", "2026-11-28", BUNDLE),
    )
