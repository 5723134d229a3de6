"""How submissions fare: how long they take and who has them, how many come back and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lca_models.programme.evaluation.declarations import (
    CHECKED,
    OPENED,
    RECEIVED,
    RETURNED,
    UNDER_VERIFICATION,
    VERIFIED,
    WITHDRAWN,
    Declaration,
    Pilot,
)
from lca_models.programme.evaluation.indicators.turnaround import OTHERWISE, PENDING, REACHED

ENDS = (VERIFIED, RETURNED, WITHDRAWN)  # the first of them ends the way of a submission


@dataclass(frozen=True)
class Times:
    """Whose a submission was for how many days, up to its first end or to today."""

    checking: float = 0.0  # received, not checked
    assigning: float = 0.0  # checked, with no verifier
    verifier: float = 0.0  # verified, no finding waiting for its maker
    maker: float = 0.0  # verified, findings waiting for an answer


PARTIES = ("checking", "assigning", "verifier", "maker")


def way(one: Declaration, today: float) -> tuple[float, int]:
    """Days from being received to the first end, and which it is: REACHED, OTHERWISE, or PENDING with the days until today."""
    began, end = one.first(RECEIVED), _end(one)
    if began is None:
        return 0.0, PENDING
    if end is None:
        return today - began, PENDING
    return end[0] - began, REACHED if end[1] == VERIFIED else OTHERWISE


def times_of(one: Declaration, today: float) -> Times:
    """Whose it was when."""
    end = _end(one)
    until = today if end is None else end[0]
    days = dict.fromkeys(PARTIES, 0.0)
    steps = [step for step in one.steps if step[0] <= until]
    for (day, state), following in zip(steps, [*(step[0] for step in steps[1:]), until], strict=True):
        if state == RECEIVED:
            days["checking"] += following - day
        elif state == CHECKED:
            days["assigning"] += following - day
        elif state == UNDER_VERIFICATION:
            asked = sum(last - first for first, last in _open(one, day, following))
            days["maker"] += asked
            days["verifier"] += following - day - asked
    return Times(**days)


def firsts(pilot: Pilot) -> tuple[Declaration, ...]:
    """Submissions that answer no returned one."""
    return tuple(one for one in pilot.declarations if not one.answers)


def ended(declarations: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Those on which somebody has decided: verified or returned at some time."""
    return tuple(one for one in declarations if (end := _end(one)) is not None and end[1] != WITHDRAWN)


def is_returned(one: Declaration) -> bool:
    """Whether its way ended with its being returned."""
    end = _end(one)
    return end is not None and end[1] == RETURNED


def _end(one: Declaration) -> tuple[float, str] | None:
    return next((step for step in one.steps if step[1] in ENDS), None)


def _open(one: Declaration, begins: float, ends: float) -> Iterator[tuple[float, float]]:
    """Stretches within two days in which at least one finding waits for its maker."""
    changes: Counter[float] = Counter()
    for finding in one.findings:
        waits = False
        for day, step in finding.steps:
            if (step == OPENED) != waits:
                waits = step == OPENED
                changes[min(max(day, begins), ends)] += 1 if waits else -1
        if waits:
            changes[ends] -= 1
    count, since = 0, begins
    for day in sorted(changes):
        if count > 0 and day > since:
            yield since, day
        count, since = count + changes[day], day
