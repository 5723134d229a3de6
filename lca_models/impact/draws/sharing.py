"""Work on many things shared among the workers of a dask cluster: the one seam, for grids of setups and folders of sheets.

Parts of a list are tasks of joblib, as blocks of samples are, so that samples drawn inside `on_cluster` go to the same workers.
A part is worked out as it would be here, by whoever takes it; one whose worker is gone is given to another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, TypeVar

from lca_models.inventory.files.processes import safe_workers
from lca_models.scope.calculation_setup import DATA_SHEET, RULE_FILES, SCENARIO_FILES, CalculationSetup, file_and_name
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import language_in_use, message, speaking

LOCAL, LOOPBACK = "local:", "127.0.0.1"
MOST_LOCAL = 256  # workers
PARTS_A_WORKER = 4  # so that no worker waits long for the last part of another
WAIT = "30s"  # for a scheduler to answer

Item = TypeVar("Item")
Done = TypeVar("Done")
_workers: ContextVar[int] = ContextVar("workers", default=0)


def is_shared() -> bool:
    """Whether work is shared among the workers of a cluster."""
    return bool(_workers.get())


def shared(work: Callable[[Sequence[Item]], Sequence[Done]], items: Sequence[Item]) -> list[Done]:
    """What `work` makes of each item, in their order: here, or in parts by the workers of the cluster in use.

    `work` answers each item alone, whatever others are beside it. Raises what it raises.
    """
    count = _workers.get()
    if not count or len(items) < 2:
        return list(work(items))
    from joblib import Parallel, delayed

    size = -(-len(items) // (count * PARTS_A_WORKER))
    parts = [items[start : start + size] for start in range(0, len(items), size)]
    done = Parallel()(delayed(_done)(work, part, language_in_use()) for part in parts)
    return [one for part in done for one in part]


def _done(work: Callable[[Sequence[Item]], Sequence[Done]], part: Sequence[Item], language: str) -> list[Done]:
    """A part, by a worker, in the language of whoever asked for it."""
    with speaking(language):
        return list(work(part))


def at_home(setup: CalculationSetup) -> CalculationSetup:
    """The same setup with whole paths, for whoever works in another folder."""

    def whole(text: str, endings: tuple[str, ...]) -> str:
        file, _ = file_and_name(text, endings)
        return os.path.abspath(file) + text.removeprefix(file) if file else text

    product = os.path.abspath(setup.product) if setup.kind == DATA_SHEET else setup.product
    scenarios = tuple(whole(one, SCENARIO_FILES) for one in setup.scenarios)
    stages = os.path.abspath(setup.stages) if setup.stages and isinstance(setup.stages, str) else setup.stages
    return replace(setup, product=product, rules=whole(setup.rules, RULE_FILES), scenarios=scenarios, stages=stages)


@contextmanager
def on_cluster(where: str) -> Iterator[Any]:
    """Share work among the workers of a dask cluster; the client that is connected to it.

    `where`: the address of a scheduler (`tcp://HOST:PORT`), or `local:N` for N workers on this machine, which listen to it
    alone and end with the block. Raises ScenarioError for words that are neither, a scheduler that does not answer or has no
    workers, and where dask.distributed is not installed.
    """
    count = _local_count(where)
    try:
        import dask
        from dask.distributed import Client, LocalCluster
    except ImportError:
        raise ScenarioError(
            message("a cluster needs dask.distributed; install lca_models with the extra cluster")
        ) from None
    from joblib import parallel_config

    settings = {"distributed.comm.timeouts.connect": WAIT, "distributed.admin.log-format": "%(message)s"}
    with dask.config.set(settings), safe_workers():
        cluster = None
        if count:
            make: Any = LocalCluster
            # Without an address it wants port 8787, which another cluster of this machine may hold.
            cluster = make(
                n_workers=count, threads_per_worker=1, host=LOOPBACK, dashboard_address=f"{LOOPBACK}:0", silence_logs=50
            )
        try:
            client = _connected(Client, cluster or where, where)
            with client:
                found = count or len(client.scheduler_info(n_workers=-1)["workers"])
                if not found:
                    raise ScenarioError(
                        message("the cluster at {address} has no workers; start some", address=excerpt(where))
                    )
                token = _workers.set(found)
                try:
                    with parallel_config(backend="dask"):
                        yield client
                finally:
                    _workers.reset(token)
        finally:
            if cluster is not None:
                with suppress(TimeoutError):
                    cluster.close()


def _local_count(where: str) -> int:
    """Workers on this machine; 0 for an address."""
    if not where.startswith(LOCAL):
        if "://" not in where and ":" not in where:
            raise ScenarioError(
                message("'{words}' is no cluster; give local:N or the address of a scheduler, such as tcp://HOST:8786",
                        words=excerpt(where))
            )  # fmt: skip
        return 0
    text = where.removeprefix(LOCAL)
    if not text.isdecimal() or not 1 <= int(text) <= MOST_LOCAL:
        raise ScenarioError(
            message(
                "'{words}' is no number of workers; give local:1 to local:{most}", words=excerpt(where), most=MOST_LOCAL
            )
        )
    return int(text)


def _connected(make: Callable[..., Any], cluster: object, where: str) -> Any:
    try:
        return make(cluster)
    except (OSError, TimeoutError, ValueError) as error:
        raise ScenarioError(
            message("no cluster answers at {address} ({error}); check the address, and that a scheduler runs there",
                    address=excerpt(where), error=error)
        ) from None  # fmt: skip
