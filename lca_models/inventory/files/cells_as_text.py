"""Tables for spreadsheets, CSV and workbooks alike: no text of anybody becomes a formula there.

A spreadsheet takes a cell that begins with = + - @, a tab or a line break for a formula, also after blanks and quotation marks
and in full width, and where its separator is a semicolon it begins cells inside text of ours. Such text gets an apostrophe in
front (OWASP, CSV Injection); in a workbook it is a cell of the type text. What was made inert here is read again as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_BLANKS = r"\s\"'\x00-\x20\x7f\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_LIVE = rf"[{_BLANKS}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_STARTS = re.compile(rf"(?={_LIVE}|'*[\t\r\n])")
_BEGINS_INSIDE = re.compile(rf"(?<=[;\t\r\n])(?={_LIVE})")
_INERT_INSIDE = re.compile(rf"(?<=[;\t\r\n])'(?={_LIVE})")
_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][^;\t\r\n]*")  # what most cells are, of which nothing becomes a formula
_NO_TITLE = re.compile(r"[\\/*?:\[\]\x00-\x1f]")  # characters that no name of a sheet holds
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def inert(text: str) -> str:
    """Text that no spreadsheet evaluates: with an apostrophe where it, or a cell inside it, would begin as a formula.

    Numbers such as -1.5 stay numbers.
    """
    if _PLAIN.fullmatch(text) or _NUMBER.fullmatch(text):
        return text
    inside = _BEGINS_INSIDE.sub("'", text)
    return f"'{inside}" if _STARTS.match(text) else inside


def as_it_was(text: str) -> str:
    """The text that `inert` was given."""
    if "'" not in text:  # most cells of most tables
        return text
    inside = _INERT_INSIDE.sub("", text)
    starts = inside.startswith("'") and _STARTS.match(inside[1:]) and not _NUMBER.fullmatch(inside[1:])
    return inside[1:] if starts else inside


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]], *, separator: str = ",") -> str:
    """A header and rows as CSV, their text inert."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    writer.writerow([inert(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue()


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table without its index as CSV in UTF-8, its text inert and its numbers as they are."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    columns = {
        position: column if is_numeric_dtype(column) or is_bool_dtype(column) else column.astype(object).map(_cell)
        for position, (_, column) in enumerate(table.items())
    }
    import pandas as pd

    written = pd.DataFrame(columns)
    written.columns = pd.Index([inert(str(name)) for name in table.columns])
    return written.to_csv(index=False, lineterminator="\n").encode()


def workbook_bytes(title: str, lines: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet; text is text, with a mark that keeps it so when a person edits the cell."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_NO_TITLE.sub("_", title)[:30].strip("'") or "_")
    for line in lines:
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
                if _STARTS.match(value) and not _NUMBER.fullmatch(value):
                    cell.quotePrefix = True
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _cell(value: object) -> object:
    """Text and what is written as text, made inert; numbers and gaps as they are."""
    number = isinstance(value, (bool, int, float)) or (hasattr(value, "dtype") and not isinstance(value, str))
    return value if value is None or number else inert(str(value))
