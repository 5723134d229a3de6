"""What the tables of `inventories/` say, as typed records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lca_models.inventory.tables.reading import Place, Row, Table, rows_of

TECHNOSPHERE_TYPES = ("production", "technosphere", "substitution")
NATION_NUMBER = 156  # ISO 3166 numeric of China: the national mix as a choice of province
USER_MIX_NUMBER = 900  # a mix the user gives, as a choice of province
LIST_COLUMNS = ("code", "number", "name", "name_zh")  # of a table that a choice parameter takes its codes from


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


def number(text: str) -> float | None:
    """The number in a cell; None for an empty one."""
    return float(text) if text else None


def required_number(text: str) -> float:
    """The number in a cell that must hold one."""
    return float(text)


def process_of(row: Row, database: str) -> Process:
    """A row of processes.csv."""
    return Process(
        row["code"],
        row["name"],
        row["reference_product"],
        row["unit"],
        row["location"],
        database,
        row["stage"],
        row["kind"],
        row["allocation"],
        row["comment"],
        row.place,
    )


def exchange_of(row: Row) -> Exchange:
    """A row of exchanges.csv."""
    return Exchange(
        row["process"],
        row["type"],
        row["input"],
        required_number(row["amount"]),
        row["unit"],
        row["formula"],
        row["stage"],
        row["distribution"],
        number(row["scale"]),
        number(row["minimum"]),
        number(row["maximum"]),
        row["pedigree"],
        row["source"],
        row["locator"],
        row["evidence"],
        row["comment"],
        row.place,
    )


def parameter_of(row: Row, database: str) -> Parameter:
    """A row of a parameter table."""
    return Parameter(
        row["name"],
        row["kind"],
        required_number(row["amount"]),
        row["formula"],
        row["unit"],
        number(row["minimum"]),
        number(row["maximum"]),
        row["distribution"],
        number(row["scale"]),
        row["group"],
        row["choices"],
        row["source"],
        row["locator"],
        row["evidence"],
        row["label"],
        row["label_zh"],
        row["comment"],
        database,
        row.place,
    )


def elementary_flow_of(row: Row, database: str) -> ElementaryFlow:
    """A row of elementary_flows.csv."""
    return ElementaryFlow(
        row["code"],
        row["name"],
        row["unit"],
        tuple(row["compartment"].split("/")),
        row["basic_uncertainty"],
        row["comment"],
        database,
    )


def province_of(row: Row) -> Province:
    """A row of provinces.csv."""
    return Province(
        row["code"],
        int(required_number(row["number"])),
        row["name"],
        row["name_zh"],
        row["grid"],
        int(required_number(row["row"])),
        int(required_number(row["column"])),
    )


def choices_of(tables: tuple[Table, ...]) -> dict[str, tuple[Choice, ...]]:
    """Lists a choice parameter can name: every table beside columns.csv that has the columns of a list.

    The list of provinces holds the national mix and the user's own mix as well.
    """
    found = {
        table.kind: tuple(
            Choice(row["code"], int(required_number(row["number"])), row["name"], row["name_zh"]) for row in table.rows
        )
        for table in tables
        if not table.folder and set(LIST_COLUMNS) <= set(table.columns)
    }
    if "provinces" in found:
        found["provinces"] += (
            Choice("CN", NATION_NUMBER, "China, national mix", "全国"),
            Choice("USER-MIX", USER_MIX_NUMBER, "the user's own mix", "用户自定义"),
        )
    return found


def product_of(row: Row) -> Product:
    """A row of products.csv."""
    return Product(**{name: row[name] for name in Product.__dataclass_fields__ if name != "place"}, place=row.place)


def source_of(row: Row) -> Source:
    """A row of sources.csv."""
    return Source(**{name: row[name] for name in Source.__dataclass_fields__})


def methods_of(tables: tuple[Table, ...]) -> tuple[Method, ...]:
    """Methods with their characterization factors."""
    factors: dict[str, dict[str, float]] = {}
    inexact: dict[str, set[str]] = {}
    for row in rows_of(tables, "characterization_factors"):
        factors.setdefault(row["method"], {})[row["flow"]] = required_number(row["amount"])
        if row["exact"] == "no":
            inexact.setdefault(row["method"], set()).add(row["flow"])
    return tuple(
        Method(
            row["id"],
            tuple(part.strip() for part in row["name"].split("|")),
            row["unit"],
            row["description"],
            row["source"],
            factors.get(row["id"], {}),
            frozenset(inexact.get(row["id"], ())),
        )
        for row in rows_of(tables, "methods")
    )


def records_of(tables: tuple[Table, ...]) -> Inventories:
    """Typed records of tables that keep the rules of `checks`."""
    by_folder = [(table.folder, row) for table in tables for row in table.rows]
    kinds = {table.path: table.kind for table in tables}

    def select(kind: str) -> Iterable[tuple[str, Row]]:
        return ((folder, row) for folder, row in by_folder if kinds[row.place.table] == kind)

    return Inventories(
        processes=tuple(process_of(row, folder) for folder, row in select("processes")),
        exchanges=tuple(exchange_of(row) for _, row in select("exchanges")),
        parameters=tuple(
            parameter_of(row, "" if folder == "parameters" else folder) for folder, row in select("parameters")
        ),
        elementary_flows=tuple(elementary_flow_of(row, folder) for folder, row in select("elementary_flows")),
        methods=methods_of(tables),
        provinces=tuple(province_of(row) for _, row in select("provinces")),
        products=tuple(product_of(row) for _, row in select("products")),
        sources=tuple(source_of(row) for _, row in select("sources")),
        pedigree_factors={
            (row["set"], row["indicator"], row["score"]): required_number(row["factor"])
            for _, row in select("pedigree_factors")
        },
        choices=choices_of(tables),
    )
