"""Jobs done: what one needs is gathered, calculated in another process, and its result written while the lease holds.

Workers are given bytes and give back a result; only the process that holds the registry writes. So a worker that is killed,
or that a hostile file makes run away, costs its job a try and nothing else.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from concurrent.futures import TimeoutError as LateError
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from lca_models.programme.jobs.queue import Job, claim, finish, put_back, renew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lca_models.programme.registry.opening import Registry
    from lca_models.programme.registry.writing import Write

LOOK_SECONDS = 40.0  # between renewals of a lease
MOST_SECONDS = 60.0  # of one job, beyond what its worker needs to begin
BEGINNING = 60.0  # seconds that a new worker may take to import and to open the tables
MEMORY = 4 * 2**30  # bytes of a worker


@dataclass(frozen=True)
class Work:
    """How jobs of a kind are done."""

    gather: Callable[[Registry, Job], tuple[Any, ...]]  # the arguments of `run`, read from the registry
    run: Callable[..., Any]  # in a worker: a function of a module, of what can be sent to another process
    write: Callable[[Registry, Write, Job, Any], str]  # the result into the registry; SHA-256 of what was written


class Hands(Protocol):
    """Whoever runs functions: this process, a pool of processes, a cluster of dask."""

    def submit(self, run: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """A function begun; its result later."""
        ...


class Here:
    """Functions run in this process, one after the other."""

    def submit(self, run: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """A function run."""
        future: Future[Any] = Future()
        try:
            future.set_result(run(*arguments))
        except MemoryError:
            raise
        except Exception as error:  # goes to whoever asks for the result, as from another process
            future.set_exception(error)
        return future


class Pool:
    """Processes of this computer with a limit of memory, and of time for each function; new ones where one has died."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = self._begun()

    def submit(self, run: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """A function begun; its result later. What made its process die does not reach the next one."""
        try:
            return self._executor.submit(_limited, run, arguments)
        except BrokenExecutor:
            self.close()
            self._executor = self._begun()
            return self._executor.submit(_limited, run, arguments)

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]

    def _begun(self) -> Executor:
        from joblib.externals.loky import ProcessPoolExecutor

        executor: Executor = ProcessPoolExecutor(max_workers=self._workers, initializer=_limit_memory)
        return executor


@contextmanager
def pool(workers: int) -> Iterator[Pool]:
    """Processes of this computer; they end with the block."""
    found = Pool(workers)
    try:
        yield found
    finally:
        found.close()


@contextmanager
def cluster(address: str) -> Iterator[Hands]:
    """Workers of dask at an address, `tcp://HOST:PORT`."""
    from dask.distributed import Client

    with Client(address) as client:  # type: ignore[no-untyped-call]
        yield client.get_executor()


def hands(workers: int, dask: str = "") -> AbstractContextManager[Hands]:
    """Whoever runs jobs: a cluster where an address is given, else processes; this process for 0 workers."""
    if dask:
        return cluster(dask)
    return pool(workers) if workers else _here()


@contextmanager
def _here() -> Iterator[Hands]:
    yield Here()


def owner_name() -> str:
    """A name for whoever claims jobs, as the queue shows it."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def work_off(
    registry: Registry, kinds: Mapping[str, Work], runner: Hands, owner: str, *, most: int | None = None
) -> int:
    """Do every job that waits, or `most` of them; how many were tried."""
    done = 0
    while most is None or done < most:
        job = claim(registry, owner, tuple(kinds))
        if job is None:
            break
        do(registry, job, kinds[job.kind], runner)
        done += 1
    return done


def do(registry: Registry, job: Job, work: Work, runner: Hands) -> bool:
    """Do one job under its lease; whether its result was written."""
    try:
        future = runner.submit(work.run, *work.gather(registry, job))
        result = _waited(registry, job, future)
        return finish(registry, job, lambda write: work.write(registry, write, job, result))
    except MemoryError:
        raise
    except Exception as error:  # of a worker, or of what a hostile file makes of the kit: told in the queue, never lost
        put_back(registry, job, f"{type(error).__name__}: {error}".splitlines()[0])
        return False


def _waited(registry: Registry, job: Job, future: Future[Any]) -> Any:
    """The result, the lease renewed as long as it takes. Raises TimeoutError where it takes too long or was taken over."""
    left = MOST_SECONDS + BEGINNING
    while True:
        try:
            return future.result(timeout=min(LOOK_SECONDS, left))
        except LateError:
            left -= LOOK_SECONDS
            if left <= 0 or not renew(registry, job):
                future.cancel()
                raise


def _limited(run: Callable[..., Any], arguments: tuple[Any, ...], seconds: float = MOST_SECONDS + BEGINNING) -> Any:
    """A function run in a worker, which the system ends where it calculates longer than that."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))
    return run(*arguments)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
