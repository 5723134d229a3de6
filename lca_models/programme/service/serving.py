"""A registry served: by one process at a time, on loopback unless it is told otherwise, with its worker beside it."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import uvicorn

from lca_models.programme.exchange.answering import CALLING_BACK
from lca_models.programme.jobs.working import Here, hands, owner_name, work_off
from lca_models.programme.registry.blobs import sweep
from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.retention import sweep_files
from lca_models.programme.releases.moves.queued import MOVING
from lca_models.programme.service.app import Settings, create_app
from lca_models.programme.service.once import forget_unanswered
from lca_models.programme.service.protocol import DeadlineProtocol
from lca_models.programme.service.request_log import mask, request_logger
from lca_models.programme.service.uploads import sweep_uploads
from lca_models.programme.submissions.checking import CHECKING
from lca_models.scope.wording.messages import bilingual

PAUSE = 1.0  # seconds between looks at an empty queue
HOUR = 3600.0  # between sweeps
CALCULATED = {**CHECKING, **MOVING}  # jobs that are done by the processes beside the routes
HEADERS = 64 * 2**10  # bytes of a request's head


@dataclass(frozen=True)
class Address:
    """Where a service listens, and with which certificate."""

    host: str = "127.0.0.1"
    port: int = 8551
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False


@dataclass(frozen=True)
class Workers:
    """Who does the jobs."""

    processes: int = 1  # 0: none, another program works the queue off
    dask: str = ""


def serve(
    registry: Registry, address: Address, settings: Settings, workers: Workers, ready: Callable[[str], None]
) -> None:
    """Serve a registry until the process is told to stop. `ready`: called with the address once it listens.

    Raises InvalidError where it would be reached from elsewhere without a certificate, or where the port is taken.
    """
    check_reach(address)
    listener = _listener(address)
    port = listener.getsockname()[1]
    scheme = "https" if address.certificate else "http"
    config = uvicorn.Config(
        create_app(registry, settings), http=DeadlineProtocol, ws="none", lifespan="off", server_header=False,
        log_config=None, access_log=False, h11_max_incomplete_event_size=HEADERS, timeout_keep_alive=20,
        ssl_certfile=str(address.certificate) if address.certificate else None,
        ssl_keyfile=str(address.key) if address.key else None,
        proxy_headers=address.behind_proxy, limit_concurrency=200,
    )  # fmt: skip
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    for name in ("uvicorn.error", "asyncio"):
        mask(name)
    forget_unanswered(registry)
    stop = Event()
    threads = _start(registry, workers, stop)
    server = uvicorn.Server(config)
    try:
        ready(f"{scheme}://{_shown(address.host)}:{port}")
        with suppress(KeyboardInterrupt):
            asyncio.run(server.serve(sockets=[listener]))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        listener.close()


def check_reach(address: Address) -> None:
    """Raises InvalidError where a service without a certificate would listen beyond this computer, or one has no key."""
    if bool(address.certificate) != bool(address.key):
        raise InvalidError(Problem("certificate", *bilingual("and its key go together; give both files")))
    for name in ("certificate", "key"):
        file = getattr(address, name)
        if file is not None and not file.is_file():
            raise InvalidError(Problem(name, *bilingual("there is no file {file}", file=str(file))))
    if not (address.certificate or address.behind_proxy or is_loopback(address.host)):
        raise InvalidError(Problem("host", *bilingual(
            "is reached from other computers, where secrets would travel in the open; give a certificate and its key, "
            "or say that a proxy stands before it"
        )))  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listener(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Named TCP, for asyncio sends small parts of an answer without waiting (TCP_NODELAY) only where the protocol is named: else
    # the body of an answer waits for 40 ms behind its head.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise InvalidError(Problem("port", *bilingual("{host}:{port} cannot be listened on ({error})", host=address.host,
                                                       port=address.port, error=str(error)))) from None  # fmt: skip
    return listener


def _start(registry: Registry, workers: Workers, stop: Event) -> list[Thread]:
    """Threads beside the routes: one for what is calculated, one for calls of others, one that sweeps."""
    found = [Thread(target=_call, args=(registry, stop), name="callbacks"),
             Thread(target=_sweep, args=(registry, stop), name="sweeps")]  # fmt: skip
    if workers.processes or workers.dask:
        found.append(Thread(target=_check, args=(registry, workers, stop), name="checks"))
    for thread in found:
        thread.start()
    return found


def _check(registry: Registry, workers: Workers, stop: Event) -> None:
    owner = owner_name()
    with hands(workers.processes, workers.dask) as runner:
        _again(stop, lambda: work_off(registry, CALCULATED, runner, owner, most=1))


def _call(registry: Registry, stop: Event) -> None:
    owner = owner_name()
    _again(stop, lambda: work_off(registry, CALLING_BACK, Here(), owner, most=1))


def _sweep(registry: Registry, stop: Event) -> None:
    while not stop.is_set():
        with _told():
            swept(registry)
        stop.wait(HOUR)


def swept(registry: Registry) -> int:
    """Remove what the killed have left for a day: parts of files, files that no event names, uploads; how many."""
    return sweep(registry) + sweep_files(registry) + sweep_uploads(registry)


def _again(stop: Event, work: Callable[[], int]) -> None:
    """Work until told to stop, with a pause where there was nothing to do or something broke: a full disk is emptied again."""
    while not stop.is_set():
        done = 0
        with _told():
            done = work()
        if not done:
            stop.wait(PAUSE)


@contextmanager
def _told() -> Iterator[None]:
    """What breaks in the background is told in the log, and tried again."""
    try:
        yield
    except MemoryError:
        raise
    except Exception:
        request_logger().exception("in the background")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
