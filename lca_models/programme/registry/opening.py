"""A registry made and opened: an SQLite file with its folder beside it, or a PostgreSQL database and a folder."""

from __future__ import annotations

import errno
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, column, create_engine, event, insert, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from lca_models.inventory.files.commit import make_folder, write_files
from lca_models.inventory.files.streamed.receiving import settle
from lca_models.inventory.files.waiting import lock_now, unlock
from lca_models.programme.registry.errors import (
    BusyError,
    ConflictError,
    DamagedError,
    InvalidError,
    Problem,
    UnknownError,
)
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.log import BEFORE_ALL, Head, Value, head_of
from lca_models.programme.registry.schema import SCHEMA, chain_head, events
from lca_models.programme.registry.writing import Write
from lca_models.scope.wording.messages import bilingual

STORE = "store.json"  # in the folder of files: whose it is, and the key of its names
LOCK = "service.lock"  # beside it: held by the one that serves or migrates the registry
PATIENCE = 60  # seconds that a write waits for the one before it
CREATED = "registry.created"
DISK_FULL = "53100"  # of PostgreSQL
VERSIONS = "alembic_version"  # the table in which Alembic says the schema


def now_us() -> int:
    """The clock of this computer in µs UTC."""
    return time.time_ns() // 1000


@dataclass(frozen=True)
class Registry:
    """A registry that is open; whoever opened it closes it."""

    engine: Engine = field(repr=False)
    store: Path  # the folder of its files
    key: bytes = field(repr=False)  # of the names of the folders in it
    clock: Callable[[], int]  # µs UTC
    id: str
    name: str
    is_synthetic: bool
    _turn: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)  # of the threads that write

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in one transaction that sees one state and writes nothing."""
        with self.engine.connect().execution_options(**_reading(self.engine)) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, actor: str | None) -> Iterator[Write]:
        """A transaction that appends, one at a time; `actor`: `client:…`, `host` or `worker`. An exception undoes all of it.

        Raises OSError where the disk is full, BusyError where another write takes longer than a minute.
        """
        with (
            _full_or_busy(self.store),
            self._own_turn(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield Write(connection, actor, self.clock())

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        """Wait for the writes of this process as long as for those of others: SQLite would look again at intervals only."""
        if not self._turn.acquire(timeout=PATIENCE):
            raise _busy(self.store)
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Give back connections and files."""
        self.engine.dispose()


def create_registry(
    where: str | Path, *, programme: str, synthetic: bool, store: Path | None = None, clock: Callable[[], int] = now_us
) -> Registry:
    """Make a registry and open it. `where`: path of an SQLite file, or a URL of PostgreSQL, which needs `store`.

    `synthetic` cannot be unset. Raises ConflictError where there is one already, InvalidError for a place that cannot hold one.
    """
    url, folder = _place(where, store)
    if not programme.strip():
        raise InvalidError(Problem("programme", *bilingual("has no name; give one")))
    if url.get_backend_name() == "sqlite":
        make_folder(Path(str(url.database)).parent)
    engine = _engine(url)
    try:
        from lca_models.programme.registry.migrations.running import move

        own, key = new_id(clock()), secrets.token_bytes(32)
        with _said(where), engine.connect().execution_options(writes=True) as connection, connection.begin():
            if inspect(connection).has_table(events.name):
                raise ConflictError(Problem(
                    str(where), *bilingual("is a registry already; open it, or name another place")
                ))  # fmt: skip
            if (folder / STORE).exists():
                raise ConflictError(Problem(
                    str(folder), *bilingual("holds the files of another registry; name another folder")
                ))  # fmt: skip
            move(connection, SCHEMA)
            connection.execute(insert(chain_head).values(id=1, n=-1, hash=BEFORE_ALL.hex()))
            data: dict[str, Value] = {"programme": programme, "schema": SCHEMA, "synthetic": synthetic}
            Write(connection, None, clock()).event(CREATED, f"registry:{own}", data)
            write_files(folder, {STORE: json.dumps({"registry": own, "key": key.hex()}).encode(), LOCK: b""})
    except BaseException:
        engine.dispose()
        raise
    return Registry(engine, folder, key, clock, own, programme, synthetic)


def open_registry(where: str | Path, *, store: Path | None = None, clock: Callable[[], int] = now_us) -> Registry:
    """Open a registry. `where`, `store`: as `create_registry` was given.

    Raises UnknownError where there is none, ConflictError for one of another schema, DamagedError where its folder of files is
    not there or another's.
    """
    url, folder = _there(where, store)
    engine = _engine(url)
    try:
        with _said(where), engine.connect() as connection:
            if (found := _version(connection, where)) != SCHEMA:
                raise ConflictError(Problem(str(where), *bilingual(
                    "has schema {found}, this kit reads {newest}; run programme migrate", found=found, newest=SCHEMA
                )))  # fmt: skip
            first = connection.execute(select(events.c.subject, events.c.body).where(events.c.n == 0)).one()
        told: Mapping[str, Any] = json.loads(first.body)["data"]
        own = first.subject.partition(":")[2]
        return Registry(engine, folder, _key(folder, own), clock, own, told["programme"], told["synthetic"])
    except BaseException:
        engine.dispose()
        raise


@dataclass(frozen=True)
class Migrated:
    """A registry brought from one schema to another."""

    before: str
    after: str
    head: Head  # the last event, before and after
    kept: Path | None  # the file as it was, of SQLite


def migrate_registry(where: str | Path, *, store: Path | None = None, target: str = SCHEMA) -> Migrated:
    """Bring a registry to a schema, the newest by default, in one transaction; events stay as they are.

    An SQLite file is copied first, and the copy kept. The tables change where they are: a file that others have open must never
    be renamed (SQLite, How To Corrupt An SQLite Database File). Raises UnknownError where there is no registry or no such
    schema, BusyError while a service runs.
    """
    from lca_models.programme.registry.migrations.running import move, versions

    url, folder = _there(where, store)
    if target not in versions():
        raise UnknownError(Problem("schema", *bilingual(
            "there is no schema '{name}'; known: {known}", name=target, known=", ".join(versions())
        )))  # fmt: skip
    engine = _engine(url, checks_keys=False)  # tables that others refer to are made anew
    kept = None
    try:
        with (
            served_alone(folder),
            _said(where),
            engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            before, head = _version(connection, where), head_of(connection, locked=True)
            if before != target and url.get_backend_name() == "sqlite":
                path = Path(str(url.database))
                kept = _copied(path, path.with_name(f"{path.name}.schema-{before}.event-{head.n}"))
            move(connection, target)
            _check_keys(connection, where)
    finally:
        engine.dispose()
    return Migrated(before, target, head, kept)


@contextmanager
def served_alone(store: Path) -> Iterator[None]:
    """Be the one that serves the registry of a folder of files; a kill gives the place back.

    Raises BusyError while another one is.
    """
    if not (store / LOCK).exists():  # no backup needs it
        write_files(store, {LOCK: b""})
    with (store / LOCK).open("rb") as file:
        if not lock_now(file.fileno()):
            raise BusyError(Problem(str(store), *bilingual("a service runs on this registry; stop it first")))
        try:
            yield
        finally:
            unlock(file.fileno())


def _there(where: str | Path, store: Path | None) -> tuple[URL, Path]:
    """The place of what should be a registry. Raises UnknownError where no file is."""
    url, folder = _place(where, store)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise UnknownError(Problem(str(where), *bilingual("is no file; make a registry with programme init")))
    return url, folder


def _version(connection: Connection, where: str | Path) -> str:
    """The schema of a database. Raises UnknownError where it holds no registry."""
    if not inspect(connection).has_table(VERSIONS) or not inspect(connection).has_table(events.name):
        raise UnknownError(Problem(
            _without_password(where), *bilingual("holds no registry; make one with programme init")
        ))  # fmt: skip
    return str(connection.execute(select(column("version_num")).select_from(table(VERSIONS))).scalar_one())


def _copied(path: Path, kept: Path) -> Path:
    """A copy of an SQLite file, whole whatever is being written, on disk when this returns."""
    part = path.with_name(f".{path.name}.part")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    settle(part, kept)
    return kept


def _check_keys(connection: Connection, where: str | Path) -> None:
    """Raises DamagedError where a row refers to one that is not there."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise DamagedError(Problem(str(where), *bilingual("has rows that refer to nothing; nothing was changed")))


def _place(where: str | Path, store: Path | None) -> tuple[URL, Path]:
    """The address of the database and the folder of files. Raises InvalidError."""
    if isinstance(where, Path) or "://" not in where:
        path = Path(os.path.abspath(where))
        return URL.create("sqlite", database=str(path)), store or path.with_name(f"{path.name}.store")
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        raise InvalidError(Problem("registry", *bilingual(
            "is neither the path of a file nor a URL postgresql://USER@HOST/DATABASE"
        )))  # fmt: skip
    if store is None:
        raise InvalidError(Problem("store", *bilingual("is missing; with PostgreSQL the folder of files needs naming")))
    return url.set(drivername="postgresql+psycopg"), Path(os.path.abspath(store))


def _engine(url: URL, *, checks_keys: bool = True) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
        event.listen(engine, "connect", partial(_set_up, checks_keys))
        event.listen(engine, "begin", _begin)
        return engine
    return create_engine(url, hide_parameters=True)  # they are secrets and declarations, and would stand in logs


def _set_up(checks_keys: bool, connection: Any, _record: object) -> None:
    """Every commit is on disk when it returns; the transactions are those that this module begins."""
    connection.isolation_level = None
    for line in ("journal_mode = WAL", "synchronous = FULL", f"foreign_keys = {'ON' if checks_keys else 'OFF'}"):
        connection.execute(f"PRAGMA {line}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reading(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _key(folder: Path, own: str) -> bytes:
    """The key of the folder of files. Raises DamagedError where it is not there, not whole, or another registry's."""
    try:
        stored = json.loads((folder / STORE).read_bytes())
        found, key = str(stored["registry"]), bytes.fromhex(stored["key"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedError(Problem(str(folder / STORE), *bilingual(
            "cannot be read ({error}); bring it back from a backup of the folder", error=type(error).__name__
        ))) from None  # fmt: skip
    if found != own:
        raise DamagedError(Problem(str(folder), *bilingual("holds the files of another registry; name another folder")))
    return key


@contextmanager
def _full_or_busy(store: Path) -> Iterator[None]:
    """What a database says of its computer, as the system says it. Raises OSError and BusyError."""
    try:
        yield
    except OperationalError as error:
        words, state = str(error.orig), getattr(error.orig, "sqlstate", None)
        if "disk is full" in words or state == DISK_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(store)) from None
        if "database is locked" in words:
            raise _busy(store) from None
        raise


def _busy(store: Path) -> BusyError:
    return BusyError(Problem(str(store), *bilingual("another write has not ended yet; try again later")))


@contextmanager
def _said(where: str | Path) -> Iterator[None]:
    """What the database refuses, in words. Raises InvalidError."""
    try:
        yield
    except DBAPIError as error:
        first = str(error.orig).strip().splitlines()[:1]
        said = bilingual(
            "cannot be opened as a registry ({error})", error=first[0] if first else type(error.orig).__name__
        )
        raise InvalidError(Problem(_without_password(where), *said)) from None


def _without_password(where: str | Path) -> str:
    text = str(where)
    return make_url(text).render_as_string(hide_password=True) if "://" in text else text
