"""A mapping table: what stands for each input of the files that nothing fits, written to be filled in, and read back.

One row an input. A person gives `target_database` and `target_code`, and `factor`: how many units of the target one unit of
the input is (0.278 for megajoules of what is counted in kilowatt hours; below 0 where what leaves as waste, a negative
amount, is bought as its treatment), and may give a `grade`. A row left empty stays unlinked; an empty `database` is any.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lca_models.inventory.files.cells_as_text import as_it_was, csv_text, workbook_bytes
from lca_models.inventory.files.commit import write_files
from lca_models.inventory.formats.linking.likeness import Description, Target, description, plain, text_of
from lca_models.inventory.formats.linking.links import GRADES, OWN, Datasets, Link, open_exchanges, take
from lca_models.inventory.formats.linking.unlinked import Suggested, Unlinked
from lca_models.inventory.formats.sheets import WORKBOOKS, read_sheets
from lca_models.inventory.system.rows import Key, ProjectError
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import MOST_PROBLEMS, suggestion
from lca_models.scope.grammar.text_files import TextFileError, table_text
from lca_models.scope.wording.messages import message

INPUT = ("database", "type", "name", "unit", "location", "reference_product")  # what a row is about
TARGET = ("target_database", "target_code", "factor")  # what a person fills in
COLUMNS = (*INPUT, "process", "uses", "mass_share", "energy_share", "reason", "suggestion", "grade", *TARGET)
_OPTIONAL = ("reference_product", "grade")


@dataclass(frozen=True)
class Row:
    """One line of a mapping table as a person left it."""

    line: int
    input: Description
    database: str
    code: str
    factor: str
    grade: str = ""

    @property
    def is_filled(self) -> bool:
        return bool(self.database or self.code or self.factor)


def write_mapping(path: Path, unlinked: Sequence[Unlinked], linked: Sequence[Suggested] = ()) -> None:
    """Write the table of inputs to be named, the most used first; shares as numbers from 0 to 1.

    `linked`: what this kit has in place of other inputs; rows of them follow, filled in, for whoever knows better. Raises
    OSError where it cannot be written.
    """
    lines = [
        [*(getattr(one, column) for column in COLUMNS if column not in (*TARGET, "grade")), "", "", "", ""]
        for one in sorted(unlinked, key=lambda one: (-one.uses, one.database, one.name))
    ]
    lines += [
        [
            *one.input,
            one.process,
            one.uses,
            "",
            "",
            one.reason,
            "",
            one.grade,
            one.target_database,
            one.target_code,
            one.factor,
        ]
        for one in sorted(linked, key=lambda one: (-one.uses, one.input))
    ]
    _write(path, lines)


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write a table of inputs that are named already. Raises OSError where it cannot be written."""
    columns = (*INPUT, *TARGET, "grade")
    lines = [[*row.input, row.database, row.code, row.factor, row.grade] for row in rows]
    write_files(path.parent, {path.name: b"\xef\xbb\xbf" + csv_text(columns, lines).encode()})


def _write(path: Path, lines: list[list[Any]]) -> None:
    content = (
        workbook_bytes("mapping", [list(COLUMNS), *lines])
        if path.suffix.lower() in WORKBOOKS
        else b"\xef\xbb\xbf" + csv_text(COLUMNS, lines).encode()  # the mark lets Excel read UTF-8
    )
    write_files(path.parent, {path.name: content})


def read_mapping(path: Path) -> tuple[Row, ...]:
    """The rows of a mapping table.

    Raises ProjectError for a file that is no such table.
    """
    header, *lines = _cells(path) or [(0, [])]
    columns = [column.strip() for column in header[1]]
    problems = [
        message("{name}: the column '{column}' stands twice; keep one", name=path.name, column=column)
        for column, count in Counter(columns).items()
        if count > 1 and column
    ]
    for column in (*INPUT, *TARGET):
        if column not in columns and column not in _OPTIONAL:
            near = suggestion(column, [one for one in columns if one])
            problems.append(
                message("{name}: the column '{column}' is missing; {near}", name=path.name, column=column, near=near)
            )
    if problems:
        raise ProjectError("\n".join(problems))
    found = []
    for number, cells in lines:
        said = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
        if any(said.values()):
            what = tuple(said.get(column, "") for column in INPUT)
            found.append(Row(number, what, *(said.get(column, "") for column in (*TARGET, "grade"))))  # type: ignore[arg-type]
    return tuple(found)


def apply_mapping(rows: Sequence[Row], datasets: Datasets, known: Sequence[Target], name: str) -> int:
    """Link the exchanges without an input as a table says, their amounts in units of the target; how many.

    Raises ProjectError with every fault of the table at once.
    """
    problems: list[str] = []
    links = links_of(rows, known, name, OWN, problems)
    count = 0
    for database, dataset, exchange in open_exchanges(datasets):
        if link := link_for(links, database, exchange):
            count += 1
            place = f"'{dataset.get('name')}' <- '{exchange.get('name')}'"
            if problem := take(exchange, link):
                problems.append(f"{name}: {place}: {problem}")
    if problems:
        more = len(problems) - MOST_PROBLEMS
        shown = problems[:MOST_PROBLEMS] + ([message("and {count} more", count=more)] if more > 0 else [])
        raise ProjectError("\n".join(dict.fromkeys(shown)))
    return count


def links_of(
    rows: Sequence[Row], known: Sequence[Target], name: str, by: str, problems: list[str]
) -> dict[tuple[str, ...], Link]:
    """What the filled rows of a table say, by input; every fault of the table is added to the problems."""
    by_key = {target.key: target for target in known}
    links: dict[tuple[str, ...], Link] = {}
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        where, what = f"{name}:{row.line}", plain_input(row.input)
        if (line := first.setdefault(what, row.line)) != row.line:
            problems.append(message("{where}  repeats the input of line {line}; keep one", where=where, line=line))
        elif row.is_filled and (link := _link(row, by_key, where, by, problems)):
            links[what] = link
    return links


def link_for(links: Mapping[tuple[str, ...], Link], database: str, exchange: Mapping[str, Any]) -> Link | None:
    """The link of an exchange: of a row that names its database, else of one that names none."""
    what = plain_input(description(database, exchange))
    return links.get(what) or links.get(("", *what[1:]))


def plain_input(what: Description) -> tuple[str, ...]:
    """A description as it is compared; the name of a database as it stands."""
    return (what[0], *map(plain, what[1:]))


def _link(row: Row, known: Mapping[Key, Target], where: str, by: str, problems: list[str]) -> Link | None:
    """What a filled row says; what is wrong with it is added to the problems."""
    before = len(problems)
    for text, column in ((row.database, "target_database"), (row.code, "target_code")):
        if not text:
            problems.append(message("{where}  gives no {column}; give it or empty the row", where=where, column=column))
    factor = _factor(row, where, problems)
    if row.grade and row.grade not in GRADES:
        near = suggestion(row.grade, GRADES)
        problems.append(message("{where}  '{grade}' is no grade; {near}", where=where, grade=row.grade, near=near))
    target = known.get((row.database, row.code))
    if target is None and row.database and row.code:
        problems.append(_unknown(row, known, where))
    if target is not None:
        if target.is_flow is not (row.input[1] == "biosphere"):
            problems.append(
                message("{where}  names the flow '{code}' for something that is bought; name a process", where=where,
                        code=row.code)
                if target.is_flow
                else message("{where}  names the process '{code}' for an emission; name a flow", where=where, code=row.code)
            )  # fmt: skip
        unit, given = text_of(target.data.get("unit")), row.input[3]
        if not row.factor and plain(unit) != plain(given) and given:
            problems.append(
                message(
                    "{where}  '{code}' is counted in {unit}, the input in {given}; give the factor: {unit} in one {given}",
                    where=where,
                    code=row.code,
                    unit=unit or message("no unit"),
                    given=given,
                )
            )
    if target is None or factor is None or len(problems) > before:
        return None
    return Link(target.key, factor, text_of(target.data.get("unit")), by, row.grade)


def _factor(row: Row, where: str, problems: list[str]) -> float | None:
    try:
        factor = read_number(row.factor) if row.factor else 1.0
    except NumberError as error:
        problems.append(f"{where}  factor: {error}")
        return None
    if factor == 0:
        problems.append(
            message("{where}  the factor is 0; give another number (below 0 for what leaves as waste)", where=where)
        )
        return None
    return factor


def _unknown(row: Row, known: Mapping[Key, Target], where: str) -> str:
    databases = {key[0] for key in known}
    if row.database not in databases:
        near = suggestion(row.database, databases)
        return message(
            "{where}  there is no database '{database}'; {near}", where=where, database=row.database, near=near
        )
    near = suggestion(row.code, [key[1] for key in known if key[0] == row.database])
    return message("{where}  the database '{database}' has no code '{code}'; {near}", where=where, database=row.database,
                   code=row.code, near=near)  # fmt: skip


def _cells(path: Path) -> list[tuple[int, list[str]]]:
    """Number and cells of every line that holds something."""
    if path.suffix.lower() in WORKBOOKS:
        found = [
            (number, [_cell_text(cell) for cell in line])
            for sheet in read_sheets(path, 1)
            for number, line in sheet.lines
        ]
    else:
        try:
            text = table_text(path)
        except TextFileError as error:
            raise ProjectError(str(error)) from None
        reader = csv.reader(io.StringIO(text))
        try:
            found = [(reader.line_num, [as_it_was(cell) for cell in line]) for line in reader]
        except csv.Error as error:
            raise ProjectError(message("{name}  cannot be read ({error})", name=path.name, error=error)) from None
    return [(number, cells) for number, cells in found if any(cell.strip() for cell in cells)]


def _cell_text(value: object) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)
