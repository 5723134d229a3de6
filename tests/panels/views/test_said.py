"""How views name things."""

from lca_models.inventory.tables.records import Choice
from lca_models.panels.views.said import choice_name, pair, said, unit_words


def test_words_of_the_catalogue_come_before_names_of_the_inventories():
    assert choice_name("rules", Choice("cn-551", 0, "China: a long title", "")) == {"key": "rules.cn-551"}
    assert choice_name("province", Choice("CN-SC", 0, "Sichuan", "四川")) == ["Sichuan", "四川"]


def test_a_name_without_chinese_stays_english():
    assert pair("EverBatt 2023") == ["EverBatt 2023", "EverBatt 2023"]
    assert said("page.now") == {"key": "page.now"}
    assert said("page.yours", count=2) == {"key": "page.yours", "values": {"count": 2}}


def test_a_unit_names_its_category_in_both_languages_where_that_is_not_the_default():
    assert unit_words("kg CO2-eq", {"en": "", "zh": ""}) == "kg CO₂-eq"
    assert unit_words("kg", {"en": "nitrogen oxides", "zh": "氮氧化物"}) == ["kg (nitrogen oxides)", "kg (氮氧化物)"]
