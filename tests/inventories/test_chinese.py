"""What is printed from tables is printed in Chinese too: names, titles, statements and explanations, scenarios."""

import re
from pathlib import Path

import pytest

from lca_models.impact.footprint import footprint
from lca_models.impact.methods import category_words
from lca_models.interpretation.contribution.rows import largest_contributions, product_words
from lca_models.inventory.system.rule_tables import read_rules
from lca_models.inventory.tables.scenarios import BASELINE, read_scenarios
from lca_models.inventory.tables.schema import schema_of
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from tests.shipped_tables import shipped_system, shipped_tables

INVENTORIES = Path(__file__).parents[2] / "inventories"
HAN = re.compile("[\u4e00-\u9fff]")
TABLES = shipped_tables()
SCHEMA = schema_of(row.cells for table in TABLES if table.kind == "columns" for row in table.rows)
TRANSLATED = [
    (kind, column.name, column.allowed[0]) for kind, columns in SCHEMA.items() for column in columns
    if column.type == "chinese"
]  # fmt: skip


@pytest.mark.parametrize(("kind", "column", "english"), TRANSLATED)
def test_every_english_text_of_a_translated_column_has_a_chinese_one(kind, column, english):
    rows = [row for table in TABLES if table.kind == kind for row in table.rows]

    assert rows
    assert [str(row.place) for row in rows if row[english] and not HAN.search(row[column])] == []


def test_every_title_and_term_of_the_rule_sets_is_said_in_chinese():
    rules = read_rules(INVENTORIES)

    assert len(rules) >= 3
    for one in rules.values():
        assert one.words(ENGLISH) == one.title
        assert HAN.search(one.words(CHINESE))
        assert all(term.words(ENGLISH) == term.description and HAN.search(term.words(CHINESE)) for term in one.terms)


def test_every_scenario_is_said_in_chinese():
    scenarios = {name: one for name, one in read_scenarios(INVENTORIES).items() if name != BASELINE.name}

    assert [name for name, one in scenarios.items() if not HAN.search(one.words(CHINESE))] == []
    assert all(one.words(ENGLISH) == one.description for one in scenarios.values())


def test_a_category_is_named_in_the_language_asked_for():
    result = footprint(shipped_system("lfp-60kwh"))
    metadata = result.system.method_metadata

    assert category_words(result.assessment.method, metadata) == "climate change (GWP100, IPCC AR6)"
    assert category_words(result.assessment.method, metadata, CHINESE) == "气候变化（GWP100，IPCC AR6）"
    assert all(HAN.search(category_words(name, metadata, CHINESE)) for name in metadata)


def test_every_input_of_a_product_is_named_in_chinese_where_the_chinese_report_shows_it():
    """calculated processes too; a formula such as HFC-134a keeps its letters"""
    system = shipped_system("nmc811-80kwh")
    names = product_words(footprint(system).assessment, CHINESE)

    assert len(names) > 300
    assert [key for key, words in names.items() if not HAN.search(words)] == []
    largest = largest_contributions(footprint(system).assessment, 5, language=CHINESE)
    assert all(HAN.search(name) or name == "all other" for name in largest["input"])
