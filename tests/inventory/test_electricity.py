"""The balance of provinces: laws, a nation of three provinces, and the shipped mixes against the official factors."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.inventory.electricity import Consumption, Generation, OwnUse, Transmission, build_trade
from lca_models.inventory.electricity_markets import GridService, Plant, derive_exchanges, derive_processes
from lca_models.inventory.electricity_tables import trade_of
from lca_models.inventory.grid_check import average_at_user, compare_provinces, direct_co2, national_average
from lca_models.inventory.records import Province, records_of
from lca_models.inventory.tables import InventoryError, find_inventories, read_tables, rows_of

COAL, HYDRO = "electricity_coal", "electricity_hydro"
SERVICE = GridService(loss_rate=0.05, emission=0.004)


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


def shipped():
    tables = read_tables(find_inventories())
    inventories = records_of(tables)
    official = {
        (row["province"], row["kind"]): row for row in rows_of(tables, "official_grid_factors") if row["year"] == "2023"
    }
    return trade_of(inventories, tables, 2023), inventories, official


@pytest.fixture(scope="module")
def china():
    return shipped()


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


@pytest.mark.parametrize("make", [toy, lambda: shipped()[0]], ids=["toy", "china"])
def test_what_users_take_is_what_plants_give(make):
    """Demand times mix, summed over provinces, is the net generation of every technology."""
    trade = make()

    assert trade.demand_twh @ trade.consumption_mix() == pytest.approx(trade.net_supply_twh.sum(axis=0))


@pytest.mark.parametrize("make", [toy, lambda: shipped()[0]], ids=["toy", "china"])
def test_shares_sum_to_one(make):
    trade = make()

    assert trade.own_share + trade.pool_share + trade.import_share == pytest.approx(1)
    assert trade.consumption_mix().sum(axis=1) == pytest.approx(1)
    assert trade.consumption_mix().min() >= 0


@pytest.mark.parametrize("make", [toy, lambda: shipped()[0]], ids=["toy", "china"])
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


def score(exchanges, factors, code):
    """Emission of a process by walking its purchases; the technologies have `factors`."""
    if code in factors:
        return factors[code]
    rows = [item for item in exchanges if item.process == code]
    assert rows, f"{code} buys nothing"
    return sum(
        item.amount * (1.0 if item.type == "biosphere" else score(exchanges, factors, item.input))
        for item in rows
        if item.amount
    )


PLANTS = (Plant("electricity_cell_plant", "electricity of the cell plant", "cell_plant_province"),)


def toy_exchanges(number):
    choices = {"cell_plant_province": number}
    return derive_exchanges(toy(), SERVICE, GENERATION, CONSUMPTION, LINES, PLANTS, choices)


def test_markets_apply_losses_once_and_add_the_grid_service():
    """CC with coal 1: mix of (18 + 23 x 99/119)/101, over 1 - 5 %, plus 0.004."""
    exchanges = toy_exchanges(93)
    expected = (18 + 23 * 99 / 119) / 101 / 0.95 + 0.004

    assert score(exchanges, {COAL: 1.0, HYDRO: 0.0}, "electricity_cn_cc") == pytest.approx(expected)
    assert score(exchanges, {COAL: 1.0, HYDRO: 0.0}, "electricity_cell_plant") == pytest.approx(expected)


def test_the_nation_is_its_generation_over_losses():
    """117 of 237 TWh net are coal."""
    exchanges = toy_exchanges(156)
    expected = 117 / 237 / 0.95 + 0.004

    assert score(exchanges, {COAL: 1.0, HYDRO: 0.0}, "electricity_cn") == pytest.approx(expected)
    assert score(exchanges, {COAL: 1.0, HYDRO: 0.0}, "electricity_cell_plant") == pytest.approx(expected)
    assert average_at_user(toy(), {COAL: 1.0, HYDRO: 0.0}, 0.05, 0.004) == pytest.approx(expected)


def test_every_derived_process_buys_and_every_purchase_is_known():
    codes = {process.code for process in derive_processes(toy(), PLANTS)}
    exchanges = toy_exchanges(93)

    assert {item.process for item in exchanges} == codes
    assert {item.input for item in exchanges if item.type == "technosphere"} <= codes | {COAL, HYDRO}
    assert len({(item.process, item.input) for item in exchanges}) == len(exchanges)


def test_a_plant_offers_every_province_and_the_nation():
    offers = [item for item in toy_exchanges(93) if item.process == "electricity_cell_plant"]

    assert [item.formula for item in offers] == [
        f"1.0*(cell_plant_province == {number})" for number in (91, 92, 93, 156)
    ]
    assert sum(item.amount for item in offers) == 1


def test_national_direct_co2_is_within_3_percent_of_the_official_average(china):
    """Per kWh of net generation."""
    trade, inventories, official = china
    kit = national_average(trade, direct_co2(inventories.exchanges, trade.technologies))

    assert kit == pytest.approx(float(official["CN", "direct CO2"]["amount"]), rel=0.03)


@pytest.mark.parametrize(("other_thermal", "expected"), [(0.0, 0.498), (0.2, 0.510), (0.4, 0.523)])
def test_national_direct_co2_shows_what_other_thermal_power_is_worth(china, other_thermal, expected):
    """576.5 TWh gross less own use of 5.7 % among 8882 TWh net: 0.0612 kg per kg of other thermal power."""
    trade, inventories, _ = china
    factors = direct_co2(inventories.exchanges, trade.technologies) | {"electricity_other_thermal": other_thermal}
    none = national_average(trade, factors | {"electricity_other_thermal": 0.0})

    assert national_average(trade, factors) == pytest.approx(expected, abs=0.0006)
    assert national_average(trade, factors) == pytest.approx(none + other_thermal * 576.5 * 0.943 / 8882, rel=1e-3)


def test_the_life_cycle_average_at_the_user_is_within_6_percent_of_the_official_one(china):
    """Official factors by generation type, other thermal as its unit process; losses and grid service included."""
    trade, inventories, official = china
    amounts = {(item.process, item.input): item.amount for item in inventories.exchanges}
    values = {item.name: item.amount for item in inventories.parameters}
    factors = {code: amounts.get((code, "ghg_co2e_ar6"), 0.0) for code in trade.technologies}
    factors |= {"electricity_coal": 0.944, "electricity_gas": 0.4792}  # announcement 2025 No. 3
    factors["electricity_other_thermal"] = (
        amounts["electricity_other_thermal", "electricity_biomass"] * amounts["electricity_biomass", "ghg_co2e_ar6"]
        + amounts["electricity_other_thermal", "co2_fossil"]
    )

    kit = average_at_user(trade, factors, values["grid_loss_rate"], values["grid_service_emission"])

    assert kit == pytest.approx(float(official["CN", "life cycle"]["amount"]), rel=0.06)


def test_provinces_follow_the_official_factors(china):
    """Deviations over 15 % are explained in the table, and only these."""
    trade, inventories, official = china
    direct = {code: row for (code, kind), row in official.items() if kind == "direct CO2" and code != "CN"}
    factors = direct_co2(inventories.exchanges, trade.technologies)
    check = compare_provinces(trade, factors, {code: float(row["amount"]) for code, row in direct.items()})

    assert len(check.provinces) == 30  # Tibet has no official factor
    assert check.rank_correlation >= 0.9
    assert check.median_deviation <= 0.08
    explained = {code for code, row in direct.items() if row["deviation_explained"]}
    assert {item.province for item in check.beyond(0.15)} == explained


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
    official = {"CN-A": 1.0, "CN-B": 2.0, "CN-C": 3.0, "CN-D": 4.0}

    check = compare_provinces(flat, {COAL: 1.0, HYDRO: 0.0}, official)

    assert check.rank_correlation == pytest.approx(4.5 / np.sqrt(4.5 * 5))
