"""Chapter 10: an empty form, and what was said once a verification has begun."""

import io
from datetime import UTC, datetime

import docx

from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.declaration.document.verified import FORM, Talk, write_verification


def test_the_verifier_finds_an_empty_form(reports):
    tables = docx.Document(io.BytesIO(reports["en"])).tables

    form = next(table for table in tables if table.rows[1].cells[0].text == FORM[0])
    assert [row.cells[1].text.strip() for row in form.rows[1:]] == [""] * len(FORM)


def test_what_was_said_stands_in_the_form_and_in_table_10_1(facts, chinese):
    cells = ("F-001", "2,000 cycles declared", "critical", "+6.4 kg", "answered", "Wang: tested to 1,000")
    for one in (facts, chinese):
        paper = WordFile("report", one.language, datetime(2026, 11, 28, tzinfo=UTC))
        write_verification(paper, one, Talk({"verifier": "V"}, (cells,), ("of this bundle",), "In our opinion"))
        found = docx.Document(io.BytesIO(paper.content()))
        form, findings = found.tables

        assert form.rows[1].cells[1].text == "V"
        assert tuple(cell.text for cell in findings.rows[1].cells) == cells
        texts = [paragraph.text for paragraph in found.paragraphs]
        assert {"of this bundle", "In our opinion"} <= set(texts)
        assert not any("No verification has been closed" in text or "尚未完成核查" in text for text in texts)


def test_a_verification_without_an_opinion_is_not_closed(facts):
    paper = WordFile("report", "en", datetime(2026, 11, 28, tzinfo=UTC))
    write_verification(paper, facts, Talk({}))

    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(paper.content())).paragraphs]
    assert "No verification has been closed for this edition." in texts
    assert "Table 10.1 Findings: no rows" in texts
