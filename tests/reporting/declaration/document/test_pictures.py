"""Figures of the report: small files, the same each time, and none where there is nothing to draw."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.document import pictures

PNG = b"\x89PNG"


def test_a_figure_is_the_same_each_time_and_small(chinese):
    drawn = pictures.stages(chinese)

    assert drawn.startswith(PNG)
    assert drawn == pictures.stages(chinese)
    assert len(drawn) < 150_000


@pytest.mark.parametrize("draw", [pictures.fade, pictures.months, pictures.tornado])
def test_a_figure_is_drawn_from_the_results(facts, draw):
    assert draw(facts).startswith(PNG)


def test_a_report_for_its_figures_alone_draws_nothing(facts):
    assert pictures.contributions(replace(facts, draws=False)) == b""


def test_the_line_below_a_figure_has_its_number(facts, chinese):
    assert pictures.caption(facts, 1, "Results by stage") == "Figure 1 Results by stage"
    assert pictures.caption(chinese, 1, "Results by stage") == "图1 各阶段结果"
