"""How much of what was planted is found, as a chart."""

import pandas as pd
import pytest

from lca_models.reporting.figures.look import new_axes
from lca_models.reporting.figures.programme.recall import plot_recall


def test_a_kind_that_no_rule_seeks_is_hollow_and_one_that_was_not_planted_is_left_out():
    rows = [
        ("a", "honest", True, 0.9, 0.7, 1.0, 10),
        ("b", "unsought", False, 0.1, 0.0, 0.3, 10),
        ("c", "fraud", True, 0.0, 0.0, 1.0, 0),
        ("d", "fraud", False, 0.5, 0.2, 0.8, 4),
    ]
    table = pd.DataFrame(rows, columns=["name", "group", "sought", "share", "low", "high", "planted"]).assign(unit="1")
    ax = plot_recall(table, new_axes(6, 3))
    fills = {
        points.get_label(): [tuple(fill) == (1, 1, 1, 1) for fill in points.get_facecolors()]
        for points in ax.collections
    }

    assert [name.get_text() for name in ax.get_yticklabels()] == ["a (10)", "b (10)", "d (4)"]
    assert fills == {"honest errors": [False], "frauds": [True], "errors that no rule seeks": [True]}
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.3, 0.3, 0.6])
