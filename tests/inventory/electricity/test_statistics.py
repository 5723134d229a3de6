"""What provinces generate and use, settled between them and between regions."""

from dataclasses import replace

import pytest
from grids import (
    COAL,
    CONSUMPTION,
    GENERATION,
    HYDRO,
    OWN_USE,
    province,
    shipped,
    toy,
)

from lca_models.inventory.electricity.statistics import Consumption, Generation, Transmission, build_trade
from lca_models.inventory.tables.reading import InventoryError


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
