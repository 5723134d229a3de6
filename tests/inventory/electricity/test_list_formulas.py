"""Formulas made from lists: guards that are 1 for what the tables hold and divide by zero for all else."""

from dataclasses import replace

import pytest
from grids import tables

from lca_models.inventory.electricity.list_formulas import MAKERS, RENEWABLE_SHARE, RULE_GUARD, with_list_formulas
from lca_models.inventory.electricity.years import YEAR_GUARD, years_of
from lca_models.inventory.tables.formulas import FormulaError, evaluate
from lca_models.inventory.tables.reading import find_inventories, read_tables, rows_of


def formula(name, found=None):
    return next(row["formula"] for row in rows_of(found or tables(), "parameters") if row["name"] == name)


def test_a_year_of_the_tables_is_one_and_another_none():
    guard, years = formula(YEAR_GUARD), years_of(tables())

    for year in {*years.statistics, *years.national}:
        assert evaluate(guard, {"grid_year": year, "grid_pathway": 1}) == 1
    for year, pathways in years.pathways.items():
        assert all(evaluate(guard, {"grid_year": year, "grid_pathway": number}) == 1 for number in pathways)
    with pytest.raises(FormulaError, match="divides by zero"):
        evaluate(guard, {"grid_year": 1999, "grid_pathway": 1})


def test_the_official_factor_is_a_rule_in_years_that_have_one():
    guard, official = formula(RULE_GUARD), years_of(tables()).official
    number = {row["code"]: float(row["number"]) for row in rows_of(tables(), "electricity_rules")}["OFFICIAL"]

    for year in official:
        assert evaluate(guard, {"electricity_rule": number, "grid_year": year}) == 1
    with pytest.raises(FormulaError, match="divides by zero"):
        evaluate(guard, {"electricity_rule": number, "grid_year": 2060})


def test_the_renewable_share_is_that_of_the_nation_in_the_year_of_the_statistic():
    """Net of own use, by hand; half of other thermal power taken as biomass"""
    own_use = {row["technology"]: float(row["share"]) for row in rows_of(tables(), "own_use")}
    renewable = {"hydro": 1.0, "wind": 1.0, "solar_pv": 1.0, "solar_csp": 1.0, "biomass": 1.0, "other_thermal": 0.5}
    net = dict.fromkeys((2023, 2024), 0.0)
    total = dict(net)
    for row in rows_of(tables(), "generation"):
        if (year := int(row["year"])) in net:
            twh = float(row["gross_twh"]) * (1 - own_use[row["technology"]])
            total[year] += twh
            net[year] += twh * renewable.get(row["technology"].removeprefix("electricity_"), 0.0)

    for year, found in net.items():
        given = {"aluminium_statistic_year": year, "other_thermal_biomass_share": 0.5}
        assert evaluate(formula(RENEWABLE_SHARE), given) == pytest.approx(found / total[year])
    assert (
        evaluate(formula(RENEWABLE_SHARE), {"aluminium_statistic_year": 2035, "other_thermal_biomass_share": 0.5}) == 0
    )


def test_a_formula_that_stands_in_the_table_is_left_as_it_is():
    plain = read_tables(find_inventories())
    written = tuple(
        replace(
            table,
            rows=tuple(
                replace(row, cells={**row.cells, "formula": "2"}) if row["name"] == YEAR_GUARD else row
                for row in table.rows
            ),
        )
        for table in plain
    )

    assert formula(YEAR_GUARD, with_list_formulas(written)) == "2"
    assert {name for name in MAKERS if formula(name, plain)} == set()
    assert all(formula(name) for name in MAKERS)


def test_without_lists_there_is_nothing_to_guard():
    plain = read_tables(find_inventories())
    parameters = tuple(table for table in plain if table.kind == "parameters")

    assert formula(RULE_GUARD, with_list_formulas(parameters)) == "1"
    assert formula("supply_technology_guard", with_list_formulas(parameters)) == "1"
