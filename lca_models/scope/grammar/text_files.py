"""Files of text as other programs save them: what is no UTF-8, or is separated by something else than commas, is named.

Excel saves "CSV" with semicolons and decimal commas where the computer writes numbers so, in the encoding of its country.
Such a file is refused in one line that says what was found and how to save it; guessing would change numbers silently.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

LARGEST = 200_000_000  # bytes
LINES_LOOKED_AT = 50

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff\ufffe\uffff]")


class TextFileError(LcaModelsError, ValueError):
    """A file of text is UTF-8 and, as a table, separated by commas; the message says what it is instead and what to do."""


def read_text(path: Path, name: str = "", largest: int = LARGEST) -> str:
    """The text of a file, without its byte order mark; lines may end as any system ends them.

    `name`: of the file, for messages. Raises TextFileError for a file that is larger than `largest` bytes, that is not
    UTF-8, or that holds characters which no editor shows; OSError where there is none.
    """
    name = name or path.name
    if (size := path.stat().st_size) > largest:
        raise TextFileError(
            message(
                "{name} has {size:,} bytes; a file has at most {largest:,}, so split it",
                name=name,
                size=size,
                largest=largest,
            )
        )
    return decoded(path.read_bytes(), name)


def decoded(content: bytes, name: str) -> str:
    """The text of the bytes of a file. Raises TextFileError as `read_text` does."""
    try:
        text = content.decode("utf-8-sig") if not content.startswith(tuple(mark for mark, _ in _MARKS)) else None
    except UnicodeDecodeError as error:
        text, broken = None, content[: error.start].count(b"\n") + 1
    else:
        broken = 1
    if text is None and _is_binary(content):
        raise TextFileError(
            message("{name} is no text, but a picture, an archive or a program; choose another file", name=name)
        )
    if text is None or text[:200].count("\x00") > len(text[:200]) / 4:
        raise TextFileError(
            message(
                "{name}:{line}  is not UTF-8 text but {encoding}; save it as UTF-8 (in Excel: Save As, CSV UTF-8)",
                name=name,
                line=broken,
                encoding=_encoding(content),
            )
        )
    if hidden := _HIDDEN.search(text):
        raise TextFileError(
            message(
                "{name}:{line}  holds the hidden character U+{code:04X}; delete it",
                name=name,
                line=text[: hidden.start()].count("\n") + 1,
                code=ord(hidden.group()),
            )
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def table_text(path: Path, name: str = "") -> str:
    """The text of a table separated by commas. Raises TextFileError as `read_text` does, and for another separator."""
    name = name or path.name
    text = read_text(path, name)
    if problem := separator_problem(text, name):
        raise TextFileError(problem)
    return text


def separator_problem(text: str, name: str) -> str:
    """What a table is separated by instead of commas, in one line with the remedy; empty where it is commas."""
    lines = [_QUOTED.sub("", line) for line in text.splitlines()[:LINES_LOOKED_AT] if line.strip()]
    first = next(iter(lines), "")
    names = {";": message("semicolons"), "\t": message("tabs"), "|": message("vertical bars")}
    held = {one: sum(line.count(one) for line in lines) for one in names}
    likely = max(held, key=lambda one: held[one])
    if not held[likely] or first.count(likely) <= first.count(",") or "," in first:
        return ""
    return message(
        "{name}:1  is separated by {separator}; save it separated by commas, with points in numbers (1.5)",
        name=name,
        separator=names[likely],
    )


def _is_binary(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 are no text in another encoding either: they hold what no editor writes."""
    start = content[:4000]
    is_wide = start.startswith(tuple(mark for mark, _ in _MARKS)) or start.count(0) > len(start) / 4
    return not is_wide and re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", start) is not None


def _encoding(content: bytes) -> str:
    """The encoding that bytes which are no UTF-8 seem to be in."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    start = content[:4000]
    if start.count(0) > len(start) / 4:
        return "UTF-16"
    return "GB18030" if _is_chinese(content[:1_000_000]) else "Latin-1"


def _is_chinese(content: bytes) -> bool:
    """Whether bytes above 127 stand in pairs that are frequent characters of GB18030, as those of Latin-1 rarely do."""
    runs: list[bytes] = re.findall(rb"[\x80-\xff]+", content)
    pairs = (run[at] for run in runs if len(run) % 2 == 0 for at in range(0, len(run), 2))
    frequent = sum(0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7 for lead in pairs)
    return frequent * 4 > sum(len(run) for run in runs)
