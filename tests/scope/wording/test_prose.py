"""Sentences of the shipped tables in Chinese: each that is shown has one, each has the figures of the English one."""

import re

import pytest

from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.prose import prose, prose_rows, told
from tests.chinese_marks import blanks, english_marks
from tests.english_left import english_left
from tests.shipped_tables import shipped_tables

HAN = re.compile("[\u4e00-\u9fff]")
# Tables that answer for the inventories to `lca-models check` alone; nothing of them stands in a result.
UNSHOWN = {
    "columns",
    "balance_losses",
    "compositions",
    "element_balances",
    "fates",
    "pedigree_factors",
    "plausible_ranges",
}
SHOWN = ("locator", "comment", "licence", "redistribution")
ROWS = [row for table in shipped_tables() if table.kind not in UNSHOWN for row in table.rows]
TEXTS = {row[column]: row for row in ROWS for column in SHOWN if column in row.cells and row[column]}


def has_words(text):
    """Whether a text says anything in English: not only codes, formulas, numbers and units."""
    return bool(re.search(r"(?<![\w./-])[a-z]{3,}(?![\w./-])", re.sub(r"[\d.]+ [A-Za-z/]+", "", text)))


def test_every_sentence_that_a_result_can_show_is_said_in_chinese():
    own = {row[column] for row in ROWS for column in ("comment",) if row.cells.get("text_zh") and column in row.cells}
    missing = {text: str(row.place) for text, row in TEXTS.items()
               if text not in prose() and text not in own and has_words(text)}  # fmt: skip

    assert len(TEXTS) > 2500
    assert missing == {}


def test_no_sentence_is_kept_that_no_table_says():
    every = {value for table in shipped_tables() for row in table.rows for value in row.cells.values()}

    assert [text for text in prose() if text not in every] == []


def test_each_sentence_stands_once_and_in_order():
    sentences = [row[ENGLISH] for row in prose_rows()]

    assert sentences == sorted(set(sentences))


def test_chinese_sentences_are_chinese():
    assert [row for row in prose_rows() if not HAN.search(row[CHINESE]) and has_words(row[CHINESE])] == []
    assert {text: found for text in prose().values() if (found := english_left(text))} == {}


def test_both_languages_give_the_same_figures():
    """what has a decimal point: dates, ranks and scopes are said in words of their own"""

    def figures(text):
        return sorted(re.findall(r"\d+\.\d+", text))

    assert [text for text, chinese in prose().items()
            if not set(figures(text)) <= set(figures(chinese))] == []  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("own work", ENGLISH, "own work"),
        ("own work", CHINESE, "自有成果"),
        ("cn-551: four stages", CHINESE, "cn-551：四个阶段"),
        ("a comment of somebody's own table", CHINESE, "a comment of somebody's own table"),
        ("see also: four stages", CHINESE, "see also: four stages"),
        ("", CHINESE, ""),
    ],
)
def test_a_sentence_is_told_in_the_language_asked_for(text, language, words):
    assert told(text, language) == words


def test_no_marks_of_english_stand_between_chinese_words():
    assert {text: found for text in prose().values() if (found := [*english_marks(text), *blanks(text)])} == {}
