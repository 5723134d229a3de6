"""What is wrong with a footprint of another party, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.reading import judge_footprint
from lca_models.programme.registry.errors import Problem
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import bilingual, speaking


def faults_of_payload(payload: Mapping[str, Any], where: str = "") -> list[Problem]:
    """Every fault for which a footprint is refused; none where it is taken. `where`: before the name of its field."""
    said = []
    for language in (ENGLISH, CHINESE):
        with speaking(language):
            try:
                said.append(judge_footprint(payload).errors)
            except (ValueError, ArithmeticError):  # such as the second before the year 1
                words = bilingual("holds a time or a number beyond what is usual")
                return [Problem(where.rstrip(".") or "footprint", *words)]
    return [Problem(f"{where}{one.field}", one.text, other.text) for one, other in zip(*said, strict=True)]
