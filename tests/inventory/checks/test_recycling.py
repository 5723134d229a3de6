"""Recycling gives back what cells hold, and no more."""

from dataclasses import replace

import pytest

from lca_models.inventory.checks.balances import (
    TOLERANCE,
    compositions_of,
)
from lca_models.inventory.checks.recycling import check_recycling, credits_by_element
from lca_models.inventory.tables.reading import rows_of


def test_no_route_recovers_more_than_the_cells_hold(inventories, tables):
    compositions = compositions_of(tables)
    routes = {row["code"]: float(row["number"]) for row in rows_of(tables, "recycling_routes")}
    recovered: dict[tuple[str, str, str], float] = {}
    for chemistry, route, element, _, amount in credits_by_element(inventories, compositions, routes):
        recovered[chemistry, route, element] = recovered.get((chemistry, route, element), 0.0) + amount

    for (chemistry, route, element), amount in recovered.items():
        held = compositions[f"cell_{chemistry}"].get(element, 0.0)
        assert amount <= held * (1 + TOLERANCE), (chemistry, route, element)
    assert {chemistry for chemistry, _, _ in recovered} == {product.chemistry for product in inventories.products}
    assert {route for _, route, _ in recovered} == set(routes) - {"landfill"}


def test_recycling_of_every_chemistry_by_every_route_is_stated(inventories, tables):
    routes = {row["code"] for row in rows_of(tables, "recycling_routes")}
    stated = {(row["chemistry"], row["route"]) for row in rows_of(tables, "element_balances")}
    assert {(product.chemistry, route) for product in inventories.products for route in routes} <= stated


def edited(tables, change):
    """The tables with every row of element_balances.csv changed."""
    return tuple(
        replace(table, rows=tuple(change(row) for row in table.rows)) if table.kind == "element_balances" else table
        for table in tables
    )


def scaled(row, factor, **where):
    """A row with its amount multiplied where its cells are these."""
    if any(row[column] != value for column, value in where.items()):
        return row
    return replace(row, cells={**row.cells, "amount": repr(float(row["amount"]) * factor)})


NICKEL = {"chemistry": "nmc811", "route": "hydrometallurgy", "element": "nickel"}


@pytest.mark.parametrize(
    ("factor", "where", "messages"),
    [
        (0.5, {"term": "residue"}, ["does not balance"]),
        (2.0, {"term": "recovered"}, ["does not balance", "more is recovered than contained", "recovers"]),
        (0.5, {"term": "contained", "destination": "cell"},
         ["does not balance", "more is recovered than contained", "cells of nmc811 hold"]),
    ],
)  # fmt: skip
def test_a_balance_that_does_not_close_is_named(inventories, tables, factor, where, messages):
    wrong = edited(tables, lambda row: scaled(row, factor, **NICKEL, **where))
    found = [problem.message for problem in check_recycling(inventories, wrong)]

    assert found
    assert all(any(message in one for one in found) for message in messages)
    assert all("nickel" in one and "nmc811" in one for one in found)


def test_without_compositions_nothing_is_judged(inventories, tables):
    assert [*check_recycling(inventories, tuple(one for one in tables if one.kind != "compositions"))] == []
