"""A JSON file of a stranger as a tree: what programs would read differently, or not at all, is refused by name.

Numbers are kept as they were written: a sum of printed parts is judged by their last digits.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.text_files import TextFileError, decoded
from lca_models.scope.wording.messages import message

LARGEST = 8_000_000  # bytes: a thousand footprints
DEEPEST = 40  # levels: a footprint has six
LONGEST_NUMBER = 40  # digits and signs
LARGEST_NUMBER = Decimal("1e15")  # as large as any figure of a footprint, in any unit
MOST_VALUES = 200_000

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)  # a text, or a bracket outside of texts


class PayloadError(LcaModelsError, ValueError):
    """A footprint file is JSON that every program reads alike; the message names the place, and the side that is wrong."""


def read_json(content: bytes, name: str) -> Any:
    """The tree of a JSON file; numbers as Decimal, everything else as json gives it.

    `name`: of the file, for messages. Raises PayloadError for a file that is too large, no UTF-8, no JSON, too deep, that
    names a key twice, or that holds a number which is none (NaN) or beyond every footprint.
    """
    check_size(len(content), name)
    if content.startswith((b"PK\x03\x04", b"%PDF")):
        raise PayloadError(message("{name}: is a workbook, an archive or a PDF and no JSON; ask the supplier for the JSON file",
                                   name=name))  # fmt: skip
    try:
        text = decoded(content, name)
    except TextFileError as error:
        raise PayloadError(str(error)) from None
    if not text.strip():
        raise PayloadError(message("{name}: is empty; ask the supplier for the footprint", name=name))
    _check_depth(text, name)
    reader = _Reader(name)
    try:
        return json.loads(text, parse_float=reader.number, parse_int=reader.number, parse_constant=reader.constant,
                          object_pairs_hook=reader.mapping)  # fmt: skip
    except json.JSONDecodeError as error:
        raise PayloadError(
            message("{name}: is no JSON at line {line}, column {column}: '{words}'; ask the supplier for the file again",
                    name=name, line=error.lineno, column=error.colno,
                    words=excerpt(text[max(0, error.pos - 10) : error.pos + 20]))
        ) from None  # fmt: skip


class _Reader:
    """Reads the parts of a JSON text, and counts them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def number(self, text: str) -> Decimal:
        self._count()
        found = Decimal(text) if len(text) <= LONGEST_NUMBER else None
        if found is None or abs(found) > LARGEST_NUMBER:
            raise PayloadError(message("{name}: the number {number} is larger or longer than any figure of a footprint",
                                       name=self.name, number=excerpt(text, 24)))  # fmt: skip
        return found

    def constant(self, text: str) -> Decimal:
        raise PayloadError(message("{name}: says {number}, which is no number; a figure that is not known is left out",
                                   name=self.name, number=text))  # fmt: skip

    def mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self._count(len(pairs))
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            raise PayloadError(message("{name}: names '{key}' twice in one object, and programs read either; keep one",
                                       name=self.name, key=excerpt(twice)))  # fmt: skip
        return found

    def _count(self, more: int = 1) -> None:
        self.count += more
        if self.count > MOST_VALUES:
            raise PayloadError(message("{name}: has more than {most:,} values; ask the supplier for the footprint of this "
                                       "product alone", name=self.name, most=MOST_VALUES))  # fmt: skip


def check_size(size: int, name: str) -> None:
    """Raises PayloadError for a file of more bytes than a footprint has; `name`: of the file."""
    if size > LARGEST:
        raise PayloadError(
            message("{name}: has {size:,} bytes, and a footprint has at most {largest:,}; ask the supplier for the one of "
                    "this product", name=name, size=size, largest=LARGEST)
        )  # fmt: skip


def _check_depth(text: str, name: str) -> None:
    """Objects in objects are counted before they are read: Python's reader goes as deep as the file says."""
    depth = 0
    for found in _TOKEN.finditer(text):
        sign = found.group()
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            line = text[: found.start()].count("\n") + 1
            raise PayloadError(message("{name}: nests more than {most} levels deep at line {line}, which no footprint does",
                                       name=name, most=DEEPEST, line=line))  # fmt: skip
