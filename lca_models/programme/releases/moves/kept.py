"""What a release of a registry moves: calculated once, kept as a file that an event names, and told to whom it concerns."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lca_models.programme.evaluation.disclosure.cells import FEWEST, Given, why_hidden
from lca_models.programme.evaluation.evaluating import records_of_table
from lca_models.programme.evaluation.reading import pilot_at
from lca_models.programme.evaluation.rule_change import bundles_of
from lca_models.programme.registry.blobs import open_blob, receive
from lca_models.programme.registry.errors import DeniedError, Problem, UnknownError
from lca_models.programme.registry.log import timestamp
from lca_models.programme.registry.schema import events
from lca_models.programme.releases.keeping import FILE, owner_of, tables_of_release
from lca_models.programme.releases.listing import release_row_of
from lca_models.programme.releases.moves.calculating import Moved, Moves, Versions, moved
from lca_models.programme.releases.moves.tables import tables_of
from lca_models.programme.roles.access import ALL, Actor, may, scopes_of
from lca_models.reporting.verification.received import workplace
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection, Row

    from lca_models.programme.evaluation.declarations import Pilot
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.registry.writing import Write

MOVED = "release.moved"
NAMED, OWN, AGGREGATES = "evaluation.named", "evaluation.own", "evaluation.aggregates"
OPEN_TABLES = ("rows", "tables", "stages", "summary")  # sums over all declarations, of no single one


def find_moves(registry: Registry, version: str, as_of: int | None = None, actor: Actor | None = None) -> Moves:
    """Calculate what a release moves and keep it. `as_of`: number of an event, the last one where none is named.

    `actor`: who asks; None for the host's shell. Takes seconds, and a part of one for each declaration and changed table.
    Raises UnknownError for a version that there is none of, DeniedError for others than the authority, InvalidError for an
    event that has not been.
    """
    if actor is not None and ALL not in scopes_of(actor, NAMED):
        raise DeniedError(Problem("moves", *bilingual("only the authority has all declarations calculated again")))
    pilot = pilot_at(registry, as_of)
    with registry.reading() as connection:
        row, parent, files = versions_of(registry, connection, version)
    today = date.fromisoformat(timestamp(registry.clock())[:10])
    with workplace(registry.store) as work:
        split = moved(pilot.verified, bundles_of(registry), files, work, today)
    found = Moves(version, parent, pilot.as_of, pilot.is_synthetic, *split)
    with registry.writing("host" if actor is None else str(actor)) as write:
        keep_moves(registry, write, found, row.hash)
    return found


def versions_of(registry: Registry, connection: Connection, version: str) -> tuple[Row, str, Versions]:
    """The row of a release, the version before it, and the files of both. Raises UnknownError for the first one."""
    row = release_row_of(connection, version)
    if row.parent is None:
        raise UnknownError(Problem(f"release {version}", *bilingual("is the first one; it moves nothing")))
    parent = release_row_of(connection, row.parent)
    return row, parent.version, Versions(*(tables_of_release(registry, connection, one) for one in (parent, row)))


def keep_moves(registry: Registry, write: Write, moves: Moves, tables: str) -> str:
    """Keep what a release moves as a file that an event names; its SHA-256. `tables`: their hash.

    What was calculated as of a later event already stays the last word.
    """
    content = json.dumps(asdict(moves), sort_keys=True).encode()
    file = receive(registry, owner_of(registry, None), io.BytesIO(content)).sha256
    last = _told(write.connection, moves.version)
    if last.get("hash") != tables or last["as_of"] <= moves.as_of:
        write.event(MOVED, f"release:{moves.version}", {FILE: file, "as_of": moves.as_of, "hash": tables})
    return file


def kept_moves(registry: Registry, version: str) -> Moves:
    """What a release was last found to move, by its present tables.

    Raises UnknownError where there is no such release, or nobody has had it calculated since its tables changed.
    """
    with registry.reading() as connection:
        row, told = release_row_of(connection, version), _told(connection, version)
    if told.get("hash") != row.hash:
        raise UnknownError(Problem(f"release {version}", *bilingual(
            "nobody has calculated yet what it moves; the authority runs lca-models programme release moves"
        )))  # fmt: skip
    with open_blob(registry, owner_of(registry, None), told[FILE]) as stream:
        return _moves(json.loads(stream.read()))


def told_moves(registry: Registry, moves: Moves, actor: Actor | None) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Tables of what a release moves as an actor may see them, and declarations that cannot be calculated, with reasons.

    The authority and the host see all; a maker its own declarations; everybody sums over all declarations, where enough
    companies stand behind them.
    """
    if actor is None or ALL in scopes_of(actor, NAMED):
        return tables_of(moves), dict(moves.problems)
    pilot = pilot_at(registry, moves.as_of)
    tables: dict[str, pd.DataFrame] = {}
    problems: dict[str, str] = {}
    if may(actor, AGGREGATES, set()) and not _why_hidden(moves, pilot):
        tables |= {name: table for name, table in tables_of(moves).items() if name in OPEN_TABLES}
    if may(actor, OWN, {"own"}):
        own = {one.id for one in pilot.declarations if one.org == actor.org}
        mine = replace(moves, declarations=tuple(one for one in moves.declarations if one.id in own))
        tables["declarations"] = tables_of(mine)["declarations"].drop(columns=["rank_before", "rank_after"])
        problems = {name: said for name, said in moves.problems.items() if name in own}
    return tables, problems


def document_of(moves: Moves, tables: Mapping[str, pd.DataFrame], problems: Mapping[str, str]) -> dict[str, Any]:
    """For programs; numbers that are none are null."""
    return {
        "version": moves.version, "parent": moves.parent, "as_of": moves.as_of, "synthetic": moves.is_synthetic,
        "tables": {name: records_of_table(table) for name, table in tables.items()}, "not_calculated": dict(problems),
    }  # fmt: skip


def _why_hidden(moves: Moves, pilot: Pilot) -> str:
    """Why sums over all declarations are not shown to everybody: too few companies, or mostly one's."""
    for size in (lambda one: 1.0, lambda one: abs(one.difference)):
        given = [Given(one.org, size(one), pilot.givers.get(one.org, "")) for one in moves.declarations]
        if why := why_hidden(given, FEWEST) or ("" if given else "few"):
            return why
    return ""


def _told(connection: Connection, version: str) -> Mapping[str, Any]:
    """What the last event that names what a release moves says; nothing where there is none."""
    asked = select(events.c.body).where(events.c.subject == f"release:{version}", events.c.kind == MOVED)
    body = connection.execute(asked.order_by(events.c.n.desc()).limit(1)).scalar_one_or_none()
    found: Mapping[str, Any] = json.loads(body)["data"] if body is not None else {}
    return found


def _moves(told: Mapping[str, Any]) -> Moves:
    ones = tuple(Moved(**{**one, "by_rows": tuple(one["by_rows"])}) for one in told["declarations"])
    units = tuple(tuple((table, key) for table, key in unit) for unit in told["units"])
    return Moves(**{**told, "declarations": ones, "units": units})
