"""A version of the tables proposed: checked, compared row by row with the one it follows, kept, and written as one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.tables.reading import tables_hash
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError, Problem
from lca_models.programme.registry.log import Value
from lca_models.programme.registry.schema import comments, releases
from lca_models.programme.releases.keeping import FILE, keep_tables, tables_of_release, unpacked
from lca_models.programme.releases.listing import last_released, release_row_of, rows_of
from lca_models.programme.releases.rows import Compared, ReleaseRow, compared
from lca_models.programme.releases.states import RELEASED, RETURNED, must_allow
from lca_models.programme.releases.versions import LEVELS, level_between, parts_of, raised
from lca_models.programme.roles.access import Actor, may
from lca_models.reporting.verification.received import workplace
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from sqlalchemy import Row

    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.registry.writing import Write

PROPOSE = "release.propose"


@dataclass(frozen=True)
class Proposed:
    """A version as it was proposed."""

    version: str
    parent: str
    level: str  # of its changes
    rows: tuple[ReleaseRow, ...]


def begin_releases(registry: Registry, folder: Path, version: str, effective_on: str) -> str:
    """Release the first version, whose rows nobody reviews here: what the programme starts with. Only at the host's shell.

    Raises InventoryError for tables that break a rule, InvalidError for what is no version or no day, ConflictError where there
    is a release already.
    """
    parts_of(version)
    day = day_of(effective_on)
    load_inventories(folder)
    file = keep_tables(registry, None, folder)
    with registry.writing("host") as write:
        if write.run(select(releases.c.version)).first() is not None:
            raise ConflictError(Problem(
                "release", *bilingual("there is one already; the others are proposed, reviewed and released")
            ))  # fmt: skip
        data: dict[str, Value] = {
            "hash": tables_hash(folder),
            "parent": None,
            "org": None,
            FILE: file,
            "release_rows": [],
        }
        subject = f"release:{version}"
        write.event("release.proposed", subject, data)
        write.event("release.released", subject, {"effective_on": day})
    return version


def propose_release(registry: Registry, actor: Actor, folder: Path, parent: str = "") -> Proposed:
    """Propose the tables below a folder as the version that follows `parent`, the last one released where none is named.

    Raises DeniedError for a role that proposes nothing, InventoryError for tables that break a rule, UnknownError for a version
    that there is none of, ConflictError for one that is not released, and for tables that say the same.
    """
    must_propose(actor)
    row = _parent(registry, parent)
    found = _compared(registry, row, folder)
    file = keep_tables(registry, actor.org, folder)
    with registry.writing(str(actor)) as write:
        version = _free(write, row.version, found.level)
        data = {
            "hash": tables_hash(folder), "parent": row.version, "org": actor.org, FILE: file,
            "release_rows": [_told(one) for one in found.rows],
        }  # fmt: skip
        write.event("release.proposed", f"release:{version}", data)
    return Proposed(version, row.version, found.level, found.rows)


def revise_release(registry: Registry, actor: Actor, folder: Path, version: str) -> Proposed:
    """Put other tables in place of those of one's own proposal; what was said of rows that change falls.

    Raises UnknownError, DeniedError for the proposal of others, ConflictError for one that is decided and for a change that is
    graver than its version says, InventoryError for tables that break a rule.
    """
    with registry.reading() as connection:
        row = release_row_of(connection, version)
        must_be_own(actor, row)
        must_allow(version, row.status, "release.changed")
        parent = release_row_of(connection, row.parent)
    found = _compared(registry, parent, folder)
    if LEVELS.index(found.level) > LEVELS.index(level_between(parent.version, version)):
        raise ConflictError(Problem(f"release {version}", *bilingual(
            "the change is {level} now, which this version is not; withdraw it and propose the tables anew", level=found.level
        )))  # fmt: skip
    file = keep_tables(registry, actor.org, folder)
    with registry.writing(str(actor)) as write:
        row = release_row_of(write.connection, version)
        must_allow(version, row.status, "release.changed")
        former = {(one.table, one.key): one for one in rows_of(write.connection, version)}
        kept = {(one.table, one.key) for one in found.rows if former.get((one.table, one.key)) == one}
        write.event("release.changed", f"release:{version}", {
            "hash": tables_hash(folder), FILE: file, "release_rows": [_told(one) for one in found.rows],
        })  # fmt: skip
        _let_fall(write, version, kept)
        if row.status == RETURNED:
            write.event("release.reviewed", f"release:{version}", {})
    return Proposed(version, parent.version, found.level, found.rows)


def must_propose(actor: Actor) -> None:
    """Raises DeniedError for a role that proposes nothing."""
    if not may(actor, PROPOSE, set()):
        raise DeniedError(
            Problem("propose", *bilingual("is for experts and the authority; you are {role}", role=actor.role))
        )


def must_be_own(actor: Actor, row: Row) -> None:
    """Raises DeniedError for a release that others proposed, and for a role that proposes nothing."""
    if not may(actor, PROPOSE, set()) or row.org != actor.org:
        raise DeniedError(Problem(f"release {row.version}", *bilingual("was proposed by others; only they change it")))


def day_of(text: str) -> str:
    """A day as the registry writes it. Raises InvalidError."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidError(Problem(
            "effective_on", *bilingual("'{text}' is no day; write it as 2027-01-01", text=text[:40])
        )) from None  # fmt: skip


def _parent(registry: Registry, version: str) -> Row:
    with registry.reading() as connection:
        row = release_row_of(connection, version) if version else last_released(connection)
    if row is None:
        raise ConflictError(Problem(
            "release", *bilingual("there is none to start from; the host begins with lca-models programme release begin")
        ))  # fmt: skip
    if row.status != RELEASED:
        raise ConflictError(Problem(f"release {row.version}", *bilingual("is {status}; start from one that is released",
                                                                         status=row.status)))  # fmt: skip
    return row


def _compared(registry: Registry, parent: Row, folder: Path) -> Compared:
    with registry.reading() as connection, workplace(registry.store) as work:
        found = compared(unpacked(tables_of_release(registry, connection, parent), work / "before"), folder)
    if not found.changes:
        raise ConflictError(Problem(
            "release", *bilingual("the tables say the same as {version}; there is nothing to review", version=parent.version)
        ))  # fmt: skip
    return found


def _free(write: Write, parent: str, level: str) -> str:
    """The next version of a level that nobody has proposed yet."""
    taken = {*write.run(select(releases.c.version)).scalars()}
    version = raised(parent, level)
    while version in taken:
        version = raised(version, level)
    return version


def _told(row: ReleaseRow) -> dict[str, Any]:
    return {
        "table": row.table, "key": row.key, "before": None if row.before is None else dict(row.before),
        "after": None if row.after is None else dict(row.after),
    }  # fmt: skip


def _let_fall(write: Write, version: str, kept: set[tuple[str, str]]) -> None:
    """Let fall what was said of rows that are another now."""
    asked = select(comments.c.id, comments.c.table, comments.c.key)
    asked = asked.where(comments.c.version == version, comments.c.fallen_n.is_(None))
    for one in write.run(asked).all():
        if (one.table, one.key) not in kept:
            write.event("comment.fallen", f"comment:{one.id}", {})
