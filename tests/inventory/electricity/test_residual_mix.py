"""The residual mix: claims and residual are the generation, for any claims; too large a claim is refused."""

import numpy as np
import pytest
from counts import examples
from grids import HYDRO, LINES, NATION, inventories, shipped_grid, tables, technology_factors, toy
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.electricity.joining import claim_rows, residual_notes, transmission_rows
from lca_models.inventory.electricity.official_factors import national_average
from lca_models.inventory.electricity.residual_mix import Claim, claimed_twh, residual_of, residuals_of
from lca_models.inventory.tables.reading import InventoryError, Place, rows_of
from tests.table_rows import without_rows

NON_FOSSIL = tuple(f"electricity_{name}" for name in ("biomass", "hydro", "nuclear", "solar_pv", "wind"))


TABLE = "electricity/claims.csv"


def from_origin(trade):
    """What users take from the plants of each province, in TWh, along own supply, pools and flows."""
    rows, total = trade.grid_rows(), np.zeros(len(trade.provinces))
    for user, demand in enumerate(trade.demand_twh):
        total[user] += demand * trade.own_share[user]
        total += demand * trade.pool_share[user] * trade.pool[rows[user]]
        total += demand * trade.import_share[user] * (trade.import_origin()[rows[user]] @ trade.pool)
    return total


def check_laws(trade, claimed, lines):
    residual = residual_of(trade, claimed, lines)
    supply = trade.net_supply_twh

    assert claimed + residual.net_supply_twh == pytest.approx(supply, abs=1e-6)
    taken = residual.demand_twh @ residual.consumption_mix()
    assert claimed.sum(axis=0) + taken == pytest.approx(supply.sum(axis=0), abs=1e-6)
    assert claimed.sum(axis=1) + from_origin(residual) == pytest.approx(supply.sum(axis=1), abs=1e-6)
    assert residual.consumption_mix().sum(axis=1) == pytest.approx(1)
    assert residual.consumption_mix().min() >= 0


def fractions(trade, seed, zeros):
    """Claimed fractions of all supplies: a share `zeros` of them is 0, a tenth is all there is, the rest anything."""
    draw = np.random.default_rng(seed)
    found = draw.uniform(0, 1, trade.net_supply_twh.shape)
    kind = draw.uniform(0, 1, found.shape)
    found[kind > 0.9] = 1
    found[kind < zeros] = 0
    return found


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda shares: min(shares) < 0.999))
def test_claims_and_residual_are_the_generation_of_the_toy(shares):
    trade = toy()
    claimed = np.zeros_like(trade.net_supply_twh)
    claimed[trade.net_supply_twh > 0] = shares * trade.net_supply_twh[trade.net_supply_twh > 0]

    check_laws(trade, claimed, LINES)


@settings(max_examples=examples(30))
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.9), st.sampled_from([0, 1]))
def test_claims_and_residual_are_the_generation_of_china(seed, zeros, year):
    trade = shipped_grid().trades[year]

    check_laws(trade, trade.net_supply_twh * fractions(trade, seed, zeros), transmission_rows(tables()))


def test_claims_and_residual_of_the_shipped_table_are_the_generation():
    trade = shipped_grid().base
    claimed = claimed_twh(trade, claim_rows(tables()))

    check_laws(trade, claimed, transmission_rows(tables()))
    assert shipped_grid().residuals[0].net_supply_twh == pytest.approx(trade.net_supply_twh - claimed)


def test_a_claim_leaves_its_origin_and_demand_falls_everywhere():
    """AA claims 60 of 237 TWh: 177/237 of each demand is left; AA has 40 for 40 x 177/237."""
    claims = [Claim("CN-AA", HYDRO, 2023, 60)]
    (residual,) = residuals_of([toy()], claims, LINES)
    left = 177 / 237

    assert residual.demand_twh == pytest.approx([40 * left, 96 * left, 101 * left])
    assert residual.flow_twh.sum() == pytest.approx(40 - 40 * left)
    assert residual.consumption_mix()[0] == pytest.approx(toy().consumption_mix()[0])  # hydropower alone, still


def test_without_claims_the_residual_is_the_trade():
    assert residual_of(toy(), np.zeros((3, 2)), LINES).consumption_mix() == pytest.approx(toy().consumption_mix())
    assert residuals_of([toy()], [], LINES) == ()


def test_a_region_that_claims_turn_around_shares_in_proportion():
    """All of AA is claimed: the West now lacks 40 x 137/237, and no line leads there."""
    residual = residual_of(toy(), np.array([[0, 100.0], [0, 0], [0, 0]]), LINES)

    assert residual.consumption_mix()[0].sum() == pytest.approx(1)
    assert residual.flow_twh[residual.grids.index("East"), residual.grids.index("West")] == pytest.approx(
        40 * 137 / 237
    )
    assert residual.is_between_any
    assert not residual_of(toy(), np.zeros((3, 2)), LINES).is_between_any


def test_documented_lines_settle_the_residual_mixes_of_the_shipped_tables_and_a_lost_one_is_said():
    """Without the line from Baoji to Deyang nothing leads into the Southwest, which lacks 14 TWh once its power is sold."""
    lost = without_rows(tables(), "transmission", lambda row: row["source"] == "Xinhua2010DeBao")

    assert residual_notes(inventories(), tables()) == ()
    assert [
        f"residual mix of {year}" in note
        for year, note in zip((2023, 2024), residual_notes(inventories(), lost), strict=True)
    ] == [True, True]


def test_a_claim_of_more_than_there_is_is_refused_with_what_is_available():
    claims = [
        Claim("CN-BB", HYDRO, 2023, 15, place=Place(TABLE, 2)),
        Claim("CN-BB", HYDRO, 2023, 6, place=Place(TABLE, 3)),
    ]

    with pytest.raises(
        InventoryError, match=r"electricity/claims\.csv:3  claims 21 TWh .* of CN-BB .*20 TWh are avail"
    ):
        residuals_of([toy()], claims, LINES)


def test_every_wrong_claim_is_named_at_once():
    claims = [
        Claim("CN-CC", HYDRO, 2023, 1, place=Place(TABLE, 2)),
        Claim("CN-AA", HYDRO, 2023, -1, place=Place(TABLE, 3)),
    ]

    with pytest.raises(InventoryError) as caught:
        residuals_of([toy()], claims, LINES)

    assert "claims.csv:2  claims 1 TWh of electricity_hydro of CN-CC in 2023, but 0 TWh are available" in str(
        caught.value
    )
    assert "claims.csv:3  claims -1 TWh; give a number of at least 0" in str(caught.value)


def test_a_claim_of_a_year_without_generation_is_refused():
    with pytest.raises(InventoryError, match=r"claims\.csv:2  claims 2035, which has no generation.*give one of 2023"):
        residuals_of([toy()], [Claim("CN-AA", HYDRO, 2035, 1, place=Place(TABLE, 2))], LINES)


def test_claims_must_leave_something():
    every = [
        Claim(province.code, technology, 2023, float(toy().net_supply_twh[row, column]))
        for row, province in enumerate(NATION)
        for column, technology in enumerate(toy().technologies)
    ]

    with pytest.raises(InventoryError, match=r"claims take all 237 TWh of 2023; leave some"):
        residuals_of([toy()], every, LINES)


def test_shipped_claims_are_what_the_official_factors_imply():
    """1 - 0.5306/0.6096 = 12.96 % of net generation, 37.9 % of what is not fossil."""
    factors = {row["kind"]: float(row["amount"]) for row in rows_of(tables(), "official_grid_factors")
               if row["province"] == "CN" and row["year"] == "2023"}  # fmt: skip
    share = 1 - factors["direct CO2"] / factors["direct CO2 residual"]
    base, shipped = shipped_grid().base, claim_rows(tables())
    columns = [column for column, technology in enumerate(base.technologies) if technology in NON_FOSSIL]
    supply = base.net_supply_twh
    fraction = share * supply.sum() / supply[:, columns].sum()
    implied = {
        (province.code, base.technologies[column]): fraction * supply[row, column]
        for row, province in enumerate(base.provinces)
        for column in columns
        if supply[row, column] > 0
    }

    assert share == pytest.approx(0.1296, abs=5e-5)
    assert {(one.province, one.technology): one.claimed_twh for one in shipped} == pytest.approx(implied)
    assert {(one.year, one.evidence) for one in shipped} == {(2023, "assumed")}


def test_the_residual_nation_is_within_3_percent_of_the_official_factor():
    """Direct CO2 per net kWh against 0.6096; the deviation is that of the average, since claims hold no fossil CO2."""
    direct = technology_factors()
    average, residual = shipped_grid().base, shipped_grid().residuals[0]

    kit = national_average(residual, direct)
    assert kit == pytest.approx(0.6096, rel=0.03)
    assert kit / national_average(average, direct) == pytest.approx(0.6096 / 0.5306)


def test_a_year_without_claims_loses_the_shares_of_the_base_year():
    base, other = shipped_grid().trades
    left, left_other = shipped_grid().residuals
    row, column = 0, base.technologies.index(HYDRO)

    assert (base.year, other.year) == (2023, 2024)
    expected = left.net_supply_twh[row, column] / base.net_supply_twh[row, column]
    assert left_other.net_supply_twh[row, column] / other.net_supply_twh[row, column] == pytest.approx(expected)
