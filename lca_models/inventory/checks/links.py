"""Rules between processes: what they buy exists, in its unit, once, and on its side of the foreground."""

from __future__ import annotations

from collections.abc import Iterator

from lca_models.inventory.system.choices import check_choices
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.records import Exchange, Inventories
from lca_models.scope.grammar.spelling import MOST_PROBLEMS, suggestion
from lca_models.scope.wording.messages import message

PRODUCT_PARAMETERS = (
    "rated_energy",
    "usable_share",
    "pack_mass",
    "cycles",
    "end_of_life_retention",
    "warranty_years",
    "plant_province",
)


def check_links(inventories: Inventories, lenient: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Rules between processes. Codes in `lenient` exist but could not be read, so links to them are passed over."""
    units = {process.code: process.unit for process in inventories.processes}
    flows = {flow.code: flow.unit for flow in inventories.elementary_flows}
    processes = {process.code: process for process in inventories.processes}
    folders = {process.code: process.database for process in inventories.processes}
    pairs: dict[tuple[str, str], Exchange] = {}
    buyers = {exchange.process for exchange in inventories.exchanges}
    dangling = 0
    for exchange in inventories.exchanges:
        known = flows if exchange.type == "biosphere" else units
        what = "elementary flow" if exchange.type == "biosphere" else "process"
        for code, table, noun in ((exchange.process, units, "process"), (exchange.input, known, what)):
            if code not in table and code not in lenient and not (lenient and code.startswith("electricity_")):
                dangling += 1
                near = suggestion(code, table) if dangling <= MOST_PROBLEMS else message("give one that exists")
                yield Problem(
                    exchange.place, message("'{code}' is not a known {noun}; {near}", code=code, noun=noun, near=near)
                )
        if exchange.input in known and known[exchange.input] != exchange.unit:
            yield Problem(
                exchange.place,
                message(
                    "unit '{unit}' for '{process}' <- '{input}' differs from the unit '{value}' of the "
                    "{what}; convert the amount",
                    unit=exchange.unit,
                    process=exchange.process,
                    input=exchange.input,
                    value=known[exchange.input],
                    what=what,
                ),
            )
        pair = (exchange.process, exchange.input)
        if pair in pairs:
            yield Problem(
                exchange.place,
                message(
                    "repeats '{process}' <- '{input}' of {place}; add the amounts in one row",
                    process=exchange.process,
                    input=exchange.input,
                    place=pairs[pair].place,
                ),
            )
        pairs.setdefault(pair, exchange)
        if exchange.type == "production" and exchange.input != exchange.process:
            yield Problem(
                exchange.place,
                message(
                    "'{process}' produces '{input}', the product of another process; give a credit as type "
                    "substitution",
                    process=exchange.process,
                    input=exchange.input,
                ),
            )
        if exchange.process in processes:
            yield from _check_place_of(exchange, processes, folders)
    for process in inventories.processes:
        if process.code not in buyers and process.code not in lenient:
            yield Problem(
                process.place, message("process '{code}' has no exchanges; give some or delete it", code=process.code)
            )
    yield from _check_products(inventories, processes, lenient)
    yield from check_choices(inventories, complete=not lenient)


def _check_place_of(exchange: Exchange, processes: dict, folders: dict[str, str]) -> Iterator[Problem]:
    process, bought = processes[exchange.process], processes.get(exchange.input)
    if exchange.place.table.startswith(tuple(set(folders.values()))) and not exchange.place.table.startswith(
        f"{process.database}/"
    ):
        yield Problem(
            exchange.place,
            message(
                "'{code}' belongs to {database}/; move the row there", code=process.code, database=process.database
            ),
        )
    if process.kind == "aggregated" and exchange.type != "biosphere":
        yield Problem(
            exchange.place,
            message(
                "aggregated process '{code}' buys '{input}'; make it a unit process or keep only elementary flows",
                code=process.code,
                input=exchange.input,
            ),
        )
    if exchange.stage and not process.stage:
        yield Problem(
            exchange.place,
            message(
                "background process '{code}' gives a stage to '{input}'; delete it, or give the process a stage",
                code=process.code,
                input=exchange.input,
            ),
        )
    if bought is not None and bought.stage and not process.stage:
        yield Problem(
            exchange.place,
            message(
                "background process '{code}' buys the foreground process '{code_2}'; give it a stage or "
                "buy a background process",
                code=process.code,
                code_2=bought.code,
            ),
        )
    if bought is not None and bought.stage and exchange.type == "substitution":
        yield Problem(
            exchange.place,
            message(
                "'{code}' avoids the foreground process '{code_2}'; credits need a background process",
                code=process.code,
                code_2=bought.code,
            ),
        )


def _check_products(inventories: Inventories, processes: dict, lenient: frozenset[str]) -> Iterator[Problem]:
    names = {parameter.name for parameter in inventories.parameters}
    for product in inventories.products:
        if product.process not in processes and product.process not in lenient:
            yield Problem(
                product.place,
                message(
                    "product '{id}' is made by '{process}', which is no process; {near}",
                    id=product.id,
                    process=product.process,
                    near=suggestion(product.process, processes),
                ),
            )
        for column in PRODUCT_PARAMETERS:
            name = getattr(product, column)
            if name not in names and name not in lenient:
                yield Problem(
                    product.place,
                    message(
                        "{column} of product '{id}' is '{name}', which is no parameter; {near}",
                        column=column,
                        id=product.id,
                        name=name,
                        near=suggestion(name, names),
                    ),
                )
