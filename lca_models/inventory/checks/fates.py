"""Fates: every kilogram that a pack buys has one at end of life, and the exchanges of the end of life hold all of it.

`fates.csv` says by material which share is burned, recovered, landfilled or refined, and in which exchange that is found
again; what no exchange holds names its row of `exclusions.csv`. The bill of materials is the pack's own, and that of its cells
less what the cell plant loses: neither knows the formulas of recycling, so that a material which those forget shows up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lca_models.inventory.checks.balances import (
    MASS,
    Losses,
    by_process,
    losses_of,
    materials_of,
    packs_with_ends,
    values_with,
)
from lca_models.inventory.checks.recycling import amount_with, routes_of, values_by_route
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in
from lca_models.inventory.tables.reading import Place, Row, Table, rows_of
from lca_models.inventory.tables.records import Exchange, Inventories
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

KIND = "fates"
OPENED = "pre-processing"  # the fate of cells whose materials have fates of their own
TOLERANCE = 1e-6  # of what a destination holds, and of the mass of a material

Values = Mapping[str, float]


@dataclass(frozen=True)
class Material:
    """A material of one pack, in the pack itself or in its opened cells."""

    part: str  # pack, cell
    code: str
    kg: float
    place: Place


@dataclass(frozen=True)
class Fate:
    """What becomes of one material of one pack by one route."""

    material: Material
    row: Row
    kg: float
    found: float  # what its exchange should hold of it: kg, of carbon dioxide where it burns


def check_fates(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Materials whose shares are not 1 in sum, destinations that hold more or less than what goes there, rows that say nothing.

    Every route is checked with all credits given, so that what is recovered shows. Nothing where there is no fates.csv.
    """
    if not any(table.kind == KIND for table in tables):
        return
    rows = tuple(rows_of(tables, KIND))
    unclear = tuple(_check_rows(rows, inventories, tables))
    yield from unclear
    if unclear:
        return
    own, losses = by_process(inventories), losses_of(tables)
    found: dict[tuple[object, ...], Problem] = {}  # one of each kind: a material is in every pack, by every route
    for route, values in _values_by_route(inventories, tables):
        for product, pack, end_of_life in packs_with_ends(inventories, own):
            fates, shares = fates_of(inventories, rows, pack.code, product.chemistry, values, own, losses)
            for material, share in shares:
                if abs(share - 1) > TOLERANCE:
                    found.setdefault((material.part, material.code), _of_share(pack.code, route, material, share))
            held = _held(own, end_of_life.code, fates, product.chemistry, values)
            for destination, fate, expected, there in _destinations(fates, held, product.chemistry):
                if abs(expected - there) > TOLERANCE * max(abs(expected), abs(there), TOLERANCE):
                    found.setdefault((destination,), _of_balance(pack.code, route, destination, fate, expected, there))
    yield from found.values()


def fates_of(
    inventories: Inventories,
    rows: Sequence[Row],
    pack: str,
    chemistry: str,
    values: Values,
    own: Mapping[str, list[Exchange]],
    losses: Losses,
) -> tuple[list[Fate], list[tuple[Material, float]]]:
    """Fates of every material of a pack, and of its opened cells; and of each material the sum of its shares."""
    by_material: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_material[row["part"], row["material"]].append(row)
    fates: list[Fate] = []
    shares: list[tuple[Material, float]] = []
    waiting = _materials(inventories, own[pack], "pack", 1.0, {})
    while waiting:
        material = waiting.pop(0)
        total = 0.0
        for row in by_material[material.part, material.code]:
            share = _value(row["formula"], values, float(row["share"]))
            kg = share * material.kg
            fates.append(Fate(material, row, kg, kg * _value(row["found_per_kg"], values, 1.0)))
            total += share
            if row["fate"] == OPENED and kg:
                cell = own[material.code]
                waiting += _materials(inventories, cell, "cell", kg, losses)
        shares.append((material, total))
    return fates, shares


def _materials(
    inventories: Inventories, exchanges: Sequence[Exchange], part: str, scale: float, losses: Losses
) -> list[Material]:
    """What stays in the product, by material; what is lost in making it has another fate."""
    kept = []
    for exchange in materials_of(inventories, exchanges):
        if exchange.type == "technosphere" and exchange.unit == "kg":
            lost = losses.get((exchange.process, exchange.input), {})
            kg = scale * exchange.amount * (1 - lost.get(MASS, lost.get("", 0.0)))
            if kg > 0:
                kept.append(Material(part, exchange.input, kg, exchange.place))
    return kept


def _held(
    own: Mapping[str, list[Exchange]], end_of_life: str, fates: Sequence[Fate], chemistry: str, values: Values
) -> Mapping[str, float]:
    """What the end of life of a pack, and the processes that open its cells, buy, emit and replace."""
    held: dict[str, float] = defaultdict(float)
    for exchange in own[end_of_life]:
        held[exchange.input] += amount_with(exchange, values)
    opened = {
        code
        for fate in fates
        if fate.row["fate"] == OPENED
        for code in _codes(fate.row["found_in"], chemistry)
        if code in own
    }
    for code in sorted(opened):
        treated = held[code]
        for exchange in own[code] if treated else ():
            held[exchange.input] += treated * amount_with(exchange, values)
    return held


def _destinations(
    fates: Sequence[Fate], held: Mapping[str, float], chemistry: str
) -> Iterator[tuple[str, Fate, float, float]]:
    """Each destination with one of its fates, what should be found there, and what is."""
    expected: dict[str, float] = defaultdict(float)
    first: dict[str, Fate] = {}
    for fate in fates:
        if destination := fate.row["found_in"]:
            expected[destination] += fate.found
            first.setdefault(destination, fate)
    for destination, amount in expected.items():
        yield (
            destination,
            first[destination],
            amount,
            sum(held.get(code, 0.0) for code in _codes(destination, chemistry)),
        )


def _codes(destination: str, chemistry: str) -> tuple[str, ...]:
    """Codes that the words of a destination stand for: each as it is, and that of the chemistry."""
    return tuple(code for word in destination.split() for code in (word, f"{word}_{chemistry}"))


def _value(formula: str, values: Values, otherwise: float) -> float:
    return evaluate(formula, {name: values[name] for name in names_in(formula)}) if formula else otherwise


def _values_by_route(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[tuple[str, Values]]:
    """Values by each route; by none, of no name, in a kit without such a choice."""
    by_route = tuple(values_by_route(inventories, routes_of(tables)))
    yield from by_route or (("", values_with(inventories, {})),)


def _check_rows(rows: Sequence[Row], inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Formulas that calculate, materials and destinations that are known, exclusions that have a size."""
    names = {parameter.name for parameter in inventories.parameters}
    bought = {exchange.input for exchange in inventories.exchanges}
    chemistries = {product.chemistry for product in inventories.products}
    sized = {row["item"] for row in rows_of(tables, "exclusions") if row["share_high"]}
    for row in rows:
        for formula in filter(None, (row["formula"], row["found_per_kg"])):
            if unknown := _unknown(formula, names):
                yield Problem(
                    row.place,
                    message(
                        "formula '{formula}' refers to the unknown parameter '{name}'; {near}",
                        formula=formula,
                        name=unknown,
                        near=suggestion(unknown, names),
                    ),
                )
        for word in (row["material"], *row["found_in"].split()):
            if not {word, *(f"{word}_{chemistry}" for chemistry in chemistries)} & bought:
                yield Problem(
                    row.place,
                    message("nothing buys or emits '{code}'; {near}", code=word, near=suggestion(word, bought)),
                )
        if not row["found_in"] and row["exclusion"] not in sized:
            yield Problem(
                row.place,
                message(
                    "no exchange holds this share of '{material}', and '{exclusion}' is no item of "
                    "exclusions.csv with a size; name one in found_in, or in exclusion",
                    material=row["material"],
                    exclusion=row["exclusion"],
                ),
            )


def _unknown(formula: str, names: set[str]) -> str:
    """The first name of a formula that is no parameter; empty: none, or no formula (which its cell says)."""
    try:
        return next(iter(sorted(names_in(formula) - names)), "")
    except FormulaError:
        return ""


def _of_share(pack: str, route: str, material: Material, share: float) -> Problem:
    return Problem(
        material.place,
        message(
            "{share:.6g} of the {kg:.6g} kg of '{material}' in the {part} of '{pack}' has a fate at end of life{by}; "
            "let its shares in fates.csv sum to 1",
            share=share,
            kg=material.kg,
            material=material.code,
            part=material.part,
            pack=pack,
            by=_by(route),
        ),
    )


def _of_balance(pack: str, route: str, destination: str, fate: Fate, expected: float, there: float) -> Problem:
    return Problem(
        fate.row.place,
        message(
            "the end of life of '{pack}'{by} holds {there:.6g} kg of '{destination}', but fates.csv sends {expected:.6g} kg "
            "there; correct one of them",
            pack=pack,
            by=_by(route),
            there=there,
            destination=destination,
            expected=expected,
        ),
    )


def _by(route: str) -> str:
    return message(" by route {route}", route=route) if route else ""
