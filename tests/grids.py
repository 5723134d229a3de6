"""Grids to test with: a toy of three provinces in two regions, and the one of the shipped tables."""

from functools import cache

from lca_models.inventory.electricity.joining import grid_of, join_electricity
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.electricity.markets import Grid, Plant, derive_exchanges
from lca_models.inventory.electricity.official_factors import direct_co2
from lca_models.inventory.electricity.pathways import NationalGeneration, project_all
from lca_models.inventory.electricity.statistics import Consumption, Generation, OwnUse, Transmission, build_trade
from lca_models.inventory.electricity.successors import successor_exchanges
from lca_models.inventory.electricity.supply import supply_exchanges
from lca_models.inventory.tables.reading import rows_of
from lca_models.inventory.tables.records import Province, records_of
from tests.shipped_tables import shipped_tables

COAL, HYDRO, WIND = "electricity_coal", "electricity_hydro", "electricity_wind"
VALUES = {
    "grid_loss_rate": 0.05,
    "grid_service_emission": 0.004,
    "grid_year": 2023,
    "grid_pathway": 1,
    "grid_year_guard": 1.0,
    "residual_mix_counts": 0,
    "electricity_rule": 1,
    "official_footprint_factor": 0.6,
    "supply_technology_guard": 1.0,
    "onsite_technology": 1,
    "direct_line_technology": 1,
    "green_power_technology": 1,
    "cell_plant_onsite_share": 0.0,
    "cell_plant_direct_line_share": 0.0,
    "cell_plant_green_share": 0.0,
    "cell_plant_rest_share": 1.0,
}


def province(code, number, grid):
    return Province(code, number, code, code, grid, 0, 0)


NATION = (province("CN-AA", 91, "West"), province("CN-BB", 92, "East"), province("CN-CC", 93, "East"))
GENERATION = (
    Generation("CN-AA", HYDRO, 2023, 100),
    Generation("CN-BB", COAL, 2023, 110),
    Generation("CN-BB", HYDRO, 2023, 20),
    Generation("CN-CC", COAL, 2023, 20),
)


# Consumption holds the own use of the plants: AA 40 + 0, BB 96 + 11, CC 101 + 2. Both totals are 250.
CONSUMPTION = (Consumption("CN-AA", 2023, 40), Consumption("CN-BB", 2023, 107), Consumption("CN-CC", 2023, 103))
OWN_USE = (OwnUse(COAL, 0.1), OwnUse(HYDRO, 0.0))
LINES = (Transmission("West", "East", 8.0),)


def toy(generation=GENERATION, consumption=CONSUMPTION, lines=LINES):
    return build_trade(2023, generation, consumption, OWN_USE, lines, NATION)


@cache
def tables():
    return with_list_formulas(shipped_tables())


@cache
def inventories():
    return records_of(tables())


@cache
def shipped_grid():
    return grid_of(inventories(), tables())


def shipped(year=2023):
    return next(trade for trade in shipped_grid().trades if trade.year == year)


PLANTS = (Plant("electricity_cell_plant", "electricity of the cell plant", "cell_plant_province"),)


# The nation of 2023 has 117 TWh net of coal and 120 of hydropower; in 2035 a quarter each of coal and wind.
NATIONAL = (
    NationalGeneration("AMBITIOUS", 2035, COAL, 0.25 / 0.9),
    NationalGeneration("AMBITIOUS", 2035, HYDRO, 0.5),
    NationalGeneration("AMBITIOUS", 2035, WIND, 0.25),
)
ALL_OWN_USE = (*OWN_USE, OwnUse(WIND, 0.0))
RULES = {"PROVINCIAL": 1, "REGIONAL": 2, "NATIONAL": 3, "OFFICIAL": 4}
FACTORS = {COAL: 1.0, HYDRO: 0.0, WIND: 0.1}


def toy_grid(province_number=93, year=2023, user_mix=(), **more):
    values = VALUES | {"grid_year": year, "cell_plant_province": province_number}
    projections = project_all(toy(), NATIONAL, ALL_OWN_USE, {"AMBITIOUS": 1})
    return Grid((toy(),), values | more, projections, PLANTS, user_mix, green_technologies={1: WIND}, rules=RULES)


def toy_exchanges(*arguments, **more):
    grid = toy_grid(*arguments, **more)
    mixes = derive_exchanges(grid, GENERATION, CONSUMPTION, LINES)
    return [*mixes, *successor_exchanges(grid), *supply_exchanges(grid)]


def score(exchanges, code, factors=FACTORS):
    """Emission of a process by walking its purchases; the technologies have `factors`."""
    if code in factors:
        return factors[code]
    rows = [item for item in exchanges if item.process == code]
    assert rows, f"{code} buys nothing"
    return sum(
        item.amount * (1.0 if item.type == "biosphere" else score(exchanges, item.input, factors))
        for item in rows
        if item.amount
    )


def official(kind):
    """Official factors by (province, year)."""
    rows = (row for row in rows_of(tables(), "official_grid_factors") if row["kind"] == kind)
    return {(row["province"], int(row["year"])): row for row in rows}


def technology_factors():
    """Direct CO2 of the shipped tables by technology"""
    rows = [(one.process, one.input, one.amount) for one in inventories().exchanges]
    return direct_co2(rows, [row["technology"] for row in rows_of(tables(), "own_use")])


@cache
def joined():
    return join_electricity(inventories(), tables())


@cache
def national_shares():
    """Shares of technologies in the net generation of the nation, by year of statistics."""
    grid = shipped_grid()
    found = {
        one.year: dict(zip(one.technologies, one.share, strict=True)) for one in grid.projections if not one.pathway
    }
    for trade in grid.trades:
        supply = trade.net_supply_twh.sum(axis=0)
        found[trade.year] = dict(zip(trade.technologies, supply / supply.sum(), strict=True))
    return found
