"""What charts of bars share."""

from itertools import pairwise

import pytest
from matplotlib.patches import Patch

from lca_models.reporting.figures.bars import bar_look, label_bars, legend_above, name_ends, name_points, row_names
from lca_models.reporting.figures.look import axes_for, look_of, new_figure, wide
from lca_models.reporting.figures.palette import OTHER_COLOR, OTHER_EDGE, STAGE_COLORS

LOOK = look_of("en", 82)


@pytest.fixture
def ax():
    return axes_for(new_figure(), LOOK, 50)


def test_a_credit_is_hollow_and_keeps_the_colour_of_its_stage_as_its_edge():
    color = STAGE_COLORS["recycling"]

    assert bar_look("recycling", LOOK)["facecolor"] == color
    assert bar_look("recycling", LOOK, credit=True) == {"facecolor": "white", "edgecolor": color, "linewidth": 1.0}
    assert bar_look("", LOOK)["facecolor"], bar_look("", LOOK)["edgecolor"] == (OTHER_COLOR, OTHER_EDGE)


def test_amounts_stand_right_of_their_bars_and_of_zero(ax):
    label_bars(ax, [3.0, -1.0], [3.0, -1.0], LOOK, ["", "net"])

    assert [(one.get_text(), one.xy[0]) for one in ax.texts] == [("3.00", 3.0), ("net −1.00", 0)]


def test_names_of_rows_leave_more_than_half_of_the_width():
    (name,) = row_names(["electrolyte salt, lithium hexafluorophosphate, battery grade"], LOOK, 82)

    assert max(map(wide, name.split("\n"))) <= LOOK.letters(0.42 * 82)


def test_a_legend_has_as_many_columns_as_the_width_holds(ax):
    legend_above(ax, [Patch(label="short")] * 3, LOOK)
    assert ax.get_legend()._ncols == 3
    legend_above(ax, [Patch(label="a name of some forty letters, no fewer")] * 3, LOOK)
    assert ax.get_legend()._ncols == 1


def test_names_at_ends_of_lines_do_not_meet(ax):
    """three lines that end within a hundredth of the axis: 6 pt times 1.15 apart"""
    ax.set(xlim=(0, 1), ylim=(0, 100))
    name_ends(ax, [(1, 50, "a"), (1, 50.5, "b"), (1, 51, "c")], LOOK)
    shifts = [one.xyann[1] + 0.75 * 50 / 25.4 * 72 * one.xy[1] / 100 for one in ax.texts]

    assert [round(later - earlier, 6) for earlier, later in pairwise(shifts)] == [6.9, 6.9]


def test_names_beside_points_do_not_meet_each_other(ax):
    ax.set(xlim=(0, 10), ylim=(0, 10))
    name_points(ax, ["first point", "second point", "third point"], [5, 5, 5], [5, 5, 5], LOOK)
    ax.figure.draw_without_rendering()
    boxes = [one.get_window_extent() for one in ax.texts]

    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])
