"""Rows of a result, and the hash that tells whether a row is that of a release."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.bundle import ROWS
from lca_models.reporting.declaration.listing.rows import hash_of_parameter, hash_of_row
from lca_models.reporting.declaration.table import read_csv


def test_what_rows_add_sums_to_the_result_by_stage(nmc_listed, nmc_result):
    rows = read_csv(nmc_listed[ROWS])
    for stage, kg in nmc_result.stages.items():
        assert sum(float(row["kg_co2e_per_pack"]) for row in rows if row["stage"] == stage) == pytest.approx(
            kg, abs=1e-9
        )


def test_amounts_are_read_back_to_the_last_digit(nmc_listed, nmc_result):
    rows = read_csv(nmc_listed[ROWS])
    amounts = {float(one) for one in nmc_result.assessment.amounts}
    assert all(float(row["amount"]) in amounts for row in rows)


def test_the_hash_is_of_what_a_row_says_not_of_its_comment_or_its_line(toy_system):
    row = next(one for one in toy_system.exchanges if one.data.get("source"))
    same = replace(row, data={**row.data, "comment": "other words", "row": 99})
    assert hash_of_row(row, "") == hash_of_row(same, "")
    changed = [replace(row, amount=float(row.amount) * 1.01), replace(row, data={**row.data, "source": "Another"}),
               replace(row, input=("x", "y"))]  # fmt: skip
    assert len({hash_of_row(one, "") for one in (row, *changed)}) == 4


def test_a_formula_stands_for_its_amount(toy_system):
    row = toy_system.exchanges[0]
    assert hash_of_row(row, "a * 2") == hash_of_row(replace(row, amount=7.0), "a * 2") != hash_of_row(row, "a * 3")


def test_a_parameter_is_hashed_alike(toy_system):
    row = next(one for one in toy_system.parameters.values() if not one.formula)
    assert hash_of_parameter(row) == hash_of_parameter(replace(row, data={**row.data, "comment": "x"}))
    assert hash_of_parameter(row) != hash_of_parameter(replace(row, amount=float(row.amount) + 1))
