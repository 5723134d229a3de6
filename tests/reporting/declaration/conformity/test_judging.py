"""Results of requirements: what was not read never passes, and nothing hides a finding."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.declaration.conformity.judging import (
    FAIL,
    MANUAL,
    MATRIX_COLUMNS,
    NOT_APPLICABLE,
    NOT_CHECKED,
    PASS,
    RESULTS,
    TEXT_NOT_READ,
    counts,
    judged,
    matrix,
    matrix_table,
    result_words,
)
from lca_models.reporting.declaration.conformity.outcome import PASSED, Outcome, Touch
from lca_models.reporting.declaration.conformity.requirements import shipped_requirements, words
from lca_models.reporting.declaration.table import read_csv

READ = replace(shipped_requirements()[0], text_state="read", how_checked="automatic", checks="A-01;B-01")
UNREAD = replace(READ, text_state="text not read")
OPEN = Outcome("major")


@pytest.mark.parametrize(
    ("requirement", "outcomes", "result"),
    [
        (READ, {"A-01": PASSED, "B-01": PASSED}, PASS),
        (READ, {"A-01": PASSED}, NOT_CHECKED),
        (READ, {"A-01": OPEN}, FAIL),
        (READ, {"A-01": Outcome("minor"), "B-01": Outcome("question")}, PASS),
        (READ, {"A-01": Outcome("", "no meter", "无表计"), "B-01": Outcome("", "none", "无")}, NOT_APPLICABLE),
        (UNREAD, {"A-01": PASSED, "B-01": PASSED}, TEXT_NOT_READ),
        (UNREAD, {"A-01": PASSED, "B-01": OPEN}, FAIL),
        (replace(READ, how_checked="manual"), {}, MANUAL),
        (replace(READ, how_checked="manual"), {"A-01": OPEN}, FAIL),
        (replace(READ, how_checked="automatic and manual"), {"A-01": PASSED, "B-01": PASSED}, MANUAL),
        (replace(READ, how_checked="none", checks=""), {}, NOT_APPLICABLE),
    ],
)
def test_a_row_has_the_result_of_its_checks(requirement, outcomes, result):
    (row,) = judged([requirement], outcomes)

    assert row.result == result
    assert (row.reason_en == "") == (result == PASS)
    assert (row.reason_zh == "") == (result == PASS)


@given(st.dictionaries(st.sampled_from(sorted({r for one in shipped_requirements() for r in one.rules})),
                       st.sampled_from([PASSED, OPEN, Outcome("minor"), Outcome("", "why", "因为")])))  # fmt: skip
def test_no_text_that_was_not_read_ever_passes_and_no_finding_is_hidden(outcomes):
    for row in judged(shipped_requirements(), outcomes):
        assert row.result != PASS or row.requirement.is_text_read
        assert (row.result == FAIL) == any(outcomes[rule].fails for rule in row.requirement.rules if rule in outcomes)


def test_every_result_has_its_chinese_and_an_unread_text_is_no_bare_pass():
    assert set(RESULTS) == set(words("result"))
    assert result_words(TEXT_NOT_READ, "en") == "check passed, text not read"
    assert result_words(TEXT_NOT_READ, "zh") == "检查通过，原文未读"


def test_the_matrix_of_an_example_says_what_a_declaration_can_know_and_what_waits(lfp_declared):
    rows = {one.requirement.id: one for one in matrix(lfp_declared)}

    assert rows["CN-08"].result == FAIL  # 2,000 cycles declared, 1,000 measured
    assert rows["CN-07"].result == TEXT_NOT_READ
    assert rows["PA-07"].result == PASS
    assert rows["KT-01"].reason_zh == "待核查：INT-01, INT-02"
    assert sum(sum(found.values()) for found in counts(rows.values()).values()) == 128


def test_findings_of_verify_stand_above_what_the_declaration_says(lfp_declared):
    rows = {
        one.requirement.id: one for one in matrix(lfp_declared, {"FUN-05": PASSED, "FUN-06": PASSED, "ARI-03": OPEN})
    }

    assert rows["CN-08"].result == MANUAL
    assert rows["CN-07"].result == FAIL


def test_the_table_is_read_back_with_its_columns(lfp_declared):
    table = matrix_table(matrix(lfp_declared))

    read = read_csv(table.csv())
    assert tuple(read[0]) == MATRIX_COLUMNS
    assert len(read) == 128


def test_a_finding_marks_what_it_touches_and_fails_it_until_it_is_settled():
    passed = {"A-01": PASSED, "B-01": PASSED}
    settled = Touch("F-001", "closed: explained", "已关闭：已说明", fails=False)
    waiting = Touch("F-002", "open", "未关闭", fails=True)

    (kept,) = judged([READ], passed, {READ.id: [settled]})
    (failed,) = judged([READ], passed, {READ.id: [settled, waiting]})
    assert (kept.result, kept.reason_en) == (PASS, "findings: F-001 closed: explained")
    assert (failed.result, failed.reason_zh) == (FAIL, "核查发现：F-001 已关闭：已说明、F-002 未关闭")
    assert judged([READ], passed, {"other": [waiting]}) == judged([READ], passed)
