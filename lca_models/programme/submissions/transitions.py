"""States of a submission, and which role may move it from one to which other: one table, `transitions.csv`.

`published` is no state but a flag beside it; a submission has expired when its time is over, whatever its state.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lca_models.programme.registry.errors import Problem, RegistryError
from lca_models.scope.wording.messages import bilingual

RECEIVED, CHECKED, UNDER_VERIFICATION = "received", "checked", "under_verification"
VERIFIED, RETURNED, WITHDRAWN, SUPERSEDED = "verified", "returned", "withdrawn", "superseded"
STATES = (RECEIVED, CHECKED, UNDER_VERIFICATION, VERIFIED, RETURNED, WITHDRAWN, SUPERSEDED)
OPEN = (RECEIVED, CHECKED, UNDER_VERIFICATION)  # one of these at a time for a model, a plant and a period
WORKER = "worker"  # the service itself
_TABLE = Path(__file__).parent / "transitions.csv"


class TransitionError(RegistryError):
    """A submission is moved as the table allows; the message says which moves there are."""

    code = "transition"


@dataclass(frozen=True)
class Transition:
    """One move that is allowed."""

    before: str  # empty: there was no submission
    after: str
    event: str  # kind of the event that makes it
    role: str
    needs_reason: bool


@cache
def transitions() -> tuple[Transition, ...]:
    """All moves, in the order of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Transition(row["before"], row["after"], row["event"], row["role"], row["reason"] == "yes")
            for row in csv.DictReader(file)
        )


def transition(before: str, event: str, role: str, *, after: str = "", reason: str = "") -> Transition:
    """The move that an event of a role makes. `after`: where one event leads to several states.

    Raises TransitionError where the table has none, or where it asks for a reason that is not given.
    """
    found = [
        one for one in transitions()
        if (one.before, one.event, one.role) == (before, event, role) and after in ("", one.after)
    ]  # fmt: skip
    verb = event.removeprefix("submission.")
    if not found:
        ways = sorted(
            {f"{one.event.removeprefix('submission.')} ({one.role})" for one in transitions() if one.before == before}
        )
        raise TransitionError(Problem(verb, *bilingual(
            "by {role} is not allowed on a submission that is {state}; allowed: {ways}",
            role=role, state=before or "–", ways=", ".join(ways) or "–",
        )))  # fmt: skip
    if found[0].needs_reason and not reason.strip():
        raise TransitionError(Problem(verb, *bilingual("needs a reason; give one in words that others may read")))
    return found[0]


def folded(kinds: Iterable[str]) -> str:
    """The state after events of a submission, oldest first; events that move nothing are passed over.

    The oracle of an audit: it needs no table of the registry. Raises TransitionError where an event could not follow.
    """
    state = ""
    for kind in kinds:
        moves = {one.after for one in transitions() if one.event == kind}
        if not moves:
            continue
        allowed = {one.after for one in transitions() if one.event == kind and one.before == state}
        if len(allowed) != 1:
            raise TransitionError(Problem(kind, *bilingual("cannot follow the state {state}", state=state or "–")))
        (state,) = allowed
    return state
