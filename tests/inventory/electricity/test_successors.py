"""What takes the place of plants that a projected year has less of."""

import pytest
from grids import score, toy_exchanges, toy_grid

from lca_models.inventory.electricity.successors import successor_processes


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
