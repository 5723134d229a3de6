"""The tables of generation, trade and plants joined to the inventory as processes and exchanges."""

from __future__ import annotations

from dataclasses import replace

from lca_models.inventory.electricity import Consumption, Generation, OwnUse, Trade, Transmission, build_trade
from lca_models.inventory.electricity_markets import (
    DerivedExchange,
    DerivedProcess,
    GridService,
    Plant,
    derive_exchanges,
    derive_processes,
)
from lca_models.inventory.formulas import evaluate_parameters
from lca_models.inventory.records import Exchange, Inventories, Process, required_number
from lca_models.inventory.tables import Place, Row, Table, rows_of

DATABASE = "electricity"
DEFAULT_YEAR = 2023


def generation_rows(tables: tuple[Table, ...]) -> tuple[Generation, ...]:
    """Rows of generation.csv."""
    return tuple(
        Generation(row["province"], row["technology"], int(row["year"]), required_number(row["gross_twh"]),
                   row["pedigree"], row.place.line)
        for row in rows_of(tables, "generation")
    )  # fmt: skip


def consumption_rows(tables: tuple[Table, ...]) -> tuple[Consumption, ...]:
    """Rows of consumption.csv."""
    return tuple(
        Consumption(row["province"], int(row["year"]), required_number(row["twh"]), row["pedigree"], row.place.line)
        for row in rows_of(tables, "consumption")
    )


def transmission_rows(tables: tuple[Table, ...]) -> tuple[Transmission, ...]:
    """Rows of transmission.csv."""
    return tuple(
        Transmission(row["from_grid"], row["to_grid"], required_number(row["capacity_gw"]), row.place.line)
        for row in rows_of(tables, "transmission")
    )


def trade_of(inventories: Inventories, tables: tuple[Table, ...], year: int = DEFAULT_YEAR) -> Trade:
    """The electricity balance of one year.

    Raises InventoryError when the tables of the year are incomplete.
    """
    own_use = [
        OwnUse(row["technology"], required_number(row["share"]), row.place.line) for row in rows_of(tables, "own_use")
    ]
    return build_trade(
        year,
        generation_rows(tables),
        consumption_rows(tables),
        own_use,
        transmission_rows(tables),
        inventories.provinces,
    )


def join_electricity(inventories: Inventories, tables: tuple[Table, ...]) -> Inventories:
    """The inventories with the mixes of provinces, regional grids, the nation, and the supply of each plant.

    Inventories without a table of generation are returned as they are.
    """
    if not any(table.kind == "generation" for table in tables):
        return inventories
    trade = trade_of(inventories, tables)
    plants = tuple(
        Plant(row["code"], row["name"], row["parameter"], row.place.line) for row in rows_of(tables, "plants")
    )
    values = evaluate_parameters(
        {parameter.name: parameter.amount for parameter in inventories.parameters},
        {parameter.name: parameter.formula for parameter in inventories.parameters if parameter.formula},
    )
    service = GridService(values["grid_loss_rate"], values["grid_service_emission"])
    choices = {plant.parameter: int(values[plant.parameter]) for plant in plants}
    derived = derive_exchanges(
        trade, service, generation_rows(tables), consumption_rows(tables), transmission_rows(tables), plants, choices
    )
    rows = {
        (row.place.table, row.place.line): row for table in tables if table.folder == DATABASE for row in table.rows
    }
    return replace(
        inventories,
        processes=(*inventories.processes, *map(_process, derive_processes(trade, plants))),
        exchanges=(*inventories.exchanges, *(_exchange(one, rows.get((one.table, one.line))) for one in derived)),
    )


def _process(derived: DerivedProcess) -> Process:
    return Process(
        derived.code,
        derived.name,
        derived.reference_product,
        derived.unit,
        derived.location,
        DATABASE,
        "",
        derived.kind,
        "none",
        derived.comment,
        Place(f"{DATABASE}/generation.csv", 1),
    )


def _exchange(derived: DerivedExchange, row: Row | None) -> Exchange:
    """A calculated exchange cites the source of the row it rests on."""
    cited = row is not None and bool(row["source"])
    return Exchange(
        derived.process,
        derived.type,
        derived.input,
        derived.amount,
        derived.unit,
        derived.formula,
        "",
        derived.distribution,
        None,
        None,
        None,
        derived.pedigree,
        row["source"] if row is not None and cited else derived.source,
        row["locator"] if row is not None and cited else derived.locator,
        derived.evidence,
        derived.comment,
        Place(derived.table or f"{DATABASE}/generation.csv", derived.line or 1),
    )
