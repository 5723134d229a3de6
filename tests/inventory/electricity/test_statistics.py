"""The balance of provinces and what follows from it: laws, and a nation of three provinces."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from lca_models.inventory.electricity.joining import grid_of, user_mix_rows
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.electricity.markets import Grid, Plant, UserShare, derive_exchanges, derive_processes
from lca_models.inventory.electricity.official_factors import average_at_user, compare_provinces
from lca_models.inventory.electricity.pathways import NationalGeneration, project, project_all
from lca_models.inventory.electricity.statistics import Consumption, Generation, OwnUse, Transmission, build_trade
from lca_models.inventory.electricity.successors import successor_exchanges, successor_processes
from lca_models.inventory.electricity.supply import (
    DIRECT_LINE,
    GREEN_POWER,
    OFFICIAL,
    ON_SITE,
    supply_exchanges,
    supply_processes,
)
from lca_models.inventory.tables.reading import InventoryError, Place, Row, Table, read_tables
from lca_models.inventory.tables.records import Province, records_of

INVENTORIES = Path(__file__).resolve().parents[3] / "inventories"
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
    return with_list_formulas(read_tables(INVENTORIES))


@cache
def inventories():
    return records_of(tables())


@cache
def shipped_grid():
    return grid_of(inventories(), tables())


def shipped(year=2023):
    return next(trade for trade in shipped_grid().trades if trade.year == year)


def test_a_province_serves_itself_then_its_grid_then_other_regions():
    """BB has 99 + 20 = 119 and needs 96: 23 left. CC has 18 and needs 101: 83 short, 23 from BB, 60 from AA."""
    trade = toy()

    assert trade.consumption_scale == pytest.approx(1)
    assert trade.demand_twh == pytest.approx([40, 96, 101])
    assert trade.own_share == pytest.approx([1, 1, 18 / 101])
    assert trade.pool_share == pytest.approx([0, 0, 23 / 101])
    assert trade.import_share == pytest.approx([0, 0, 60 / 101])
    assert trade.flow_twh[trade.grids.index("West"), trade.grids.index("East")] == pytest.approx(60)


def test_the_mix_of_an_importer_is_own_pool_and_imports():
    """CC: 18 own coal, 23 from BB of which 99/119 coal, 60 hydropower from AA."""
    coal = toy().technologies.index(COAL)

    assert toy().consumption_mix()[2, coal] == pytest.approx((18 + 23 * 99 / 119) / 101)


def test_exporters_consume_their_own_mix():
    trade = toy()

    assert trade.consumption_mix()[:2] == pytest.approx(trade.production_mix()[:2])


@pytest.mark.parametrize("make", [toy, shipped, lambda: shipped(2024)], ids=["toy", "china 2023", "china 2024"])
def test_what_users_take_is_what_plants_give(make):
    """Demand times mix, summed over provinces, is the net generation of every technology."""
    trade = make()

    assert trade.demand_twh @ trade.consumption_mix() == pytest.approx(trade.net_supply_twh.sum(axis=0))


@pytest.mark.parametrize("make", [toy, shipped, lambda: shipped(2024)], ids=["toy", "china 2023", "china 2024"])
def test_shares_sum_to_one(make):
    trade = make()

    assert trade.own_share + trade.pool_share + trade.import_share == pytest.approx(1)
    assert trade.consumption_mix().sum(axis=1) == pytest.approx(1)
    assert trade.consumption_mix().min() >= 0


@pytest.mark.parametrize("make", [toy, shipped, lambda: shipped(2024)], ids=["toy", "china 2023", "china 2024"])
def test_only_deficits_buy_and_only_surpluses_sell(make):
    trade = make()
    balance = trade.net_supply_twh.sum(axis=1) - trade.demand_twh
    selling, buying = trade.flow_twh.sum(axis=1) > 0, trade.flow_twh.sum(axis=0) > 0

    assert (trade.own_share[balance >= 0] == 1).all()
    assert (trade.pool[:, balance <= 0] == 0).all()
    assert not (selling & buying).any()


def test_consumption_is_scaled_to_balance_the_nation():
    """All consumption 2 % lower: the scale 1/0.98 restores the balance and nothing else changes."""
    lower = tuple(replace(item, twh=item.twh * 0.98) for item in CONSUMPTION)

    assert toy(consumption=lower).consumption_scale == pytest.approx(1 / 0.98)
    assert toy(consumption=lower).consumption_mix() == pytest.approx(toy().consumption_mix())


def test_only_rows_of_the_year_count():
    other = Generation("CN-CC", COAL, 2024, 500)

    assert toy((*GENERATION, other)).consumption_mix() == pytest.approx(toy().consumption_mix())


def test_flows_follow_the_lines_where_there_is_a_choice():
    """Two senders of 30, one receiver of 60, lines 1 and 5 GW: each surplus must still leave in full."""
    nation = (province("CN-AA", 91, "West"), province("CN-BB", 92, "North"), province("CN-CC", 93, "East"))
    generation = [Generation("CN-AA", HYDRO, 2023, 50), Generation("CN-BB", HYDRO, 2023, 50)]
    consumption = [Consumption("CN-AA", 2023, 20), Consumption("CN-BB", 2023, 20), Consumption("CN-CC", 2023, 60)]
    lines = [Transmission("West", "East", 1), Transmission("North", "East", 5)]

    trade = build_trade(2023, generation, consumption, OWN_USE, lines, nation)

    assert trade.flow_twh.sum(axis=1) == pytest.approx([0, 30, 30])
    assert trade.production_mix()[2] == pytest.approx(0)  # no plants, no mix
    assert trade.own_share[2] == 0


def test_a_region_without_a_line_is_refused_by_name():
    with pytest.raises(InventoryError, match=r"East, West.*transmission\.csv"):
        toy(lines=())


def test_a_province_without_consumption_is_refused_by_name():
    with pytest.raises(InventoryError, match="CN-CC"):
        toy(consumption=CONSUMPTION[:2])


def test_a_technology_without_own_use_is_refused_by_name():
    wind = Generation("CN-CC", "electricity_wind", 2023, 1)

    with pytest.raises(InventoryError, match=r"electricity_wind.*own_use\.csv"):
        toy((*GENERATION, wind))


def test_a_region_reached_only_through_others_is_supplied_over_two_lines():
    """West has 60 left and East lacks 40; South lacks 20 and has a line from East alone."""
    nation = (province("CN-AA", 91, "West"), province("CN-BB", 92, "East"), province("CN-CC", 93, "South"))
    generation = [Generation("CN-AA", HYDRO, 2023, 100)]
    consumption = [Consumption("CN-AA", 2023, 40), Consumption("CN-BB", 2023, 40), Consumption("CN-CC", 2023, 20)]
    lines = [Transmission("West", "East", 8), Transmission("East", "South", 2)]

    trade = build_trade(2023, generation, consumption, OWN_USE, lines, nation)

    west, south = trade.grids.index("West"), trade.grids.index("South")
    assert trade.flow_twh[west, south] == pytest.approx(20)


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


def test_markets_apply_losses_once_and_add_the_grid_service():
    """CC with coal 1: mix of (18 + 23 x 99/119)/101, over 1 - 5 %, plus 0.004."""
    exchanges = toy_exchanges(93)
    expected = (18 + 23 * 99 / 119) / 101 / 0.95 + 0.004

    assert score(exchanges, "electricity_cn_cc") == pytest.approx(expected)
    assert score(exchanges, "electricity_cell_plant") == pytest.approx(expected)


def test_the_nation_is_its_generation_over_losses():
    """117 of 237 TWh net are coal."""
    exchanges = toy_exchanges(156)
    expected = 117 / 237 / 0.95 + 0.004

    assert score(exchanges, "electricity_cn") == pytest.approx(expected)
    assert score(exchanges, "electricity_cell_plant") == pytest.approx(expected)
    assert average_at_user(toy(), FACTORS, 0.05, 0.004) == pytest.approx(expected)


def test_every_derived_process_buys_and_every_purchase_is_known():
    grid = toy_grid()
    every = (*derive_processes(grid), *successor_processes(grid), *supply_processes(grid))
    codes = {process.code for process in every}
    exchanges = toy_exchanges()

    assert {item.process for item in exchanges} == codes
    assert {item.input for item in exchanges if item.type == "technosphere"} <= codes | set(FACTORS)
    assert len({(item.process, item.input) for item in exchanges}) == len(exchanges)


def test_a_plant_offers_every_place_by_every_rule():
    """Of 3 provinces, 2 grids, the nation, the user's mix and the official factor exactly one is bought."""
    offers = [item for item in toy_exchanges(93) if item.process == "electricity_cell_plant"]
    places = {"electricity_cn_aa", "electricity_cn_bb", "electricity_cn_cc", "electricity_grid_west",
              "electricity_grid_east", "electricity_cn", "electricity_user_mix", OFFICIAL}  # fmt: skip

    assert {item.input for item in offers} == places | {ON_SITE, DIRECT_LINE, GREEN_POWER}
    assert sum(item.amount for item in offers) == 1


@pytest.mark.parametrize(
    ("rule", "place", "bought"),
    [
        (1, 93, "electricity_cn_cc"),
        (1, 156, "electricity_cn"),
        (1, 900, "electricity_user_mix"),
        (2, 93, "electricity_grid_east"),
        (2, 91, "electricity_grid_west"),
        (2, 156, "electricity_cn"),
        (2, 900, "electricity_user_mix"),
        (3, 93, "electricity_cn"),
        (3, 900, "electricity_cn"),
        (4, 93, OFFICIAL),
        (4, 156, OFFICIAL),
    ],
)
def test_the_rule_and_the_place_name_one_location_supply(rule, place, bought):
    offers = toy_exchanges(place, electricity_rule=rule)

    assert {item.input: item.amount for item in offers if item.process == PLANTS[0].code and item.amount} == {bought: 1}


def test_a_plant_with_everything_of_its_own_pays_losses_on_green_power_alone():
    """Wind at 0.1: 20 % on site, 30 % direct, 40 % green over 1 - 5 % plus 0.004; 10 % official at 0.6."""
    shares = {"cell_plant_onsite_share": 0.2, "cell_plant_direct_line_share": 0.3, "cell_plant_green_share": 0.4,
              "cell_plant_rest_share": 0.1}  # fmt: skip
    exchanges = toy_exchanges(93, electricity_rule=4, **shares)

    expected = 0.5 * 0.1 + 0.4 * (0.1 / 0.95 + 0.004) + 0.1 * 0.6
    assert score(exchanges, "electricity_cell_plant") == pytest.approx(expected)


def test_the_users_mix_is_the_nation_until_it_is_given():
    """Half wind at 0.1, half hydropower, over 1 - 5 %, plus 0.004."""
    given = toy_exchanges(900, user_mix=(UserShare(WIND, 0.5), UserShare(HYDRO, 0.5)))

    assert score(toy_exchanges(900), "electricity_cell_plant") == score(toy_exchanges(156), "electricity_cell_plant")
    assert score(given, "electricity_cell_plant") == pytest.approx(0.05 / 0.95 + 0.004)


def test_a_users_mix_that_does_not_sum_to_one_is_refused():
    rows = tuple(
        Row(Place("electricity/user_mix.csv", 2), {"technology": WIND, "share": share}) for share in ("0.5", "0.4")
    )

    with pytest.raises(InventoryError, match=r"user_mix\.csv: shares sum to 0\.9, not 1"):
        user_mix_rows((Table("electricity/user_mix.csv", "user_mix", ("technology", "share"), rows),))


def test_a_projected_province_loses_what_the_nation_loses():
    """Coal falls from 117/237 to 25 % of net generation; wind takes its place everywhere."""
    exchanges = toy_exchanges(92, year=2035)
    kept = 0.25 / (117 / 237)
    own_coal = 99 / 119

    # Hydropower also falls, from 120/237 to 50 %, and what replaces both is wind alone.
    other = 0.5 / (120 / 237)
    mix = own_coal * kept + 0.1 * (own_coal * (1 - kept) + (1 - own_coal) * (1 - other))
    assert score(exchanges, "electricity_cell_plant") == pytest.approx(mix / 0.95 + 0.004)


def test_a_projection_of_the_base_year_is_the_base_year():
    exchanges = toy_exchanges(93)

    for place in ("cn_aa", "cn_bb", "cn_cc", "cn"):
        supply = score(exchanges, f"electricity_supply_{place}_2023")
        assert score(exchanges, f"electricity_supply_{place}_projected") == pytest.approx(supply)


def test_a_technology_that_loses_nothing_has_no_successor():
    grid = toy_grid()
    codes = {process.code for process in successor_processes(grid)}

    assert "electricity_coal_successor" in codes
    assert "electricity_wind_successor" not in codes


def test_a_pathway_that_no_list_names_is_refused():
    with pytest.raises(InventoryError, match=r"AMBITIOUS.*grid_pathways\.csv"):
        project_all(toy(), NATIONAL, ALL_OWN_USE, {})


def test_a_projection_needs_the_own_use_of_its_technologies():
    with pytest.raises(InventoryError, match=r"electricity_wind.*own_use\.csv"):
        project(toy(), NATIONAL, OWN_USE, 1)


def test_provinces_of_a_projected_year_add_up_to_the_nation():
    """Demand times mix is the national mix of the table, for every year and pathway."""
    base = shipped()
    weights = base.demand_twh / base.demand_twh.sum()

    for projection in shipped_grid().projections:
        wide = np.zeros((len(weights), len(projection.technologies)))
        wide[:, [projection.technologies.index(name) for name in base.technologies]] = base.consumption_mix()
        grown = (wide * (1 - projection.kept)).sum(axis=1, keepdims=True) * projection.growth
        mix = wide * projection.kept + grown
        assert weights @ mix == pytest.approx(projection.share), projection.label
        assert mix.sum(axis=1) == pytest.approx(1)
        assert mix.min() >= 0


def test_ranks_are_spearman_s():
    """Ties share their mean rank: (1, 2, 2, 3) against (1, 2, 3, 4) gives 4.5 / sqrt(4.5 x 5)."""
    nation = tuple(province(f"CN-{letter}", 90 + index, "East") for index, letter in enumerate("ABCD"))
    trade = toy()
    mixes = np.array([[0.1, 0.9], [0.2, 0.8], [0.2, 0.8], [0.3, 0.7]])
    flat = replace(
        trade,
        provinces=nation,
        grids=("East",),
        net_supply_twh=mixes,
        own_share=np.ones(4),
        pool_share=np.zeros(4),
        import_share=np.zeros(4),
        pool=np.zeros((1, 4)),
        flow_twh=np.zeros((1, 1)),
    )
    factors = {"CN-A": 1.0, "CN-B": 2.0, "CN-C": 3.0, "CN-D": 4.0}

    check = compare_provinces(flat, {COAL: 1.0, HYDRO: 0.0}, factors)

    assert check.rank_correlation == pytest.approx(4.5 / np.sqrt(4.5 * 5))
