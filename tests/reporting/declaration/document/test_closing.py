"""Chapters 8, 9 and annexes: what was not read, the matrix in short."""

import re

from lca_models.reporting.declaration.document.paper.reading import numbers_of_document


def test_texts_that_were_not_read_are_named(reports):
    text = numbers_of_document(reports["en"]).text

    assert "GB/T 24067-2024, carbon footprint of products" in text
    assert "no conformity is claimed" in text


def test_every_undefined_value_stands_in_chapter_eight(reports, facts):
    text = numbers_of_document(reports["en"]).text

    assert all(re.sub(r"\[\d+\]", "", str(row["field"])) in text for _, row in facts.rows("sentinels"))


def test_annex_a_lists_every_requirement_and_what_fails(reports):
    text = numbers_of_document(reports["zh"]).text

    assert "KT-12" in text
    assert "未关闭的核查发现：FUN-05、FUN-06" in text
