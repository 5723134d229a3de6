"""Balances of elements and masses: what a process buys must be in its product, in an emission, or in a stated loss.

`compositions.csv` says what products hold, `balance_losses.csv` which share of an input does not reach the product.
Compositions of cells and cathodes come from their design, not from purchases, so an exchange with a wrong formula shows up.
Recycling has its own table, `element_balances.csv`; here it is compared with the composition of the cell and with the credits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.formulas import FormulaError, evaluate, evaluate_parameters, names_in
from lca_models.inventory.tables.reading import Row, Table, rows_of
from lca_models.inventory.tables.records import Exchange, Inventories, Process, Product, records_of
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

TOLERANCE = 0.01  # of what enters
FORMULA_TOLERANCE = 1e-9
MASS = "mass"
BALANCED_STAGES = ("raw material acquisition", "manufacturing")

Compositions = Mapping[str, Mapping[str, float]]  # code -> element -> kg per kg; empty: holds none of them
Losses = Mapping[tuple[str, str], Mapping[str, float]]  # process, input -> element, or "" for all -> share


@dataclass(frozen=True)
class Balance:
    """One element, or mass, over one process; kg per unit of its product."""

    process: str
    element: str
    entering: float
    product: float
    emitted: float
    lost: float  # stated in balance_losses.csv

    @property
    def difference(self) -> float:
        """What enters and is nowhere found again; negative: more leaves than enters."""
        return self.entering - self.product - self.emitted - self.lost

    @property
    def relative(self) -> float:
        """Difference over the larger of what enters and what leaves."""
        larger = max(self.entering, self.product + self.emitted + self.lost)
        return abs(self.difference) / larger if larger else 0.0


def compositions_of(tables: tuple[Table, ...]) -> Compositions:
    """What products and flows hold, at default parameters."""
    found: dict[str, dict[str, float]] = {}
    for row in rows_of(tables, "compositions"):
        elements = found.setdefault(row["code"], {})
        if row["element"] != "none":
            elements[row["element"]] = float(row["mass_fraction"])
    return found


def losses_of(tables: tuple[Table, ...]) -> Losses:
    """Shares of inputs that do not reach the product, at default parameters."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in rows_of(tables, "balance_losses"):
        found[row["process"], row["input"]][row["element"]] = float(row["share"])
    return found


def process_balances(
    process: str, exchanges: Sequence[Exchange], compositions: Compositions, losses: Losses
) -> tuple[Balance, ...]:
    """Balances of every element that one process buys or makes, and of its mass; `exchanges` are its own."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for element, fraction in [*compositions[process].items(), (MASS, 1.0)]:
        sums[element][1] += fraction
    for exchange in exchanges:
        held = {**compositions.get(exchange.input, {})}
        if exchange.type == "biosphere":
            for element, fraction in held.items():
                sums[element][2] += exchange.amount * fraction
        elif exchange.type == "technosphere" and exchange.unit == "kg":
            for element, fraction in [*held.items(), (MASS, 1.0)]:
                shares = losses.get((process, exchange.input), {})
                sums[element][0] += exchange.amount * fraction
                sums[element][3] += exchange.amount * fraction * shares.get(element, shares.get("", 0.0))
    return tuple(Balance(process, element, *values) for element, values in sums.items())


def element_balances(inventories: Inventories, tables: tuple[Table, ...]) -> tuple[Balance, ...]:
    """Balances of all processes in scope: cells and cathodes, and every process of balance_losses.csv.

    Mass is balanced for cells only: elsewhere it changes with water and oxygen, which are not followed.
    """
    compositions, losses = compositions_of(tables), losses_of(tables)
    own = by_process(inventories)
    return tuple(
        balance
        for process in _in_scope(inventories, losses)
        if process.code in compositions
        for balance in process_balances(
            process.code, materials_of(inventories, own[process.code]), compositions, losses
        )
        if _is_followed(balance.element, process, compositions)
    )


def balance_table(tables: tuple[Table, ...]) -> pd.DataFrame:
    """Tidy table of the balances of `element_balances`: process, element, entering, product, emitted, lost, difference,
    relative, unit.

    `tables`: of inventories that keep their rules. `relative` is the difference over the larger of what enters and what
    leaves (0-1), all else kg per unit of product. Raises InventoryError for a cell that should be a number and is none.
    """
    import pandas as pd

    rows = [
        vars(balance) | {"difference": balance.difference, "relative": balance.relative, "unit": "kg"}
        for balance in element_balances(records_of(tables), tables)
    ]
    return pd.DataFrame(rows)


def _is_followed(element: str, process: Process, compositions: Compositions) -> bool:
    """Mass in cells only; carbon not in background processes without carbon in the product: it comes of their fuels."""
    if element == MASS:
        return process.stage == "manufacturing"
    return element != "carbon" or bool(process.stage) or element in compositions[process.code]


def check_balances(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Breaches of any balance; nothing where there is no compositions.csv."""
    if not any(table.kind == "compositions" for table in tables):
        return
    values = values_with(inventories, {})
    yield from _check_formulas(tables, values)
    yield from _check_codes(inventories, tables)
    places = {process.code: process.place for process in inventories.processes}
    for balance in element_balances(inventories, tables):
        if balance.relative > TOLERANCE:
            yield Problem(
                places[balance.process],
                message(
                    "{element} of '{process}' does not balance: {entering:.6g} enters, {product:.6g} is in "
                    "the product, {emitted:.6g} emitted, {lost:.6g} lost; correct the exchanges, or state "
                    "the loss in balance_losses.csv",
                    element=balance.element,
                    process=balance.process,
                    entering=balance.entering,
                    product=balance.product,
                    emitted=balance.emitted,
                    lost=balance.lost,
                ),
            )
    yield from _check_packs(inventories, values)


def by_process(inventories: Inventories) -> Mapping[str, list[Exchange]]:
    """Exchanges by process."""
    own: dict[str, list[Exchange]] = defaultdict(list)
    for exchange in inventories.exchanges:
        own[exchange.process].append(exchange)
    return own


def materials_of(inventories: Inventories, exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Exchanges without services: freight may be counted per kg carried, and is no material."""
    services = {process.code for process in inventories.processes if process.database == "transport"}
    return [exchange for exchange in exchanges if exchange.input not in services]


def _in_scope(inventories: Inventories, losses: Losses) -> Iterator[Process]:
    listed = {process for process, _ in losses}
    for process in inventories.processes:
        if process.unit == "kg" and (process.stage in BALANCED_STAGES or process.code in listed):
            yield process


def values_with(inventories: Inventories, overrides: Mapping[str, float]) -> dict[str, float]:
    """Values of all parameters with some numbers in place of their own."""
    amounts = {parameter.name: parameter.amount for parameter in inventories.parameters}
    return evaluate_parameters(
        amounts | dict(overrides), {p.name: p.formula for p in inventories.parameters if p.formula}
    )


def _check_formulas(tables: tuple[Table, ...], values: Mapping[str, float]) -> Iterator[Problem]:
    for kind, column in (
        ("compositions", "mass_fraction"),
        ("balance_losses", "share"),
        ("element_balances", "amount"),
        ("fates", "share"),
    ):
        for row in rows_of(tables, kind):
            if row["formula"]:
                yield from _check_formula(row, column, values)
            if not 0 <= float(row[column]) <= 1 + FORMULA_TOLERANCE:
                yield Problem(
                    row.place,
                    message("{column} is {value}, outside 0 to 1; correct it", column=column, value=row[column]),
                )


def _check_formula(row: Row, column: str, values: Mapping[str, float]) -> Iterator[Problem]:
    try:
        value = evaluate(row["formula"], {name: values[name] for name in names_in(row["formula"]) if name in values})
    except FormulaError as error:
        yield Problem(row.place, message("formula {error}; correct it or the parameters", error=error))
        return
    if abs(value - float(row[column])) > FORMULA_TOLERANCE * max(abs(value), FORMULA_TOLERANCE):
        yield Problem(
            row.place,
            message(
                "{column} is {value} but its formula gives {value_2:.12g}; write that",
                column=column,
                value=row[column],
                value_2=value,
            ),
        )


def _check_codes(inventories: Inventories, tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Every balanced process and every input in kg has its composition, and no row is about something unknown."""
    compositions, losses = compositions_of(tables), losses_of(tables)
    own = by_process(inventories)
    known = {process.code for process in inventories.processes} | {f.code for f in inventories.elementary_flows}
    for row in rows_of(tables, "compositions"):
        if row["code"] not in known:
            yield Problem(
                row.place,
                message("'{code}' is no process and no elementary flow; correct or delete the row", code=row["code"]),
            )
    bought = {(exchange.process, exchange.input) for exchange in inventories.exchanges}
    for row in rows_of(tables, "balance_losses"):
        if (row["process"], row["input"]) not in bought:
            yield Problem(
                row.place,
                message(
                    "'{process}' does not buy '{input}'; correct or delete the row",
                    process=row["process"],
                    input=row["input"],
                ),
            )
    for process in _in_scope(inventories, losses):
        if process.code not in compositions:
            yield Problem(
                process.place,
                message("'{code}' has no rows in compositions.csv; give its elements, or none", code=process.code),
            )
            continue
        for exchange in materials_of(inventories, own[process.code]):
            if exchange.type == "technosphere" and exchange.unit == "kg" and exchange.input not in compositions:
                yield Problem(
                    exchange.place,
                    message(
                        "'{input}' has no rows in compositions.csv; give its elements, or none", input=exchange.input
                    ),
                )


def _check_packs(inventories: Inventories, values: Mapping[str, float]) -> Iterator[Problem]:
    """The bill of materials of every pack sums to the mass of the pack."""
    own = by_process(inventories)
    for product in inventories.products:
        pack = bought_at(inventories, own[product.process], "manufacturing")
        if pack is None:
            continue
        mass = sum(
            e.amount for e in materials_of(inventories, own[pack.code]) if e.type == "technosphere" and e.unit == "kg"
        )
        stated = values[product.pack_mass]
        if abs(mass - stated) > TOLERANCE * stated:
            yield Problem(
                pack.place,
                message(
                    "the materials of '{code}' weigh {mass:.6g} kg, but {pack_mass} is {stated:.6g} kg; "
                    "correct one of them",
                    code=pack.code,
                    mass=mass,
                    pack_mass=product.pack_mass,
                    stated=stated,
                ),
            )


def packs_with_ends(
    inventories: Inventories, own: Mapping[str, Sequence[Exchange]]
) -> Iterator[tuple[Product, Process, Process]]:
    """Every product with its pack and its end of life; `own`: exchanges by process. None that lacks one of the two."""
    for product in inventories.products:
        pack = bought_at(inventories, own[product.process], "manufacturing")
        end_of_life = bought_at(inventories, own[product.process], "recycling")
        if pack is not None and end_of_life is not None:
            yield product, pack, end_of_life


def bought_at(inventories: Inventories, exchanges: Sequence[Exchange], stage: str) -> Process | None:
    """The process of a stage that is among the inputs; None where there is none."""
    inputs = {exchange.input for exchange in exchanges}
    return next((p for p in inventories.processes if p.code in inputs and p.stage == stage), None)
