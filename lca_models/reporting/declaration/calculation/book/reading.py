"""A workbook of calculation as it came: its formulas are read and evaluated anew, its stored values set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from lca_models.inventory.files.sealed import SealError
from lca_models.inventory.files.workbooks import open_sheets, rows_of_sheet, sound_workbook
from lca_models.reporting.declaration.calculation.book.evaluation import Fault, Formulas, Key, Value, place_words
from lca_models.reporting.declaration.calculation.book.grammar import WorkbookError
from lca_models.reporting.declaration.calculation.book.pages import Content
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from openpyxl.worksheet._reader import WorkSheetParser

MOST_TAGS = 3_000_000  # elements of a workbook; that of an example has a hundredth


@dataclass(frozen=True)
class Evaluated:
    """A workbook with the values that its formulas give now."""

    formulas: Formulas
    values: Mapping[Key, Value]

    def numbers(self) -> dict[str, float]:
        """Numbers by place (stages!B2), in the order of the file."""
        return {place_words(key): float(value) for key, value in self.values.items()
                if isinstance(value, float | int) and not isinstance(value, bool)}  # fmt: skip

    def faults(self) -> dict[str, str]:
        """Cells whose formula has no value, with the words that a spreadsheet shows: #DIV/0!."""
        return {place_words(key): value.words for key, value in self.values.items() if isinstance(value, Fault)}


def evaluate_workbook(content: bytes) -> Mapping[str, float]:
    """Every number of a workbook by place (stages!B2), its formulas worked out from its bytes alone.

    Raises WorkbookError for what is no workbook of calculation: another file, other functions, circles, too much to read.
    """
    return evaluated(read_workbook(content)).numbers()


def evaluated(formulas: Formulas, changes: Mapping[Key, Content] | None = None) -> Evaluated:
    """A workbook with other contents of some cells, evaluated. Raises WorkbookError for what is refused."""
    changes = changes or {}
    changed = Formulas(
        {**formulas.contents, **changes},
        {key: text for key, text in formulas.formulas.items() if key not in changes},
        formulas.names,
    )
    return Evaluated(changed, changed.values())


def read_workbook(content: bytes) -> Formulas:
    """The cells of a workbook: numbers, texts, formulas, and names of cells.

    Raises WorkbookError for what is no workbook, is made to take memory or time, or holds formulas over arrays.
    """
    try:
        sheets = open_sheets(sound_workbook(content, MOST_TAGS))
        contents, formulas = dict[Key, Content](), dict[Key, str]()
        for sheet in sheets:
            for row, cells in rows_of_sheet(sheet, _with_formulas):
                for cell in cells:
                    _keep((sheet.title, row, cell["column"]), cell, contents, formulas)
        names = {name: str(one.attr_text) for name, one in sheets[0].parent.defined_names.items()} if sheets else {}
    except SealError as error:
        raise WorkbookError(str(error)) from None
    except (WorkbookError, MemoryError):
        raise
    except Exception as error:  # openpyxl fails in many ways on files that were made to fail it
        said = message("the workbook cannot be read ({error})", error=type(error).__name__)
        raise WorkbookError(said) from None
    return Formulas(contents, formulas, names)


def _with_formulas(*given: Any, **named: Any) -> WorkSheetParser:
    from openpyxl.worksheet._reader import WorkSheetParser

    return WorkSheetParser(*given, **{**named, "data_only": False})


def _keep(key: Key, cell: Mapping[str, Any], contents: dict[Key, Content], formulas: dict[Key, str]) -> None:
    value, kind = cell["value"], cell["data_type"]
    if kind == "f":
        if not isinstance(value, str):
            raise WorkbookError(message("{place} holds a formula over an array", place=place_words(key)))
        formulas[key] = value.removeprefix("=")
    elif isinstance(value, bool | str):
        contents[key] = value
    elif isinstance(value, int | float) and isfinite(value):
        contents[key] = float(value)
    elif value is not None:
        raise WorkbookError(
            message("{place} holds a date, or something else that is no number", place=place_words(key))
        )
