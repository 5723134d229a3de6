"""The rows of a Brightway project, read in double precision straight from its SQLite files.

Brightway's processed arrays are float32 (0.6 becomes 0.6000000238), and importing bw2data takes over a second; the rows
themselves are exact and take milliseconds. Nothing is ever written here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from lca_models.inventory.files.sealed import SealError, refusing
from lca_models.inventory.stored.connection import opened
from lca_models.inventory.stored.factors import global_location, stored_factors
from lca_models.inventory.stored.pickled import Opaque, plain_number, unpickled
from lca_models.inventory.stored.row_hash import hash_of
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.labels import word_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

Key = tuple[str, str]  # database, code
ROWS_LEFT_OUT, ROWS_OF_FILE = "rows_left_out", "rows_of_the_file"  # of an imported process: its inputs
MAPPED_FROM, MAPPED_BY = (
    "mapped_from",
    "mapping_factor",
)  # of an imported exchange: what it names in its file, and units
MAPPED_WORD = (
    "mapped_by"  # whose word the link is: of a table given with the file, an earlier one, this kit, the category
)
MAPPING_GRADE, MAPPING_REASON = "mapping_grade", "mapping_reason"
PROXY = "proxy"  # the grade of a link to what only comes near
Kept = TypeVar("Kept")
EXCHANGES = "SELECT id, data, input_database, input_code, output_database, output_code, type FROM exchangedataset"
IN_ORDER = "ORDER BY output_database, output_code, input_database, input_code, id"
POSITIVE_TYPES = frozenset({"production", "generic production", "substitution"})
NEGATIVE_TYPES = frozenset({"technosphere", "generic consumption"})
PRODUCTION_TYPES = frozenset({"production", "generic production"})
KNOWN_TYPES = POSITIVE_TYPES | NEGATIVE_TYPES | {"biosphere"}
COPY_OF = "copy_of"  # field of a process that is there twice: DATABASE/CODE of the other one
REPLACED_BY = (
    "replaced_by"  # field of a row of 0 whose stage is replaced as a whole: the code of what stands for the stage
)
IN_PLACE_OF = "in_place_of"  # field of a purchase that is replaced: the code of what it bought
PROCESS_TYPES = frozenset({"process", "processwithreferenceproduct"})
PRODUCT_TYPES = frozenset({"product", "processwithreferenceproduct", "process"})


class ProjectError(LcaModelsError):
    """A Brightway project must hold what its formulas, links and factors say; the message names the rows and the remedy."""


@dataclass(frozen=True)
class Node:
    """A process, product or elementary flow. `data` holds the further fields Brightway stores with it."""

    id: int
    key: Key
    type: str
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.data.get("name", self.key[1]))

    def product_words(self, language: str = ENGLISH) -> str:
        """What it supplies, or the flow that it is, in a language; in English where its row has no other words."""
        english = str(self.data.get("reference product") or self.name)
        if language != CHINESE:
            return english
        own = self.data.get("product_zh" if self.data.get("reference product") else "name_zh")
        return str(own or word_label(english, language))

    def name_words(self, language: str = ENGLISH) -> str:
        """Its own name in a language; in English where its row has no other words."""
        return str((self.data.get("name_zh") if language == CHINESE else "") or self.name)

    @property
    def stage(self) -> str:
        return str(self.data.get("stage") or "")


@dataclass(frozen=True)
class ExchangeRow:
    """One exchange of a node, amounts per unit of the node as stored."""

    id: int
    process: Key
    input: Key
    type: str
    amount: Any  # judged by soundness: Brightway stores whatever it is given
    formula: str
    data: Mapping[str, Any]

    @property
    def is_production(self) -> bool:
        """Whether it is what its process makes."""
        return self.type in PRODUCTION_TYPES

    @property
    def is_emission(self) -> bool:
        """Whether it is an elementary flow, and no product."""
        return self.type == "biosphere"


@dataclass(frozen=True)
class ParameterRow:
    """A parameter. `scope`: empty for the project, a database name, or a group of activity parameters."""

    name: str
    scope: str
    amount: float
    formula: str
    data: Mapping[str, Any]

    @property
    def qualified_name(self) -> str:
        """`name`, `database::name` or `database/code::name`."""
        return f"{self.scope}::{self.name}" if self.scope else self.name


@dataclass(frozen=True)
class Group:
    """A group of activity parameters: its processes, further groups it reads, and whether Brightway has recalculated it."""

    name: str
    fresh: bool
    order: tuple[str, ...]
    members: frozenset[Key]

    @property
    def database(self) -> str:
        """The database of its processes, whose parameters its formulas see; empty for a group without any."""
        return next((database for database, _ in sorted(self.members)), "")


@dataclass(frozen=True)
class MethodRow:
    """An impact category: factors by node id, as Brightway stores them.

    Only the factors of the global location count, as in bw2calc, and those of a flow that stands several times are summed.
    """

    name: tuple[str, ...]
    metadata: Mapping[str, Any]
    factors: tuple[tuple[Any, float], ...]
    uncertain: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # the stored fields, by place in `factors`
    regional: tuple[Any, ...] = ()  # flows of the factors that hold for one location, which are left out
    fault: str = ""  # why its factors cannot be read


@dataclass(frozen=True)
class ProjectRows:
    """Everything that a calculation reads from one Brightway project."""

    folder: Path
    nodes: tuple[Node, ...]
    exchanges: Sequence[ExchangeRow]
    parameters: tuple[ParameterRow, ...]
    parameterized: Mapping[int, tuple[str, str]]  # exchange id -> group, formula
    groups: Mapping[str, Group]
    methods: tuple[MethodRow, ...]
    databases: Mapping[str, Mapping[str, Any]]
    rows_hash: str
    digests: Mapping[str, str] = field(default_factory=dict)  # of databases whose exchanges are held as columns
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def judged(self) -> Sequence[ExchangeRow]:
        """Exchanges to be looked at one by one: all but those of a background that were found usual when they were read."""
        return getattr(self.exchanges, "unusual", self.exchanges)

    def keep(self, what: str, make: Callable[[], Kept]) -> Kept:
        """What follows from all rows, made once for all the systems that are built of them."""
        if what not in self._kept:
            self._kept[what] = make()
        return self._kept[what]  # type: ignore[no-any-return]


ExchangesOf = Callable[[sqlite3.Connection, ProjectRows], tuple[Sequence[ExchangeRow], Mapping[str, str]]]


def exchanges_by_process(rows: ProjectRows) -> dict[Key, list[ExchangeRow]]:
    """Exchanges by process as they stand in its column, with the production of 1 that Brightway implies where it has none."""
    by_process: dict[Key, list[ExchangeRow]] = {node.key: [] for node in rows.nodes if node.type in PROCESS_TYPES}
    for exchange in rows.exchanges:
        if exchange.type in KNOWN_TYPES and (column := by_process.get(exchange.process)) is not None:
            column.append(exchange)
    for node in rows.nodes:
        if node.type == "processwithreferenceproduct" and not any(
            exchange.type in POSITIVE_TYPES for exchange in by_process[node.key]
        ):
            by_process[node.key].append(ExchangeRow(-1, node.key, node.key, "production", 1.0, "", {}))
    return by_process


def demanded_product(demand: Key, nodes: Mapping[Key, Node], by_process: Mapping[Key, list[ExchangeRow]]) -> Key:
    """The product that a demand means: itself, or what the process of that key makes.

    Raises ProjectError for a demand that is unknown, or a process that makes several products.
    """
    if demand not in nodes:
        raise ProjectError(
            message("there is no process '{listed}'; {near}", listed="/".join(demand),
                    near=suggestion(demand[1], [key[1] for key in nodes]))
        )  # fmt: skip
    made = dict.fromkeys(exchange.input for exchange in by_process.get(demand, ()) if exchange.is_production)
    if demand in made or not made:
        return demand
    if len(made) > 1:
        raise ProjectError(
            message("process '{listed}' makes {count} products; ask for one of them: {products}",
                    listed="/".join(demand), count=len(made),
                    products=enumerated(f"'{'/'.join(key)}'" for key in made))
        )  # fmt: skip
    return next(iter(made))


def _unpickle(blob: bytes, where: str) -> Any:
    try:
        return unpickled(blob)
    except ValueError as error:
        raise ProjectError(message("{where} cannot be read safely: {error}", where=where, error=error)) from None


def _fields(blob: bytes, where: str) -> Mapping[str, Any]:
    """The fields of a row, which are a dictionary whatever its values are."""
    found = _unpickle(blob, where)
    if isinstance(found, Mapping):
        return found
    held = repr(found) if isinstance(found, Opaque) else type(found).__name__
    raise ProjectError(
        message("{where} cannot be read safely: it holds {held} in place of its fields", where=where, held=held)
    )


def _opened(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    if not path.is_file():
        raise ProjectError(
            message("{path} is missing; the folder is no Brightway project. Run lca-models build", path=path)
        )
    return opened(path)


def read_project_rows(folder: Path, exchanges_of: ExchangesOf | None = None) -> ProjectRows:
    """All rows of the project in `folder`; `exchanges_of` reads the exchanges (default: each as a row).

    Raises ProjectError when files are missing, damaged, or hold objects other than plain values.
    """
    with refusing(lambda words: _unreadable(folder, words)):
        return _read_rows(folder, exchanges_of or _every_row)


def _unreadable(folder: Path, words: str) -> ProjectError:
    return ProjectError(
        message(
            "{folder} cannot be read ({error}); close other programs that use it, or restore it, or "
            "run lca-models build --force",
            folder=folder,
            error=words,
        )
    )


def _read_rows(folder: Path, exchanges_of: ExchangesOf) -> ProjectRows:
    with _opened(folder / "lci" / "databases.db") as connection:
        connection.execute("BEGIN")  # one state of the file, whoever writes meanwhile
        nodes = tuple(
            Node(number, (_word(database), _word(code)), _word(kind) or "process", _fields(data, f"{database}/{code}"))
            for number, data, code, database, kind in connection.execute(
                "SELECT id, data, code, database, type FROM activitydataset ORDER BY database, code"
            )
        )
        parameters, parameterized, groups = _read_parameters(folder)
        databases = _stored_json(folder / "databases.json")
        if not isinstance(databases, dict) or not all(isinstance(one, dict) for one in databases.values()):
            raise SealError(message("'{name}' is not what it should be", name="databases.json"))
        rows = ProjectRows(folder, nodes, (), parameters, parameterized, groups, (), databases, "")
        exchanges, digests = exchanges_of(connection, rows)
    rows = replace(rows, exchanges=exchanges, methods=_read_methods(folder), digests=digests)
    return replace(rows, rows_hash=hash_of(rows))


def _every_row(connection: sqlite3.Connection, _: ProjectRows) -> tuple[Sequence[ExchangeRow], Mapping[str, str]]:
    return tuple(exchange_row(*values) for values in connection.execute(f"{EXCHANGES} {IN_ORDER}")), {}


def exchange_row(
    number: int, blob: bytes, input_database: str, input_code: str, database: str, code: str, kind: str
) -> ExchangeRow:
    """An exchange as Brightway stores it. Raises ProjectError for fields that cannot be read safely."""
    data = _fields(blob, f"exchange {number} of {database}/{code}")
    return ExchangeRow(
        number,
        (_word(database), _word(code)),
        (_word(input_database), _word(input_code)),
        _word(kind),
        plain_number(data.get("amount")),
        _text_of(data.get("formula")),
        data,
    )


def _word(value: object) -> str:
    """A key or type as text, which it is unless the file was damaged."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def _text_of(formula: object) -> str:
    """A formula as text; a number in its place is one, anything else none."""
    return formula if isinstance(formula, str) else str(formula) if isinstance(formula, int | float) else ""


def _read_parameters(
    folder: Path,
) -> tuple[tuple[ParameterRow, ...], dict[int, tuple[str, str]], dict[str, Group]]:
    with _opened(folder / "parameters.db") as connection:
        parameters = [
            ParameterRow(_word(name), _word(scope), amount, _text_of(formula), _fields(data, f"parameter {name}"))
            for query in (
                "SELECT name, '', amount, formula, data FROM projectparameter ORDER BY name",
                "SELECT name, database, amount, formula, data FROM databaseparameter ORDER BY database, name",
                'SELECT name, "group", amount, formula, data FROM activityparameter ORDER BY "group", name',
            )
            for name, scope, amount, formula, data in connection.execute(query)
        ]
        parameterized = {
            exchange: (_word(group), _text_of(formula))
            for exchange, group, formula in connection.execute(
                'SELECT exchange, "group", formula FROM parameterizedexchange'
            )
        }
        members: dict[str, set[Key]] = {}
        for group, database, code in connection.execute(
            'SELECT DISTINCT "group", database, code FROM activityparameter'
        ):
            members.setdefault(_word(group), set()).add((_word(database), _word(code)))
        groups = {name: Group(name, True, (), frozenset(keys)) for name, keys in members.items()}  # fmt: skip
        groups |= {
            name: Group(name, bool(fresh), tuple(_unpickle(order, f"group {name}")), frozenset(members.get(name, ())))
            for name, fresh, order in connection.execute('SELECT name, fresh, "order" FROM group_table')
        }
    return tuple(parameters), parameterized, groups


def _read_methods(folder: Path) -> tuple[MethodRow, ...]:
    listed = _stored_json(folder / "methods.json")
    if not isinstance(listed or [], list) or not all(map(_is_method, listed or ())):
        raise SealError(message("'{name}' is not what it should be", name="methods.json"))
    everywhere = global_location(folder)
    return tuple(
        _method_row(folder, tuple(name), metadata, everywhere)
        for name, metadata in sorted(listed or [], key=lambda item: tuple(item[0]))
    )


def _is_method(entry: object) -> bool:
    """Whether an entry of the list of methods is a name of texts with the fields of the method."""
    if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[1], dict):
        return False
    name, fields = entry
    are_texts = isinstance(name, list) and bool(name) and all(isinstance(one, str) for one in name)
    return are_texts and isinstance(fields.get("abbreviation"), str)


def _stored_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _method_row(folder: Path, name: tuple[str, ...], metadata: Mapping[str, Any], everywhere: object) -> MethodRow:
    """A method; one whose factors cannot be read says so when it is asked for."""
    factors: list[tuple[Any, float]] = []
    regional: list[Any] = []
    uncertain: dict[int, Mapping[str, Any]] = {}
    try:
        for flow, given, *location in stored_factors(folder, metadata):
            if location and location[0] != everywhere:
                regional.append(flow)
                continue
            amount = plain_number(given.get("amount", 0)) if isinstance(given, Mapping) else plain_number(given)
            if isinstance(given, Mapping) and _varies(given):
                uncertain[len(factors)] = given
            factors.append((flow, float(amount)))
    except (OSError, TypeError, ValueError) as error:
        return MethodRow(name, metadata, (), fault=f"{metadata['abbreviation']}.pickle: {error}")
    return MethodRow(name, metadata, tuple(factors), uncertain, tuple(regional))


def _varies(given: Mapping[str, Any]) -> bool:
    return given.get("uncertainty type", given.get("uncertainty_type", 0)) not in (None, 0, 1)
