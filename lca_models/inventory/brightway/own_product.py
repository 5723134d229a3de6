"""Own products as databases of a new Brightway project: the archetype's foreground with what their makers give.

Each product is one database by the id of its pack. It holds every process of a stage, every process whose amounts follow from
what the maker gives, and every process between these and the demand; all others stay what they are, for every other buyer.
Its parameters are those of the chemistry, those that are given, and all that follow from them, with formulas that Brightway
evaluates: a name is first one of the database, then one of the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from lca_models import __version__
from lca_models.inventory.brightway.database import insert_formulas, insert_groups, insert_rows
from lca_models.inventory.brightway.derived_project import (
    add_factors,
    check_name,
    stored_exchange,
    write_derived_project,
)
from lca_models.inventory.brightway.edits import record_rows
from lca_models.inventory.stored.scopes import parameter_table, parameters_behind, parameters_upon
from lca_models.inventory.system.own.record import KEY, record_of
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import COPY_OF, ExchangeRow, Key, ProjectError, ProjectRows, read_project_rows
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

RENEWED = ("id", "code", "database")  # fields of a process that its copy has its own of


def write_own_products(base: Path, source: Path, project: str, systems: Sequence[ProductSystem]) -> tuple[str, ...]:
    """Write own products as databases of a new project below Brightway's base folder; their addresses, in their order.

    `source`: the folder of the project that the systems were read from, which is copied. Values are those of the project, not
    of a rule set. Raises ScenarioError for a system that is no own product, ProjectError for a name of the project or of a
    database that is taken, and where Brightway refuses the rows.
    """
    check_name(base, project)
    rows = read_project_rows(source)
    products = [OwnDatabase(system.before_rules or system, rows) for system in systems]
    _check(products, rows)
    write_derived_project(
        base, source, project, lambda bw2data: _write(bw2data, products),
        lambda error: message("Brightway refuses the product, so nothing was written: {error}", error=error),
    )  # fmt: skip
    return tuple(f"{project}:{'/'.join(one.keys[one.system.demand])}" for one in products)


def _check(products: Sequence[OwnDatabase], rows: ProjectRows) -> None:
    taken: dict[str, str] = dict.fromkeys(rows.databases, "")
    for one in products:
        file = one.system.pack.file.name if one.system.pack is not None and one.system.pack.file is not None else ""
        if file and taken.get(one.name):
            raise ProjectError(
                message("{first} and {second} would both be the database '{database}'; give one of them another product.model",
                        first=taken[one.name], second=file, database=one.name)
            )  # fmt: skip
        if one.name in taken:
            raise ProjectError(
                message("there is a database '{database}' already; give the product another id", database=one.name)
                if not file
                else message("{file}: there is a database '{database}' already; give it another product.model",
                             file=file, database=one.name)
            )  # fmt: skip
        taken[one.name] = file


@dataclass(frozen=True)
class OwnDatabase:
    """What of an own product is written into its database."""

    system: ProductSystem
    rows: ProjectRows  # of the project that it was read from

    @cached_property
    def pack(self) -> Pack:
        """What its maker gives."""
        if self.system.pack is None:
            raise ScenarioError(
                message("'{product}' is no product of a data sheet", product="/".join(self.system.demand))
            )
        return self.system.pack

    @property
    def name(self) -> str:
        """The name of the database."""
        return self.pack.id

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Qualified names of its parameters: the chemistry's own, those that were changed, and what follows from them."""
        system = self.system
        product = system.shipped_product
        before = parameter_table(self.rows)
        changed = {name for name, row in system.parameters.items() if before.get(name) != row}
        chemistry = {name for name in system.parameters if name.startswith(f"{product.chemistry}_")}
        formulas = {name: (text, names) for name, text, names in system.derived}
        read = {row.names[name] for row in system.formulas for name in names_in(row.text)}
        scoped = {name for name in read if "::" in name}  # of a database of which processes are copied
        needed = parameters_behind(read | changed | chemistry, formulas)
        return frozenset(changed | parameters_upon(changed | chemistry | scoped, formulas) & needed)

    @cached_property
    def columns(self) -> frozenset[int]:
        """Columns of the processes that are copied."""
        system = self.system
        known = {row.id: row for row in self.rows.exchanges}
        nodes = {node.key: node for node in self.rows.nodes}
        found = {
            column for column, node in enumerate(system.processes) if node.stage or nodes.get(node.key) != node
        }  # fmt: skip
        for place, row in enumerate(system.exchanges):
            if row.data and known.get(row.id) != row:  # a production that Brightway implies has no data
                found.add(int(system.matrix_columns[place]))
        for formula in system.formulas:
            if self.parameters & {formula.names[name] for name in names_in(formula.text)}:
                found.add(int(system.matrix_columns[formula.exchange]))
        return frozenset(_with_users(system, found))

    @cached_property
    def keys(self) -> dict[Key, Key]:
        """Keys in the database of what is copied: processes, and flows that the project does not have."""
        known = {node.key for node in self.rows.nodes}
        copied = [self.system.processes[column].key for column in sorted(self.columns)]
        new = [node.key for node in self.system.flows if node.key not in known]
        found: dict[Key, Key] = {}
        codes: set[str] = set()
        for key in (*copied, *new):
            code = key[1] if key[1] not in codes else "_".join(key)
            codes.add(code)
            found[key] = (self.name, code)
        return found

    def data(self) -> dict[Key, dict[str, Any]]:
        """Processes and flows with their exchanges, as Brightway stores them."""
        system, keys = self.system, self.keys
        texts = {row.exchange: row.text for row in system.formulas}
        found: dict[Key, dict[str, Any]] = {}
        for node in (*system.flows, *system.processes):
            if key := keys.get(node.key):
                kept = {name: value for name, value in node.data.items() if name not in RENEWED}
                origin = (
                    {COPY_OF: node.data.get(COPY_OF) or "/".join(node.key)} if node.key in system.process_index else {}
                )
                found[key] = {**kept, **origin, "type": node.type, "exchanges": []}
        for place, row in enumerate(system.exchanges):
            if row.process in keys and not _is_nothing(row):
                said = stored_exchange(
                    row, float(system.stored_amounts[place]), texts.get(place, ""), keys.get(row.input)
                )
                found[keys[row.process]]["exchanges"].append(said)
        return found

    def parameter_rows(self) -> Iterator[dict[str, Any]]:
        """Its parameters as Brightway stores them."""
        from bw2data.snowflake_ids import snowflake_id_generator

        values = self.system.parameter_values()
        formulas = {name: text for name, text, _ in self.system.derived}
        plain = [name.rpartition("::")[2] for name in sorted(self.parameters)]
        if twice := sorted({name for name in plain if plain.count(name) > 1}):
            raise ProjectError(
                message("parameters of several databases are called {names}; rename one", names=enumerated(twice))
            )
        for name, short in zip(sorted(self.parameters), plain, strict=True):
            row = self.system.parameters[name]
            yield {"id": next(snowflake_id_generator), "database": self.name, "name": short, "amount": values[name],
                   "formula": formulas.get(name), "data": dict(row.data)}  # fmt: skip


def _is_nothing(row: ExchangeRow) -> bool:
    """Whether a purchase only brings a process into reach."""
    return row.id < 0 and not row.amount and not row.formula


def _with_users(system: ProductSystem, columns: set[int]) -> set[int]:
    """Columns, and all that lead to them: whoever buys or avoids what they make, directly or through others."""
    inside = np.flatnonzero(~system.is_biosphere & ~system.is_production)
    makers = system.makers[system.matrix_rows[inside]]
    users: dict[int, list[int]] = {}
    for maker, user in zip(makers.tolist(), system.matrix_columns[inside].tolist(), strict=True):
        users.setdefault(maker, []).append(user)
    found, waiting = set(columns), list(columns)
    while waiting:
        for user in users.get(waiting.pop(), ()):
            if user not in found:
                found.add(user)
                waiting.append(user)
    return found


def _write(bw2data: Any, products: Sequence[OwnDatabase]) -> None:
    for one in products:
        database = bw2data.Database(one.name)
        database.register(read_only=False)
        database.write(one.data(), process=False, searchable=False, check_typos=False)
        _write_parameters(one)
        flows = {node.key: one.keys[node.key] for node in one.system.flows if node.key in one.keys}
        add_factors(bw2data, one.system, flows)
        database.process()
        database.make_searchable(reset=False)
    folder = Path(bw2data.projects.dir)
    rows = read_project_rows(folder)
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record_rows(folder, rows, {"built_utc": when, "tables": products[0].rows.folder.name, "lca_models": __version__})
    for one in products:
        bw2data.databases[one.name][KEY] = {**record_of(one.system), "rows_hash": rows.rows_hash}
    bw2data.databases.flush()


def _write_parameters(one: OwnDatabase) -> None:
    from bw2data.backends.schema import ExchangeDataset

    tables = import_module("bw2data.parameters")
    formulas = [
        (f"{one.name}/{row.output_code}", row.id, row.data["formula"])
        for row in ExchangeDataset.select().where(ExchangeDataset.output_database == one.name)
        if row.data.get("formula")
    ]
    groups = sorted({group for group, _, _ in formulas})
    with tables.parameters.db.atomic():
        insert_rows(tables.DatabaseParameter, list(one.parameter_rows()))
        insert_groups([one.name], [])
        insert_groups(groups, [(one.name, group.partition("/")[2]) for group in groups], upon=one.name)
        insert_formulas(formulas)
