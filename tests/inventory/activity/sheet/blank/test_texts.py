"""Words of a data sheet in both languages, that of the reader first."""

import re

import pytest

from lca_models.inventory.activity.sheet.blank.book import PAGE_ORDER
from lca_models.inventory.activity.sheet.blank.texts import both, in_order, text, texts


def test_every_text_is_there_in_both_languages_with_the_same_names():
    for key, (english, chinese) in texts().items():
        assert english, key
        assert re.search("[\u4e00-\u9fff]", chinese), key
        if key != "yaml.do":  # shows a mapping of YAML
            assert set(re.findall(r"{\w*}", english)) == set(re.findall(r"{\w*}", chinese)), key


def test_every_page_has_a_title_and_says_what_to_do():
    for page in PAGE_ORDER:
        assert page == "lists" or {f"{page}.title", f"{page}.do"} <= set(texts())


def test_the_language_of_the_reader_stands_first():
    assert in_order(("used", "采用值"), "zh") == ("采用值", "used")
    assert both(("used", "采用值"), "en") == "used 采用值"
    assert both(("kWh", "kWh"), "en") == "kWh"


def test_names_in_braces_are_filled_in_and_an_unknown_text_is_a_fault():
    assert text("of_ten", count=3) == ("3 of 10 ✎", "已填3/10 ✎")
    with pytest.raises(KeyError):
        text("no_such_text")
