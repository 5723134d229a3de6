"""The shipped requirements, and tables of those who hold a standard."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.tables.reading import read_table
from lca_models.reporting.declaration.conformity.requirements import (
    CHOICES,
    COLUMNS,
    RequirementsError,
    all_requirements,
    read_requirements,
    shipped_requirements,
    words,
)
from tests.conftest import INVENTORIES

ROW = {
    "id": "MY-01", "rule_set": "gbt-24067", "requirement_en": "It is said", "how_checked": "manual", "text_state": "read",
    "clause": "6.3",
}  # fmt: skip


def table(*rows, columns=COLUMNS):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def problems(*rows):
    with pytest.raises(RequirementsError) as raised:
        read_requirements(table(*rows), "more.csv")
    return str(raised.value)


def test_there_are_128_requirements_each_with_its_id_and_both_languages():
    rows = shipped_requirements()

    assert len({one.id for one in rows}) == len(rows) == 128
    assert all(one.requirement_en and one.requirement_zh for one in rows)


def test_every_word_of_a_shipped_row_has_its_chinese():
    for column in (*CHOICES, "rule_set"):
        assert {getattr(one, column) for one in shipped_requirements()} <= words(column).keys()
    assert {one.topic for one in shipped_requirements()} == words("topic").keys()
    assert all(one.chinese for kind in (*CHOICES, "rule_set", "result", "topic") for one in words(kind).values())


def test_no_clause_is_named_of_a_text_that_was_not_read():
    assert [one.id for one in shipped_requirements() if one.clause and not one.is_text_read] == []


def test_sources_of_requirements_are_listed():
    keys = {row["key"] for row in read_table(INVENTORIES, "sources.csv").rows}

    assert {source for one in shipped_requirements() for source in one.source.split(";")} <= keys


def test_a_holder_of_a_standard_adds_rows_and_clauses():
    found = all_requirements(table(ROW, {"id": "GB-01", "clause": "5.2"}))

    by_id = {one.id: one for one in found}
    assert by_id["MY-01"].clause == "6.3"
    assert by_id["GB-01"].clause == "5.2"
    assert by_id["GB-01"].requirement_en == shipped_requirements()[20].requirement_en
    assert len(found) == 129


def test_nobody_overwrites_a_row_of_this_kit():
    assert "'GB-01' is a row of this kit, whose requirement_en" in problems({**ROW, "id": "GB-01"})


def test_every_fault_of_a_table_is_named_at_once():
    text = problems(
        {**ROW, "id": "", "how_checked": "by hand"},
        ROW,
        {**ROW, "checks": "cer-1; CER-01"},
        {**ROW, "id": "B", "result": "pass"},
    )

    for words_of in (
        "more.csv:2  '' is no id", "how_checked is 'by hand'", "stands in line 3 already", "'cer-1' is no rule of verify",
        "result is worked out",
    ):  # fmt: skip
        assert words_of in text
    assert text.startswith("5 problems in more.csv")


@pytest.mark.parametrize(
    ("content", "words_of"),
    [
        (b"", "needs the columns"),
        (b"id,result\nA,B\n", "it lacks rule_set"),
        (table(ROW, columns=(*COLUMNS, "mine")), "it has mine beside them"),
        ("编号".encode("gb18030"), "no text in UTF-8"),
        (table(ROW) + b"only,three,cells\n", "has not 15 cells"),
        (table(ROW) + b'"open', "no CSV"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_sentence(content, words_of):
    with pytest.raises(RequirementsError, match=words_of):
        read_requirements(content)


@settings(max_examples=30)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_bytes_break_the_reader(noise, place):
    whole = table(ROW)
    for content in (noise, whole[:place] + noise + whole[place:]):
        with suppress(RequirementsError):
            read_requirements(content)
