"""A result as lines of a workbook."""

import pytest

from lca_models.reporting.declaration.calculation.kit.lines import Lines
from lca_models.reporting.declaration.calculation.kit.live import live_parameters


@pytest.fixture(scope="module")
def lines(lfp_declared):
    return Lines(lfp_declared.result.assessment, live_parameters(lfp_declared.result))


def test_lines_of_the_foreground_sum_to_the_stages_of_the_kit(lines, lfp_declared):
    supply, found = lines.assessment.supply, dict.fromkeys(lfp_declared.result.stages, 0.0)
    for column in lines.columns:
        for line in column.lines if column.is_foreground else ():
            if line.stage:
                found[line.stage] += supply[column.place] * line.amount.value * line.unit_score

    assert found == pytest.approx(lfp_declared.result.stages, rel=1e-12)


def test_buyers_stand_before_those_they_buy_from(lines):
    order = {column.place: number for number, column in enumerate(lines.columns)}

    assert all(order[line.column] < order[line.supplier] for column in lines.columns for line in column.lines
               if line.supplier is not None)  # fmt: skip


def test_what_does_not_move_is_one_line_a_process_and_stage(lines):
    together = [(line.column, line.stage) for column in lines.columns for line in column.lines if line.is_background]

    assert len(together) == len(set(together))
    assert "electricity_cell_plant" in {column.node.key[1] for column in lines.columns}  # green power is the maker's
    assert not lines.untranslated


def test_a_single_input_that_does_not_move_keeps_its_name_and_the_intensity_of_the_kit(lines):
    scores = lines.assessment.unit_scores
    single = [line for column in lines.columns for line in column.lines if len(line.exchanges) == 1]

    assert any(not line.amount.is_live for line in single)
    assert all(line.unit_score == scores[line.exchanges[0]] for line in single)
    assert all(
        line.amount.value == pytest.approx(lines.assessment.amounts[line.exchanges[0]], rel=1e-12) for line in single
    )
