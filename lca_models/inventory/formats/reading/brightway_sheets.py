"""Workbooks and tables of text in Brightway's Excel format, as bw2io reads them."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.formats.imported import Imported
from lca_models.inventory.formats.sheets import WORKBOOKS, Sheet, look_at_workbook, read_sheets
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.grammar.text_files import table_text
from lca_models.scope.wording.messages import message

_LINKING_STRATEGIES = ("link_iterable_by_fields", "link_technosphere_by_activity_hash")  # linked here, across all files


def look_at(path: Path) -> None:
    """Look at a workbook or a table of text before anything is loaded for it.

    Raises ProjectError for what cannot be read, is not what its name says, or holds an amount that is no number to the kit.
    """
    if path.suffix.lower() in WORKBOOKS:
        look_at_workbook(path)
        return
    if path.suffix.lower() != ".csv":
        raise ProjectError(message("{path} is no workbook; name a workbook (.xlsx) or a .csv file", path=path))
    lines = csv.reader(io.StringIO(table_text(path)))
    with contextlib.suppress(csv.Error):  # which bw2io will say
        if problem := _number_problem(enumerate(lines, start=1), path.name):
            raise ProjectError(problem)


def read(path: Path) -> tuple[Imported, ...]:
    """What a workbook in Brightway's format holds, which is one database.

    Raises ProjectError for a file that is none, with what it is instead.
    """
    is_csv = path.suffix.lower() not in WORKBOOKS
    if is_csv or not path.is_file():
        look_at(path)
    sheets = () if is_csv else read_sheets(path)
    for sheet in sheets:
        if problem := _number_problem(sheet.lines, f"{path.name} {sheet.name}"):
            raise ProjectError(problem)
    with silence():
        from bw2io import CSVImporter, ExcelImporter

        class Extractor:
            @staticmethod
            def extract(filepath: Path, sheet_name: str | None = None) -> list[tuple[str, list[list[Any]]]]:
                return [(sheet.name, list(_blocks(sheet))) for sheet in sheets]

        class SheetsImporter(ExcelImporter):  # type: ignore[misc]
            extractor = Extractor

        try:
            importer = (CSVImporter if is_csv else SheetsImporter)(path)
            importer.apply_strategies([
                one for one in importer.strategies
                if getattr(one, "__name__", "") not in _LINKING_STRATEGIES and not hasattr(one, "func")
            ], verbose=False)  # fmt: skip
            for dataset in importer.data:
                dataset["parameters"] = dataset.get("parameters") or []
            return (Imported(path, str(importer.db_name), importer.metadata or {}, importer.data,
                             importer.project_parameters or [], importer.database_parameters or []),)  # fmt: skip
        except MemoryError:
            raise
        except Exception as error:  # bw2io answers a file that is no such workbook with whatever happens first
            what = excerpt(" ".join(str(error).split()) or type(error).__name__, 200)
            raise ProjectError(
                message("{path} cannot be read as a workbook in Brightway's format ({what})", path=path, what=what)
            ) from None


def _blocks(sheet: Sheet) -> Iterator[list[Any]]:
    """Lines of a sheet, their texts without blanks around, with one empty line wherever there are some."""
    last = 0
    for number, cells in sheet.lines:
        if number > last + 1:
            yield [None] * len(cells)
        yield [cell.strip() if isinstance(cell, str) else cell for cell in cells]
        last = number


def _number_problem(lines: Iterable[tuple[int, Sequence[Any]]], name: str) -> str:
    """The first amount, as text, that Python reads as a number, but the one grammar does not; empty for none."""
    column = -1
    last = 0
    for line, cells in lines:
        headings = [cell.strip().lower() if isinstance(cell, str) else "" for cell in cells]
        if line > last + 1:
            column = -1
        last = line
        if "amount" in headings:
            column = headings.index("amount")
        elif not any(headings):
            column = -1
        elif 0 <= column < len(cells) and isinstance(cells[column], str) and (problem := number_problem(cells[column])):
            with contextlib.suppress(ValueError):
                float(cells[column])  # other texts, such as formulas, are no numbers to anybody
                return f"{name}:{line}  amount {problem}"
    return ""
