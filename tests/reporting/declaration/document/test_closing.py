"""Chapters 8 to 10 and annexes: what was not read, the empty form, the matrix in short."""

import io
import re

import docx

from lca_models.reporting.declaration.document.closing import FORM
from lca_models.reporting.declaration.document.paper.reading import numbers_of_document


def test_texts_that_were_not_read_are_named(reports):
    text = numbers_of_document(reports["en"]).text

    assert "GB/T 24067-2024, carbon footprint of products" in text
    assert "no conformity is claimed" in text


def test_every_undefined_value_stands_in_chapter_eight(reports, facts):
    text = numbers_of_document(reports["en"]).text

    assert all(re.sub(r"\[\d+\]", "", str(row["field"])) in text for _, row in facts.rows("sentinels"))


def test_the_verifier_finds_an_empty_form(reports):
    tables = docx.Document(io.BytesIO(reports["en"])).tables

    form = next(table for table in tables if table.rows[1].cells[0].text == FORM[0])
    assert [row.cells[1].text.strip() for row in form.rows[1:]] == [""] * len(FORM)


def test_annex_a_lists_every_requirement_and_what_fails(reports):
    text = numbers_of_document(reports["zh"]).text

    assert "KT-12" in text
    assert "未关闭的核查发现：FUN-05, FUN-06" in text
