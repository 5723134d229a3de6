"""Search in English and Chinese: what is indexed, and that a query is split by the page as pages are by Python."""

import json
import random
import shutil
import subprocess

import pytest
from sphinx.search import languages

from docs.building.search import NAME, SearchEnglishAndChinese, register, words_of

NODE = shutil.which("node")


def test_chinese_is_indexed_by_characters_and_pairs():
    assert words_of("碳足迹 of an LFP电池") == ["碳", "足", "迹", "碳足", "足迹", "of", "an", "LFP", "电", "池", "电池"]


def test_names_in_code_are_found_by_their_words():
    assert words_of("cathode_lfp") == ["cathode", "lfp"]


def test_every_chinese_word_is_kept_and_english_words_as_sphinx_does():
    language = SearchEnglishAndChinese({})

    assert [word for word in ("碳", "电池", "and", "battery") if language.word_filter(word)] == [
        "碳",
        "电池",
        "battery",
    ]


def test_the_language_is_known_by_its_name():
    register()
    assert languages[NAME] is SearchEnglishAndChinese


@pytest.mark.skipif(NODE is None, reason="needs Node")
def test_a_query_asks_for_words_that_a_page_with_it_has():
    """a thousand random texts, each as a page and as a query"""
    chance = random.Random(1)
    letters = "碳足迹电池LFP abc_1-，。 "
    texts = ["".join(chance.choice(letters) for _ in range(chance.randrange(1, 12))) for _ in range(1000)]
    program = (
        SearchEnglishAndChinese.js_splitter_code
        + "console.log(JSON.stringify("
        + json.dumps(texts)
        + ".map(splitQuery)))"
    )
    queries = json.loads(subprocess.run([NODE, "-e", program], capture_output=True, check=True, text=True).stdout)

    assert [text for text, asked in zip(texts, queries, strict=True) if not {*asked} <= {*words_of(text)}] == []
    assert any(queries)
