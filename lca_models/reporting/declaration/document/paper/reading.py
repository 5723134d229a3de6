"""What a document says in figures: those that name their result, and those that somebody typed.

Word keeps the fields. LibreOffice 7.4 drops their tags when it saves a Word file (tried), so that a document which names no
result at all was saved by it, or is none of this kit: `is_traced` says so, and then no figure of it can be traced.

A document comes from anybody: its archive is read within limits, and its XML without entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_MOST_BYTES = 64 * 2**20  # of one part, unpacked
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_FIGURE = re.compile(r"(?<![A-Za-z\d_])\d+(?:[.,]\d+)*")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


class DocumentError(ValueError):
    """A document is a Word file of at most 64 MB a part, without entities."""


@dataclass(frozen=True)
class DocumentNumbers:
    """The figures of a document, in its order."""

    traced: tuple[tuple[str, str], ...]  # tag of its field, text
    untraced: tuple[tuple[str, str], ...]  # figure outside a field, the paragraph it stands in
    text: str  # of all paragraphs, for what looks at words

    @property
    def is_traced(self) -> bool:
        """Whether any figure names its result."""
        return bool(self.traced)


@lru_cache(
    maxsize=4
)  # several rules look at the same report: that of a bundle and that written again, in two languages
def numbers_of_document(content: bytes) -> DocumentNumbers:
    """The figures of a Word file: of fields with their tags, and others with their paragraphs. Raises DocumentError."""
    traced: list[tuple[str, str]] = []
    untraced: list[tuple[str, str]] = []
    lines: list[str] = []
    for root in _parts(content).values():
        for paragraph in root.iter(f"{_W}p"):
            fields, outside = _split(paragraph)
            traced += fields
            whole = "".join(_texts(paragraph))
            lines.append(whole)
            untraced += [(figure, whole) for figure in _FIGURE.findall(outside)]
    return DocumentNumbers(tuple(traced), tuple(untraced), "\n".join(lines))


def typed_numbers(content: bytes, as_written: bytes) -> tuple[tuple[str, str], ...]:
    """Figures outside fields that the document as this kit writes it has not: somebody typed them later.

    Raises DocumentError for what is no Word file.
    """
    ours = Counter(numbers_of_document(as_written).untraced)
    return tuple((Counter(numbers_of_document(content).untraced) - ours).elements())


def _parts(content: bytes) -> Mapping[str, Any]:
    """The parts that people read, by name; the body first."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = {info.filename: info for info in archive.infolist() if _PARTS.fullmatch(info.filename)}
            if any(info.file_size > _MOST_BYTES for info in infos.values()):
                raise DocumentError("a part of the document is larger than 64 MB")
            if _BODY not in infos:
                raise DocumentError("this is no Word file: it has no word/document.xml")
            return {
                name: _root(_unpacked(archive, name)) for name in sorted(infos, key=lambda one: (one != _BODY, one))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(f"this is no Word file: {error}") from error


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part, which may say that it is smaller than it is."""
    with archive.open(name) as file:
        found = file.read(_MOST_BYTES + 1)
    if len(found) > _MOST_BYTES:
        raise DocumentError("a part of the document is larger than 64 MB")
    return found


def _root(xml: bytes) -> Any:
    """The tree of a part that declares no entities: what they stand for may be larger than any machine."""
    from xml.etree import ElementTree
    from xml.parsers import expat

    def refuse(*_: object) -> None:
        raise DocumentError("a part of the document declares entities")

    first = expat.ParserCreate()
    first.StartDoctypeDeclHandler = refuse
    try:
        first.Parse(xml, True)
        return ElementTree.fromstring(xml)  # noqa: S314
    except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(f"a part of the document is no XML: {error}") from error


def _split(paragraph: Any) -> tuple[list[tuple[str, str]], str]:
    """Fields of a paragraph as (tag, text), and the text outside them."""
    fields: list[tuple[str, str]] = []
    outside: list[str] = []
    _walk(paragraph, fields, outside)
    return fields, "".join(outside)


def _walk(element: Any, fields: list[tuple[str, str]], outside: list[str]) -> None:
    for child in element:
        tag = child.find(f"{_W}sdtPr/{_W}tag") if child.tag == f"{_W}sdt" else None
        if tag is not None:
            fields.append((tag.get(f"{_W}val", ""), "".join(_texts(child))))
        elif child.tag == f"{_W}p":  # of a text box, which is a paragraph of its own
            continue
        elif child.tag == f"{_W}t":
            outside.append(child.text or "")
        elif child.tag == f"{_W}fldSimple":  # the number of a page
            continue
        else:
            _walk(child, fields, outside)


def _texts(element: Any) -> Iterator[str]:
    return (one.text or "" for one in element.iter(f"{_W}t"))
