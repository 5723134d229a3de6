"""The tables of generation, trade and plants joined to the inventory as processes and exchanges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lca_models.inventory.electricity.markets import (
    DerivedExchange,
    DerivedProcess,
    Grid,
    Plant,
    UserShare,
    derive_exchanges,
    derive_processes,
)
from lca_models.inventory.electricity.pathways import NationalGeneration, Projection, project_all
from lca_models.inventory.electricity.residual_mix import Claim, residual_exchanges, residual_processes, residuals_of
from lca_models.inventory.electricity.statistics import (
    Consumption,
    Generation,
    OwnUse,
    Trade,
    Transmission,
    build_trade,
)
from lca_models.inventory.electricity.successors import successor_exchanges, successor_processes
from lca_models.inventory.electricity.supply import supply_exchanges, supply_processes
from lca_models.inventory.electricity.years import ELECTRICITY_RULES, GRID_PATHWAYS, years_of
from lca_models.inventory.tables.formulas import evaluate_parameters
from lca_models.inventory.tables.reading import InventoryError, Place, Row, Table, rows_of
from lca_models.inventory.tables.records import Exchange, Inventories, Process, Province, records
from lca_models.inventory.tables.uncertainty import pedigree_sigma
from lca_models.scope.wording.messages import message

DATABASE = "electricity"
SHARE_TOLERANCE = 1e-6


def generation_rows(tables: tuple[Table, ...]) -> tuple[Generation, ...]:
    """Rows of generation.csv."""
    return records(Generation, tables, "generation")


def consumption_rows(tables: tuple[Table, ...]) -> tuple[Consumption, ...]:
    """Rows of consumption.csv."""
    return records(Consumption, tables, "consumption")


def transmission_rows(tables: tuple[Table, ...]) -> tuple[Transmission, ...]:
    """Rows of transmission.csv."""
    return records(Transmission, tables, "transmission")


def own_use_rows(tables: tuple[Table, ...]) -> tuple[OwnUse, ...]:
    """Rows of own_use.csv."""
    return records(OwnUse, tables, "own_use")


def national_rows(tables: tuple[Table, ...]) -> tuple[NationalGeneration, ...]:
    """Rows of national_generation.csv."""
    return records(NationalGeneration, tables, "national_generation")


def claim_rows(tables: tuple[Table, ...]) -> tuple[Claim, ...]:
    """Rows of claims.csv; none where nothing is known of claims."""
    return records(Claim, tables, "claims")


def plant_rows(tables: tuple[Table, ...]) -> tuple[Plant, ...]:
    """Rows of plants.csv."""
    return records(Plant, tables, "plants")


def user_mix_rows(tables: tuple[Table, ...]) -> tuple[UserShare, ...]:
    """Rows of user_mix.csv; none while nobody gives a mix.

    Raises InventoryError when the shares do not sum to 1.
    """
    found = records(UserShare, tables, "user_mix")
    total = sum(item.share for item in found)
    if found and (abs(total - 1) > SHARE_TOLERANCE or min(item.share for item in found) < 0):
        raise InventoryError(
            message(
                "{DATABASE}/user_mix.csv: shares sum to {total:.9g}, not 1, or one is negative; correct "
                "them or delete all rows",
                DATABASE=DATABASE,
                total=total,
            )
        )
    return found


def trades_of(
    provinces: Sequence[Province], tables: tuple[Table, ...], years: Iterable[int], *, gross: bool = False
) -> dict[int, Trade]:
    """The electricity balances of some years, by year.

    `gross`: per gross kWh, so that what the plants use themselves is consumption like any other. Raises InventoryError
    when the tables of a year are incomplete.
    """
    generation, consumption, transmission = generation_rows(tables), consumption_rows(tables), transmission_rows(tables)
    own_use = [replace(one, share=0.0) if gross else one for one in own_use_rows(tables)]
    return {year: build_trade(year, generation, consumption, own_use, transmission, provinces) for year in years}


def projections_of(inventories: Inventories, tables: tuple[Table, ...], base: Trade) -> tuple[Projection, ...]:
    """The years and pathways that only national figures describe, projected from a balance."""
    pathways = {choice.code: choice.number for choice in inventories.choices.get(GRID_PATHWAYS, ())}
    return project_all(base, national_rows(tables), own_use_rows(tables), pathways)


def grid_of(inventories: Inventories, tables: tuple[Table, ...]) -> Grid:
    """All that the electricity mixes are derived from: the base year first, then the other years of the tables."""
    years = years_of(tables)
    others = [year for year in years.statistics if year != years.base]
    trades = tuple(trades_of(inventories.provinces, tables, (years.base, *others)).values())
    claims = claim_rows(tables)
    return Grid(
        trades,
        evaluate_parameters(
            {parameter.name: parameter.amount for parameter in inventories.parameters},
            {parameter.name: parameter.formula for parameter in inventories.parameters if parameter.formula},
        ),
        projections_of(inventories, tables, trades[0]),
        plant_rows(tables),
        user_mix_rows(tables),
        residuals_of(trades, claims, transmission_rows(tables)),
        any(claim.evidence == "assumed" for claim in claims),
        {int(float(row["number"])): row["process"] for row in rows_of(tables, "green_technologies")},
        {choice.code: choice.number for choice in inventories.choices.get(ELECTRICITY_RULES, ())},
    )


def residual_notes(inventories: Inventories, tables: tuple[Table, ...]) -> tuple[str, ...]:
    """The years whose residual mix the lines of transmission.csv cannot settle, so that any two regions trade."""
    if not any(table.kind == "generation" for table in tables):
        return ()
    return tuple(
        message(
            "the lines of transmission.csv cannot settle the residual mix of {year}: trade between any regions is used; "
            "add the line that is missing, or other claims",
            year=trade.year,
        )
        for trade in grid_of(inventories, tables).residuals
        if trade.is_between_any
    )


def join_electricity(inventories: Inventories, tables: tuple[Table, ...]) -> Inventories:
    """The inventories with the mixes of provinces, regional grids, the nation, and the supply of each plant.

    Inventories without a table of generation are returned as they are.
    """
    if not any(table.kind == "generation" for table in tables):
        return inventories
    grid = grid_of(inventories, tables)
    derived = [
        *derive_exchanges(grid, generation_rows(tables), consumption_rows(tables), transmission_rows(tables)),
        *successor_exchanges(grid),
        *residual_exchanges(grid, consumption_rows(tables)),
        *supply_exchanges(grid),
    ]
    rows = {row.place: row for table in tables if table.folder == DATABASE for row in table.rows}
    factors = inventories.pedigree_factors
    processes = [
        *derive_processes(grid), *successor_processes(grid), *residual_processes(grid), *supply_processes(grid)
    ]  # fmt: skip
    return replace(
        inventories,
        processes=(*inventories.processes, *map(_process, processes)),
        exchanges=(
            *inventories.exchanges,
            *(_exchange(one, rows.get(one.place), factors) for one in derived),
        ),
    )


def _process(derived: DerivedProcess) -> Process:
    said = {name: value for name, value in vars(derived).items() if name != "name_zh"}
    further = (("name_zh", derived.name_zh),) if derived.name_zh else ()
    return Process(**said, database=DATABASE, stage="", allocation="none", place=Place(f"{DATABASE}/generation.csv", 1),
                   further=further)  # fmt: skip


def _exchange(derived: DerivedExchange, row: Row | None, factors: Mapping[tuple[str, str, str], float]) -> Exchange:
    """A calculated exchange cites the source of the row it rests on."""
    said = vars(derived)
    if row is not None and row["source"]:
        said = {**said, "source": row["source"], "locator": row["locator"]}
    sigma = pedigree_sigma(derived.pedigree, "technosphere", factors) if derived.share_group else 0.0
    return Exchange(**said, stage="", scale=None, minimum=None, maximum=None, weight_sigma=sigma)
