"""Figures of a document: those in fields with their tags, those that somebody typed, and files that are none."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.reporting.declaration.document.paper.numbers import Number
from lca_models.reporting.declaration.document.paper.reading import DocumentError, numbers_of_document, typed_numbers
from lca_models.reporting.declaration.document.paper.word_file import WordFile

DATE = datetime(2026, 11, 28, tzinfo=UTC)


def report():
    file = WordFile("A", "en", DATE, header="edition 1")
    file.paragraph("The total is ", Number(6427.654, "f1", "stages/5/kg"), " kg CO2e, by table 5.1.")
    file.table(["stage", "kg"], [["raw", Number(1.0, "f1", "stages/1/kg")]], [1, 1])
    return file.content()


WHOLE = report()


def edited(content, old, new, part="word/document.xml"):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(old, new) if name == part else text)
    return stream.getvalue()


def test_figures_of_fields_come_with_their_tags_and_others_with_their_paragraph():
    found = numbers_of_document(report())

    assert found.traced == (("stages/5/kg|f1", "6427.7"), ("stages/1/kg|f1", "1.0"))
    assert found.untraced == (("5.1", "The total is 6427.7 kg CO2e, by table 5.1."), ("1", "edition 1"))


def test_a_document_that_lost_its_fields_says_that_nothing_is_traced():
    assert numbers_of_document(WHOLE).is_traced
    assert not numbers_of_document(edited(WHOLE, b"w:tag ", b"w:tog ")).is_traced


def test_a_figure_that_was_changed_in_its_field_is_read_as_it_stands():
    assert ("stages/5/kg|f1", "6420.7") in numbers_of_document(edited(report(), b"6427.7", b"6420.7")).traced


def test_figures_typed_later_are_told_from_those_of_this_kit():
    typed = edited(report(), b"by table 5.1.", b"by table 5.1, or 5900 kg.")

    assert typed_numbers(report(), report()) == ()
    assert ("5900", "The total is 6427.7 kg CO2e, by table 5.1, or 5900 kg.") in typed_numbers(typed, report())


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", report()[:500], edited(report(), b"<w:body>", b"<w:bo"),
     edited(report(), b"<w:document", b"<!DOCTYPE w [<!ENTITY a 'b'>]><w:document")],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(DocumentError):
        numbers_of_document(content)


def test_a_part_that_unpacks_to_more_than_is_allowed_is_refused(monkeypatch):
    monkeypatch.setattr("lca_models.reporting.declaration.document.paper.reading._MOST_BYTES", 1000)
    numbers_of_document.cache_clear()  # which has read it

    with pytest.raises(DocumentError, match="larger"):
        numbers_of_document(report())


@settings(max_examples=25)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=8))
def test_no_damage_breaks_the_reader(place, noise):
    whole = WHOLE
    try:
        numbers_of_document(whole[:place] + noise + whole[place + len(noise) :])
    except DocumentError:
        return
