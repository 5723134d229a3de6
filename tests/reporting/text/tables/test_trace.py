"""Rows behind a result as lines, in both languages."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.interpretation.contribution.rows import trace
from lca_models.reporting.text.tables.trace import plant_words, trace_text
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import speaking
from tests.shipped_tables import shipped_system


def test_rows_of_a_trace_stand_by_level_with_their_place_and_source(toy_system):
    found = trace(footprint(toy_system).assessment)
    text = trace_text(found)

    assert text.count("share  row") == 2
    assert "manufacturing/exchanges.csv:2" in text
    assert "nickel sulfate → " in text
    assert "Example, worked example [literature]" in text
    assert text.splitlines()[-1] == f"rows listed stand behind {found.covered:.1%} of the result"


def test_a_chinese_trace_names_purchases_and_places_in_their_sources():
    found = trace(footprint(shipped_system("lfp-60kwh")).assessment, top=1)
    with speaking(CHINESE):
        line = trace_text(found).splitlines()[2]

    assert "负极石墨（包覆） → " in line
    assert line.endswith("EverBatt2023，工作表Man Par.与ANL-19/16表4、表5：石墨，利用率，电芯合格率 [计算，副本，US]")


@pytest.mark.parametrize(
    ("code", "english", "chinese"), [("US", "US", "US"), ("none", "none", "无工厂"), ("GLO", "GLO", "全球")]
)
def test_a_code_that_is_no_country_has_words(code, english, chinese):
    assert (plant_words(code, ENGLISH), plant_words(code, CHINESE)) == (english, chinese)
