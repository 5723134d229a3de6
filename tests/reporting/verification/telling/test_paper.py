"""The report of a verification of Word; a whole one is written in tests of one bundle."""

from lca_models.reporting.declaration.document.members import PDF_FOLDER
from lca_models.reporting.verification.one_bundle import verify_bundle
from lca_models.reporting.verification.rules.office_text import office_text
from lca_models.reporting.verification.telling.paper import report_files


def test_the_report_of_a_refused_archive_says_so_in_both_languages_and_is_the_same_twice(
    toy_study, tmp_path, monkeypatch
):
    monkeypatch.setattr("lca_models.reporting.declaration.document.paper.pdf.find_soffice", lambda: None)
    found = verify_bundle(b"x", "b.zip", toy_study, tmp_path)
    files, problems = report_files(found)

    assert files == report_files(found)[0]
    assert "INT-04" in office_text(files["verification_en.docx"], "a.docx")
    assert "尚未签发核查意见" in office_text(files["verification_zh.docx"], "a.docx")
    assert "soffice" in problems[0]


def test_what_lies_beside_the_report_stays(toy_study, tmp_path, monkeypatch):
    """PDFs are made in a place of their own, below the folder of the projects"""
    places = []

    def pdfs(documents, work):
        places.append(work.name)
        return {}

    monkeypatch.setattr("lca_models.reporting.verification.telling.paper.pdf_files", pdfs)
    report_files(verify_bundle(b"x", "b.zip", toy_study, tmp_path))

    assert places == [PDF_FOLDER]
