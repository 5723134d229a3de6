"""Which format a file is in, told from its ending and what it holds, and the file read in that format."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lca_models.inventory.formats.imported import Imported
from lca_models.inventory.formats.reading import brightway_sheets, bw2package, open_lca, simapro_csv
from lca_models.inventory.formats.reading.brightway_sheets import kinds_of_files
from lca_models.inventory.formats.sheets import WORKBOOKS, look_at_workbook
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.text_files import read_text
from lca_models.scope.wording.messages import message


class Reader(NamedTuple):
    """What looks at a file before anything is loaded for it, and what reads it."""

    look_at: Callable[[Path], None]
    read: Callable[[Path], tuple[Imported, ...]]


WORKBOOK = Reader(brightway_sheets.look_at, brightway_sheets.read)  # and every ending that is none
READERS = {
    bw2package.ENDING: Reader(bw2package.look_at, bw2package.read),
    open_lca.ENDING: Reader(open_lca.look_at, open_lca.read),
}


def read(path: Path) -> tuple[Imported, ...]:
    """The databases of a file, in the format that it is in.

    Raises ProjectError for a file that is in none of them, and for one that is not what its name says.
    """
    problems: list[str] = []
    with _noting(path, problems):
        return _reader(path).read(path)
    raise ProjectError("\n".join(problems))


def look_at(paths: Sequence[Path], mapping: Path | None = None) -> None:
    """Look at files before anything is loaded for them: whether they are there, can be read, and are what their names say.

    `mapping`: a mapping table, which may be none yet. Raises ProjectError with a line for each that is not.
    """
    problems: list[str] = []
    for path in paths:
        with _noting(path, problems):
            _look_at(path)
    if mapping is not None and mapping.exists():
        with _noting(mapping, problems):
            look_at_workbook(mapping) if mapping.suffix.lower() in WORKBOOKS else read_text(mapping)
    if problems:
        raise ProjectError("\n".join(problems))


def _reader(path: Path) -> Reader:
    if path.suffix.lower() == ".csv" and simapro_csv.is_simapro(path):
        return Reader(simapro_csv.look_at, simapro_csv.read)
    return READERS.get(path.suffix.lower(), WORKBOOK)


@contextlib.contextmanager
def _noting(path: Path, problems: list[str]) -> Iterator[None]:
    """Whatever the kit has to say of a file becomes a line of the problems."""
    try:
        yield
    except LcaModelsError as error:
        problems.append(str(error))
    except OSError as error:
        problems.append(message("{path} cannot be read ({error})", path=path, error=error.strerror))


def _look_at(path: Path) -> None:
    if not path.is_file():
        raise ProjectError(message("{path} is missing; name {kinds}", path=path, kinds=kinds_of_files()))
    _reader(path).look_at(path)
