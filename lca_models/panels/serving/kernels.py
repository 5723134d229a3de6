"""The kernels behind the page: none that nobody uses, none that takes modules of a chance folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

LONELY = timedelta(minutes=10)  # without a browser: the page was closed, or never fetched whole


class PageKernels(AsyncMappingKernelManager):
    """Kernels of the page."""

    async def start_kernel(self, *args: Any, **given: Any) -> str:  # type: ignore[override]  # Jupyter's own is so too
        """Start a kernel that looks for modules where Python is installed, not in the folder of the notebook."""
        given["env"] = {**(given.get("env") or os.environ), "PYTHONSAFEPATH": "1"}
        return str(await super().start_kernel(*args, **given))

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that no browser is connected to sooner than one of a page that is open and idle."""
        kernel = self._kernels.get(kernel_id)
        active = getattr(kernel, "last_activity", None)
        if active is not None and is_lonely(self._kernel_connections.get(kernel_id, 0), active, datetime.now(UTC)):
            self.log.info("Ending kernel %s: its page is closed", kernel_id)
            await self.shutdown_kernel(kernel_id)  # type: ignore[no-untyped-call]
            return
        await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]

    def in_use(self) -> int:
        """Kernels that have a page; those that wait for one are not counted."""
        waiting = {task.result()["kernel_id"] for pool in getattr(self, "_pools", {}).values() for task in pool
                   if task.done() and not task.cancelled() and task.exception() is None}  # fmt: skip
        return len(set(self.list_kernel_ids()) - waiting)


def is_lonely(connections: int, active: datetime, now: datetime) -> bool:
    """Whether a kernel has had no browser for long."""
    return connections <= 0 and now - active > LONELY
