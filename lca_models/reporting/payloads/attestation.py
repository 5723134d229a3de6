"""A closed opinion as payloads tell it: who has verified, when, against what. Before it is closed they say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CATENAX, PACT = "catenax", "pact"
BLOCKS = {
    PACT: "verification",
    CATENAX: "attestationOfConformance",
}  # forms with a place for a verification, and its name


@dataclass(frozen=True)
class Attestation:
    """The opinion of a verifier on one footprint."""

    provider: str
    completed: datetime  # with its zone
    standard: str  # criteria: the rule set, with its status
    framework: str  # by which the work was done, as the verifier says
    id: str  # of the statement


def attested(form: str, document: Mapping[str, Any], attestation: Attestation | None) -> dict[str, Any]:
    """A document with the block that its form has for a verification; as it was without one, or in a form without it."""
    found = dict(document)
    if attestation is None:
        return found
    when = attestation.completed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if form == PACT:
        block = {"coverage": "product level", "providerName": attestation.provider, "completedAt": when,
                 "standardName": attestation.standard}  # fmt: skip
        found["pcf"] = {**document["pcf"], BLOCKS[PACT]: block}
    elif form == CATENAX:
        found[BLOCKS[CATENAX]] = [
            {
                "attestationType": "PCF 3rd party verification",
                "standardName": attestation.standard,
                "attestationStandard": attestation.framework,
                "attestationOfConformanceId": attestation.id,
                "providerName": attestation.provider,
                "completedAt": when,
            }
        ]
    return found


def told(form: str, document: Mapping[str, Any]) -> object:
    """The block of a verification that a document has; None without one."""
    where = document.get("pcf") if form == PACT else document
    return where.get(BLOCKS[form]) if form in BLOCKS and isinstance(where, Mapping) else None


def is_backed(form: str, document: Mapping[str, Any], attestation: Attestation) -> bool:
    """Whether what a document tells of a verification is this opinion, word by word."""
    bare = {**document, "pcf": {}} if form == PACT else document
    return told(form, document) == told(form, attested(form, bare, attestation))
