"""The shipped grid by year, pathway and scenario: it closes, it carries its spread, and it follows the official factors."""

from functools import cache
from pathlib import Path

import pytest

from lca_models.inventory.brightway.database import datasets, keys_of
from lca_models.inventory.electricity.joining import grid_of, join_electricity
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.electricity.official_factors import (
    average_at_user,
    compare_provinces,
    direct_co2,
    national_average,
)
from lca_models.inventory.tables.formulas import FormulaError, evaluate, evaluate_parameters
from lca_models.inventory.tables.reading import read_tables, rows_of
from lca_models.inventory.tables.records import records_of
from lca_models.inventory.tables.scenarios import read_scenarios

INVENTORIES = Path(__file__).resolve().parents[3] / "inventories"


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


def official(kind):
    """Official factors by (province, year)."""
    rows = (row for row in rows_of(tables(), "official_grid_factors") if row["kind"] == kind)
    return {(row["province"], int(row["year"])): row for row in rows}


def technology_factors():
    return direct_co2(inventories().exchanges, [row["technology"] for row in rows_of(tables(), "own_use")])


def scenario_values(name):
    """Values of all parameters in one of the scenarios of the grid."""
    settings = read_scenarios(INVENTORIES)[name].settings
    lists = inventories().choices
    chosen = {
        key: next(one.number for one in lists[f"{key}s"] if one.code == str(code)) for key, code in settings.items()
    }
    amounts = {item.name: item.amount for item in inventories().parameters} | chosen
    return evaluate_parameters(amounts, {item.name: item.formula for item in inventories().parameters if item.formula})


def market_mix(values, code, found=None, share=1.0):
    """Technologies a process takes at the user, from the exchanges of the shipped inventory at given parameters."""
    found = {} if found is None else found
    rows = purchases().get(code)
    if rows is None:
        found[code] = found.get(code, 0.0) + share
        return found
    for item in rows:
        amount = evaluate(item.formula, values) if item.formula else item.amount
        if amount:
            market_mix(values, item.input, found, share * amount)
    return found


@cache
def joined():
    return join_electricity(inventories(), tables())


@cache
def purchases():
    """Purchases of the markets of electricity."""
    markets = {one.code for one in joined().processes if one.database == "electricity" and one.kind == "market"}
    found = {}
    for item in joined().exchanges:
        if item.process in markets and item.type == "technosphere":
            found.setdefault(item.process, []).append(item)
    return found


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


@pytest.mark.parametrize("name", [name for name in read_scenarios(INVENTORIES) if name.startswith("grid-")])
def test_every_scenario_gives_the_nation_the_mix_of_its_table(name):
    """The share of each technology, over one less losses."""
    values = scenario_values(name)
    year, pathway = int(values["grid_year"]), int(values["grid_pathway"])
    expected = national_shares().get(year) or next(
        dict(zip(one.technologies, one.share, strict=True))
        for one in shipped_grid().projections
        if (one.year, one.pathway_number) == (year, pathway)
    )

    mix = market_mix(values, "electricity_cn")

    for technology, share in expected.items():
        assert mix.get(technology, 0.0) * (1 - values["grid_loss_rate"]) == pytest.approx(share), technology


def test_every_year_and_pathway_of_the_lists_supplies_every_market():
    """One kWh at the user takes 1/(1 - losses) from the plants."""
    lists = inventories().choices
    for year in lists["grid_years"]:
        for pathway in lists["grid_pathways"]:
            values = scenario_values("baseline") | {"grid_year": year.number, "grid_pathway": pathway.number}
            for code in ("electricity_cn", "electricity_cn_fj", "electricity_grid_south", "electricity_user_mix"):
                total = sum(market_mix(values, code).values())
                assert total == pytest.approx(1 / (1 - values["grid_loss_rate"])), (year.code, pathway.code, code)


@pytest.mark.parametrize(("year", "pathway"), [(2030, 1), (2035, 3)])
def test_the_guard_divides_by_zero_outside_the_lists(year, pathway):
    guard = next(item.formula for item in inventories().parameters if item.name == "grid_year_guard")

    with pytest.raises(FormulaError, match="divides by zero"):
        evaluate(guard, {"grid_year": year, "grid_pathway": pathway})


def test_the_guard_holds_every_year_and_pathway_of_the_tables():
    guard = next(item.formula for item in inventories().parameters if item.name == "grid_year_guard")
    known = [(trade.year, 1) for trade in shipped_grid().trades]
    known += [(one.year, one.pathway_number) for one in shipped_grid().projections]

    assert {evaluate(guard, {"grid_year": year, "grid_pathway": pathway}) for year, pathway in known} == {1.0}
    assert {year for year, _ in known} == {choice.number for choice in inventories().choices["grid_years"]}


def test_shares_of_a_mix_sum_to_one_and_carry_the_spread_of_their_weight():
    groups = {}
    for item in joined().exchanges:
        if item.share_group:
            assert item.share_group == item.process
            assert item.weight_sigma > 0
            assert (item.distribution, item.formula) == ("determined", "")
            groups.setdefault(item.share_group, []).append(item.amount)

    assert "electricity_production_cn_gd_2023" in groups
    assert {group: sum(amounts) for group, amounts in groups.items()} == {group: pytest.approx(1) for group in groups}


def test_brightway_gets_share_group_and_weight_sigma():
    """Beside the exchange's own distribution, which stays certain (0)."""
    key = ("electricity", "electricity_production_cn_gd_2023")
    data = dict(datasets(joined(), "electricity", keys_of(joined())))[key]
    shares = [exchange for exchange in data["exchanges"] if exchange["type"] == "technosphere"]

    assert {exchange["share_group"] for exchange in shares} == {key[1]}
    assert all(exchange["weight_sigma"] > 0 and exchange["uncertainty type"] == 0 for exchange in shares)


def test_national_direct_co2_is_within_3_percent_of_the_official_average():
    """Per kWh of net generation, 2021 to 2023; no factor of 2024 is published."""
    values = {year: float(row["amount"]) for (place, year), row in official("direct CO2").items() if place == "CN"}
    factors = technology_factors()
    kit = {
        year: sum(share * factors[technology] for technology, share in national_shares()[year].items())
        for year in values
    }

    assert sorted(kit) == [2021, 2022, 2023]
    assert kit == pytest.approx(values, rel=0.03)


@pytest.mark.parametrize(("other_thermal", "expected"), [(0.0, 0.498), (0.2, 0.510), (0.4, 0.521)])
def test_national_direct_co2_shows_what_other_thermal_power_is_worth(other_thermal, expected):
    """538.5 TWh gross less own use of 5.7 % among 8873 TWh net: 0.0572 kg per kg of other thermal power."""
    trade = shipped()
    factors = technology_factors() | {"electricity_other_thermal": other_thermal}
    none = national_average(trade, factors | {"electricity_other_thermal": 0.0})

    assert national_average(trade, factors) == pytest.approx(expected, abs=0.0006)
    assert national_average(trade, factors) == pytest.approx(none + other_thermal * 538.5 * 0.943 / 8873, rel=1e-3)


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
