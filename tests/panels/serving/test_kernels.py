import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("voila", reason="the extra lab brings Voilà")

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from lca_models.panels.serving.kernels import LONELY, PageKernels, is_lonely

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def run_apart(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, in a thread of its own: a browser of another test keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.mark.parametrize(
    ("connections", "idle", "lonely"),
    [(0, LONELY * 2, True), (0, LONELY / 2, False), (1, LONELY * 2, False), (-1, LONELY * 2, True)],
)
def test_a_kernel_without_a_browser_is_ended_sooner(connections, idle, lonely):
    assert is_lonely(connections, NOW - idle, NOW) is lonely


def test_a_lonely_kernel_is_ended_and_another_left_to_its_time(monkeypatch):
    ended, asked = [], []

    async def shut(self, kernel_id):
        ended.append(kernel_id)

    async def asks(self, kernel_id):
        asked.append(kernel_id)

    monkeypatch.setattr(PageKernels, "shutdown_kernel", shut)
    monkeypatch.setattr(AsyncMappingKernelManager, "cull_kernel_if_idle", asks)
    kernels = PageKernels()
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    kernels._kernels = {
        "open": SimpleNamespace(last_activity=long_ago),
        "closed": SimpleNamespace(last_activity=long_ago),
    }
    kernels._kernel_connections = {"open": 1, "closed": 0}
    for name in ("open", "closed"):
        run_apart(kernels.cull_kernel_if_idle(name))
    kernels._kernels = {}

    assert (ended, asked) == (["closed"], ["open"])


def test_a_kernel_takes_no_module_of_the_folder_it_stands_in(monkeypatch):
    given = {}

    async def start(self, *args, **words):
        given.update(words)
        return "id"

    monkeypatch.setattr(AsyncMappingKernelManager, "start_kernel", start)
    monkeypatch.setenv("OTHERS", "kept")

    assert run_apart(PageKernels().start_kernel(kernel_name="python3")) == "id"
    assert given["env"]["PYTHONSAFEPATH"] == "1"
    assert given["env"]["OTHERS"] == "kept"


def test_kernels_that_wait_for_a_page_take_no_place():
    async def count():
        kernels = PageKernels()
        kernels._kernels = {"waiting": None, "used": None}
        ready = asyncio.get_running_loop().create_future()
        ready.set_result({"kernel_id": "waiting"})
        kernels._pools = {"a.ipynb": [ready, asyncio.get_running_loop().create_future()]}
        found = kernels.in_use()
        kernels._kernels = {}
        return found

    assert run_apart(count()) == 1
