"""Reports in a bundle: figures traced, places filled, languages alike."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.bundle import REPORTS, Bundle
from lca_models.reporting.declaration.document.members import report_file
from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import NotApplicableError
from lca_models.reporting.verification.rules.documents.reports import RULES
from tests.reporting.conftest import ISSUED
from tests.reporting.verification.rules.result.cases import ENGAGED


@pytest.fixture(scope="module")
def english(lfp_declared):
    return report_file(lfp_declared, "en", draws=False)


def seen(rule, case):
    return list(RULES[rule](case))


def test_the_report_of_the_kit_states_its_results(lfp_declared, english):
    case = Case(Bundle({REPORTS["en"]: english}), lfp_declared, ENGAGED)

    assert not seen("RPT-01", case)
    with pytest.raises(NotApplicableError):
        seen("RPT-03", case)


def test_a_report_of_other_figures_is_told(lfp_declared, english):
    """the same words with nothing traced: every figure of it was typed"""
    typed = WordFile("Report", "en", ISSUED)
    typed.paragraph("The footprint is 5,000.0 kg CO2e per pack.")
    case = Case(Bundle({REPORTS["en"]: typed.content()}), lfp_declared, ENGAGED)

    assert any("5,000" in one.values["a"] for one in seen("RPT-01", case))


def test_a_hole_is_told_by_its_line(lfp_declared):
    holed = WordFile("Report", "en", ISSUED)
    holed.paragraph("Contact: [not given]")
    holed.paragraph("Result: {total.pack}")
    case = Case(Bundle({REPORTS["en"]: holed.content()}), lfp_declared, ENGAGED)

    assert [one.values["field"] for one in seen("RPT-02", case)] == ["[not given]", "{total.pack}"]


def test_languages_that_state_other_figures_are_told(lfp_declared, english):
    empty = WordFile("报告", "zh", ISSUED)
    empty.paragraph("无")
    case = Case(Bundle({REPORTS["en"]: english, REPORTS["zh"]: empty.content()}), lfp_declared, ENGAGED)
    same = Case(Bundle({REPORTS["en"]: english, REPORTS["zh"]: english}), lfp_declared, ENGAGED)

    assert seen("RPT-03", case)
    assert not seen("RPT-03", same)


def test_a_quick_look_leaves_documents_out(lfp_declared, english):
    case = replace(Case(Bundle({REPORTS["en"]: english}), lfp_declared, ENGAGED), is_fast=True)
    with pytest.raises(NotApplicableError):
        seen("RPT-01", case)
