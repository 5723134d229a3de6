"""Workbooks of anybody (.xlsx) as lines of cells, read without trust.

A workbook is a zip archive of XML. Before a library reads it, it is looked at: how much it unpacks to, whether it declares
entities, whether it is a workbook at all. What a sheet says of its own size is not believed: its cells are counted as they
come, and a blank part of it, however large, takes no room.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.files.archives import ENCRYPTED, members_of
from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.grammar.text_files import LARGEST
from lca_models.scope.wording.messages import message

WORKBOOKS = (".xlsx", ".xlsm")
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet, by the format
MOST_CELLS = 20_000_000  # of a workbook, with those that make its lines equally long
MOST_PARTS = 300_000  # elements of a part, but for rows, texts and caches, which are not read as a whole
TIMES, SMALL = 200, 2**20  # a part of a workbook unpacks to at most so many times its size, unless it is small
MOST_TAGS = 10_000_000  # of all parts

_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*[_\x80-\xff][^<]*)<")
_READABLE = ("utf-8", "us-ascii", "ascii")
_WHOLE = ("sharedstrings", "pivotcache")  # in names of parts that are read text by text, or not at all
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .xls, and of .xlsx with a password
_TYPES = "[Content_Types].xml"


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
    size = path.stat().st_size
    content = path.read_bytes() if size <= LARGEST else b""
    with refusing(lambda words: _no_workbook(path, words)):
        if size > LARGEST:
            raise SealError(
                message("it has {size:,} bytes, of at most {largest:,}; split it", size=size, largest=LARGEST)
            )
        if content.startswith(_OLD):
            raise SealError(message("it is an old .xls, or has a password; save it as .xlsx without one"))
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise SealError(message("it is something else by that name; save it as .xlsx, or as .csv"))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_at_parts(archive)
    return content


def read_sheets(path: Path, most: int | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or its first ones, with the values that formulas had when it was saved.

    Errors of formulas are None, as empty cells are. Raises ProjectError as `look_at_workbook` does.
    """
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    content = look_at_workbook(path)
    with refusing(lambda words: _no_workbook(path, words)):
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        given = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)][:most]
        if len({sheet._worksheet_path for sheet in given}) < len(given):
            raise SealError(message("two of its sheets are one"))
        left, found = MOST_CELLS, []
        for sheet in given:
            with sheet._get_source() as source:
                lines = _lines(sheet, source, left)
            left -= sum(len(cells) for _, cells in lines)
            found.append(Sheet(str(sheet.title), lines))
        return tuple(found)


def _no_workbook(path: Path, words: str) -> ProjectError:
    return ProjectError(message("{name} is no workbook ({what})", name=path.name, what=words))


def _look_at_parts(archive: zipfile.ZipFile) -> None:
    """Raises SealError for an archive that is no workbook, or is made to take memory or time."""
    members = members_of(archive)
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise SealError(message("it holds a part twice"))
    if _TYPES not in names:
        raise SealError(message("it is an archive of something else; save it as .xlsx"))
    tags = 0
    for member in members:
        if member.filename.lower().endswith(".svg") or not member.file_size:
            continue
        if member.flag_bits & ENCRYPTED:
            raise SealError(message("it has a password; save it without one"))
        with archive.open(member) as file:
            head = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
        if not head.startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\0")):
            continue  # a picture, or an object that nobody unpacks
        if member.file_size > LARGEST or member.file_size > max(SMALL, TIMES * member.compress_size):
            raise SealError(
                message("its part '{name}' unpacks from {small:,} to {large:,} bytes", name=excerpt(member.filename),
                        small=member.compress_size, large=member.file_size)
            )  # fmt: skip
        content = archive.read(member)
        tags += content.count(b"<")
        if problem := _part_problem(member.filename.lower(), content):
            raise SealError(message("its part '{name}' {problem}", name=excerpt(member.filename), problem=problem))
        if tags > MOST_TAGS:
            raise SealError(message("it has more than {most:,} elements; split it", most=MOST_TAGS))


def _part_problem(name: str, content: bytes) -> str:
    """What keeps a part of XML from being read; empty for nothing."""
    if b"\0" in content[:200] or ((said := _ENCODING.match(content.lstrip(b"\xef\xbb\xbf"))) is not None
                                  and said[1].decode("latin-1").lower() not in _READABLE):  # fmt: skip
        return message("is not in UTF-8")
    if found := _DECLARES.search(content):
        return message("declares {what}, which no workbook does", what=found[1].decode().upper())
    if not any(word in name for word in _WHOLE):
        ends = [one.start() for one in _ROW.finditer(content)]
        for start, end in zip([0, *ends], [*ends, len(content)], strict=True):
            if end - start > MOST_PARTS and content.count(b"<", start, end) > MOST_PARTS:
                return message("has a line of more than {most:,} elements", most=MOST_PARTS)
    for value in _VALUE.finditer(content):  # Excel writes numbers in digits; Python reads more
        text = value[1].decode("utf-8", "replace")
        if _reads(text):
            return f"{message('holds a number of another kind')}: {number_problem(text)}"
    return ""


def _reads(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _lines(sheet: Any, source: Any, left: int) -> tuple[tuple[int, list[Any]], ...]:
    """Number and cells of each line that holds something.

    Raises SealError for places that no sheet has, for lines in another order than theirs, and beyond `left` cells.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    parser = WorkSheetParser(source, sheet._shared_strings, data_only=True, epoch=book.epoch,
                             date_formats=book._date_formats, timedelta_formats=book._timedelta_formats)  # fmt: skip
    found: list[tuple[int, list[Any]]] = []
    last, widest = 0, 2  # a name and what it is of: no line of anybody's is shorter
    for number, cells in parser.parse():
        places = [cell["column"] for cell in cells]
        inside = all(0 < column <= COLUMNS for column in places) and last < number <= ROWS
        if not inside or len({*places}) < len(places) or any(cell["row"] != number for cell in cells):
            raise SealError(message("the sheet '{name}' has a cell out of place", name=excerpt(sheet.title)))
        last = number
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
