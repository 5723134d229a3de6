"""A workbook that a supplier sent back: what stands in it, with the cell of everything that cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lca_models.inventory.activity.findings import Findings, SheetError
from lca_models.inventory.activity.sheet.cells import Cells
from lca_models.inventory.activity.sheet.entries import Entry, RawSheet
from lca_models.inventory.activity.sheet.fields import plain
from lca_models.inventory.activity.sheet.models import SupplierLine
from lca_models.inventory.activity.sheet.rows import Rows
from lca_models.inventory.activity.sheet.table_rows import TableRows
from lca_models.inventory.activity.sheet.units import CellError, to_canonical
from lca_models.inventory.activity.sheet.workbook_cells import Cell, Page, read_pages
from lca_models.inventory.activity.suppliers.inquiry.questions import (
    INPUTS,
    OUTPUTS,
    START,
    TABLE_0,
    TABLES,
    kind_of,
    kinds,
    own_footprint,
)
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

TARGETS = ("kg", "kWh", "m3")
BETWEEN = " · "  # code and name of a process, as the drop-down has them
LOOKED_AT = 12  # rows in which the keys of a page stand


@dataclass(frozen=True)
class Flow:
    """An input or an output of one period."""

    name: str
    amount: float
    unit: str  # one of TARGETS
    place: str
    process: str = ""  # code of what it stands for
    kind: str = ""  # of an output: product, by_product, scrap, waste, emission


@dataclass(frozen=True)
class Answer:
    """What a supplier sent back."""

    file: str
    language: str
    line: SupplierLine | None  # table 0, where anything stands in it
    inputs: tuple[Flow, ...]
    outputs: tuple[Flow, ...]


def read_answer(path: Path, findings: Findings) -> Answer:
    """The answer in a workbook, with what is wrong in its cells among the findings.

    Raises SheetError for a file that is no workbook or no such form; OSError where there is none.
    """
    pages = {plain(page.name): page for page in read_pages(path)}
    if not {TABLE_0, INPUTS, OUTPUTS} & set(pages):
        raise SheetError(message("{name} is no form for suppliers: it has none of the sheets {listed}", name=path.name,
                                 listed=enumerated((TABLE_0, INPUTS, OUTPUTS))))  # fmt: skip
    language = _language(pages.get(START))
    line = _table_0(pages[TABLE_0], path, language, findings) if TABLE_0 in pages else None
    flows = {name: tuple(_flows(name, pages[name], findings)) if name in pages else () for name in TABLES}
    return Answer(path.name, language, line, flows[INPUTS], flows[OUTPUTS])


def _language(page: Page | None) -> str:
    texts = [cell.text for row in page.rows.values() for cell in row.values()] if page else []
    return next((text for text in texts if text in LANGUAGES), ENGLISH)


def _keys(page: Page, known: set[str]) -> dict[str, int]:
    """Columns of a page by key: of the row that names most of them."""
    found: dict[str, int] = {}
    for number in sorted(page.rows)[:LOOKED_AT]:
        row = {plain(cell.text): column for column, cell in page.rows[number].items() if plain(cell.text) in known}
        found = row if len(row) > len(found) else found
    return found


def _stored(cell: Cell | None, place: str, findings: Findings) -> str:
    """The text of a cell; a formula that was never calculated is named."""
    if cell is None:
        return ""
    if cell.error or not cell.is_stored:
        findings.error(
            place, message("This formula has no stored value; open the file in Excel, save it, try again."), "V05"
        )
        return ""
    return cell.text


def _table_0(page: Page, path: Path, language: str, findings: Findings) -> SupplierLine | None:
    """The supplier's own footprint, read as a row of the sheet `suppliers`."""
    columns = _keys(page, {"key", "yours", "unit"})
    fields = {one.key: one for one in own_footprint()}
    key_column, value_column = columns.get("key", 1), columns.get("yours", 3)
    line: dict[str, Entry] = {}
    for number, row in page.rows.items():
        key = plain(row[key_column].text) if key_column in row else ""
        place = page.place(number, value_column)
        if key in fields and (text := _stored(row.get(value_column), place, findings)):
            line[key] = Entry(text, place)
    if not line:
        return None
    name = line.get("name", Entry(path.stem, page.name))
    line["supplier_id"] = Entry(name.text, name.place)
    rows = Rows(Cells(findings))
    found = TableRows(rows, RawSheet(path, language, tables={"suppliers": (line,)})).suppliers()
    return found[0] if found else None


def _flows(name: str, page: Page, findings: Findings) -> Iterator[Flow]:
    columns = _keys(page, set(TABLES[name]))
    if "amount" not in columns:
        findings.error(page.name, message("has no row of headings with {listed}; send back the form as it was made",
                                          listed=enumerated(TABLES[name][:4])))  # fmt: skip
        return
    heading = next(number for number in sorted(page.rows) if columns["amount"] in page.rows[number]
                   and plain(page.rows[number][columns["amount"]].text) == "amount")  # fmt: skip
    for number, row in page.rows.items():
        if number <= heading + 1:  # headings for people stand below the keys
            continue
        said = {key: _stored(row.get(column), page.place(number, column), findings) for key, column in columns.items()}
        if any(said.values()) and (flow := _flow(name, said, number, columns, page, findings)) is not None:
            yield flow


def _flow(
    name: str, said: Mapping[str, str], number: int, columns: Mapping[str, int], page: Page, findings: Findings
) -> Flow | None:
    """One row; None where it cannot be counted, which is then said."""
    place = page.place(number, columns["amount"])
    called = said.get("input" if name == INPUTS else "output", "")
    if not said.get("amount"):
        findings.error(place, message("{label} is needed.", label=message("amount")), "V02")
        return None
    try:
        found = to_canonical(said["amount"], said.get("unit", ""), TARGETS)
    except CellError as error:
        findings.error(place, str(error), error.code)
        return None
    if found.number < 0:
        findings.error(place, message("is {value}, and no amount is below 0", value=excerpt(said["amount"])), "V08")
        return None
    kind = ""
    if name == OUTPUTS:
        kind = kind_of(said.get("kind", ""))
        if not kind:
            where = page.place(number, columns.get("kind", columns["amount"]))
            findings.error(where, message("'{x}' is not in the list: {listed}", x=excerpt(said.get("kind", "")),
                                          listed=suggestion(said.get("kind", ""), kinds())), "V07")  # fmt: skip
            return None
    process = said.get("process", "").partition(BETWEEN)[0].strip()
    return Flow(called or process or kind, found.number, found.unit, place, process, kind)
