"""Processes that balances make have names in both languages, with the Chinese names of provinces and grids."""

import re

from lca_models.inventory.electricity.names import (
    grid_words,
    named,
    nation_words,
    pathway_words,
    province_words,
    technology_words,
    year_words,
)
from lca_models.inventory.tables.records import Province
from tests.shipped_tables import shipped_system

HAN = re.compile("[\u4e00-\u9fff]")
SICHUAN = Province("CN-SC", 51, "Sichuan", "四川", "Southwest", 5, 4)


def test_a_name_says_its_place_and_time_in_both_languages():
    words = named("supply", place=province_words(SICHUAN), time=year_words(2024))

    assert words == ("electricity supply, Sichuan, 2024", "四川电力供应，2024年")
    assert named("market", place=nation_words()) == ("electricity, China", "全国电力")
    assert year_words("projected")[0] == "by national statistics or pathway"


def test_grids_pathways_and_technologies_are_said_in_chinese():
    assert grid_words("South") == ("South", "南方")
    assert pathway_words("2035, CARBON-NEUTRAL") == ("2035, CARBON-NEUTRAL", "2035，碳中和情景")
    assert pathway_words("2022") == ("2022", "2022")
    assert technology_words("electricity_solar_pv") == ("electricity, solar pv", "光伏发电")


def test_a_technology_of_others_keeps_its_words():
    assert technology_words("electricity_tidal") == ("electricity, tidal", "electricity, tidal")


def test_every_process_of_the_shipped_electricity_has_a_chinese_name():
    electricity = [node for node in shipped_system("lfp-60kwh").processes if node.key[0] == "electricity"]

    assert len(electricity) > 300
    assert [node.name for node in electricity if not HAN.search(str(node.data.get("name_zh", "")))] == []
