"""The Brightway database of a bundle: every process that the product needs, with the amounts of this result as plain numbers.

Formulas are kept as texts beside the numbers, under a name that Brightway does not evaluate, so that whoever opens the
database gets the declared result, whatever the parameters of their project are. Impact categories carry the name of the
database behind their own: reading them replaces no category of anybody.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import GAS_METHODS, MethodName, method_ids
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.rows import COPY_OF, IN_PLACE_OF, ExchangeRow, Key, Node
from lca_models.reporting.declaration.listing.chain import Chain

RECORD = "lca_models_declaration"  # what the metadata of the database say of it
NODE_FIELDS = ("name", "name_zh", "reference product", "product_zh", "unit", "location", "stage", "kind", "allocation",
               "source", "locator", "evidence", "pedigree_scores", COPY_OF, "comment")  # fmt: skip
ROW_FIELDS = ("unit", "source", "locator", "evidence", "pedigree_scores", "plant_country", "verified", IN_PLACE_OF,
              "table", "row", "comment")  # fmt: skip
LOGNORMAL = 2  # Brightway's number of a distribution
Datasets = dict[Key, dict[str, Any]]


@dataclass(frozen=True)
class Databases:
    """One database and the impact categories of a result, as Brightway keeps them."""

    result: Footprint

    @cached_property
    def chain(self) -> Chain:
        """What the result stands on."""
        return Chain(self.result.assessment)

    @property
    def name(self) -> str:
        """The name of the database: the id of the pack."""
        pack: Pack | None = self.result.system.pack
        return pack.id if pack is not None else self.result.system.shipped_product.id

    def key(self, key: Key) -> Key:
        """The key in the database of a process or flow of the project."""
        return self.name, self.chain.codes[key]

    @cached_property
    def datasets(self) -> Datasets:
        """Flows and processes with their exchanges, by key."""
        system, found = self.result.system, dict[Key, dict[str, Any]]()
        titles = self._titles
        for number in self.chain.flows:
            node = system.flows[number]
            found[self.key(node.key)] = {**_kept(node, NODE_FIELDS), "categories": tuple(node.data.get("categories") or ()),
                                         "origin": "/".join(node.key), "type": node.type, "exchanges": []}  # fmt: skip
        for node in self.chain.processes():
            found[self.key(node.key)] = {**_kept(node, NODE_FIELDS), "name": titles[node.key], "production amount": 1.0,
                                         "origin": "/".join(node.key), "type": node.type, "exchanges": []}  # fmt: skip
        formulas = {row.exchange: row.text for row in system.formulas}
        for place in self.chain.places:
            row = system.exchanges[place]
            found[self.key(row.process)]["exchanges"].append(self._exchange(place, row, formulas.get(place, "")))
        return found

    @cached_property
    def _titles(self) -> dict[Key, str]:
        """Names of the processes; those that programs which link by names would take for one have their code behind them."""
        seen: dict[tuple[str, ...], list[Key]] = {}
        for node in self.chain.processes():
            names = (node.name, *(str(node.data.get(one) or "") for one in ("reference product", "unit", "location")))
            seen.setdefault(tuple(one.lower() for one in names), []).append(node.key)
        names_of = {node.key: node.name for node in self.chain.processes()}
        return {key: names_of[key] if len(keys) == 1 else f"{names_of[key]} [{self.chain.codes[key]}]"
                for keys in seen.values() for key in keys}  # fmt: skip

    def _exchange(self, place: int, row: ExchangeRow, formula: str) -> dict[str, Any]:
        system, amount = self.result.system, float(self.result.assessment.amounts[place])
        said = {name: row.data[name] for name in ROW_FIELDS if row.data.get(name) not in (None, "")}
        more = {"formula_text": formula, "stage": system.stages[place]}
        return {"input": self.key(row.input), "output": self.key(row.process), "type": row.type, "amount": amount,
                **_spread(row.data, amount), **said, **{name: text for name, text in more.items() if text}}  # fmt: skip

    @cached_property
    def methods(self) -> dict[str, MethodName]:
        """The category of the result and those of its gases, by id: Brightway's names in the project."""
        known = method_ids(self.result.system.method_metadata)
        wanted = dict.fromkeys([self.result.method_id, *(one for one in GAS_METHODS.values() if one in known)])
        return {one: known[one] for one in wanted}

    def factors(self, method: MethodName) -> list[tuple[Key, float]]:
        """The factors of a category for the flows of the result."""
        system, values = self.result.system, self.result.system.factors[method]
        return [(self.key(system.flows[row].key), float(values[row])) for row in self.chain.flows if values[row]]

    def method_name(self, method: MethodName) -> MethodName:
        """The name of a category in the bundle."""
        return (*method, self.name)

    def record(self) -> dict[str, Any]:
        """What the metadata of the database say: what to ask it for."""
        system = self.result.system
        return {"demand": list(self.key(system.demanded.key)), "amount": system.demand_amount,
                "category": list(self.method_name(self.result.assessment.method)),
                "gases": {group: list(self.method_name(self.methods[one])) for group, one in GAS_METHODS.items()
                          if one in self.methods}}  # fmt: skip


def _kept(node: Node, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: node.data[name] for name in fields if node.data.get(name) not in (None, "")} | {"name": node.name}


def _spread(data: Mapping[str, Any], amount: float) -> dict[str, Any]:
    """The spread of a lognormal amount, about the amount of this result; others are listed with the rows."""
    scale = data.get("scale")
    if data.get("uncertainty type") != LOGNORMAL or not amount or not isinstance(scale, int | float) or scale <= 0:
        return {"uncertainty type": 0}
    return {"uncertainty type": LOGNORMAL, "loc": math.log(abs(amount)), "scale": float(scale), "negative": amount < 0}
