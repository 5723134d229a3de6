"""Workbooks of anybody (.xlsx) as lines of cells: a blank part of a sheet, however large, takes no room."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.files.workbooks import open_sheets, rows_of_sheet, workbook_content
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.wording.messages import message

WORKBOOKS = (".xlsx", ".xlsm")
MOST_CELLS = 20_000_000  # of a workbook, with those that make its lines equally long


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, and number and cells of each line that holds something, all lines equally long."""

    name: str
    lines: tuple[tuple[int, list[Any]], ...]


def look_at_workbook(path: Path) -> bytes:
    """The bytes of a workbook that a library may read.

    Raises ProjectError, in one line that names the file, for what is none and for what would take more than a workbook does;
    OSError where it cannot be read.
    """
    with refusing(lambda words: _no_workbook(path, words)):
        return workbook_content(path)


def read_sheets(path: Path, most: int | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or its first ones, with the values that formulas had when it was saved.

    Errors of formulas are None, as empty cells are. Raises ProjectError as `look_at_workbook` does.
    """
    content = look_at_workbook(path)
    with refusing(lambda words: _no_workbook(path, words)), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the library names parts of Excel that it does not keep; nobody reads them here
        left, found = MOST_CELLS, []
        for sheet in open_sheets(content, most):
            lines = _lines(sheet, left)
            left -= sum(len(cells) for _, cells in lines)
            found.append(Sheet(str(sheet.title), lines))
        return tuple(found)


def _no_workbook(path: Path, words: str) -> ProjectError:
    return ProjectError(message("{name} is no workbook ({what})", name=path.name, what=words))


def _lines(sheet: Any, left: int) -> tuple[tuple[int, list[Any]], ...]:
    """Number and cells of each line that holds something.

    Raises SealError as `rows_of_sheet` does, and beyond `left` cells.
    """
    found: list[tuple[int, list[Any]]] = []
    widest = 2  # a name and what it is of: no line of anybody's is shorter
    for number, cells in rows_of_sheet(sheet):
        values = {cell["column"]: cell["value"] for cell in cells if cell["data_type"] != "e"}
        held = [column for column, value in values.items() if value is not None]
        if held:
            widest = max(widest, *held)
            if (len(found) + 1) * widest > left:
                raise SealError(message("it has more than {most:,} cells; split it, or delete those far away",
                                        most=MOST_CELLS))  # fmt: skip
            found.append((number, [values.get(column) for column in range(1, max(held) + 1)]))
    for _, line in found:
        line.extend([None] * (widest - len(line)))
    return tuple(found)
