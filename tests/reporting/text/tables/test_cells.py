"""Tidy tables in words: English as they are, Chinese with headings, units and names, and as wide as a terminal shows them."""

import pandas as pd
import pytest

from lca_models.reporting.text.columns import width_of
from lca_models.reporting.text.tables.cells import heading, table_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking

TABLE = pd.DataFrame(
    {
        "parameter": ["cell_plant_energy", "pack_parts (mix)", "all other"],
        "share": [0.5, 0.25, 0.125],
        "unit": "kg CO2-eq per pack",
    }
)


def test_an_english_table_is_shown_as_it_stands():
    lines = table_text(TABLE, 2).splitlines()

    assert [line.split()[0] for line in lines] == ["parameter", "cell_plant_energy", "pack_parts"]
    assert lines[1].endswith("0.5 kg CO2-eq per pack")


def test_a_chinese_table_has_headings_and_units():
    with speaking(CHINESE):
        lines = table_text(TABLE, 3).splitlines()

    assert lines[0].split() == ["参数", "占比", "单位"]
    assert lines[1].endswith("cell_plant_energy   0.5 kg CO2-eq/电池包")
    assert [line.split()[0] for line in lines[2:]] == ["pack_parts（组合）", "其他合计"]
    assert len({width_of(line) for line in lines}) == 1


def test_a_table_without_rows_says_so():
    assert table_text(TABLE.iloc[:0], 3) == "none"
    with speaking(CHINESE):
        assert table_text(TABLE.iloc[:0], 3) == "无"


@pytest.mark.parametrize(
    ("name", "words"),
    [("sigma", "效应标准差sigma"), ("ST", "总效应ST"), ("share", "占比"), ("nowhere", "nowhere")],
)
def test_a_heading_is_said_in_chinese_where_it_has_words(name, words):
    assert heading(name, CHINESE) == words
