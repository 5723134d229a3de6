"""The shipped grid beside the official factors of the nation and the provinces."""

from dataclasses import replace

import numpy as np
import pytest
from grids import COAL, HYDRO, inventories, national_shares, official, province, shipped, technology_factors, toy

from lca_models.inventory.electricity.official_factors import (
    average_at_user,
    compare_provinces,
    national_average,
)


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


def test_national_direct_co2_is_within_4_percent_of_the_official_average():
    """Per kWh of net generation, 2021 to 2023; no factor of 2024 is published."""
    values = {year: float(row["amount"]) for (place, year), row in official("direct CO2").items() if place == "CN"}
    factors = technology_factors()
    kit = {
        year: sum(share * factors[technology] for technology, share in national_shares()[year].items())
        for year in values
    }

    assert sorted(kit) == [2021, 2022, 2023]
    assert kit == pytest.approx(values, rel=0.04)


@pytest.mark.parametrize(("other_thermal", "expected"), [(0.0, 0.490), (0.2, 0.501), (0.4, 0.512)])
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
def test_the_life_cycle_average_at_the_user_is_within_6_percent_of_the_official_one(year):
    """Official factors by generation type, other thermal as its unit process; losses and grid service included."""
    amounts = {(item.process, item.input): item.amount for item in inventories().exchanges}
    values = {item.name: item.amount for item in inventories().parameters}
    factors = {f"electricity_{name}": amount for name, amount in ANNOUNCED[year].items()}
    factors["electricity_other_thermal"] = (
        amounts["electricity_other_thermal", "electricity_biomass"] * factors["electricity_biomass"]
        + amounts["electricity_other_thermal", "co2_fossil"]
    )

    kit = average_at_user(shipped(year), factors, values["grid_loss_rate"], ANNOUNCED[year]["service"])

    assert kit == pytest.approx(float(official("life cycle")["CN", year]["amount"]), rel=0.06)


def test_provinces_follow_the_official_factors():
    """Deviations over 15 % are explained in the table, and only these."""
    direct = {place: row for (place, year), row in official("direct CO2").items() if place != "CN" and year == 2023}
    factors = {place: float(row["amount"]) for place, row in direct.items()}
    check = compare_provinces(shipped(), technology_factors(), factors)

    assert len(check.provinces) == 30  # Tibet has no official factor
    assert check.rank_correlation >= 0.9
    assert check.median_deviation <= 0.08
    explained = {code for code, row in direct.items() if row["deviation_explained"]}
    assert {item.province for item in check.beyond(0.15)} == explained


def test_provinces_of_2024_keep_the_order_of_the_official_factors_of_2023():
    """No provincial factor of 2024 is published."""
    direct = {place: row for (place, year), row in official("direct CO2").items() if place != "CN" and year == 2023}
    factors = {place: float(row["amount"]) for place, row in direct.items()}

    assert compare_provinces(shipped(2024), technology_factors(), factors).rank_correlation >= 0.9
