"""A proposal reviewed row by row by others than its proposers, decided and released by the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, Problem, UnknownError
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.releases.acceptance import ACCEPT, VERDICTS, not_accepted
from lca_models.programme.releases.listing import giver_of, last_released, opinions_of, release_row_of, rows_of
from lca_models.programme.releases.moves.queued import begin_moves
from lca_models.programme.releases.proposing import day_of
from lca_models.programme.releases.states import ACCEPTED, DRAFT, RETURNED, WITHDRAWN, must_allow
from lca_models.programme.roles.access import ALL, Actor, may, scopes_of
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.registry.writing import Write

DECISIONS = {ACCEPTED: "release.accepted", RETURNED: "release.returned", WITHDRAWN: "release.withdrawn"}


def comment_release(
    registry: Registry, actor: Actor, version: str, table: str, key: str, verdict: str, text: str = ""
) -> tuple[str, ...]:
    """Say of a row of a proposal whether it is accepted or returned, or what is to be thought of; ids of what was said.

    `table`: as the release names it; an empty `key`: all of its rows. The first word on a draft opens its review. Raises
    DeniedError for a role that reviews nothing and for one's own proposal, UnknownError for a row that is not changed,
    InvalidError for another verdict and where a return or a comment says nothing, ConflictError for what is decided.
    """
    if verdict not in VERDICTS:
        raise InvalidError(
            Problem("verdict", *bilingual("there is none such; {near}", near=suggestion(verdict, VERDICTS)))
        )
    if verdict != ACCEPT and not text.strip():
        raise InvalidError(Problem("text", *bilingual("is missing; say what is wrong, or what to think of")))
    with registry.writing(str(actor)) as write:
        row = release_row_of(write.connection, version)
        _must_be_others(write, actor, row)
        must_allow(version, row.status, "comment.given")
        places = _places(write, version, table, key)
        if row.status == DRAFT:
            write.event("release.reviewed", f"release:{version}", {})
        found = []
        for place in places:
            own = new_id(write.now)
            ref = write.text(text) if text.strip() else None
            write.event("comment.given", f"comment:{own}", {
                "version": version, "table": table, "key": place, "verdict": verdict, "text_ref": ref,
                "author": actor.client, "org": actor.org,
            })  # fmt: skip
            found.append(own)
        return tuple(found)


def decide_release(registry: Registry, actor: Actor, version: str, decision: str, text: str = "") -> None:
    """Accept a proposal, return it to its proposers, or withdraw it; the proposers withdraw their own.

    What an accepted one moves is calculated in the background from then on.

    `decision`: `accepted`, `returned` or `withdrawn`; the last two say why. Raises InvalidError for another one and without a
    reason, DeniedError, UnknownError, ConflictError with every row that lacks an accept, and where the state does not allow it.
    """
    if decision not in DECISIONS:
        raise InvalidError(
            Problem("decision", *bilingual("there is none such; {near}", near=suggestion(decision, DECISIONS)))
        )
    if decision != ACCEPTED and not text.strip():
        raise InvalidError(Problem("text", *bilingual("is missing; say why, in words that others may read")))
    with registry.writing(str(actor)) as write:
        row = release_row_of(write.connection, version)
        is_own = row.org == actor.org and may(actor, "release.propose", set())
        if not (decision == WITHDRAWN and is_own):
            _must_release(actor)
        must_allow(version, row.status, DECISIONS[decision])
        if decision == ACCEPTED:
            proposer = giver_of(write.connection, row.org)
            lacking = not_accepted(rows_of(write.connection, version), opinions_of(write.connection, version), proposer)
            if lacking:
                raise ConflictError(*lacking)
        write.event(DECISIONS[decision], f"release:{version}", {}, text)
        if decision == ACCEPTED:
            begin_moves(write, version, row.hash)


def publish_release(registry: Registry, actor: Actor, version: str, effective_on: str) -> None:
    """Release an accepted version from a day on; declarations keep the release that they name.

    Raises DeniedError, UnknownError, InvalidError for what is no day, or one before that of the release it follows;
    ConflictError where it is not accepted, or follows one that is not the last any more.
    """
    _must_release(actor)
    day = day_of(effective_on)
    with registry.writing(str(actor)) as write:
        row = release_row_of(write.connection, version)
        must_allow(version, row.status, "release.released")
        last = last_released(write.connection)
        if last is not None and last.version != row.parent:
            raise ConflictError(Problem(f"release {version}", *bilingual(
                "follows {parent}, and {last} was released since; withdraw it and propose its rows on that one",
                parent=row.parent, last=last.version,
            )))  # fmt: skip
        if last is not None and day < last.effective_on:
            raise InvalidError(Problem("effective_on", *bilingual(
                "{day} is before {version} itself, of {before}; name a later day",
                day=day, version=last.version, before=last.effective_on,
            )))  # fmt: skip
        write.event("release.released", f"release:{version}", {"effective_on": day})


def _must_release(actor: Actor) -> None:
    if ALL not in scopes_of(actor, "release.publish"):
        raise DeniedError(Problem("release", *bilingual("is for the authority; you are {role}", role=actor.role)))


def relation_to(connection: Connection, actor: Actor, org: str | None) -> str:
    """What an actor is to a proposal of an organisation: `own`, of its group too, or `others`."""
    return "own" if giver_of(connection, org) == giver_of(connection, actor.org) else "others"


def _must_be_others(write: Write, actor: Actor, row: Row) -> None:
    """Raises DeniedError for a role that reviews nothing, and for a proposal of the reviewer's own organisation or group."""
    relation = relation_to(write.connection, actor, row.org)
    if not may(actor, "release.comment", {relation}):
        said = (
            bilingual("was proposed by your own organisation or group; others review it")
            if relation == "own"
            else bilingual("is reviewed by experts and the authority; you are {role}", role=actor.role)
        )
        raise DeniedError(Problem(f"release {row.version}", *said))


def _places(write: Write, version: str, table: str, key: str) -> list[str]:
    """Keys of rows of a table: the one that is named, or all. Raises UnknownError with the nearest."""
    rows = rows_of(write.connection, version)
    tables: dict[str, list[str]] = {one.table: [] for one in rows}
    for one in rows:
        tables[one.table].append(one.key)
    if table not in tables:
        raise UnknownError(Problem("table", *bilingual(
            "'{name}' is not changed by this release; {near}", name=table[:200], near=suggestion(table, tables)
        )))  # fmt: skip
    if key and key not in tables[table]:
        raise UnknownError(Problem(table, *bilingual(
            "the row '{name}' is not changed by this release; {near}", name=key[:200], near=suggestion(key, tables[table])
        )))  # fmt: skip
    return [key] if key else tables[table]
