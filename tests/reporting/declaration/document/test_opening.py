"""Cover and first chapters."""

import io
from dataclasses import replace

import docx

from lca_models.reporting.declaration.document.opening import DIGITS, example_mark, period, rules_line
from lca_models.reporting.declaration.statement.declaration import data_hash


def cover(content):
    table = docx.Document(io.BytesIO(content)).tables[0]
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def test_the_cover_names_product_maker_rule_set_status_and_hash(reports, lfp_declared):
    said = cover(reports["en"])

    assert said["Model"] == "EX-LFP-64"
    assert said["Report number"] == "EX-LFP-64-20261128"
    assert said["Date of the rule set"] == "2025-12-30"
    assert "not public" in said["Status of the rule set"]
    assert said["Data hash"] == data_hash(lfp_declared)[:DIGITS]


def test_twelve_months_of_data_end_eleven_after_the_first(facts):
    assert period(facts) == "2025-01 – 2025-12"


def test_the_rule_set_stands_in_one_line_with_date_and_status(facts, chinese):
    assert rules_line(facts).startswith("MIIT notice 2025 No. 551")
    assert "(2025-12-30): in trial" in rules_line(facts)
    assert "（2025-12-30）：试运行" in rules_line(chinese)


def test_only_an_example_is_called_one(facts):
    assert example_mark(facts) == "made-up example, not a declaration"
    assert example_mark(replace(facts, declared=replace(facts.declared, is_example=False))) == ""
