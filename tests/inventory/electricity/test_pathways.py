"""Projected years: their rows, and every scenario of the shipped grid."""

from functools import cache

import numpy as np
import pytest
from grids import (
    ALL_OWN_USE,
    NATIONAL,
    OWN_USE,
    inventories,
    joined,
    national_shares,
    shipped,
    shipped_grid,
    toy,
)

from lca_models.inventory.electricity.pathways import project, project_all
from lca_models.inventory.tables.formulas import FormulaError, evaluate, evaluate_parameters
from lca_models.inventory.tables.reading import InventoryError
from lca_models.inventory.tables.scenarios import read_scenarios
from tests.conftest import INVENTORIES


def test_a_pathway_that_no_list_names_is_refused():
    with pytest.raises(InventoryError, match=r"AMBITIOUS.*grid_pathways\.csv"):
        project_all(toy(), NATIONAL, ALL_OWN_USE, {})


def test_a_projection_needs_the_own_use_of_its_technologies():
    with pytest.raises(InventoryError, match=r"electricity_wind.*own_use\.csv"):
        project(toy(), NATIONAL, OWN_USE, 1)


def test_provinces_of_a_projected_year_add_up_to_the_nation():
    """Demand times mix is the national mix of the table, for every year and pathway."""
    base = shipped()
    weights = base.demand_twh / base.demand_twh.sum()

    for projection in shipped_grid().projections:
        wide = np.zeros((len(weights), len(projection.technologies)))
        wide[:, [projection.technologies.index(name) for name in base.technologies]] = base.consumption_mix()
        grown = (wide * (1 - projection.kept)).sum(axis=1, keepdims=True) * projection.growth
        mix = wide * projection.kept + grown
        assert weights @ mix == pytest.approx(projection.share), projection.label
        assert mix.sum(axis=1) == pytest.approx(1)
        assert mix.min() >= 0


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
def purchases():
    """Purchases of the markets of electricity."""
    markets = {one.code for one in joined().processes if one.database == "electricity" and one.kind == "market"}
    found = {}
    for item in joined().exchanges:
        if item.process in markets and item.type == "technosphere":
            found.setdefault(item.process, []).append(item)
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
