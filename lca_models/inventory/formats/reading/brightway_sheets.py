"""Workbooks and tables of text in Brightway's Excel format, as bw2io reads them."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.formats.imported import FILE_PLACE, Imported
from lca_models.inventory.formats.reading.sections import (
    PARTS,
    SECTIONS,
    passed_over,
    place_in,
    section_problems,
    word_of,
)
from lca_models.inventory.formats.sheets import WORKBOOKS, Sheet, look_at_workbook, read_sheets
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.grammar.text_files import table_text
from lca_models.scope.wording.messages import message

_LINKING_STRATEGIES = ("link_iterable_by_fields", "link_technosphere_by_activity_hash")  # linked here, across all files


def kinds_of_files() -> str:
    """What may be named instead of a file that is none of these."""
    return message(
        "a workbook (.xlsx) or table (.csv) of Brightway, a .bw2package, a .zip of openLCA or a .csv of SimaPro"
    )


def look_at(path: Path) -> None:
    """Look at a workbook or a table of text before anything is loaded for it.

    Raises ProjectError for what cannot be read, is not what its name says, or holds an amount that is no number to the kit.
    """
    if path.suffix.lower() in WORKBOOKS:
        look_at_workbook(path)
        return
    if path.suffix.lower() != ".csv":
        raise ProjectError(
            message("{path} is in no format that is read; name {kinds}", path=path, kinds=kinds_of_files())
        )
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
    sheets = _csv_sheets(path) if is_csv else read_sheets(path)
    for sheet in sheets:
        if not is_csv and (problem := _number_problem(sheet.lines, f"{path.name} {sheet.name}")):
            raise ProjectError(problem)
    if problems := section_problems(sheets, path.name):
        raise ProjectError("\n".join(problems))
    with silence():
        from bw2io import ExcelImporter

        class Extractor:
            @staticmethod
            def extract(filepath: Path, sheet_name: str | None = None) -> list[tuple[str, list[list[Any]]]]:
                return [(sheet.name or path.name, list(_blocks(sheet, path.name))) for sheet in sheets]

        class SheetsImporter(ExcelImporter):  # type: ignore[misc]
            extractor = Extractor

        try:
            importer = SheetsImporter(path)
            importer.apply_strategies([
                one for one in importer.strategies
                if getattr(one, "__name__", "") not in _LINKING_STRATEGIES and not hasattr(one, "func")
            ], verbose=False)  # fmt: skip
            for dataset in importer.data:
                dataset["parameters"] = dataset.get("parameters") or []
            return (Imported(path, str(importer.db_name), importer.metadata or {}, importer.data,
                             importer.project_parameters or [], importer.database_parameters or [],
                             passed_over(sheets, path.name)),)  # fmt: skip
        except MemoryError:
            raise
        except Exception:  # bw2io answers a file that is no such workbook with whatever happens first
            raise ProjectError(
                message("{path} cannot be read as a workbook in Brightway's format; compare its sections with one that "
                        "lca-models export writes", path=path)
            ) from None  # fmt: skip


def _csv_sheets(path: Path) -> tuple[Sheet, ...]:
    """A table of text as the one sheet of a workbook, which has no name.

    Raises ProjectError for what is no table.
    """
    try:
        reader = csv.reader(io.StringIO(table_text(path)), strict=True)
        lines = [(reader.line_num, [cell or None for cell in line]) for line in reader]
    except csv.Error as error:
        raise ProjectError(message("{name}  cannot be read ({error})", name=path.name, error=error)) from None
    held = [(number, cells) for number, cells in lines if any(cells)]
    widest = max([2, *(len(cells) for _, cells in held)])
    return (Sheet("", tuple((number, cells + [None] * (widest - len(cells))) for number, cells in held)),)


def _blocks(sheet: Sheet, file: str) -> Iterator[list[Any]]:
    """Lines of a sheet, their texts without blanks around, with one empty line wherever there are some.

    Every process and every line of a table of exchanges says where it stands, as `FILE_PLACE`: bw2io keeps no lines.
    """
    last, part, width, cut = 0, "", 0, None
    if sheet.lines and word_of(sheet.lines[0][1]) == "cutoff" and isinstance(sheet.lines[0][1][1], int | float):
        cut = int(sheet.lines[0][1][1])  # columns that are read; done here, as a column is added
    for number, cells in sheet.lines:
        if number > last + 1:
            yield [None] * len(cells)
        line = [cell.strip() if isinstance(cell, str) else cell for cell in cells[:cut]]
        word, place = word_of(line), place_in(file, sheet, number)
        if cut and word == "cutoff":
            yield ["columns", cut]
        elif word in SECTIONS or (part and word in PARTS):
            part = PARTS.get(word, "process" if word == "activity" else "")
            yield line
            if part == "process":
                yield [FILE_PLACE, place]
        elif part == "head":
            part, width = "rows", max((at for at, cell in enumerate(line, start=1) if cell), default=1)
            yield [*line[:width], FILE_PLACE]
        else:
            yield [*line[:width], place] if part == "rows" else line
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
