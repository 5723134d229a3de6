"""Reports in a bundle: figures traced, places filled, languages alike."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.bundle import REPORTS, Bundle
from lca_models.reporting.declaration.document.members import report_file
from lca_models.reporting.declaration.document.paper.numbers import Number
from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.declaration.results.totals import stages_table
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


def table_of(
    lfp_declared,
    edit=str,
    footnote="The stages sum to the total; printed values are rounded one by one from unrounded results.",
):
    """A report that prints the stages per pack, as `edit` writes each figure."""
    paper = WordFile("Report", "en", ISSUED)
    rows = enumerate(stages_table(lfp_declared).records(), 1)
    column = "total_kg_co2e_per_pack"
    printed = [
        (str(row["stage"]), Number(edit(row[column]), "f1", f"stages/{number}/{column}")) for number, row in rows
    ]
    paper.table(("stage", "kg"), printed, (2, 1))
    paper.paragraph(footnote)
    return Case(Bundle({REPORTS["en"]: paper.content()}), lfp_declared, ENGAGED)


def test_printed_stages_sum_to_the_printed_total_within_half_a_digit_each(lfp_declared, english):
    """5,561.2 + 418.8 + 46.2 + 401.5 = 6,427.7, as printed; one that is 1 kg higher is no rounding"""
    first = next(iter(stages_table(lfp_declared).records()))["total_kg_co2e_per_pack"]
    off = table_of(lfp_declared, lambda kg: kg + 1.0 if kg == first else kg)

    assert not seen("RPT-04", Case(Bundle({REPORTS["en"]: english}), lfp_declared, ENGAGED))
    assert not seen("RPT-04", table_of(lfp_declared, float))
    assert [(round(one.values["a"], 1), one.values["b"]) for one in seen("RPT-04", off)] == [(6428.7, 6427.7)]


def test_a_sum_that_rounding_moves_is_told_where_no_footnote_says_so(lfp_declared):
    """four stages a third of a digit higher: 0.1 more in each, and 0.1 in the total"""
    moved = {"edit": lambda kg: round(kg, 1) + (0.04 if kg < 6000 else 0.06)}

    assert not seen("RPT-04", table_of(lfp_declared, **moved))
    assert seen("RPT-04", table_of(lfp_declared, **moved, footnote="Nothing is said."))


def test_a_quick_look_leaves_documents_out(lfp_declared, english):
    case = replace(Case(Bundle({REPORTS["en"]: english}), lfp_declared, ENGAGED), is_fast=True)
    with pytest.raises(NotApplicableError):
        seen("RPT-01", case)
