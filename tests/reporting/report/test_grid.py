from pathlib import Path

import pytest

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.electricity.joining import own_use_rows, trades_of
from lca_models.inventory.electricity.official_factors import direct_co2
from lca_models.inventory.tables.reading import Table, read_tables, rows_of
from lca_models.inventory.tables.records import records_of
from lca_models.reporting.report.grid import GridFactors, grid_factors, national_table, province_table

SHIPPED = Path(__file__).parents[3] / "inventories"


@pytest.fixture(scope="module")
def shipped_tables() -> tuple[Table, ...]:
    return read_tables(SHIPPED)


@pytest.fixture(scope="module")
def factors(shipped_tables: tuple[Table, ...]) -> GridFactors:
    """Direct factors of the shipped tables; a life-cycle factor of 0.5 for every technology, losses 0.2, service 0.1"""
    inventories = records_of(shipped_tables)
    net = trades_of(inventories.provinces, shipped_tables, (2023, 2024))
    gross = trades_of(inventories.provinces, shipped_tables, (2023, 2024), gross=True)
    technologies = net[2023].technologies
    direct = direct_co2([(one.process, one.input, one.amount) for one in inventories.exchanges], technologies)
    own_use = own_use_rows(shipped_tables)
    return GridFactors(net, gross, own_use, direct, dict.fromkeys(technologies, 0.5), 0.2, 0.1)


def test_the_life_cycle_average_is_at_the_user_in_every_year_with_an_official_one(
    shipped_tables: tuple[Table, ...], factors: GridFactors
):
    rows = national_table(shipped_tables, factors).tail(2)

    assert list(rows["kit"]) == pytest.approx([0.5 / (1 - 0.2) + 0.1] * 2)
    assert list(zip(rows["year"], rows["official"], strict=True)) == [(2023, 0.6205), (2024, 0.5777)]
    assert rows["deviation_mt"].isna().all()


def test_the_direct_deviation_is_told_in_mt_over_gross_output(shipped_tables: tuple[Table, ...], factors: GridFactors):
    """kg per kWh times TWh are Mt; the ministry publishes no direct factor of 2024."""
    table = national_table(shipped_tables, factors)
    row = table[table["quantity"] == "direct CO2, other thermal power as in this kit"].iloc[0]
    output = sum(float(one["gross_twh"]) for one in rows_of(shipped_tables, "generation") if one["year"] == "2023")

    assert row["deviation_mt"] == pytest.approx((row["kit"] - 0.5306) * output)
    assert set(table[table["quantity"].str.startswith("direct")]["year"]) == {2023}


def test_the_provinces_are_those_of_the_newest_year_with_official_factors(
    shipped_tables: tuple[Table, ...], factors: GridFactors
):
    found = province_table(shipped_tables, factors)

    assert found.year == 2023
    assert found.median_deviation == pytest.approx(found.rows["relative"].abs().median())


def test_other_thermal_power_moves_the_direct_average_in_proportion(
    shipped_tables: tuple[Table, ...], factors: GridFactors
):
    kit = national_table(shipped_tables, factors).set_index("other_thermal")["kit"]

    assert kit[0.4] - kit[0.0] == pytest.approx(2 * (kit[0.2] - kit[0.0]))
    assert kit[0.0] < kit[factors.direct["electricity_other_thermal"]]


def test_every_province_far_from_its_official_factor_says_why(shipped_tables: tuple[Table, ...], factors: GridFactors):
    rows = province_table(shipped_tables, factors).rows
    far = rows[rows["relative"].abs() > 0.05]

    assert len(rows) == 30
    assert list(far[far["explanation"] == ""]["province"]) == []


def test_inventories_without_generation_have_no_grid_to_check(toy_study: Study, toy_footprint: Footprint):
    assert grid_factors(read_tables(toy_study.root), toy_footprint.assessment) is None
