"""HTTP with a deadline for what arrives: a client that sends its request drop by drop is let go.

uvicorn closes connections that rest between requests; a request on its way it waits for without an end.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 20.0
BODY_SECONDS = 20.0  # and a second more for each of:
BYTES_A_SECOND = 10_000
_LOOK_SECONDS = 1.0


def is_late(seconds: float, arrived: int, has_headers: bool) -> bool:
    """Whether a request has had its time. `seconds`: since it began; `arrived`: bytes of its body so far."""
    return seconds > (BODY_SECONDS + arrived / BYTES_A_SECOND if has_headers else HEADER_SECONDS)


class DeadlineProtocol(H11Protocol):
    """uvicorn's protocol that closes a connection whose request arrives too slowly."""

    _since: float
    _arrived: int
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to watch."""
        super().connection_made(transport)
        self._begin()
        self._look = self.loop.call_later(_LOOK_SECONDS, self._judge)

    def data_received(self, data: bytes) -> None:
        """Count what arrives; a body has its own time, from its first byte on."""
        before, rested = self.conn.their_state, self.timeout_keep_alive_task is not None
        self._arrived += len(data)
        super().data_received(data)
        if rested or self.conn.their_state is not before:
            self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop to watch."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def _begin(self) -> None:
        self._since, self._arrived = self.loop.time(), 0

    def _judge(self) -> None:
        state = self.conn.their_state
        arriving = state in (h11.IDLE, h11.SEND_BODY)  # else the whole request is here, and the answer is ours
        rests = state is h11.IDLE and self.timeout_keep_alive_task is not None
        if self.transport.is_closing():
            return
        if self.flow.read_paused:  # it is we who do not read on
            self._begin()
        if arriving and not rests and is_late(self.loop.time() - self._since, self._arrived, state is h11.SEND_BODY):
            self.transport.abort()
            return
        self._look = self.loop.call_later(_LOOK_SECONDS, self._judge)
