"""Balances of recycling: rows of `element_balances.csv` against the composition of the cell, and the credits against both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lca_models.inventory.checks.balances import (
    FORMULA_TOLERANCE,
    TOLERANCE,
    Compositions,
    by_process,
    compositions_of,
    packs_with_ends,
    values_with,
)
from lca_models.inventory.system.end_of_life import AVOIDED_BURDEN
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.inventory.tables.reading import Place, Table, rows_of
from lca_models.inventory.tables.records import Exchange, Inventories
from lca_models.scope.wording.messages import message

CONTENT_TOLERANCE = 0.01
APPROACH, ROUTE = "end_of_life_approach", "recycling_route"


def check_recycling(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Rows of element_balances.csv close, agree with the cell, and credits never exceed what cells hold.

    Nothing where there is no compositions.csv.
    """
    if not any(table.kind == "compositions" for table in tables):
        return
    compositions = compositions_of(tables)
    stated: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    recovered: dict[tuple[str, str, str, str], float] = defaultdict(float)
    places: dict[tuple[str, str, str], Place] = {}
    for row in rows_of(tables, "element_balances"):
        key = (row["chemistry"], row["route"], row["element"])
        places.setdefault(key, row.place)
        stated[key][row["term"]] += float(row["amount"])
        if row["term"] == "contained" and row["destination"] == "cell":
            stated[key]["cell"] += float(row["amount"])
        if row["term"] == "recovered":
            recovered[*key, row["destination"]] += float(row["amount"])
    for key, terms in stated.items():
        yield from _check_terms(key, terms, places[key], compositions)
    routes = routes_of(tables)
    credited: dict[tuple[str, str, str], float] = defaultdict(float)
    for chemistry, route, element, avoided, amount in credits_by_element(inventories, compositions, routes):
        credited[chemistry, route, element] += amount
        listed = recovered.get((chemistry, route, element, avoided))
        if listed is not None and abs(amount - listed) > TOLERANCE * listed:
            yield Problem(
                places[chemistry, route, element],
                message(
                    "route {route} of {chemistry} credits {amount:.6g} kg of {element} in '{avoided}', but "
                    "element_balances.csv recovers {listed:.6g}; correct one of them",
                    route=route,
                    chemistry=chemistry,
                    amount=amount,
                    element=element,
                    avoided=avoided,
                    listed=listed,
                ),
            )
    for key, amount in credited.items():
        chemistry, route, element = key
        held = compositions.get(f"cell_{chemistry}", {}).get(element, 0.0)
        if (
            amount > held * (1 + TOLERANCE) and element != "carbon"
        ):  # carbonates are credited with the carbon of soda ash
            yield Problem(
                places.get(key, Place("element_balances.csv", 1)),
                message(
                    "route {route} recovers {amount:.6g} kg of {element} per kg of {chemistry} cells, which "
                    "hold {held:.6g}; correct the credits",
                    route=route,
                    amount=amount,
                    element=element,
                    chemistry=chemistry,
                    held=held,
                ),
            )


def _check_terms(
    key: tuple[str, str, str], terms: Mapping[str, float], place: Place, compositions: Compositions
) -> Iterator[Problem]:
    chemistry, route, element = key
    contained = terms.get("contained", 0.0)
    leaving = sum(terms.get(term, 0.0) for term in ("recovered", "emitted", "residue"))
    if abs(contained - leaving) > TOLERANCE * contained:
        yield Problem(
            place,
            message(
                "{element} of {chemistry}, {route}, does not balance: {contained:.6g} contained, "
                "{leaving:.6g} recovered, emitted or left; correct the rows",
                element=element,
                chemistry=chemistry,
                route=route,
                contained=contained,
                leaving=leaving,
            ),
        )
    if terms.get("recovered", 0.0) > contained * (1 + FORMULA_TOLERANCE):
        yield Problem(
            place,
            message(
                "{element} of {chemistry}, {route}: more is recovered than contained; correct the rows",
                element=element,
                chemistry=chemistry,
                route=route,
            ),
        )
    held = compositions.get(f"cell_{chemistry}", {}).get(element)
    if held is not None and abs(held - terms.get("cell", 0.0)) > CONTENT_TOLERANCE * held:
        yield Problem(
            place,
            message(
                "cells of {chemistry} hold {held:.6g} kg {element} per kg by compositions.csv, "
                "{cell:.6g} here; correct one of them",
                chemistry=chemistry,
                held=held,
                element=element,
                cell=terms.get("cell", 0.0),
            ),
        )


def credits_by_element(
    inventories: Inventories, compositions: Compositions, routes: Mapping[str, float]
) -> Iterator[tuple[str, str, str, str, float]]:
    """Chemistry, route, element, avoided product, kg of the element per kg of cells, where every credit is given in full.

    Credits for parts of the pack other than cells stand in the process of the pack itself and are left out.
    """
    own = by_process(inventories)
    for route, values in values_by_route(inventories, routes):
        for product, pack, end_of_life in packs_with_ends(inventories, own):
            cells = next(e for e in own[pack.code] if e.input == f"cell_{product.chemistry}")
            avoided: dict[str, float] = defaultdict(float)
            for exchange in own[end_of_life.code]:
                if exchange.type == "technosphere":
                    _add_credits(own, exchange.input, amount_with(exchange, values), values, avoided)
            for code, amount in avoided.items():
                for element, fraction in compositions.get(code, {}).items():
                    yield product.chemistry, route, element, code, amount * fraction / amount_with(cells, values)


def _add_credits(
    own: Mapping[str, list[Exchange]], code: str, amount: float, values: Mapping[str, float], avoided: dict[str, float]
) -> None:
    """Products avoided by `amount` of a process and of all it buys that gives credits."""
    if not amount:
        return
    for exchange in own[code]:
        if exchange.type == "substitution":
            avoided[exchange.input] += amount * amount_with(exchange, values)
        elif exchange.type == "technosphere" and any(e.type == "substitution" for e in own[exchange.input]):
            _add_credits(own, exchange.input, amount * amount_with(exchange, values), values, avoided)


def routes_of(tables: tuple[Table, ...]) -> dict[str, float]:
    """Codes of the recycling routes with their numbers."""
    return {row["code"]: float(row["number"]) for row in rows_of(tables, "recycling_routes")}


def values_by_route(inventories: Inventories, routes: Mapping[str, float]) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Values of all parameters by each route, where every credit is given in full.

    Nothing in a kit that has no such choices.
    """
    approaches = {choice.code: choice.number for choice in inventories.choices.get("end_of_life_approaches", ())}
    if APPROACH not in {parameter.name for parameter in inventories.parameters} or AVOIDED_BURDEN not in approaches:
        return
    for route, number in routes.items():
        yield route, values_with(inventories, {APPROACH: approaches[AVOIDED_BURDEN], ROUTE: number})


def amount_with(exchange: Exchange, values: Mapping[str, float]) -> float:
    """Amount of an exchange at these values of the parameters."""
    if not exchange.formula:
        return exchange.amount
    return evaluate(exchange.formula, {name: values[name] for name in names_in(exchange.formula)})
