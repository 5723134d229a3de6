"""Formulas made from lists: guards that are 1 for what the tables hold and divide by zero for all else."""

from dataclasses import replace

import pytest
from grids import tables

from lca_models.inventory.electricity.list_formulas import MAKERS, RULE_GUARD, with_list_formulas
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
