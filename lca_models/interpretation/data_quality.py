"""What a result rests on: shares by evidence and on aggregated processes.

The share of a class of rows is (h - h with every row of that class set to 0) / h, credits excluded: what would vanish
if these rows did not exist. Shares of different classes overlap along a chain, so they need not sum to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lca_models.impact.assessment import Assessment, solve
from lca_models.inventory.project_rows import PRODUCTION_TYPES

EVIDENCE = ("measured", "literature", "calculated", "assumed")


def share_resting_on(assessment: Assessment, belongs: Sequence[bool]) -> float:
    """Share of the score, credits excluded, that vanishes when every exchange that belongs (one flag each) is set to 0."""
    system = assessment.system
    amounts = assessment.amounts.copy()
    for position, exchange in enumerate(system.exchanges):
        if exchange.type == "substitution":
            amounts[position] = 0.0
    without_credits = solve(system, assessment.parameters, amounts, assessment.method).score
    for position, exchange in enumerate(system.exchanges):
        if exchange.type not in PRODUCTION_TYPES and belongs[position]:
            amounts[position] = 0.0
    remaining = solve(system, assessment.parameters, amounts, assessment.method).score
    return (without_credits - remaining) / without_credits


def evidence_shares(assessment: Assessment) -> dict[str, float]:
    """Share of the score that rests on rows of each evidence class, and on aggregated processes (`aggregated`)."""
    exchanges = assessment.system.exchanges
    kinds = np.array([node.data.get("kind", "") for node in assessment.system.processes])
    evidence_of = [exchange.data.get("evidence") for exchange in exchanges]
    shares = {
        evidence: share_resting_on(assessment, [found == evidence for found in evidence_of]) for evidence in EVIDENCE
    }
    aggregated = kinds[assessment.system.matrix_columns] == "aggregated"
    return shares | {"aggregated": share_resting_on(assessment, aggregated.tolist())}
