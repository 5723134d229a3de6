from pathlib import Path

import pytest

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.electricity.joining import trade_of
from lca_models.inventory.electricity.official_factors import direct_co2
from lca_models.inventory.tables.reading import Table, read_tables
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
    trade = trade_of(inventories, shipped_tables)
    direct = direct_co2(inventories.exchanges, trade.technologies)
    return GridFactors(trade, direct, dict.fromkeys(trade.technologies, 0.5), 0.2, 0.1)


def test_the_life_cycle_average_is_at_the_user(shipped_tables: tuple[Table, ...], factors: GridFactors):
    row = national_table(shipped_tables, factors).iloc[-1]

    assert row["kit"] == pytest.approx(0.5 / (1 - 0.2) + 0.1)
    assert row["official"] == 0.6205


def test_other_thermal_power_moves_the_direct_average_in_proportion(
    shipped_tables: tuple[Table, ...], factors: GridFactors
):
    kit = national_table(shipped_tables, factors).set_index("other_thermal")["kit"]

    assert kit[0.4] - kit[0.0] == pytest.approx(2 * (kit[0.2] - kit[0.0]))
    assert kit[0.0] < kit[factors.direct["electricity_other_thermal"]]


def test_every_province_far_from_its_official_factor_says_why(shipped_tables: tuple[Table, ...], factors: GridFactors):
    rows = province_table(shipped_tables, factors).rows
    far = rows[rows["deviation"].abs() > 0.15]

    assert len(rows) == 30
    assert list(far[far["explanation"] == ""]["province"]) == []


def test_inventories_without_generation_have_no_grid_to_check(toy_study: Study, toy_footprint: Footprint):
    assert grid_factors(read_tables(toy_study.root), toy_footprint.assessment) is None
