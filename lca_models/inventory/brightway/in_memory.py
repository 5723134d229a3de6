"""Inventories as product systems without a Brightway project: the same rows, written nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lca_models.inventory.brightway.database import datasets, keys_of, method_metadata, parameter_data
from lca_models.inventory.system.choices import codes_of
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.rows import ExchangeRow, Group, Key, MethodRow, Node, ParameterRow, ProjectRows
from lca_models.inventory.tables.records import Inventories, Product
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def project_rows(inventories: Inventories) -> ProjectRows:
    """The rows that a Brightway project of these inventories would have."""
    keys = keys_of(inventories)
    databases = sorted({database for database, _ in keys.values()})
    nodes: list[Node] = []
    exchanges: list[ExchangeRow] = []
    for database in databases:
        for key, data in datasets(inventories, database, keys):
            nodes.append(Node(len(nodes) + 1, key, data["type"], {k: v for k, v in data.items() if k != "exchanges"}))
            for one in data["exchanges"]:
                row = ExchangeRow(
                    len(exchanges) + 1, key, one["input"], one["type"], one["amount"], one.get("formula", ""), one
                )
                exchanges.append(row)
    with_formula = [exchange for exchange in exchanges if exchange.formula]
    return ProjectRows(
        folder=Path(),
        nodes=tuple(nodes),
        exchanges=tuple(sorted(exchanges, key=lambda one: (one.process, one.input, one.id))),
        parameters=_parameters(inventories),
        parameterized={exchange.id: (_group(exchange.process), exchange.formula) for exchange in with_formula},
        groups=_groups({exchange.process for exchange in with_formula}),
        methods=_methods(inventories, keys),
        databases={name: {"backend": "sqlite", "processed": "in memory"} for name in databases},
        rows_hash="",
    )


def product_system(inventories: Inventories, product: str, rows: ProjectRows | None = None) -> ProductSystem:
    """The product system of a shipped product; `rows` are those of the inventories where they are at hand.

    Raises ScenarioError for an unknown product, and ProjectError as build_product_system does.
    """
    found = product_named(inventories, product)
    system = build_product_system(rows or project_rows(inventories), keys_of(inventories)[found.process])
    return replace(system, product=found, provinces=inventories.provinces, choices=inventories.choices)


def product_named(inventories: Inventories, product: str) -> Product:
    """A shipped product by id.

    Raises ScenarioError for an unknown one.
    """
    known = {one.id: one for one in inventories.products}
    if product not in known:
        raise ScenarioError(
            message("there is no product '{product}'; {near}", product=product, near=suggestion(product, known))
        )
    return known[product]


def _parameters(inventories: Inventories) -> tuple[ParameterRow, ...]:
    codes = codes_of(inventories)
    return tuple(
        ParameterRow(one.name, one.database, one.amount, one.formula, parameter_data(one, codes.get(one.name, ())))
        for one in sorted(inventories.parameters, key=lambda one: (one.database, one.name))
    )


def _group(process: Key) -> str:
    return "/".join(process)


def _groups(processes: set[Key]) -> dict[str, Group]:
    return {_group(key): Group(_group(key), True, (), frozenset({key})) for key in sorted(processes)}


def _methods(inventories: Inventories, keys: dict[str, Key]) -> tuple[MethodRow, ...]:
    return tuple(
        MethodRow(
            method.name,
            method_metadata(method),
            tuple((keys[flow], factor) for flow, factor in sorted(method.factors.items())),
        )
        for method in sorted(inventories.methods, key=lambda one: one.name)
    )
