"""Stages of the workbook beside those of the kit."""

import pytest


def test_stages_are_those_of_the_kit(lfp_workbook, lfp_declared):
    page, stages = lfp_workbook.book.pages["stages"], lfp_declared.result.stages
    found = [page.cells[(row, 2)].content for row in range(1, page.rows)]

    assert found == pytest.approx([*stages.values(), sum(stages.values())], rel=1e-9)
    assert [page.cells[(row, 7)].content for row in range(1, page.rows)] == ["ok"] * 5


def test_results_per_kwh_are_those_of_the_kit(lfp_workbook, lfp_declared):
    page = lfp_workbook.book.pages["stages"]

    assert page.cells[(5, 4)].content == pytest.approx(lfp_declared.result.declared.amount, rel=1e-9)


def test_recycling_is_the_sum_of_its_lines(lfp_workbook, lfp_declared):
    page = lfp_workbook.book.pages["end_of_life"]
    burden, credit = (page.cells[(page.rows - 1, column)].content for column in (7, 8))

    assert burden + credit == pytest.approx(lfp_declared.result.stages["recycling"], rel=1e-9)
