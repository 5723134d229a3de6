"""The shipped grid beside the official factors of the nation and the provinces."""

from dataclasses import replace

import numpy as np
import pytest
from grids import (
    COAL,
    CONSUMPTION,
    GENERATION,
    HYDRO,
    LINES,
    NATION,
    OWN_USE,
    inventories,
    official,
    province,
    shipped,
    tables,
    technology_factors,
    toy,
)

from lca_models.inventory.electricity.joining import own_use_rows, trades_of
from lca_models.inventory.electricity.official_factors import (
    average_at_user,
    compare_provinces,
    national_average,
    per_gross_kwh,
)
from lca_models.inventory.electricity.statistics import OwnUse, build_trade


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
        demand_twh=np.ones(4),
        own_share=np.ones(4),
        pool_share=np.zeros(4),
        import_share=np.zeros(4),
        pool=np.zeros((1, 4)),
        flow_twh=np.zeros((1, 1)),
    )
    factors = {"CN-A": 1.0, "CN-B": 2.0, "CN-C": 3.0, "CN-D": 4.0}

    check = compare_provinces(flat, {COAL: 1.0, HYDRO: 0.0}, factors)

    assert check.rank_correlation == pytest.approx(4.5 / np.sqrt(4.5 * 5))


def test_a_factor_per_gross_kwh_is_less_by_the_own_use():
    """A tenth of the coal power is used at the plant."""
    assert per_gross_kwh({COAL: 1.0, HYDRO: 0.5}, OWN_USE) == {COAL: 0.9, HYDRO: 0.5}


def test_emissions_over_gross_output_are_those_of_the_net_balance():
    """Per gross kWh what the plants use themselves is consumption; not one kg appears or is lost."""
    factors, gross = {COAL: 1.0, HYDRO: 0.0}, per_gross_kwh({COAL: 1.0, HYDRO: 0.0}, OWN_USE)
    balance = build_trade(2023, GENERATION, CONSUMPTION, [OwnUse(COAL, 0.0), OwnUse(HYDRO, 0.0)], LINES, NATION)
    net = toy()

    emitted = national_average(net, factors) * net.net_supply_twh.sum()
    assert national_average(balance, gross) == pytest.approx(emitted / 250)
    assert balance.net_supply_twh.sum() == pytest.approx(250)


def test_a_province_relative_to_its_nation_keeps_nothing_that_all_share():
    """Every official factor twice the kit's: each province 50 % below, none apart from the nation."""
    net = toy()
    kit = {one.code: float(value) for one, value in zip(net.provinces, net.consumption_mix() @ (1.0, 0.0), strict=True)}
    check = compare_provinces(net, {COAL: 1.0, HYDRO: 0.0}, {code: 2 * value for code, value in kit.items() if value})

    assert [one.deviation for one in check.provinces] == pytest.approx([-0.5] * len(check.provinces))
    assert [one.relative for one in check.provinces] == pytest.approx([0.0] * len(check.provinces))


def test_national_direct_co2_is_low_by_what_no_source_assigns():
    """Per gross kWh 0.4960 in 2023 against 0.5306: 326 Mt over 9,421 TWh (docs/decisions, gross or net)."""
    gross = trades_of(inventories().provinces, tables(), [2023], gross=True)[2023]
    kit = national_average(gross, per_gross_kwh(technology_factors(), own_use_rows(tables())))
    output = float(gross.net_supply_twh.sum())

    assert kit / float(official("direct CO2")["CN", 2023]["amount"]) - 1 == pytest.approx(-0.065, abs=0.005)
    assert (kit - 0.5306) * output == pytest.approx(-326, abs=5)


@pytest.mark.parametrize(("other_thermal", "expected"), [(0.0, 0.4829), (0.2, 0.4940), (0.4, 0.5052)])
def test_national_direct_co2_shows_what_other_thermal_power_is_worth(other_thermal, expected):
    """533.0 TWh gross less own use of 5.7 % among 9009 TWh net: 0.0558 kg per kg of other thermal power."""
    trade = shipped()
    factors = technology_factors() | {"electricity_other_thermal": other_thermal}
    none = national_average(trade, factors | {"electricity_other_thermal": 0.0})

    assert national_average(trade, factors) == pytest.approx(expected, abs=0.0006)
    assert national_average(trade, factors) == pytest.approx(none + other_thermal * 533.04 * 0.943 / 9009, rel=1e-3)


# Official factors by generation type in kg CO2e per kWh, and the grid service without losses.
ANNOUNCED = {
    2023: {"coal": 0.944, "gas": 0.4792, "hydro": 0.0143, "nuclear": 0.0065, "wind": 0.0336, "solar_pv": 0.0545,
           "biomass": 0.0457, "service": 0.0036},
    2024: {"coal": 0.924, "gas": 0.4503, "hydro": 0.0141, "nuclear": 0.0065, "wind": 0.0324, "solar_pv": 0.0520,
           "biomass": 0.0404, "service": 0.0046},
}  # fmt: skip


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_life_cycle_average_at_the_user_is_within_3_percent_of_the_official_one(year):
    """Official factors by generation type, other thermal as its unit process; losses and grid service included."""
    amounts = {(item.process, item.input): item.amount for item in inventories().exchanges}
    values = {item.name: item.amount for item in inventories().parameters}
    factors = {f"electricity_{name}": amount for name, amount in ANNOUNCED[year].items()}
    factors["electricity_other_thermal"] = (
        amounts["electricity_other_thermal", "electricity_biomass"] * factors["electricity_biomass"]
        + amounts["electricity_other_thermal", "co2_fossil"]
    )

    kit = average_at_user(shipped(year), factors, values["grid_loss_rate"], ANNOUNCED[year]["service"])

    assert kit == pytest.approx(float(official("life cycle")["CN", year]["amount"]), rel=0.03)


def check_trade(year=2023):
    return trades_of(inventories().provinces, tables(), [year], gross=True)[year]


def gross_check(year=2023):
    """The provinces of a year against the official factors of 2023, per gross kWh, and these rows."""
    direct = {place: row for (place, when), row in official("direct CO2").items() if place != "CN" and when == 2023}
    factors = {place: float(row["amount"]) for place, row in direct.items()}
    own_use = own_use_rows(tables())
    return compare_provinces(check_trade(year), per_gross_kwh(technology_factors(), own_use), factors), direct


def test_provinces_follow_the_official_factors():
    """Deviations relative to the nation over 5 % name their cause in TWh, in both languages, and Fujian's 4 %."""
    check, direct = gross_check()

    assert len(check.provinces) == 30  # Tibet has no official factor
    assert check.rank_correlation >= 0.95
    assert check.median_deviation <= 0.04
    explained = {code for code, row in direct.items() if row["deviation_explained"]}
    assert {item.province for item in check.beyond(0.05)} | {"CN-FJ"} == explained
    for code in explained:
        assert all("TWh" in direct[code][column] for column in ("deviation_explained", "text_zh")), code


def test_the_twh_that_a_cause_tells_are_those_that_would_close_the_deviation():
    """Average fossil power, 0.8273 kg per kWh, added or taken: the first figure of each text."""
    check, direct = gross_check()
    demand = {one.code: float(twh) for one, twh in zip(check_trade().provinces, check_trade().demand_twh, strict=True)}
    for one in check.provinces:
        if text := direct[one.province]["deviation_explained"]:
            lacking = (one.official * one.nation - one.kit) * demand[one.province] / 0.8273
            assert float(text.split(" TWh")[0].split()[-1]) == pytest.approx(abs(lacking), abs=0.6), one.province
            assert ("are missing" in text) == (lacking > 0), one.province


def test_provinces_of_2024_keep_the_order_of_the_official_factors_of_2023():
    """No provincial factor of 2024 is published."""
    assert gross_check(2024)[0].rank_correlation >= 0.9
