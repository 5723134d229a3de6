"""How far a long calculation is: a bar on a terminal, a line every ten seconds in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from lca_models.scope.wording.messages import message

BAR_DELAY = 2.0  # seconds: what is done sooner shows no bar
LINE_EVERY = 10.0  # seconds, in a log


class Progress:
    """What is told on stderr while `total` of something are done one after the other; a context, so that a bar ends."""

    def __init__(
        self,
        total: int,
        unit: str = "sample",
        *,
        done: int = 0,
        shown: bool = True,
        delay: float | None = None,
        form: str | None = None,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`done`: of an earlier run; `form`: of the bar, in tqdm's words; `clock`: seconds that only grow."""
        self._total, self._done, self._first, self._clock = total, done, done, clock
        self._stream = sys.stderr if stream is None else stream
        self._began = self._said = clock()
        self._shown, self._bar = shown, None
        if shown and is_terminal(self._stream):
            from tqdm import tqdm

            self._bar = tqdm(total=total, initial=done, unit=unit, delay=BAR_DELAY if delay is None else delay,
                             file=self._stream, bar_format=form)  # fmt: skip

    def advance(self, count: int, what: str = "") -> None:
        """So many more are done; `what` is under way."""
        self._done += count
        if self._bar is not None:
            if what:
                self._bar.set_description_str(what)
            self._bar.update(count)
        elif self._shown and self._clock() - self._said >= LINE_EVERY:
            self._said = self._clock()
            with suppress(OSError, ValueError):  # its reader has gone
                print(self._line(what), file=self._stream, flush=True)

    def _line(self, what: str) -> str:
        spent, here = self._said - self._began, self._done - self._first
        return message(
            "{what}: {done:,} of {total:,} after {spent:,.0f} s, about {left:,.0f} s to go",
            what=what or message("samples"),
            done=self._done,
            total=self._total,
            spent=spent,
            left=spent * (self._total - self._done) / here if here else 0.0,
        )

    def close(self) -> None:
        """Nothing more is told."""
        if self._bar is not None:
            self._bar.close()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *ended: Any) -> None:
        self.close()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person watches what is written; a closed or missing stream has nobody."""
    try:
        return stream is not None and stream.isatty()
    except (ValueError, AttributeError):
        return False
