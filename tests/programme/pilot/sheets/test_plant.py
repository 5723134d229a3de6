"""A year of a plant."""

from itertools import pairwise

import pytest

from lca_models.programme.pilot.companies import draw_companies
from lca_models.programme.pilot.sheets.plant import (
    MONTHS,
    allocation_rows,
    certificate_rows,
    green_months,
    make,
    meter_rows,
    output_rows,
    power_of,
)


@pytest.fixture(scope="module")
def years(kits):
    found = []
    for company in draw_companies(4, 12, alone=False):
        plant, kit = company.plants[0], kits[company.chemistry]
        made = make(company, plant, kit)
        found.append((company, plant, kit, made, power_of(company, plant, made, kit)))
    return found


def test_good_pieces_are_started_ones_times_one_rate_and_february_is_short(years):
    for _, _, _, made, _ in years:
        assert all(one.good[month] <= one.started[month] for one in made for month in MONTHS)
        assert all(0.88 < one.acceptance < 1 for one in made)
        assert all(one.started["2025-02"] < max(one.started.values()) for one in made)
        assert made[0].good_kwh == sum(made[0].good.values()) * made[0].pack.energy_kwh
        assert [row["product_id"] for row in output_rows(made)] == [one.pack.id for one in made]


def test_a_plant_uses_between_20_and_75_kwh_per_kwh_of_good_cells(years):
    for _, _, _, made, power in years:
        total = sum(power.cells.values()) + sum(power.fuel.values())

        assert 19 < total / sum(one.good_kwh for one in made) < 79  # the range, and noise of months


def test_meters_hold_what_the_plant_uses_and_the_same_heat_in_every_unit(years):
    for company, plant, _, made, power in years:
        rows = {row["id"]: row for row in meter_rows(company, plant, made, power)}
        gas = rows["M4"]
        heat = float(gas["heating_value"].split()[0]) if "heating_value" in gas else 1.0

        assert sum(rows["M1"]["months"].values()) == pytest.approx(sum(power.cells.values()), rel=1e-4)
        assert sum(gas["months"].values()) * heat / 3.6 == pytest.approx(sum(power.fuel.values()), rel=1e-4)
        assert ("M2" in rows) == company.draws.says("assembles", plant.id)


def test_certificates_are_whole_follow_one_another_and_are_no_more_than_the_power_of_their_month(years):
    buyers = [one for one in years if one[0].green_share]
    assert buyers
    for company, plant, _, _, power in buyers:
        grid = {month: round(kwh) for month, kwh in power.cells.items()}
        green = green_months(company, grid)
        ledger = certificate_rows(company, plant, green)
        numbers = [
            tuple(int(row[name].rpartition("-")[2]) for name in ("number_first", "number_last")) for row in ledger
        ]

        assert all(1000 * mwh <= grid[month] for month, mwh in green.items())
        assert [last - first + 1 for first, last in numbers] == [*green.values()]
        assert all(after[0] == before[1] + 1 for before, after in pairwise(numbers))
        assert all(row["retired_on"][:7] > row["generation_month"] for row in ledger)


def test_steam_that_is_sold_takes_its_gas_along_and_every_key_has_a_reason(years):
    for company, plant, _, _, power in years:
        rows = allocation_rows(company, plant, power)

        assert all(row["reason"] for row in rows)
        assert ("by_product" in rows[1]) == company.draws.says("sells_steam", plant.id)
