"""A findings file from its beginning to the opinion: what a verification of a bundle adds to it, and what persons add."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from lca_models.reporting.declaration.status import rule_set_status
from lca_models.reporting.text.numbers import number_text
from lca_models.reporting.verification.assurance.events import (
    find_record,
    with_finding,
    with_opinion,
)
from lca_models.reporting.verification.assurance.opinion import Asked, Subject, opinion_record
from lca_models.reporting.verification.assurance.population import denominator_terms, lines_to_sample
from lca_models.reporting.verification.assurance.records import (
    FACT,
    KIT,
    OPENED,
    VERIFIER,
    EngagementRecord,
    FindingRecord,
    FindingsFile,
    SampledLine,
    Verifier,
    record_of,
)
from lca_models.reporting.verification.assurance.sampling import confidence_of, sampling_plan
from lca_models.reporting.verification.closing import CLOSING
from lca_models.reporting.verification.finding import INFO
from lca_models.reporting.verification.one_bundle import BundleVerification

NONCE_BYTES = 16


def begun(file: FindingsFile | None, found: BundleVerification, agreed: Mapping[str, Any]) -> FindingsFile:
    """The file of a bundle: that which is there, or a new one with a nonce, the engagement and its sample.

    `agreed`: verifier, accreditation, team, reviewer, scope, framework, criteria; what is given stands in place of what was.
    """
    wanted = found.wanted
    if file is None:
        nonce = (wanted.nonce or secrets.token_hex(NONCE_BYTES)).lower()
        engagement = EngagementRecord(
            assurance=wanted.engagement.assurance,  # type: ignore[arg-type]
            threshold_share=wanted.engagement.threshold_share,
            criteria=(found.case.again.result.rules,) if found.case else (),
        )
        file = FindingsFile(bundle=found.hash, nonce=nonce, engagement=engagement)
        file = file.model_copy(update={"sampling": _sample(file, found)})
    before = file.engagement
    verifier = Verifier(
        name=agreed.get("verifier") or before.verifier.name,
        accreditation=agreed.get("accreditation") or before.verifier.accreditation,
        team=tuple(agreed.get("team") or before.verifier.team),
    )
    engagement = before.model_copy(
        update={
            "verifier": verifier,
            "reviewer": agreed.get("reviewer") or before.reviewer,
            "scope": agreed.get("scope") or before.scope,
            "framework": agreed.get("framework") or before.framework,
            "criteria": tuple(agreed.get("criteria") or before.criteria),
        }
    )
    return file.model_copy(update={"engagement": engagement})


def with_found(file: FindingsFile, found: BundleVerification, time: str) -> FindingsFile:
    """The file with every automatic finding that it lacks, in the order of severity and effect; information is not opened."""
    known = {one.id for one in file.findings}
    for one in found.standings:
        finding = one.finding
        if finding.id not in known and finding.severity != INFO and finding.rule not in CLOSING:
            file = with_finding(file, record_of(finding), KIT, time)
    return file


def with_person(
    file: FindingsFile,
    text: str,
    place: str,
    effect_kg: float | None,
    severity: str,
    person: str,
    time: str,
    *,
    role: str = VERIFIER,
    is_fact: bool = False,
    requirements: Sequence[str] = (),
) -> FindingsFile:
    """The file with a finding that a person made, or a fact that was found after the opinion.

    `requirements`: ids of the conformity matrix that it touches. Raises FindingsFileError where it may not follow, or stands
    there already.
    """
    name = sha256(f"{text}\n{place}".encode()).hexdigest()[:12]
    record = FindingRecord(
        id=name,
        origin="person",
        severity=severity,  # type: ignore[arg-type]
        effect_kg=effect_kg,
        place=place,
        en=text,
        zh=text,
        requirements=tuple(requirements),
    )
    return with_finding(file, record, role, time, kind=FACT if is_fact else OPENED, person=person, text=text)


def still_found(record: FindingRecord, found: BundleVerification) -> bool:
    """Whether a rule finds the same breach in another bundle, or could not run there."""
    outcome = found.verified.outcomes[record.rule]
    return any(
        one.id == record.id or (one.member, one.pointer) == (record.where.member, record.where.pointer)
        for one in outcome.findings
    )


def issued(
    file: FindingsFile,
    found: BundleVerification,
    kind: str,
    signed_by: str,
    reviewer: str,
    named: Sequence[str],
    missing: str,
    time: str,
) -> FindingsFile:
    """The file with the opinion on a bundle. Raises FindingsFileError with everything that does not fit it."""
    records = [find_record(file, one) for one in named]
    asked = Asked(
        kind, signed_by, reviewer, time[:10], found.hash, tuple(file.number(one.id) for one in records),
        sum(one.effect_kg or 0.0 for one in records), missing,
    )  # fmt: skip
    return with_opinion(file, opinion_record(file, asked, _subject(found), found.found), time)


def _subject(found: BundleVerification) -> Subject:
    if found.case is None:
        return Subject("–", "–", "–", "kg CO2e", "–", ("–", "–"))
    declared = found.case.again
    said, status = declared.pack.identity, rule_set_status(declared.result.rule_set)
    unit = declared.result.functional_unit
    return Subject(
        said.get("model") or declared.pack.name,
        said.get("plant") or "–",
        number_text(found.case.total_kg / unit.rated_energy_kwh, 5),
        "kg CO2e/kWh",
        said.get("period_start") or said.get("period") or "–",
        (status.english, status.chinese),
    )


def _sample(file: FindingsFile, found: BundleVerification) -> tuple[SampledLine, ...]:
    """The sample by the nonce of the file."""
    if found.case is None:
        return ()
    agreed = found.wanted.engagement
    plan = sampling_plan(
        lines_to_sample(found.case), found.found.thresholds, confidence_of(agreed.assurance, agreed.limits), found.hash,
        file.nonce, denominator_terms(found.case),
    )  # fmt: skip
    return tuple(
        SampledLine(line=one.line.name, kg=one.line.kg, weight=one.line.weight, places=one.line.places, reason=one.why,
                    key_item=one.is_key, hits=one.hits)
        for one in plan.selected
    )  # fmt: skip
