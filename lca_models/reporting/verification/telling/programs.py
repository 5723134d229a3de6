"""A verification for programs: one JSON document, its texts in English and Chinese side by side."""

from __future__ import annotations

from typing import Any

from lca_models.reporting.verification.assurance.population import what_to_look_at
from lca_models.reporting.verification.assurance.standing import Standing
from lca_models.reporting.verification.one_bundle import BundleVerification


def verification_document(found: BundleVerification) -> dict[str, Any]:
    """Everything that a verification of one bundle says."""
    return {
        "schema": "verification-1",
        "file": found.name,
        "manifest": found.hash,
        "declared_kg_co2e_per_pack": found.declared_kg,
        "recalculated_kg_co2e_per_pack": found.total_kg,
        "assurance": found.wanted.engagement.assurance,
        "fails": found.fails,
        "findings": [standing_document(one) for one in found.standings],
        "rules": {
            rule: {"state": one.state, "reason_en": one.reason.english, "reason_zh": one.reason.chinese,
                   "findings": [finding.id for finding in one.findings]}
            for rule, one in found.verified.outcomes.items()
        },
        "materiality": found.found.document(),
        "sampling": _sampling(found),
    }  # fmt: skip


def standing_document(one: Standing) -> dict[str, Any]:
    """A finding with where it stands."""
    finding = one.finding
    return {
        "id": finding.id,
        "number": one.number,
        "rule": finding.rule,
        "severity": finding.severity,
        "state": one.state,
        "found_in_this_bundle": one.is_found,
        "effect_kg_co2e_per_pack": finding.effect_kg,
        "place": finding.place,
        "member": finding.member,
        "pointer": finding.pointer,
        "en": finding.english,
        "zh": finding.chinese,
        "requirements": list(finding.requirements),
        "values": dict(finding.document),
    }


def _sampling(found: BundleVerification) -> dict[str, Any] | None:
    plan, case = found.plan, found.case
    if plan is None or case is None:
        return None
    items = [
        {**one.document(), "look_at": what_to_look_at(one.line, case.sheet, found.hash + found.nonce)}
        for one in plan.selected
    ]
    return {**plan.document(), "nonce": found.nonce, "items": items}
