"""Captions, methods and tables for readers."""

import re

import pandas as pd
import pytest

from lca_models import __version__
from lca_models.reporting.papers.chart import Chart
from lca_models.reporting.papers.naming import short_hash
from lca_models.reporting.papers.told import caption, methods, province_name, table_text
from lca_models.reporting.papers.writing import footprint_charts
from lca_models.scope.calculation_setup import CalculationSetup

EVIDENCE = {"measured": 0.0, "literature": 0.454, "calculated": 1.0, "assumed": 0.31}


@pytest.fixture(scope="module")
def result(shipped_study):
    return shipped_study.footprint(CalculationSetup("lfp-60kwh", province="CN-SC", settings={"green_power_share": 0.5}))


def test_a_caption_says_what_of_what_where_by_which_rules_and_what_made_it(result, shipped_study):
    chart, _ = footprint_charts(result)
    text = caption(chart, chart.table("en"), "en", shipped_study.provinces)

    assert text.startswith(
        "LFP pack, 60 kWh: climate change (GWP100, IPCC AR6) by life cycle stage, kg CO₂-eq per kWh of capacity"
    )
    assert "Plant in Sichuan; China: carbon footprint declaration of power batteries" in text
    assert "= 0.5." in text
    assert f"{chart.values['n']} draws of {chart.values['k']} uncertain parameters (seed 0)" in text
    assert text.endswith(f"lca_models {__version__}, inventories {short_hash(result)}.\n")
    assert "credits" not in text  # there are none under these rules


def test_a_chinese_caption_has_no_english_sentence(result, shipped_study):
    chart, _ = footprint_charts(result)
    text = caption(chart, chart.table("zh"), "zh", shipped_study.provinces)

    assert text.startswith("磷酸铁锂电池包 60 kWh：各生命周期阶段的气候变化")
    assert "工厂位于四川" in text
    assert not re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", text)


def test_a_caption_with_credits_says_which_bars_they_are(shipped_study):
    chart, _ = footprint_charts(shipped_study.footprint(CalculationSetup("nmc811-80kwh", rules="eu-cfb-ev")))

    assert "hollow ones credits" in caption(chart, chart.table("en"), "en")


@pytest.mark.parametrize(
    ("language", "delivered"), [("en", "A pack of 60 kWh delivers 54,000 kWh"), ("zh", "共放电54,000 kWh")]
)
def test_the_methods_paragraph_counts_what_the_result_uses(result, shipped_study, language, delivered):
    """54,000 kWh: 60 kWh over 1,000 full cycles at a mean capacity of 0.9"""
    text = methods(result, language, [], EVIDENCE, shipped_study.provinces, {"n": 64, "k": 3, "seed": 5})

    assert delivered in text
    assert str(int((result.assessment.supply != 0).sum())) in text
    assert "45 %" in text
    assert "64" in text
    assert ("seed 5" if language == "en" else "种子5") in text
    assert text.count("\n") == 1


def test_a_table_for_readers_has_its_heads_and_units_in_the_language():
    table = pd.DataFrame(
        {"stage": ["manufacturing"], "amount": [-1234.5678], "unit": "kg CO2-eq per pack", "in_set": [True]}
    )

    assert table_text(table, "zh").splitlines() == [
        "| 阶段 | 数值 | 单位 | 在帕累托集内 |", "| --- | ---: | --- | --- |", "| 电池制造 | −1,235 | kg CO₂-eq/电池包 | 是 |",
    ]  # fmt: skip
    assert table_text(table, "en").splitlines()[2] == "| manufacturing | −1,235 | kg CO₂-eq per pack | yes |"


def test_a_bar_in_a_name_does_not_part_a_cell():
    assert r"| a\|b |" in table_text(pd.DataFrame({"input": ["a|b"]}), "en")


def test_a_place_without_a_name_keeps_its_code(shipped_study):
    assert province_name("CN", "zh", shipped_study.provinces) == "全国平均"
    assert province_name("XX-1", "en", shipped_study.provinces) == "XX-1"


def test_a_caption_of_many_setups_leaves_them_to_the_run_file(toy_study):
    places = [
        toy_study.footprint(CalculationSetup("toy", settings={"toy_plant_electricity": 1 + one})) for one in range(5)
    ]
    chart = Chart("comparison", tuple(places), lambda language: pd.DataFrame(), lambda *way: None)

    assert "Set by the authors" not in caption(chart, pd.DataFrame({"unit": ["kg"]}), "en")
    few = Chart("comparison", tuple(places[1:3]), lambda language: pd.DataFrame(), lambda *way: None)
    assert caption(few, pd.DataFrame({"unit": ["kg"]}), "en").count("Set by the authors") == 2
