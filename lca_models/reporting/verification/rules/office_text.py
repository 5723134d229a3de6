"""The text of a document of Word, a workbook or a JSON file of a stranger, read within limits."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib

LARGEST = 64 << 20  # bytes of one part, unpacked
MOST = 2_000  # parts
_TAG, _PARAGRAPH = re.compile(r"<[^>]*>"), re.compile(r"</(?:w:p|a:p|si|row)>")
_TEXTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes)\.xml|xl/sharedStrings\.xml|xl/worksheets/\w+\.xml"
)


class OfficeError(ValueError):
    """A document must be an archive of parts of a bounded size; the message says what it is instead."""


def office_text(content: bytes, name: str) -> str:
    """The words of a document, a paragraph a line, in the order of its parts; a JSON file with its signs unescaped.

    Raises OfficeError for what cannot be read, or unpacks to more than a document holds.
    """
    if name.endswith(".json"):
        return json.dumps(json.loads(content.decode()), ensure_ascii=False)
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST:
                raise OfficeError(f"{name} has {len(parts)} parts")
            for part in parts:
                if _TEXTS.fullmatch(part.filename):
                    with archive.open(part) as stream:
                        held = stream.read(LARGEST + 1)
                    if len(held) > LARGEST:
                        raise OfficeError(f"{name}: {part.filename} unpacks to more than {LARGEST} bytes")
                    found.append(_words(held.decode("utf-8")))
    except (
        zipfile.BadZipFile,
        zlib.error,
        UnicodeDecodeError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise OfficeError(f"{name}: {error}") from None
    return "\n".join(found)


def _words(xml: str) -> str:
    text = _TAG.sub("", _PARAGRAPH.sub("\n", xml))
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"), ("&", "&amp;")):
        text = text.replace(entity, sign)
    return text
