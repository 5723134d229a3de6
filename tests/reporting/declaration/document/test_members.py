"""The report of an example: in both languages, traced, marked, the same twice, and its public version."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from lca_models.reporting.declaration.bundle import REPORT_PDFS, REPORTS
from lca_models.reporting.declaration.document import members as room
from lca_models.reporting.declaration.document.members import members, pdf_members, report_file
from lca_models.reporting.declaration.document.paper.pdf import PdfError
from lca_models.reporting.declaration.document.paper.reading import numbers_of_document, typed_numbers
from lca_models.reporting.declaration.document.tracing import wrong_numbers

CLAIMS = ("conforms", "compliant", "certified", "合规")


def test_the_same_declaration_gives_the_same_bytes(lfp_declared, reports):
    assert report_file(lfp_declared, "zh", draws=False) == reports["zh"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_is_its_result_and_none_was_typed(reports, lfp_declared, language):
    found = numbers_of_document(reports[language])

    assert len(found.traced) > 500
    assert wrong_numbers(reports[language], lfp_declared) == ()
    assert typed_numbers(reports[language], reports[language]) == ()


def test_both_languages_have_the_same_figures(reports):
    english, chinese = (numbers_of_document(reports[one]).traced for one in ("en", "zh"))

    assert english == chinese


@pytest.mark.parametrize(
    ("language", "mark"), [("en", "made-up example, not a declaration"), ("zh", "虚构示例，非申报文件")]
)
def test_an_example_says_so_on_its_cover_and_on_every_page(reports, language, mark):
    document = docx.Document(io.BytesIO(reports[language]))

    assert mark in [one.text for one in document.paragraphs[:4]]
    assert all(mark in section.header.paragraphs[0].text for section in document.sections)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_chapters_come_in_the_order_of_chinese_reports(reports, language):
    document = docx.Document(io.BytesIO(reports[language]))

    chapters = [one.text.split()[0] for one in document.paragraphs if one.style.name == "heading 1"
                or one.style.name == "Heading 1"]  # fmt: skip
    assert chapters[:11] == [str(number) for number in range(11)]
    assert len(chapters) == 14


def test_every_document_prints_the_status_of_the_rule_set_and_claims_nothing(reports):
    english, chinese = (numbers_of_document(reports[one]).text for one in ("en", "zh"))

    assert "the accounting annexes are not public and were not read" in english
    assert "核算附件未公开" in chinese
    assert not [word for word in CLAIMS if word in english + chinese]
    assert "[not given]" not in english
    assert "［未给出］" not in chinese


def test_the_public_version_holds_no_recipe_no_month_no_supplier_and_no_register(lfp_declared):
    public = numbers_of_document(report_file(lfp_declared, "en", public=True, draws=False))

    tags = [tag for tag, _ in public.traced]
    assert not [tag for tag in tags if "cell_materials" in tag or "/months/" in tag or "suppliers" in tag]
    assert "Annex B" not in public.text
    assert "EXAMPLE-000001" not in public.text
    assert "stages/5/total_kg_co2e_per_pack|f1" in tags


def test_a_pdf_that_cannot_be_written_is_told_once_and_the_documents_stand(lfp_declared, reports, monkeypatch):
    monkeypatch.setattr(room, "report_file", lambda declared, language: reports[language])

    def fails(documents, work):
        raise PdfError("no PDF is written: soffice is not here")

    monkeypatch.setattr(room, "pdf_files", fails)
    again = replace(lfp_declared)
    with pytest.warns(UserWarning, match="no PDF") as told:
        assert pdf_members(again) == {}
    assert len(told) == 1
    assert members(again) == {REPORTS["en"]: reports["en"], REPORTS["zh"]: reports["zh"]}


def test_pdfs_stand_beside_the_documents(lfp_declared, reports, monkeypatch):
    monkeypatch.setattr(room, "report_file", lambda declared, language: reports[language])
    monkeypatch.setattr(room, "pdf_files", lambda documents, work: dict.fromkeys(documents, b"%PDF"))

    assert set(pdf_members(replace(lfp_declared))) == set(REPORT_PDFS.values())


def test_no_document_says_where_it_was_written(reports, lfp_declared):
    with zipfile.ZipFile(io.BytesIO(reports["en"])) as file:
        whole = b"".join(map(file.read, file.namelist()))

    assert str(lfp_declared.file.parent).encode() not in whole
