"""The backgrounds of a project: which databases are ones, and their columns, from the file of the project or the cache.

Everything here happens within one transaction of the reader, so that what is read is one state of the file.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lca_models.inventory.files.waiting import LOG
from lca_models.inventory.system.background.cache import Cache, Stamp
from lca_models.inventory.system.background.columns import Columns, Gathering
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.rows import (
    EXCHANGES,
    IN_ORDER,
    ExchangeRow,
    ProjectRows,
    exchange_row,
    read_project_rows,
)
from lca_models.scope.wording.messages import message

LEAST = 20_000  # exchanges of a background: fewer are read as rows in less than two seconds
SAID_AFTER, SAID_EVERY = 2.0, 5.0  # seconds
AT_ONCE = 2000  # rows from the file
PLAIN = 2  # the newest form of marshal that writes every value out: the same rows are the same bytes


def read_rows(folder: Path, cache: Path | None = None, least: int = LEAST) -> ProjectRows:
    """All rows of the project in `folder`, its backgrounds of at least `least` exchanges as columns.

    `cache`: a folder that keeps columns for the next time. Raises ProjectError when files are missing, damaged, or hold
    objects other than plain values.
    """
    kept = Cache(cache, folder) if cache is not None else None
    return read_project_rows(folder, _Reader(kept, least, Stamp.of(folder, {})).exchanges)


@dataclass(frozen=True)
class _Reader:
    cache: Cache | None
    least: int
    before: Stamp  # of the file before it was opened: what changed it since may not be in what is read

    def exchanges(
        self, connection: sqlite3.Connection, rows: ProjectRows
    ) -> tuple[Sequence[ExchangeRow], Mapping[str, str]]:
        """Exchanges of a project, and the digest of every database whose exchanges are columns."""
        counts = backgrounds(connection, rows, self.least)
        if not counts:
            return tuple(exchange_row(*one) for one in connection.execute(f"{EXCHANGES} {IN_ORDER}")), {}
        stamps = {name: Stamp.of(rows.folder, rows.databases.get(name, {})) for name in counts}
        cache = self.cache if all(one.file == self.before.file for one in stamps.values()) else None
        found = {name: kept for name in counts if cache and (kept := cache.unchanged(name, stamps[name])) is not None}
        if missing := {name: count for name, count in counts.items() if name not in found}:
            digests = _digests(connection, missing) if cache and cache.knows(missing) else {}
            for name, digest in digests.items():
                if cache and (kept := cache.same(name, digest, stamps[name])) is not None:
                    found[name] = kept
        if missing := {name: count for name, count in counts.items() if name not in found}:
            for name, (columns, digest) in _read(connection, missing).items():
                found[name] = columns, digest
                if cache:
                    cache.keep(name, columns, digest, stamps[name])
        own = _rows_of_others(connection, found)
        table = ExchangeTable.of(rows.folder, [node.key for node in rows.nodes], own,
                                 {name: columns for name, (columns, _) in found.items()})  # fmt: skip
        return table, {name: digest for name, (_, digest) in found.items()}


def backgrounds(connection: sqlite3.Connection, rows: ProjectRows, least: int) -> dict[str, int]:
    """Databases of many exchanges, none of which a formula computes, without parameters; with the number of exchanges."""
    query = "SELECT output_database, count(*) FROM exchangedataset GROUP BY output_database"
    counts = {name: count for name, count in connection.execute(query) if count >= least and isinstance(name, str)}
    with_parameters = {one.scope for one in rows.parameters}
    with_parameters |= {database for group in rows.groups.values() for database, _ in group.members}
    if counts.keys() - with_parameters:
        with_parameters |= set(_databases_of(connection, rows.parameterized))
    return {name: count for name, count in counts.items() if name not in with_parameters}


def _databases_of(connection: sqlite3.Connection, exchanges: Iterable[int]) -> Iterator[str]:
    query = "SELECT output_database FROM exchangedataset WHERE id = ?"
    for number in exchanges:
        yield from (name for (name,) in connection.execute(query, (number,)))


def _rows_of_others(connection: sqlite3.Connection, without: Container[str]) -> tuple[ExchangeRow, ...]:
    names = [name for (name,) in connection.execute("SELECT DISTINCT output_database FROM exchangedataset ORDER BY 1")]
    # Databases by name, so that the index is used and no background is walked through.
    query = f"{EXCHANGES} WHERE output_database IS ? {IN_ORDER}"
    others = [name for name in names if name not in without]
    return tuple(exchange_row(*one) for name in others for one in connection.execute(query, (name,)))


def _read(connection: sqlite3.Connection, counts: Mapping[str, int]) -> dict[str, tuple[Columns, str]]:
    """Columns and digest of some databases."""
    gathered = {name: Gathering(name) for name in counts}

    def add(values: tuple[int, bytes, str, str, str, str, str]) -> None:
        row = exchange_row(*values)
        gathered[row.process[0]].add(row.id, row.process[1], row.input, row.type, row.data)

    digests = _digests(connection, counts, add)
    return {name: (one.columns(), digests[name]) for name, one in gathered.items()}


def _digests(
    connection: sqlite3.Connection,
    counts: Mapping[str, int],
    each: Callable[[tuple[int, bytes, str, str, str, str, str]], None] | None = None,
) -> dict[str, str]:
    """A digest of all that the rows of some databases hold, as they lie in the file; `each` is given every row."""
    found = {name: hashlib.blake2b(digest_size=32) for name in counts}
    told = Told(sum(counts.values()), ", ".join(f"'{name}'" for name in counts), anew=each is not None)
    for name, digest in found.items():
        # Not by the index, which would jump about in the file.
        cursor = connection.execute(f"{EXCHANGES} WHERE +output_database = ? ORDER BY id", (name,))
        while some := cursor.fetchmany(AT_ONCE):
            digest.update(marshal.dumps(some, PLAIN))
            if each is not None:
                for row in some:
                    each(row)
            told.advance(len(some))
    return {name: digest.hexdigest() for name, digest in found.items()}


@dataclass
class Told:
    """What is said while a background is read: nothing for two seconds, then how far it is."""

    total: int
    names: str
    anew: bool = True
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    next: float = field(default=0.0)

    def __post_init__(self) -> None:
        """Starts the clock."""
        self.next = self.clock() + SAID_AFTER

    def advance(self, count: int) -> None:
        """So many more rows are read."""
        self.done += count
        if (now := self.clock()) < self.next:
            return
        self.next = now + SAID_EVERY
        share = f"{self.done / max(1, self.total):.0%}"
        LOG.warning(
            message("reading the background {names}, {total:,} exchanges: {share}; what was read is kept for the next time",
                    names=self.names, total=self.total, share=share)
            if self.anew
            else message("the project was edited; comparing its background {names} with what is kept: {share}",
                         names=self.names, share=share)
        )  # fmt: skip
