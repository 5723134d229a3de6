"""A closed opinion as payloads tell it: who has verified, when, against what. Before it is closed they say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CATENAX, PACT = "catenax", "pact"


@dataclass(frozen=True)
class Attestation:
    """The opinion of a verifier on one footprint."""

    provider: str
    completed: datetime  # with its zone
    standard: str  # criteria: the rule set, with its status
    framework: str = "ISO 14064-3"  # by which the work was done
    id: str = ""  # of the statement


def attested(form: str, document: Mapping[str, Any], attestation: Attestation | None) -> dict[str, Any]:
    """A document with the block that its form has for a verification; as it was without one, or in a form without it."""
    found = dict(document)
    if attestation is None:
        return found
    when = attestation.completed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if form == PACT:
        block = {"coverage": "product level", "providerName": attestation.provider, "completedAt": when,
                 "standardName": attestation.standard}  # fmt: skip
        found["pcf"] = {**document["pcf"], "verification": block}
    elif form == CATENAX:
        found["attestationOfConformance"] = [
            {
                "attestationType": "PCF 3rd party verification",
                "standardName": attestation.standard,
                "attestationStandard": attestation.framework,
                "attestationOfConformanceId": attestation.id or f"{attestation.provider}, {when[:10]}",
                "providerName": attestation.provider,
                "completedAt": when,
            }
        ]
    return found
