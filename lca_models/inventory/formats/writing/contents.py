"""What of one product leaves the kit for another tool: everything its demand reaches, as one database that stands alone.

Formulas stay formulas, and parameters of any place become parameters of the database, so that nothing of it reads or replaces
what a project has. Values and amounts are those of one result; what was set for it is stored as the amount of its parameter.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lca_models.inventory.formats.imported import JOINT
from lca_models.inventory.formats.reading.marked_json import is_number
from lca_models.inventory.stored.pickled import plain_number
from lca_models.inventory.stored.scopes import parameters_behind
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ExchangeRow, Key, Node, ProjectError
from lca_models.inventory.tables.formulas import names_in
from lca_models.inventory.tables.uncertainty import CERTAIN
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

SPREAD = ("uncertainty type", "loc", "scale", "shape", "minimum", "maximum", "negative")
_RENEWED = (
    "id",
    "code",
    "database",
    "exchanges",
    "output",
    "input",
    "amount",
    "type",
    "formula",
    "original_amount",
    "stage",
)


@dataclass(frozen=True)
class Row:
    """One exchange as it is written: `amount` in its own unit, with its spread about that amount as Brightway stores it."""

    exchange: ExchangeRow
    amount: float
    formula: str
    stage: str
    spread: Mapping[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        """The further fields of the exchange, its spread apart, plain values only."""
        return {name: value for name, value in plain(self.exchange.data).items()
                if name not in _RENEWED and name not in SPREAD and value not in (None, "")}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """A parameter of the database by the name that formulas have for it."""

    name: str
    amount: float
    formula: str
    spread: Mapping[str, Any]
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Contents:
    """One product system as one database: its processes, flows, parameters and impact categories."""

    name: str  # of the database
    system: ProductSystem
    values: Mapping[str, float]  # of parameters by qualified name
    amounts: np.ndarray  # per exchange, sign not applied

    @cached_property
    def codes(self) -> dict[Key, str]:
        """The code of each process and flow: its own, or with its database in front where two share it."""
        keys = [node.key for node in (*self.system.processes, *self.system.flows)]
        uses = Counter(code for _, code in keys)
        return {key: key[1] if uses[key[1]] == 1 else "_".join(key) for key in keys}

    def key(self, key: Key) -> Key:
        """The key in the database of a process or flow of the project."""
        return self.name, self.codes[key]

    def input_of(self, row: ExchangeRow) -> Node:
        """The flow of an exchange, or the process that stands for its product."""
        if row.is_emission:
            return self.system.flows[self._flow_index[row.input]]
        return self.system.processes[int(self.system.makers[self.system.product_index[row.input]])]

    @property
    def demand(self) -> Key:
        """The key of the process that makes what is demanded."""
        return self.key(self.system.demanded.key)

    @cached_property
    def titles(self) -> dict[Key, str]:
        """Names of processes; those that programs which link by names would take for one have their code behind them."""
        seen: dict[tuple[str, ...], list[Node]] = {}
        for node in self.system.processes:
            fields = (node.name, *(str(node.data.get(one) or "") for one in ("reference product", "unit", "location")))
            seen.setdefault(tuple(one.strip().lower() for one in fields), []).append(node)
        return {node.key: node.name if len(nodes) == 1 else f"{node.name} [{self.codes[node.key]}]"
                for nodes in seen.values() for node in nodes}  # fmt: skip

    @cached_property
    def rows(self) -> dict[Key, list[Row]]:
        """Exchanges by process of the project: what it makes first, then in the order of its table."""
        system = self.system
        formulas = {row.exchange: row.text for row in system.formulas}
        found: dict[Key, list[Row]] = {node.key: [] for node in system.processes}
        for first in (True, False):
            for place in np.flatnonzero(system.is_production == first).tolist():
                row, formula, amount = system.exchanges[place], formulas.get(place, ""), float(self.amounts[place])
                given = _spread(row.data, amount, None if formula else float(system.stored_amounts[place]))
                found[row.process].append(Row(row, amount, formula, system.stages[place], given))
        return found

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter that a formula reads, each behind those it reads.

        Raises ProjectError where parameters of two places have one name.
        """
        system = self.system
        formulas = {name: (text, names) for name, text, names in system.derived}
        read = {row.names[name] for row in system.formulas for name in names_in(row.text)}
        order = {name: number for number, (name, _, _) in enumerate(system.derived)}
        wanted = sorted(parameters_behind(read, formulas), key=lambda name: (order.get(name, -1), name))
        plain_names = [name.rpartition("::")[2] for name in wanted]
        if twice := sorted({name for name in plain_names if plain_names.count(name) > 1}):
            raise ProjectError(
                message("parameters of several databases are called {names}; rename one", names=enumerated(twice))
            )
        return tuple(
            self._parameter(name, short, formulas.get(name, ("", {}))[0])
            for name, short in zip(wanted, plain_names, strict=True)
        )

    def _parameter(self, name: str, short: str, formula: str) -> Parameter:
        row, amount = self.system.parameters[name], float(self.values[name])
        data = {one: value for one, value in plain(row.data).items()
                if one not in SPREAD and one not in ("name", "database", "group")}  # fmt: skip
        return Parameter(short, amount, formula, _spread(row.data, amount, None if formula else row.amount), data)

    def node_data(self, node: Node) -> dict[str, Any]:
        """The further fields of a process or flow, its name and stage among them, plain values only."""
        found = {name: value for name, value in plain(node.data).items() if name not in _RENEWED and value != ""}
        return {**found, "name": self.titles.get(node.key, node.name), "origin": "/".join(node.key)}

    def factors_of(self, flow: Node) -> str:
        """The factors of a flow that no project has, such as that of a supplier's footprint, as text; empty for any other."""
        if flow.id >= 0:
            return ""
        column = self._flow_index[flow.key]
        found = {JOINT.join(method): float(factors[column]) for method, factors in self.system.factors.items()}
        return json.dumps({name: factor for name, factor in sorted(found.items()) if factor}, ensure_ascii=False)

    @cached_property
    def _flow_index(self) -> dict[Key, int]:
        return {node.key: row for row, node in enumerate(self.system.flows)}

    def factors(self, method: tuple[str, ...]) -> Iterator[tuple[Node, float]]:
        """The factors of a category that are not 0, by flow."""
        for flow, factor in zip(self.system.flows, self.system.factors[method].tolist(), strict=True):
            if factor:
                yield flow, float(factor)


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row that any format can hold: texts, finite numbers, truths, and lists and tables of them."""
    found = {str(name): _plain(value) for name, value in data.items()}
    return {name: value for name, value in found.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    number = plain_number(value)
    if isinstance(number, int | float | np.number):
        return (int(number) if isinstance(number, int | np.integer) else float(number)) if np.isfinite(number) else None
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple):
        kept = [_plain(one) for one in value]  # nothing stays in its place: a limit on one side has none on the other
        return tuple(kept) if isinstance(value, tuple) else kept
    return None


def _spread(data: Mapping[str, Any], amount: float, stored: Any) -> dict[str, Any]:
    """The spread of an amount, which is certain where a formula gives it or it was set; `stored`: what the spread is about."""
    found = {name: data[name] for name in SPREAD if isinstance(data.get(name), bool) or is_number(data.get(name))}
    kind = found.get("uncertainty type") or CERTAIN
    if kind == CERTAIN or stored is None or not math.isclose(amount, stored, rel_tol=1e-12, abs_tol=0.0):
        return {"uncertainty type": CERTAIN}
    return found
