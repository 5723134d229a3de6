"""PDF where LibreOffice is there, and one sentence where it is not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lca_models.reporting.declaration.document.paper import pdf
from lca_models.reporting.declaration.document.paper.pdf import PdfError, find_soffice, pdf_files
from lca_models.reporting.declaration.document.paper.word_file import WordFile


def content():
    file = WordFile("A", "zh", datetime(2026, 11, 28, tzinfo=UTC))
    file.contents("目录")
    file.heading("1 摘要")
    return file.content()


def test_a_machine_without_libreoffice_is_told_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "find_soffice", lambda: None)

    with pytest.raises(PdfError, match="soffice"):
        pdf_files({"report": content()}, tmp_path / "work")


def test_a_libreoffice_that_writes_nothing_is_told_though_it_says_that_all_is_well(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "find_soffice", lambda: Path("/bin/true"))
    monkeypatch.setattr(pdf, "PYTHONS", ())

    monkeypatch.chdir(tmp_path)

    with pytest.raises(PdfError, match="made none of report"):
        pdf_files({"report": content()}, Path("work"))  # from where one stands
    assert list(tmp_path.rglob("*.*")) == []


@pytest.mark.long
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not on this machine")
def test_a_document_with_contents_becomes_a_pdf(tmp_path):
    found = pdf_files({"report": content()}, tmp_path / "work")

    assert found["report"].startswith(b"%PDF")
    assert list(tmp_path.rglob("*.*")) == []
