"""The words of a document of a stranger, read within limits."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.verification.rules import office_text as module
from lca_models.reporting.verification.rules.office_text import OfficeError, office_text


def test_a_word_file_is_read_with_its_signs_and_its_chinese():
    file = WordFile("title", "zh", datetime(2026, 1, 1, tzinfo=UTC))
    file.paragraph("551号通知 <not> & in force")

    assert "551号通知 <not> & in force" in office_text(file.content(), "report_zh.docx")


def test_a_json_file_is_read_with_its_signs_unescaped():
    assert office_text(b'{"a": "\\u6c14"}', "a.json") == '{"a": "气"}'


def test_what_is_no_document_or_unpacks_to_too_much_is_refused(monkeypatch):
    with pytest.raises(OfficeError):
        office_text(b"no archive", "a.docx")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 2000)
    monkeypatch.setattr(module, "LARGEST", 1000)
    with pytest.raises(OfficeError, match="more than 1000 bytes"):
        office_text(stream.getvalue(), "a.docx")
