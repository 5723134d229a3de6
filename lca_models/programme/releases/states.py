"""States of a release, and what may be done in which: one table, `states.csv`. What is released never changes."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from lca_models.programme.registry.errors import ConflictError, Problem
from lca_models.scope.wording.messages import bilingual

DRAFT, REVIEW, ACCEPTED, RELEASED, RETURNED, WITHDRAWN = STATES = (
    "draft", "review", "accepted", "released", "returned", "withdrawn",
)  # fmt: skip


@cache
def allowed() -> frozenset[tuple[str, str]]:
    """Events with the states in which they may be."""
    with Path(__file__).with_name("states.csv").open(encoding="utf-8", newline="") as file:
        return frozenset((row["event"], row["before"]) for row in csv.DictReader(file))


def must_allow(version: str, status: str, event: str) -> None:
    """Raises ConflictError with what is allowed where an event may not be in a state."""
    if (event, status) in allowed():
        return
    ways = ", ".join(sorted(one.partition(".")[2] for one, before in allowed() if before == status))
    raise ConflictError(Problem(f"release {version}", *bilingual(
        "is {status}, which allows no '{event}'; allowed: {ways}",
        status=status, event=event.partition(".")[2], ways=ways or "–",
    )))  # fmt: skip
