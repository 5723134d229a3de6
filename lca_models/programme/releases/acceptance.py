"""Whether the rows of a release are accepted: by enough organisations, none of the proposer's, and returned by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lca_models.programme.registry.errors import Problem
from lca_models.programme.releases.rows import ReleaseRow
from lca_models.scope.wording.messages import bilingual

ACCEPT, RETURN, COMMENT = VERDICTS = ("accept", "return", "comment")


@dataclass(frozen=True)
class Opinion:
    """What an organisation says of a row."""

    table: str
    key: str
    verdict: str  # ACCEPT, RETURN or COMMENT
    giver: str  # the organisation, or the group that it belongs to
    has_fallen: bool = False  # the row was changed since


@dataclass(frozen=True)
class Standing:
    """What organisations make of a row now."""

    accepts: frozenset[str]
    returns: frozenset[str]


def standing(row: ReleaseRow, opinions: Iterable[Opinion], proposer: str) -> Standing:
    """The last verdict of each organisation but the proposer on a row. `opinions`: the oldest first."""
    last: dict[str, str] = {}
    for one in opinions:
        if (one.table, one.key) == (row.table, row.key) and not one.has_fallen and one.verdict != COMMENT:
            last[one.giver] = one.verdict
    last.pop(proposer, None)
    sides = (frozenset(giver for giver, verdict in last.items() if verdict == side) for side in (ACCEPT, RETURN))
    return Standing(*sides)


def not_accepted(rows: Sequence[ReleaseRow], opinions: Sequence[Opinion], proposer: str) -> tuple[Problem, ...]:
    """What keeps a release from being accepted, each row with what it lacks."""
    found = []
    for row in rows:
        now, where = standing(row, opinions, proposer), f"{row.table} {row.key}"
        if now.returns:
            found.append(Problem(where, *bilingual(
                "was returned by {n} organisations; change the row, or have them accept it", n=len(now.returns)
            )))  # fmt: skip
        elif len(now.accepts) < row.needed:
            found.append(Problem(where, *bilingual(
                "has {n} of the {needed} organisations that must accept it", n=len(now.accepts), needed=row.needed
            )))  # fmt: skip
    return tuple(found)
