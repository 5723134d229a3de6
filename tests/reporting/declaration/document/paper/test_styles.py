"""Paper and properties of a document."""

from datetime import UTC, datetime

from docx.shared import Cm

from lca_models.reporting.declaration.document.paper.styles import LANDSCAPE_CM, PORTRAIT_CM, new_document, section_xml


def test_an_empty_document_is_a4_and_says_no_name_but_that_of_this_kit():
    document = new_document("t" * 300, "en", datetime(2026, 11, 28, tzinfo=UTC))

    (section,) = document.sections
    assert abs(section.page_width - section.left_margin - section.right_margin - Cm(PORTRAIT_CM)) < Cm(0.01)
    assert document.core_properties.author == document.core_properties.last_modified_by == "lca_models"
    assert not document.paragraphs


def test_a_section_turns_and_turns_back():
    document = new_document("t", "en", datetime(2026, 11, 28, tzinfo=UTC))

    assert 'w:orient="landscape"' in section_xml(document, landscape=True)
    assert "w:orient" not in section_xml(document, landscape=False)
    assert LANDSCAPE_CM > PORTRAIT_CM
