"""Markets of the toy grid: losses once, grid service, the nation, a mix of your own."""

import pytest
from grids import FACTORS, HYDRO, WIND, score, toy, toy_exchanges, toy_grid

from lca_models.inventory.electricity.markets import UserShare, derive_processes
from lca_models.inventory.electricity.official_factors import average_at_user
from lca_models.inventory.electricity.successors import successor_processes
from lca_models.inventory.electricity.supply import (
    supply_processes,
)


def test_markets_apply_losses_once_and_add_the_grid_service():
    """CC with coal 1: mix of (18 + 23 x 99/119)/101, over 1 - 5 %, plus 0.004."""
    exchanges = toy_exchanges(93)
    expected = (18 + 23 * 99 / 119) / 101 / 0.95 + 0.004

    assert score(exchanges, "electricity_cn_cc") == pytest.approx(expected)
    assert score(exchanges, "electricity_cell_plant") == pytest.approx(expected)


def test_the_nation_is_its_generation_over_losses():
    """117 of 237 TWh net are coal."""
    exchanges = toy_exchanges(156)
    expected = 117 / 237 / 0.95 + 0.004

    assert score(exchanges, "electricity_cn") == pytest.approx(expected)
    assert score(exchanges, "electricity_cell_plant") == pytest.approx(expected)
    assert average_at_user(toy(), FACTORS, 0.05, 0.004) == pytest.approx(expected)


def test_every_derived_process_buys_and_every_purchase_is_known():
    grid = toy_grid()
    every = (*derive_processes(grid), *successor_processes(grid), *supply_processes(grid))
    codes = {process.code for process in every}
    exchanges = toy_exchanges()

    assert {item.process for item in exchanges} == codes
    assert {item.input for item in exchanges if item.type == "technosphere"} <= codes | set(FACTORS)
    assert len({(item.process, item.input) for item in exchanges}) == len(exchanges)


def test_the_users_mix_is_the_nation_until_it_is_given():
    """Half wind at 0.1, half hydropower, over 1 - 5 %, plus 0.004."""
    given = toy_exchanges(900, user_mix=(UserShare(WIND, 0.5), UserShare(HYDRO, 0.5)))

    assert score(toy_exchanges(900), "electricity_cell_plant") == score(toy_exchanges(156), "electricity_cell_plant")
    assert score(given, "electricity_cell_plant") == pytest.approx(0.05 / 0.95 + 0.004)
