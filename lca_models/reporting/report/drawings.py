"""The pictures of a report: charts as plain data, drawn here, or in a process beside this one while its numbers are worked out.

Both ways draw by `pictures`. What goes wrong beside is drawn again here, where an error or a warning is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


BAND = 0.15  # around equality: provinces outside are named


@dataclass(frozen=True)
class Drawing:
    """One chart of a report."""

    table: pd.DataFrame | Mapping[str, Sequence[Any]]  # tidy, as the plot of its name takes it
    language: str


def svg_element(svg_file: bytes) -> str:
    """The `<svg>` element of an SVG file, which can stand inside a page."""
    text = svg_file.decode()
    return text[text.index("<svg") :]


def _plots() -> dict[str, Callable[..., Any]]:
    """What draws the chart of each name."""
    from lca_models.reporting.figures.published import plot_grid_check
    from lca_models.reporting.figures.stages import plot_contributions, plot_stages

    return {
        "stages": plot_stages,
        "contributions": plot_contributions,
        "grid_check": partial(plot_grid_check, band=BAND),
    }


def pictures(drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    """The files of charts by name. Raises FigureError for a table that cannot be drawn."""
    from lca_models.reporting.figures.canvas import figure_files
    from lca_models.reporting.figures.look import new_figure

    plots, found = _plots(), dict[str, bytes]()
    for name, one in drawings.items():
        found |= figure_files(plots[name](one.table, new_figure(), language=one.language), name)
    return found


class Drawer:
    """Draws charts once they are known, and gives their files when they are asked for: here, or by a process."""

    def __init__(self, process: subprocess.Popen[bytes] | None = None, pool: ThreadPoolExecutor | None = None) -> None:
        self._process, self._pool = process, pool
        self._drawings: Mapping[str, Drawing] = {}
        self._said: Future[tuple[bytes, bytes]] | None = None

    def begin(self, drawings: Mapping[str, Drawing]) -> None:
        """Draw them, where a process waits for them."""
        self._drawings = drawings
        if self._process is not None and self._pool is not None:
            self._said = self._pool.submit(self._process.communicate, _written(drawings))

    def files(self) -> dict[str, bytes]:
        """The files of the charts. Raises FigureError for a table that cannot be drawn."""
        said = self._said.result()[0] if self._said is not None else b""
        if self._process is None or self._process.returncode != 0:
            return pictures(self._drawings)
        return {name: b64decode(content) for name, content in json.loads(said).items()}


@contextmanager
def drawing(*, beside: bool) -> Iterator[Drawer]:
    """What draws the charts of a report: a process `beside` this one, where there are two processors, else this one.

    It loads what draws from the beginning on: held around all that a report is worked out from, it loses no time.
    """
    process = _started() if beside and processors() > 1 else None
    with process or nullcontext(), ThreadPoolExecutor(1) as pool:
        try:
            yield Drawer(process, pool)
        finally:
            if process is not None:
                process.kill()  # it has answered, or nobody waits for it any more


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started() -> subprocess.Popen[bytes] | None:
    """A process that waits for charts; none where the system allows none."""
    pipe, words = subprocess.PIPE, [sys.executable, "-P", "-m", __name__]
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # it multiplies no matrices; to start threads takes a while
    try:
        return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=alone)
    except OSError:
        return None


def _written(drawings: Mapping[str, Drawing]) -> bytes:
    columns = {name: {key: list(one.table[key]) for key in map(str, one.table)} for name, one in drawings.items()}
    return json.dumps({name: (columns[name], one.language) for name, one in drawings.items()}).encode()


def _read(content: bytes) -> dict[str, Drawing]:
    charts: dict[str, tuple[dict[str, list[Any]], str]] = json.loads(content)
    return {name: Drawing(table, language) for name, (table, language) in charts.items()}


def main() -> None:
    """Draw the charts of the standard input, and write their files to the standard output."""
    from lca_models.reporting.figures import without_help_texts

    without_help_texts()
    _plots()  # loads what draws while the charts are not known yet
    drawings = _read(sys.stdin.buffer.read())
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # nobody reads it here
        found = pictures(drawings)
    sys.stdout.buffer.write(json.dumps({name: b64encode(one).decode() for name, one in found.items()}).encode())


if __name__ == "__main__":
    main()
