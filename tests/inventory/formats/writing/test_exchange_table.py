"""Tables of exchanges and parameters, a row each."""

import csv

from lca_models.inventory.formats.writing.exchange_table import write, write_parameters


def rows(content):
    return list(csv.DictReader(content.decode().splitlines()))


def test_each_exchange_is_a_row_with_its_process_stage_formula_and_source(toy_contents):
    found = rows(write(toy_contents)[0])
    assert len(found) == sum(map(len, toy_contents.rows.values()))
    staged = [row for row in found if row["stage"]]
    assert {row["stage"] for row in staged} <= {
        "raw material acquisition",
        "manufacturing",
        "distribution",
        "recycling",
    }
    assert sum(bool(row["formula"]) for row in found) == len(toy_contents.system.formulas)
    assert {row["distribution"] for row in found} >= {"certain"}
    assert all(row["database"] == "toy" and row["unit"] and row["amount"] for row in found)


def test_each_parameter_is_a_row(toy_contents):
    found = rows(write_parameters(toy_contents))
    assert [row["name"] for row in found] == [one.name for one in toy_contents.parameters]
    assert [float(row["amount"]) for row in found] == [one.amount for one in toy_contents.parameters]
