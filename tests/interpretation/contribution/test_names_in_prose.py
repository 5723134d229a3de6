"""No id of a parameter or a process is left in a sentence that a person reads."""

import re

import pytest

from lca_models.interpretation.contribution.names_in_prose import in_words, names_by_id
from lca_models.inventory.tables.reading import read_table
from lca_models.scope.wording.prose import told
from tests.conftest import INVENTORIES

NAMES = {"coal_supply": ("supply of coal", "煤炭供应"), "grid_year": ("Year of the grid", "电网年份")}
SHOWN = ("locator", "comment", "figure_as_printed")
ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("parameter grid_year", "parameter “Year of the grid”", "parameter “电网年份”"),
        ("mining is in coal_supply.", "mining is in “supply of coal”.", "mining is in “煤炭供应”."),
        ("由coal_supply计入", "由“supply of coal”计入", "由“煤炭供应”计入"),
        ("file data/coal_supply.csv, coal_supply.csv", "file data/coal_supply.csv, coal_supply.csv", ""),
        ("no_such_name", "no_such_name", ""),
    ],
)
def test_an_id_becomes_its_name_and_a_file_stays(text, english, chinese):
    assert in_words(text, NAMES) == english
    assert in_words(text, NAMES, "zh") == (chinese or english)


def test_no_shown_sentence_of_a_row_keeps_an_id(shipped_study):
    rows = shipped_study.rows
    names = names_by_id(rows.parameters, rows.nodes)
    every = [one.data for one in (*rows.parameters, *rows.exchanges)]
    texts = {str(data[name]) for data in every for name in SHOWN if data.get(name)}
    left = {
        found
        for text in texts
        for words in (in_words(text, names), in_words(told(text, "zh"), names, "zh"))
        for found in ID.findall(words)
        if found in names and f"{found}." not in words and f"/{found}" not in words
    }

    assert len(texts) > 1000
    assert left == set()


def test_sentences_of_exclusions_name_no_id():
    rows = read_table(INVENTORIES, "exclusions.csv").rows
    columns = ("name", "reason", "comment", "text_zh")

    assert [text for row in rows for one in columns if one in row and ID.search(text := row[one])] == []
