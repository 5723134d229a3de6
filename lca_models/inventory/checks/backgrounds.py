"""Rules of the tables that name this kit's background in other databases: every process of it stands there, or says why not.

A process that somebody buys for a product stands in `background_counterparts.csv`; one with a counterpart has one name a
version in `background_names.csv`, and of one without a counterpart what it buys stands there too.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from lca_models.inventory.stored.units import BRIGHTWAY_UNITS
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import Place, Row, Table, rows_of
from lca_models.inventory.tables.records import Inventories
from lca_models.inventory.tables.schema import schema_of
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

COUNTERPARTS, NAMES, METHODS = "background_counterparts", "background_names", "background_methods"
SAME, PROXY, NONE = "same", "proxy", "none"
LISTED = ("listed", "carried")


def check_backgrounds(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """What the three tables leave out or say twice; nothing for inventories without them.

    `inventories`: with the electricity that is calculated.
    """
    graded = {row["process"]: row for row in rows_of(tables, COUNTERPARTS)}
    if not graded:
        return
    processes = {process.code: process for process in inventories.processes}
    yield from _unknown(tables, set(processes), graded)
    yield from _reasons(graded.values())
    yield from _versions(tables, graded)
    methods = {row["id"] for row in rows_of(tables, "methods")}
    for row in rows_of(tables, METHODS):
        if row["method"] not in methods:
            yield Problem(
                row.place,
                message("'{method}' is not in methods.csv; {near}", method=row["method"],
                        near=suggestion(row["method"], methods)),
            )  # fmt: skip
    yield from _left_out(inventories, tables, graded)


def _unknown(tables: tuple[Table, ...], codes: set[str], graded: dict[str, Row]) -> Iterator[Problem]:
    for row in graded.values():
        if row["process"] not in codes:
            near = suggestion(row["process"], codes)
            yield Problem(
                row.place,
                message("'{code}' is not a known {noun}; {near}", code=row["process"], noun="process", near=near),
            )
    units = set(BRIGHTWAY_UNITS.values())
    for row in rows_of(tables, NAMES):
        if row["process"] not in graded:
            yield Problem(row.place, message("'{code}' is not in background_counterparts.csv; {near}", code=row["process"],
                                             near=suggestion(row["process"], graded)))  # fmt: skip
        if row["unit"] not in units:
            yield Problem(row.place, message("unit '{unit}' is none that Brightway has here; {near}", unit=row["unit"],
                                             near=suggestion(row["unit"], units)))  # fmt: skip
        if row["known"] in LISTED and not row["cited_in"]:
            yield Problem(row.place, message("a name that is {known} says where; give cited_in", known=row["known"]))


def _reasons(rows: Iterable[Row]) -> Iterator[Problem]:
    for row in rows:
        has_names = row["grade"] in (SAME, PROXY)
        if row["grade"] != SAME and not row["reason"]:
            yield Problem(row.place, message("grade {grade} needs a reason", grade=row["grade"]))
        if has_names != bool(row["factor"]):
            yield Problem(
                row.place,
                message("give a factor")
                if has_names
                else message("a process without a counterpart has no factor; leave it out"),
            )


def _versions(tables: tuple[Table, ...], graded: dict[str, Row]) -> Iterator[Problem]:
    """Processes without a name of some version, and names of processes without a counterpart."""
    columns = schema_of(row.cells for row in rows_of(tables, "columns")).get(NAMES, ())
    versions = next((column.allowed for column in columns if column.name == "version"), ())
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(tables, NAMES):
        named[row["process"]].add(row["version"])
    for code, row in graded.items():
        has_names = row["grade"] in (SAME, PROXY)
        lacking = [version for version in versions if version not in named[code]] if has_names else []
        if lacking:
            yield Problem(row.place, message("'{process}' has no name of {versions}; give background_names.csv a row for each",
                                             process=code, versions=enumerated(lacking)))  # fmt: skip
        if named[code] and not has_names:
            yield Problem(row.place, message("'{process}' has names and the grade {grade}; give it another or delete them",
                                             process=code, grade=row["grade"]))  # fmt: skip


def _left_out(inventories: Inventories, tables: tuple[Table, ...], graded: dict[str, Row]) -> Iterator[Problem]:
    """Background that a product buys, or that what is without a counterpart buys, and that the table does not have."""
    processes = {process.code: process for process in inventories.processes}
    buys: dict[str, list[str]] = defaultdict(list)
    for exchange in inventories.exchanges:
        if exchange.type in ("technosphere", "substitution") and exchange.input in processes:
            buys[exchange.process].append(exchange.input)
    found = dict.fromkeys(row["process"] for row in rows_of(tables, "products"))
    waiting, lacking = deque(found), dict[str, str]()
    while waiting:
        buyer = waiting.popleft()
        for code in buys[buyer]:
            if code in found:
                continue
            is_foreground = bool(processes[code].stage)
            if not is_foreground and code not in graded:
                lacking.setdefault(code, buyer)
            elif is_foreground or graded[code]["grade"] == NONE:
                found[code] = None
                waiting.append(code)
    for code, buyer in lacking.items():
        yield Problem(
            Place(f"{COUNTERPARTS}.csv", 1),
            message("'{process}', which '{buyer}' buys, has no row; name its counterpart, or say why there is none",
                    process=code, buyer=buyer),
        )  # fmt: skip
