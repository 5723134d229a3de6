"""Workbooks of anybody (.xlsx), looked at before a library reads them, and read row by row.

A workbook is a zip archive of XML. Before a library reads it, it is looked at: how much it unpacks to, whether it declares
entities, whether it is a workbook at all. What a sheet says of its own size is not believed: its rows are taken as they come.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lca_models.inventory.files.archives import ENCRYPTED, members_of
from lca_models.inventory.files.sealed import SealError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import number_problem
from lca_models.scope.grammar.text_files import LARGEST
from lca_models.scope.wording.messages import message

ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet, by the format
MOST_PARTS = 300_000  # elements of a part, but for rows, texts and caches, which are not read as a whole
TIMES, SMALL = 200, 2**20  # a part of a workbook unpacks to at most so many times its size, unless it is small
MOST_TAGS = 10_000_000  # of all parts of a workbook

_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*[_\x80-\xff][^<]*)<")
_READABLE = ("utf-8", "us-ascii", "ascii")
_WHOLE = ("sharedstrings", "pivotcache")  # in names of parts that are read text by text, or not at all
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .xls, and of .xlsx with a password
_TYPES = "[Content_Types].xml"
_PICTURE = ".svg"
_BESIDE, _WIDE = "customxml/", (b"\xff\xfe", b"\xfe\xff")


def workbook_content(path: Path, most_tags: int | None = None) -> bytes:
    """The bytes of a workbook that a library may read; `most_tags`: of its parts, MOST_TAGS where nobody says.

    Raises SealError for what is none and for what would take more than a workbook does; OSError where it cannot be read.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise SealError(message("it has {size:,} bytes, of at most {largest:,}; split it", size=size, largest=LARGEST))
    return sound_workbook(path.read_bytes(), most_tags)


def sound_workbook(content: bytes, most_tags: int | None = None) -> bytes:
    """The same of bytes that are no file. Raises SealError as `workbook_content` does."""
    if content.startswith(_OLD):
        raise SealError(message("it is an old .xls, or has a password; save it as .xlsx without one"))
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise SealError(message("it is something else by that name; save it as .xlsx, or as .csv"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _look_at_parts(archive, MOST_TAGS if most_tags is None else most_tags)
    return content


def open_sheets(content: bytes, most: int | None = None) -> list[Any]:
    """The sheets of a workbook that was looked at, or its first ones, as openpyxl opens them to read.

    Raises SealError where two of them are one part.
    """
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    given = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)][:most]
    if len({sheet._worksheet_path for sheet in given}) < len(given):
        raise SealError(message("two of its sheets are one"))
    return given


def rows_of_sheet(sheet: Any, kind: Any = None) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Number and cells of each row of a sheet, in the order of the file.

    `kind`: of the parser of openpyxl, one of its own as a rule. Raises SealError for places that no sheet has, and for rows
    in another order than theirs.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book, last = sheet.parent, 0
    with sheet._get_source() as source:
        parser = (kind or WorkSheetParser)(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        for number, cells in parser.parse():
            places = [cell["column"] for cell in cells]
            inside = all(0 < column <= COLUMNS for column in places) and last < number <= ROWS
            if not inside or len({*places}) < len(places) or any(cell["row"] != number for cell in cells):
                raise SealError(message("the sheet '{name}' has a cell out of place", name=excerpt(sheet.title)))
            last = number
            yield number, cells


def _look_at_parts(archive: zipfile.ZipFile, most_tags: int) -> None:
    """Raises SealError for an archive that is no workbook, or is made to take memory or time."""
    members = members_of(archive)
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise SealError(message("it holds a part twice"))
    if _TYPES not in names:
        raise SealError(message("it is an archive of something else; save it as .xlsx"))
    tags = 0
    for member in members:
        if member.filename.lower().endswith(_PICTURE) or not member.file_size:
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
        if member.filename.lower().startswith(_BESIDE) and content.startswith(_WIDE):
            content = content.decode(
                "utf-16", "replace"
            ).encode()  # what Office keeps beside the sheets, in its own encoding
        tags += content.count(b"<")
        if problem := _part_problem(member.filename.lower(), content):
            raise SealError(message("its part '{name}' {problem}", name=excerpt(member.filename), problem=problem))
        if tags > most_tags:
            raise SealError(message("it has more than {most:,} elements; split it", most=most_tags))
    _look_at_pictures(archive, names)


def _look_at_pictures(archive: zipfile.ZipFile, names: Sequence[str]) -> None:
    """Pictures alone may declare entities, so nobody looks into them: no other part may stand under such a name."""
    if not any(name.lower().endswith(_PICTURE) for name in names):
        return
    linking = (name for name in names if name.lower().endswith(".rels") and "drawing" not in name.lower())
    for name in (_TYPES, *linking):
        if _PICTURE.encode() in archive.read(name).lower():
            raise SealError(
                message("its part '{name}' takes a picture for something else; save it anew", name=excerpt(name))
            )


def _part_problem(name: str, content: bytes) -> str:
    """What keeps a part of XML from being read; empty for nothing."""
    if b"\0" in content[:200] or ((said := _ENCODING.match(content.lstrip(b"\xef\xbb\xbf"))) is not None
                                  and not name.startswith(_BESIDE)
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
