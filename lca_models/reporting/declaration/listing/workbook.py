"""The database of a bundle as a workbook in Brightway's form: people read it, and the Excel importer of bw2io too.

Inputs are linked by keys, not by names, so that nothing has to be matched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lca_models.inventory.files.cells_as_text import inert
from lca_models.reporting.declaration.listing.databases import Databases

LONGEST = 32_767  # signs of a cell
COLUMNS = ("name", "amount", "unit", "input", "type", "stage", "formula_text", "source", "locator", "evidence",
           "pedigree_scores", "uncertainty type", "loc", "scale", "comment")  # fmt: skip
NOT_LISTED = ("exchanges", "name", "type")
MADE = datetime(1980, 1, 1, tzinfo=UTC)  # the same for every workbook


def workbook_bytes(found: Databases) -> bytes:
    """One sheet with the database, a block for each process and flow."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MADE.replace(tzinfo=None)})
    bold, text = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    sheet = book.add_worksheet("database")
    for column, width in enumerate((44, 16, 14, 44, 13, 24, 40, 24, 24, 12, 12, 10, 10, 10, 60)):
        sheet.set_column(column, column, width)
    for number, (cells, is_head) in enumerate(_lines(found)):
        for column, value in enumerate(cells):
            if value in (None, ""):
                continue
            if isinstance(value, bool) or not isinstance(value, str):
                sheet.write(number, column, value)
                continue
            kept = value[:LONGEST]
            sheet.write_string(number, column, kept, bold if is_head else text if inert(kept) != kept else None)
    book.close()
    return stream.getvalue()


def _lines(found: Databases) -> Iterator[tuple[list[Any], bool]]:
    """Lines of the sheet, and whether each is a heading."""
    yield ["Database", found.name], True
    yield ["format", "lca_models"], False
    yield [], False
    for (_, code), data in found.datasets.items():
        yield ["Activity", data["name"]], True
        yield ["code", code], False
        yield ["type", data["type"]], False
        for name, value in sorted(data.items()):
            if name not in NOT_LISTED and value not in ("", ()):
                yield [name, "::".join(value) if isinstance(value, tuple) else value], False
        yield ["Exchanges"], True
        if data["exchanges"]:
            yield [*COLUMNS], True
        for one in data["exchanges"]:
            made = found.datasets[one["input"]]
            said = {**one, "name": made["name"], "input": "::".join(one["input"])}
            yield [said.get(name) for name in COLUMNS], False
        yield [], False
