"""The matrix as a workbook: sheets by text, counts, links, and no percentage."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from lca_models.reporting.declaration.bundle import SHEET
from lca_models.reporting.declaration.conformity.judging import judged
from lca_models.reporting.declaration.conformity.outcome import PASSED, Outcome
from lca_models.reporting.declaration.conformity.requirements import shipped_requirements
from lca_models.reporting.declaration.conformity.workbook import both_words, evidence_member, matrix_workbook
from lca_models.reporting.declaration.table import ResultTable

DATE = datetime(2026, 11, 28, tzinfo=UTC)
ROWS = judged(shipped_requirements(), {"FUN-01": Outcome("major"), "VER-02": PASSED})


@pytest.fixture(scope="module")
def book():
    views = ResultTable("electricity", ("view", "total_kg"), (("=1+1", 7.5),))
    return openpyxl.load_workbook(io.BytesIO(matrix_workbook(ROWS, DATE, ["=a header"], views)))


def test_each_text_has_its_sheet_after_a_summary_with_counts(book):
    assert book.sheetnames[0] == "summary 汇总"
    assert set(book.sheetnames[1:-1]) == {one.rule_set for one in shipped_requirements()}
    summary = {row[0]: row for row in book["summary 汇总"].iter_rows(min_row=4, values_only=True) if row[0]}
    assert summary["cn-551"][3] == 1  # fails
    assert summary["cn-551"][-1] == 17


def test_sheets_filter_freeze_column_a_and_merge_nothing(book):
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes.startswith("B")
        assert sheet.auto_filter.ref
        assert not sheet.merged_cells.ranges


def test_evidence_links_to_members_and_no_text_is_a_formula_or_a_percentage(book):
    links = {cell.hyperlink.target for row in book["cn-551"].iter_rows() for cell in row if cell.hyperlink}
    assert "../results/stages.csv" in links
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert "%" not in cell.number_format


def test_the_same_rows_give_the_same_bytes():
    assert matrix_workbook(ROWS[:3], DATE, []) == matrix_workbook(ROWS[:3], DATE, [])


def test_a_place_of_evidence_is_a_member_or_lies_beside_the_bundle():
    assert evidence_member("sheet: certificates") == SHEET
    assert evidence_member("report chapter 5") == "report/report_en.docx"
    assert evidence_member("findings.json: opinion") == ""
    assert both_words("result", "pass") == "pass 通过"


def test_rule_sets_of_a_holder_with_odd_names_have_sheets_of_their_own():
    from dataclasses import replace

    odd = [replace(one, requirement=replace(one.requirement, rule_set=name)) for one, name in
           zip(ROWS, ("A/B", "a_b", "x" * 60, "x" * 61, "History"), strict=False)]  # fmt: skip

    sheets = openpyxl.load_workbook(io.BytesIO(matrix_workbook(odd, DATE, []))).sheetnames
    assert len(sheets) == 6
