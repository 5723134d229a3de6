"""How the figures behind a result were checked: shares of the result by class of verification of its rows.

As in a trace there are two levels, and each adds up to the whole result: what the product's own processes buy and emit
(purchase), and which emission of which process it becomes (emission). Credits count with their sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.impact.assessment import Assessment
from lca_models.inventory.system.accounted.provenance import USER
from lca_models.inventory.tables.records import UNREACHABLE, VERIFIED
from lca_models.scope.labels import label
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import language_in_use

NOT_CHECKED = "not checked"
CLASSES = ("original", "copy", "secondary", UNREACHABLE, "definition", USER, NOT_CHECKED)


def verification_of(data: Mapping[str, Any]) -> str:
    """The class of a row or a parameter; `user` for a number that a person set, `not checked` where its row says none."""
    found = data.get(VERIFIED)
    return str(found) if found in CLASSES else USER if data.get("evidence") == USER else NOT_CHECKED


def verification_shares(assessment: Assessment) -> dict[str, dict[str, float]]:
    """Share of the score (0-1) by class of verification, for each level of a trace: purchase, emission.

    The classes of a level sum to 1; credits have negative shares.
    """
    classes = [verification_of(exchange.data) for exchange in assessment.system.exchanges]
    found = {}
    for level, amounts in (("purchase", assessment.purchases), ("emission", assessment.emissions)):
        sums = dict.fromkeys(CLASSES, 0.0)
        for name, amount in zip(classes, amounts.tolist(), strict=True):
            sums[name] += amount
        found[level] = {name: amount / assessment.score if assessment.score else 0.0 for name, amount in sums.items()}
    return found


def is_checked(shares: Mapping[str, Mapping[str, float]]) -> bool:
    """Whether any row behind a result says how it was checked; those of a Brightway project do not."""
    return any(share and name != NOT_CHECKED for found in shares.values() for name, share in found.items())


def shares_text(shares: Mapping[str, float]) -> str:
    """Shares by class of verification that are not 0, in the language in use."""
    return enumerated(f"{class_label(name, language_in_use())} {share:.1%}" for name, share in shares.items() if share)


def class_label(name: str, language: str) -> str:
    """What a class of verification is called.

    Raises LabelError for an unknown class.
    """
    return label(f"verified.{name.replace(' ', '_')}", language)
