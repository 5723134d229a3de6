"""What the tables of `inventories/` say, as typed records: a field takes the cell of the column of its name.

A column that no field takes travels with a process, an exchange or a parameter as `further`, into Brightway too, so that a
new column needs its line in columns.csv and whatever uses it, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

from lca_models.inventory.tables.reading import InventoryError, Place, Row, Table, rows_of
from lca_models.inventory.tables.schema import PARAMETERS_FOLDER
from lca_models.scope.grammar.numbers import NumberError, read_number

NATION_NUMBER = 156  # ISO 3166 numeric of China: the national mix as a choice of province
USER_MIX_NUMBER = 900  # a mix the user gives, as a choice of province
Further = tuple[tuple[str, str], ...]  # column, text
Record = TypeVar("Record")
# Columns that say how a figure was checked; no field takes them, so that they reach Brightway where they are filled in.
VERIFIED, FIGURE = "verified", "figure_as_printed"
VERIFICATION = ("plant_country", "basis", VERIFIED, FIGURE)
ORIGINAL, UNREACHABLE = "original", "unreachable"  # of VERIFIED
_WEB = re.compile(r"https?://[^\s;]+|(?<!\S)10\.\d{4,9}/[^\s;]+")


@dataclass(frozen=True)
class Process:
    """A process and its one reference product."""

    code: str
    name: str
    reference_product: str
    unit: str
    location: str
    database: str
    stage: str  # empty: background
    kind: str  # unit process, aggregated, market
    allocation: str
    comment: str
    place: Place
    further: Further = ()


@dataclass(frozen=True)
class Exchange:
    """One input, emission, product or credit of a process, per unit of the process."""

    process: str
    type: str
    input: str
    amount: float
    unit: str
    formula: str
    stage: str
    distribution: str
    scale: float | None
    minimum: float | None
    maximum: float | None
    pedigree: str
    source: str
    locator: str
    evidence: str
    comment: str
    place: Place
    share_group: str = ""  # mix whose shares sum to 1 and are sampled together
    weight_sigma: float = 0.0  # standard deviation of ln(weight) of a share, before the shares are made to sum to 1
    further: Further = ()


@dataclass(frozen=True)
class Parameter:
    """A Brightway parameter. `database` is empty for a project parameter."""

    name: str
    kind: str  # number, share, choice, derived
    amount: float
    formula: str
    unit: str
    minimum: float | None
    maximum: float | None
    distribution: str
    scale: float | None
    group: str
    choices: str
    source: str
    locator: str
    evidence: str
    label: str
    label_zh: str
    comment: str
    database: str
    place: Place
    further: Further = ()


@dataclass(frozen=True)
class ElementaryFlow:
    """A flow between nature and the product system."""

    code: str
    name: str
    unit: str
    compartment: tuple[str, ...]
    basic_uncertainty: str
    comment: str
    database: str
    further: Further = ()


@dataclass(frozen=True)
class Method:
    """An impact category with its characterization factors by flow code (score unit per flow unit)."""

    id: str
    name: tuple[str, ...]
    unit: str
    description: str
    source: str
    factors: Mapping[str, float]
    inexact_flows: frozenset[str]  # flows whose factor belongs to another category because the source gave only CO2e
    further: Further = ()


@dataclass(frozen=True)
class Province:
    """A province of China: ISO code, GB/T 2260 number, regional grid, place on the tile map."""

    code: str
    number: int
    name: str
    name_zh: str
    grid: str
    row: int
    column: int


@dataclass(frozen=True)
class Choice:
    """One entry of a list: the code people write and the number that a choice parameter holds."""

    code: str
    number: int
    name: str
    name_zh: str


LIST_COLUMNS = tuple(one.name for one in fields(Choice))  # of a table that a choice parameter takes its codes from


@dataclass(frozen=True)
class Product:
    """A shipped product: the process of one pack over its life, and the parameters of its service life."""

    id: str
    name: str
    name_zh: str
    chemistry: str
    process: str
    rated_energy: str
    usable_share: str
    pack_mass: str
    cycles: str
    end_of_life_retention: str
    warranty_years: str
    plant_province: str
    place: Place


@dataclass(frozen=True)
class Source:
    """A document that numbers come from."""

    key: str
    title: str
    publisher: str
    year: str
    address: str
    licence: str
    redistribution: str
    comment: str

    @property
    def link(self) -> str:
        """Where a click leads: the first web address or DOI in `address`; empty where it names neither, or another scheme."""
        found = _WEB.search(self.address)
        if found is None:
            return ""
        text = found.group().rstrip(".,")
        return text if text.startswith("http") else f"https://doi.org/{text}"


@dataclass(frozen=True)
class Inventories:
    """All records. Codes of processes and flows are unique over all databases."""

    processes: tuple[Process, ...]
    exchanges: tuple[Exchange, ...]
    parameters: tuple[Parameter, ...]
    elementary_flows: tuple[ElementaryFlow, ...]
    methods: tuple[Method, ...]
    provinces: tuple[Province, ...]
    products: tuple[Product, ...]
    sources: tuple[Source, ...]
    pedigree_factors: Mapping[tuple[str, str, str], float] = field(default_factory=dict)  # set, indicator, score
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)  # lists of codes by name


def further_text(record: Process | Exchange | Parameter, column: str) -> str:
    """The text of a column that no field takes; empty where its cell is."""
    return dict(record.further).get(column, "")


def record_of(kind: type[Record], row: Row, **given: Any) -> Record:
    """A row as a record of a dataclass: each field from the column of its name, in the field's own type.

    `given` are fields that no column holds. A field with a default may lack its column. Raises InventoryError for a cell
    that should be a number and is none.
    """
    readers = _readers(kind)  # type: ignore[arg-type]  # a dataclass is hashable
    cells: dict[str, Any] = {}
    for name, (read, optional) in readers.items():
        if name not in given and (name in row.cells or not optional):
            try:
                cells[name] = read(row[name])
            except NumberError as error:
                raise InventoryError(f"{row.place}  {name} {error}") from None
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if "place" in known:
        cells["place"] = row.place
    if "further" in known:
        cells["further"] = tuple((name, text) for name, text in row.cells.items() if text and name not in known)
    return kind(**{**cells, **given})


@cache
def _readers(kind: type) -> Mapping[str, tuple[Callable[[str], Any], bool]]:
    """How each field of a dataclass reads its cell, and whether it has a default."""
    types, defaults = get_type_hints(kind), kind.__dict__
    return {
        one.name: (_READERS[types[one.name]], one.name in defaults)
        for one in fields(kind) if types[one.name] in _READERS
    }  # fmt: skip


def _number(text: str) -> float | None:
    return read_number(text) if text else None


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    float: read_number,
    float | None: _number,
    int: lambda text: int(read_number(text)),
    bool: lambda text: text == "yes",
}


def records(kind: type[Record], tables: tuple[Table, ...], name: str, **given: Any) -> tuple[Record, ...]:
    """The rows of all tables of a kind as records."""
    return tuple(record_of(kind, row, **given) for row in rows_of(tables, name))


def choices_of(tables: tuple[Table, ...]) -> dict[str, tuple[Choice, ...]]:
    """Lists a choice parameter can name: every table beside columns.csv that has the columns of a list.

    The list of provinces holds the national mix and the user's own mix as well.
    """
    found = {
        table.kind: tuple(record_of(Choice, row) for row in table.rows)
        for table in tables
        if not table.folder and set(LIST_COLUMNS) <= set(table.columns)
    }
    if "provinces" in found:
        found["provinces"] += (
            Choice("CN", NATION_NUMBER, "China, national mix", "全国"),
            Choice("USER-MIX", USER_MIX_NUMBER, "the user's own mix", "用户自定义"),
        )
    return found


def methods_of(tables: tuple[Table, ...]) -> tuple[Method, ...]:
    """Methods with their characterization factors."""
    factors: dict[str, dict[str, float]] = {}
    inexact: dict[str, set[str]] = {}
    for row in rows_of(tables, "characterization_factors"):
        factors.setdefault(row["method"], {})[row["flow"]] = float(row["amount"])
        if row["exact"] == "no":
            inexact.setdefault(row["method"], set()).add(row["flow"])
    return tuple(
        record_of(
            Method,
            row,
            name=tuple(part.strip() for part in row["name"].split("|")),
            factors=factors.get(row["id"], {}),
            inexact_flows=frozenset(inexact.get(row["id"], ())),
        )
        for row in rows_of(tables, "methods")
    )


def records_of(tables: tuple[Table, ...]) -> Inventories:
    """Typed records of tables that keep the rules of `checks`."""

    def select(kind: str) -> Iterable[tuple[str, Row]]:
        return ((table.folder, row) for table in tables if table.kind == kind for row in table.rows)

    return Inventories(
        processes=tuple(record_of(Process, row, database=folder) for folder, row in select("processes")),
        exchanges=records(Exchange, tables, "exchanges"),
        parameters=tuple(
            record_of(Parameter, row, database="" if folder == PARAMETERS_FOLDER else folder)
            for folder, row in select("parameters")
        ),
        elementary_flows=tuple(
            record_of(ElementaryFlow, row, compartment=tuple(row["compartment"].split("/")), database=folder)
            for folder, row in select("elementary_flows")
        ),
        methods=methods_of(tables),
        provinces=records(Province, tables, "provinces"),
        products=records(Product, tables, "products"),
        sources=records(Source, tables, "sources"),
        pedigree_factors={
            (row["set"], row["indicator"], row["score"]): float(row["factor"])
            for row in rows_of(tables, "pedigree_factors")
        },
        choices=choices_of(tables),
    )
