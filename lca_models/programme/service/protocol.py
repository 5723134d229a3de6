"""HTTP with a deadline for what arrives: a client that sends its request drop by drop is let go.

uvicorn closes connections that rest between requests; a request on its way it waits for without an end.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True)
class Deadlines:
    """How long a request may take to arrive, in seconds."""

    headers: float = 20.0
    body: float = 20.0  # and a second more for each of:
    bytes_a_second: float = 10_000.0
    look: float = 1.0  # between looks at the clock

    def is_late(self, seconds: float, arrived: int, *, has_headers: bool) -> bool:
        """Whether a request has had its time. `seconds`: since it began; `arrived`: bytes of its body so far."""
        return seconds > (self.body + arrived / self.bytes_a_second if has_headers else self.headers)


class DeadlineProtocol(H11Protocol):
    """uvicorn's protocol that closes a connection whose request arrives too slowly."""

    deadlines: ClassVar = Deadlines()
    _since: float
    _arrived: int
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to watch."""
        super().connection_made(transport)
        self._begin()
        self._look = self.loop.call_later(self.deadlines.look, self._judge)

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
        seconds, has_headers = self.loop.time() - self._since, state is h11.SEND_BODY
        if arriving and not rests and self.deadlines.is_late(seconds, self._arrived, has_headers=has_headers):
            self.transport.abort()
            return
        self._look = self.loop.call_later(self.deadlines.look, self._judge)
