"""What a release moves, calculated in the background: by jobs of which each goes on from the results of those before it.

A job leaves its results as a file. One that is lost costs the time to calculate it again, and nothing else; what is left of a
release whose tables changed meanwhile is calculated by nobody.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from lca_models.inventory.brightway.project import base_folder
from lca_models.programme.evaluation.declarations import Declaration
from lca_models.programme.evaluation.reading import pilot_at
from lca_models.programme.evaluation.rule_change import bundles_of
from lca_models.programme.jobs.queue import DONE, MOVES, RUNNING, WAITING, Job, enqueue
from lca_models.programme.jobs.working import Work, hands, owner_name, work_off
from lca_models.programme.registry.blobs import open_blob, receive
from lca_models.programme.registry.errors import DeniedError, Problem, UnknownError
from lca_models.programme.registry.log import timestamp
from lca_models.programme.registry.schema import jobs
from lca_models.programme.releases.keeping import owner_of
from lca_models.programme.releases.listing import release_row_of
from lca_models.programme.releases.moves.calculating import (
    Begun,
    Moves,
    Split,
    Stages,
    UnfinishedError,
    Versions,
    moved,
)
from lca_models.programme.releases.moves.kept import NAMED, find_moves, keep_moves, kept_moves, versions_of
from lca_models.programme.roles.access import ALL, Actor, scopes_of
from lca_models.reporting.declaration.archive import archive_bytes, read_archive
from lca_models.reporting.verification.received import NEEDED, workplace
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import bilingual

if TYPE_CHECKING:
    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.registry.writing import Write

STEP = 200  # results of a job, each of a declaration under a mixture of the tables: a quarter of a minute of work
Known = Mapping[str, Mapping[str, Stages | str]]  # results by mixture and declaration


@dataclass(frozen=True)
class Step:
    """What a job came to."""

    known: Known  # results that were not known before
    split: Split | None  # what the release moves, where nothing is left to calculate


def start_moves(registry: Registry, actor: Actor, version: str) -> None:
    """Have what a release moves calculated in the background, over the declarations that are verified now.

    Raises DeniedError for others than the authority, UnknownError for a version that there is none of, and for the first.
    """
    if ALL not in scopes_of(actor, NAMED):
        raise DeniedError(Problem("moves", *bilingual("only the authority has all declarations calculated again")))
    with registry.writing(str(actor)) as write:
        row = release_row_of(write.connection, version)
        if row.parent is None:
            raise UnknownError(Problem(f"release {version}", *bilingual("is the first one; it moves nothing")))
        begin_moves(write, version, row.hash)


def begin_moves(write: Write, version: str, tables: str) -> None:
    """Put the first job of it into the queue, as of the last event. `tables`: the hash of the release's."""
    subject = f"{version}/{write.head.n}/{tables}"
    states = write.run(select(jobs.c.state).where(jobs.c.kind == MOVES, jobs.c.subject == subject)).scalars().all()
    if not {WAITING, RUNNING} & {*states}:
        enqueue(write, MOVES, subject, str(len(states)))


def state_of_moves(registry: Registry, version: str) -> str:
    """Where the last jobs of a release stand, as the queue calls it; empty where none was begun."""
    with registry.reading() as connection:
        tables = release_row_of(connection, version).hash
        asked = select(jobs.c.state).where(jobs.c.kind == MOVES, jobs.c.subject.like(f"{version}/%/{tables}"))
        return connection.execute(asked.order_by(jobs.c.id.desc()).limit(1)).scalar_one_or_none() or ""


def calculate(
    declarations: tuple[Declaration, ...], bundles: Mapping[str, bytes | str], versions: Versions, known: Known, day: str,
    most: int = STEP,
) -> Step:  # fmt: skip
    """Calculate what is not known yet, no more than so many results at once.

    `bundles`: by declaration what of it is calculated, or why it cannot be read; `day`: of the sheets.
    """
    begun = Begun({name: dict(results) for name, results in known.items()}, most)
    with workplace(base_folder()) as work:
        try:
            split = moved(declarations, _opened(bundles), versions, work, date.fromisoformat(day), begun)
        except UnfinishedError:
            split = None
    new = {
        name: {own: one for own, one in results.items() if own not in known.get(name, {})}
        for name, results in begun.known.items()
    }
    return Step({name: results for name, results in new.items() if results}, split)


def calculate_waiting(registry: Registry, workers: int = 0, dask: str = "", most: int | None = None) -> int:
    """Do jobs that wait, all or `most`; how many were tried. `workers`: processes beside this one, 0: none."""
    with hands(workers, dask) as runner:
        return work_off(registry, MOVING, runner, owner_name(), most=most)


def moves_now(registry: Registry, version: str) -> Moves:
    """What was begun of what a release moves, brought to its end; calculated anew where nothing was begun, or it failed.

    For the host's shell. Raises as `find_moves`.
    """
    if state_of_moves(registry, version) == WAITING:
        calculate_waiting(registry)
        if state_of_moves(registry, version) == DONE:
            return kept_moves(registry, version)
    return find_moves(registry, version)


def _gather(registry: Registry, job: Job) -> tuple[Any, ...]:
    version, as_of, tables = job.subject.split("/")
    with registry.reading() as connection:
        row, _, versions = versions_of(registry, connection, version)
        asked = select(jobs.c.result_sha).where(
            jobs.c.kind == MOVES, jobs.c.subject == job.subject, jobs.c.state == DONE
        )
        done = connection.execute(asked.order_by(jobs.c.id)).scalars().all()
    ones = pilot_at(registry, int(as_of)).verified if row.hash == tables else ()
    bundles = {one.id: _slim(bundles_of(registry), one) for one in ones}
    return ones, bundles, versions, _known(registry, done), timestamp(registry.clock())[:10]


def _write(registry: Registry, write: Write, job: Job, found: Step) -> str:
    version, as_of, tables = job.subject.split("/")
    row = release_row_of(write.connection, version)
    if row.hash == tables and found.split is not None:
        moves = Moves(version, row.parent, int(as_of), registry.is_synthetic, *found.split)
        return keep_moves(registry, write, moves, tables)
    content = json.dumps(found.known).encode()
    if row.hash == tables:
        same = (jobs.c.kind == MOVES, jobs.c.subject == job.subject)
        enqueue(write, MOVES, job.subject, str(write.run(select(func.count()).where(*same)).scalar_one()))
    return receive(registry, owner_of(registry, None), io.BytesIO(content)).sha256


MOVING = {MOVES: Work(_gather, calculate, _write)}


def _known(registry: Registry, files: Sequence[str]) -> Known:
    """Results of the jobs before; a file that was swept meanwhile holds none."""
    found: dict[str, dict[str, Stages | str]] = {}
    for sha in files:
        try:
            with open_blob(registry, owner_of(registry, None), sha) as stream:
                told = json.loads(stream.read())
        except UnknownError:
            continue
        for name, results in told.items():
            found.setdefault(name, {}).update(results)
    return found


def _slim(read: Callable[[Declaration], bytes], one: Declaration) -> bytes | str:
    """What of a bundle is calculated, as a bundle; or why it cannot be read."""
    try:
        members = read_archive(read(one))
        return archive_bytes({name: held for name, held in members.items() if name.startswith(NEEDED)})
    except (LcaModelsError, OSError) as error:
        return str(error)


def _opened(bundles: Mapping[str, bytes | str]) -> Callable[[Declaration], bytes]:
    def read(one: Declaration) -> bytes:
        found = bundles[one.id]
        if isinstance(found, str):
            raise OSError(found)
        return found

    return read
