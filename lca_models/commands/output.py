"""What every command prints and writes: JSON or text on stdout, files where --out says, everything else on stderr."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.commands.terminal.streams import give_up
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.impact.footprint import Footprint
    from lca_models.reporting.papers.chart import Chart

TEXT = 7.0  # pt of a figure for a paper where nothing is asked for


def print_result(
    options: argparse.Namespace, document: Callable[[], Any], shown: Callable[[], str], remarks: Sequence[str] = ()
) -> None:
    """The document as JSON with --json, else what is shown with the remarks below."""
    from lca_models.reporting.text.terminal import note_lines

    if options.json:
        print(document_text(document()))
    else:
        print("\n".join([shown(), *note_lines(remarks)]))


def document_text(document: Any) -> str:
    """One JSON document."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)


def warn(*said: str) -> None:
    """Each warning once."""
    for warning in dict.fromkeys(said):
        tell(message("warning: {warning}", warning=warning))


@contextmanager
def telling_warnings() -> Iterator[None]:
    """Warnings of the kit as lines on stderr, without the place in the code that Python adds."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda words, *place: warn(str(words))
        yield


def tell(words: str) -> None:
    """What is no result; nobody hears it where stderr is closed or its reader has gone."""
    try:
        print(words, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        give_up(sys.stderr)


def told(folder: Path, files: Iterable[str]) -> None:
    """Say what was written, and where."""
    tell(message("written to {folder}/: {files}", folder=folder, files=enumerated(files)))


class BuildProgress:
    """What is told of the steps of a build: it appears when there is something to wait for."""

    def __init__(self) -> None:
        self._told: Any = None
        self._done = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        from lca_models.impact.draws.progress import Progress

        if self._told is None:
            self._told = Progress(of, "step", delay=0, form="{desc:<28} |{bar:30}| {n}/{total} {elapsed}")
        self._told.advance(done - self._done, what)
        self._done = done
        if done >= of:
            self._told.close()


def finish(
    options: argparse.Namespace,
    document: Mapping[str, Any],
    shown: str,
    tables: Mapping[str, pd.DataFrame],
    charts: Callable[[], Iterable[Chart]],
    remarks: Sequence[str] = (),
    further: Callable[[], Mapping[str, bytes]] = dict,
) -> int:
    """Print the document, or the text with the remarks below, and write tables, charts and further files where --out says."""
    print_result(options, lambda: document, lambda: shown, remarks)
    if options.out:
        from lca_models.inventory.files.cells_as_text import csv_bytes
        from lca_models.inventory.files.commit import write_set
        from lca_models.reporting.figures.canvas import figure_files
        from lca_models.reporting.figures.look import new_figure

        files = {f"{name}.csv": csv_bytes(table) for name, table in tables.items()} | dict(further())
        made = list(charts())
        for chart in made:
            files |= figure_files(chart.drawn(new_figure(), language=options.language), chart.file_name)
        write_set(options.out, options.command, files)
        told(options.out, sorted(files))
        if getattr(options, "figures", None):
            write_papers(options, made)
    return 0


def write_papers(options: argparse.Namespace, charts: Sequence[Chart]) -> None:
    """Write charts for a paper into the folder below that of --out."""
    from lca_models.inventory.files.commit import write_set
    from lca_models.reporting.papers.writing import FIGURES, paper_files_of

    if not charts:
        warn(message("this result has no figure, so none is written for a paper"))
        return
    files = paper_files_of(charts, options.study, words=options.words, language=options.language, width=options.width,
                           text=options.text or TEXT)  # fmt: skip
    folder = options.out / FIGURES
    write_set(folder, FIGURES, files)
    told(folder, sorted(name for name in files if name.endswith(".pdf")))


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for JSON, which knows no nan."""
    return [
        {str(key): None if value != value else value for key, value in row.items()} for row in table.to_dict("records")
    ]


def text_of(table: pd.DataFrame, top: int) -> str:
    """The first rows for a terminal, in the language in use."""
    from lca_models.reporting.text.tables.cells import table_text

    return table_text(table, top)


def marked_for(footprint: Footprint, table: pd.DataFrame) -> pd.DataFrame:
    """A table for people: the units of its results say which category where that is not the default."""
    from lca_models.reporting.text.category import mark_of, marked_table

    return marked_table(table, mark_of(footprint), footprint.assessment.unit)


def drivers_text(footprint: Footprint, table: pd.DataFrame, top: int) -> str:
    """The first drivers for a terminal, by the names that --set takes, with their words at the end."""
    from lca_models.interpretation.uncertainty.names import driver_words

    words = [driver_words(str(name), footprint.system.parameters, language_in_use()) for name in table["parameter"]]
    return text_of(marked_for(footprint, table).assign(**{message("in words"): words}), top)
