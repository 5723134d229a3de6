"""A Word file has the same bytes for the same content, and holds whatever text a maker writes."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.reporting.declaration.document.paper.numbers import Number
from lca_models.reporting.declaration.document.paper.reading import numbers_of_document
from lca_models.reporting.declaration.document.paper.word_file import WordFile, clean

DATE = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def written(text="text", **edges):
    file = WordFile("A report", "zh", DATE, **edges)
    file.contents("Contents")
    file.heading("1 First")
    file.heading("1.1 Second", 2)
    file.heading("Third, not listed", 3)
    file.paragraph(text, Number(2.25, "f1", "stages/1/share"), style="Note")
    file.table(["stage", "kg"], [["a", Number(1.5, "f1", "stages/1/kg")], ["sum", Number(None, "f1", "x")]], [2, 1],
               caption="T1", totals=1)  # fmt: skip
    file.table(["nothing"], [], [1], caption="no rows")
    file.turn()
    file.table(["wide"], [["x"]], [1])
    file.turn()
    return file.content()


def test_the_same_content_gives_the_same_bytes_whenever_it_is_written():
    assert written() == written()
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_reads_it_back_with_headings_tables_and_one_wide_section():
    document = docx.Document(io.BytesIO(written(header="on every page", footer="R-1")))

    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["1 First", "1.1 Second", "Third, not listed"]
    assert [table.rows[0].cells[0].text for table in document.tables] == ["stage", "wide"]
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    assert document.sections[0].header.paragraphs[0].text == "on every page"
    assert document.core_properties.created == DATE


def test_contents_list_two_levels_until_somebody_fills_the_field():
    document = docx.Document(io.BytesIO(written()))

    assert [one.text for one in document.paragraphs if one.style.style_id.startswith("TOC")] == [
        "1 First",
        "1.1 Second",
    ]


def test_every_style_names_a_font_for_chinese():
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        styles = file.read("word/styles.xml").decode()

    assert styles.count("w:rFonts") == styles.count('w:eastAsia="Sim')
    assert "Theme" not in styles


@settings(max_examples=4)
@given(st.text(max_size=40))
def test_any_text_becomes_a_document_that_is_read_again(text):
    found = numbers_of_document(written(text, header=text, footer=text))

    assert ("stages/1/share|f1", "2.2") in found.traced


def test_characters_that_no_xml_holds_are_replaced():
    assert clean("a\x00b\ud800c\ufffe\nd") == "a\ufffdb\ufffdc\ufffd\nd"


def test_a_figure_keeps_its_caption():
    png = pytest.importorskip("matplotlib.figure").Figure(figsize=(1, 1))
    stream = io.BytesIO()
    png.savefig(stream)
    file = WordFile("A", "en", DATE)
    file.figure(stream.getvalue(), "Figure 1 <stages>", 5)

    document = docx.Document(io.BytesIO(file.content()))
    assert len(document.inline_shapes) == 1
    assert document.paragraphs[-1].text == "Figure 1 <stages>"
