"""The files that a person opens at once: their bytes, and which of them is the data sheet that the others belong to."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.entries import SHEETS
from lca_models.panels.model.own.desk import LARGEST, is_workbook
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

MOST = 30  # files at once
_SHEET = re.compile(rf"^(?:data_sheet|language|{'|'.join(SHEETS)})\s*:", re.MULTILINE)


def received(heard: Mapping[str, Any]) -> dict[str, bytes]:
    """The bytes of every file by its name, without folder; `files` of a message: name, and data in base64.

    Raises SheetError for what did not arrive whole, for too many files, and for those that are larger together than one may be.
    """
    listed = [one for one in heard.get("files") or () if isinstance(one, Mapping)]
    if len(listed) > MOST:
        raise SheetError(
            message("{count} files are too many; open at most {most} at once", count=len(listed), most=MOST)
        )
    found, total = {}, 0.0
    for one in listed:
        name, data, size = str(one.get("name", "")), str(one.get("data", "")), one.get("size")
        total += float(size) if isinstance(size, int | float) else 3 / 4 * len(data)
        if total > LARGEST:
            raise SheetError(message("{name} has {size:.1f} MB; a file that is opened here has at most {most:.0f}",
                                     name=excerpt(name), size=total / 1024**2, most=LARGEST / 1024**2))  # fmt: skip
        try:
            found[re.split(r"[/\\]", name)[-1]] = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise SheetError(message("{name} did not arrive whole; open it again", name=excerpt(name))) from None
    if not found:
        raise SheetError(message("no file arrived; open it again"))
    return found


def sheet_among(files: Mapping[str, bytes]) -> str:
    """The name of the data sheet among files: the one file, the one with names of a sheet, or the one workbook.

    Raises SheetError where none of them is one, or several are.
    """
    if len(files) == 1:
        return next(iter(files))
    named = [name for name, content in files.items() if _SHEET.search(content.decode("utf-8", "replace"))]
    found = named or [name for name, content in files.items() if is_workbook(content)]
    if len(found) != 1:
        listed = ", ".join(excerpt(name) for name in (found or files))
        words = message("{listed}: open one data sheet, and with it the files that it names", listed=listed)
        raise SheetError(words)
    return found[0]
