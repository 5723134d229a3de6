"""Tables, sentences and words of the report in both languages."""

import ast
import csv
import re
from pathlib import Path

import pytest

from lca_models.reporting.declaration.document import wording
from lca_models.reporting.declaration.document.paper.numbers import Number
from lca_models.reporting.declaration.document.wording import (
    say,
    say_parts,
    sentence,
    sentence_fields,
    sentences,
    table_words,
    vocabulary,
)
from lca_models.scope.labels import word_label

ROOM = Path(wording.__file__).parent
CLAIMS = ("conforms", "compliant", "certified", "符合", "合规")


def rows(name):
    with (ROOM / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said():
    """English texts that the chapters say in a language, as they stand in the code."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_said = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "say" and len(node.args) == 1
            if is_said and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_every_table_has_a_title_and_every_column_a_head_in_both_languages():
    columns = {row["table"] for row in rows("report_columns.csv")}

    assert columns == {row["table"] for row in rows("report_tables.csv")}
    assert all(row["head_en"] and row["head_zh"] and bool(row["unit_en"]) == bool(row["unit_zh"])
               for row in rows("report_columns.csv"))  # fmt: skip
    assert table_words("T3.2", "en").title == "Table 3.2 Functional unit, term by term"
    assert table_words("T5.1", "zh").heads[1] == "排放\nkg CO2e/包"


def test_the_shipped_tables_have_these_columns():
    assert set(rows("report_tables.csv")[0]) == {"table", "chapter", "title_en", "title_zh", "members"}
    assert set(rows("report_columns.csv")[0]) == {"table", "place", "head_en", "head_zh", "unit_en", "unit_zh"}
    assert set(rows("report_sentences.csv")[0]) == {"sentence", "chapter", "en", "zh"}
    assert set(rows("report_words.csv")[0]) == {"en", "zh", "fragment"}


@pytest.mark.parametrize("key", sentences())
def test_a_sentence_has_the_same_fields_in_both_languages(key):
    english, chinese = sentence_fields(key)

    assert english == chinese


def test_no_sentence_claims_conformity():
    """'None of them is called conforming' denies it in both languages."""
    for row in rows("report_sentences.csv"):
        if row["sentence"] != "S5.3":
            text = (
                re.sub(r"\{.*?\}", "", f"{row['en']} {row['zh']}").replace("符合性表", "").replace("不作符合性声明", "")
            )
            assert not any(word in text for word in CLAIMS)


def test_a_sentence_without_values_is_left_out_and_one_with_holes_names_them():
    fields = {"valid.to": None, "valid.change": None}
    assert sentence("S9.2", "en", fields) is None

    found = sentence("S9.2", "zh", {**fields, "valid.change": Number(10, "f0", "rule")})
    assert found is not None
    assert found.holes == ("valid.to",)
    assert "［未给出］" in found.parts
    assert sentence("S5.1", "en", {}) is not None


def test_a_sentence_begins_with_a_capital_also_where_a_name_begins_it():
    fields = dict.fromkeys(("largest.share", "largest.input", "largest.input_share"), "x")

    found = sentence("S0.3", "en", {"largest.stage": "recycling", **fields})
    assert found is not None
    assert found.parts[0] == "Recycling"


def test_everything_the_chapters_say_has_its_chinese():
    missing = [one for one in said() if one not in vocabulary() and word_label(one, "zh") == one]

    assert missing == []


def test_words_with_figures_are_said_by_their_parts():
    assert say("total", "zh") == "合计"
    assert say_parts("32 rows with an amount", "zh") == "32行有数值"
    assert (
        say_parts("64 kWh rated x 2,000 cycles x 0.9 mean retention (linear)", "zh")
        == "64 kWh额定能量×2,000次×0.9平均保持率（线性）"
    )
    assert say_parts("32 rows with an amount", "en") == "32 rows with an amount"
    assert say("a word that nobody knows", "zh") == "a word that nobody knows"


def test_numbers_of_tables_in_sentences_are_those_of_the_tables():
    known = {row["table"][1:] for row in rows("report_tables.csv")}
    for row in rows("report_sentences.csv"):
        assert set(re.findall(r"(?:table |表)(\d+\.\d+)", f"{row['en']} {row['zh']}")) <= known
