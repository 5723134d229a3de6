"""Charts of a declaration."""

import pandas as pd
import pytest

from lca_models.reporting.figures.canvas import png_file
from lca_models.reporting.figures.declared import plot_boundary, plot_fade, plot_months, plot_shares
from lca_models.reporting.figures.look import FigureError


def test_the_boundary_has_a_box_for_each_stage_and_says_what_is_left_out():
    ax = plot_boundary({"manufacturing": ["electricity", "heat"], "recycling": []}, ["machines", "use"])

    texts = [one.get_text() for one in ax.texts]
    assert texts == ["manufacturing", "· electricity\n· heat", "recycling", "", "machines; use"]


def test_a_boundary_in_chinese_parts_long_names_without_blanks():
    ax = plot_boundary({"recycling": ["一" * 60]}, [], language="zh")

    lines = ax.texts[1].get_text().split("\n")
    assert len(lines) > 1
    assert "".join(lines).replace("· ", "").replace(" ", "") == "一" * 60
    assert png_file(ax) == png_file(plot_boundary({"recycling": ["一" * 60]}, [], language="zh"))


def test_a_boundary_without_a_stage_is_refused():
    with pytest.raises(FigureError, match="no rows"):
        plot_boundary({}, [])


def test_what_was_tested_and_what_is_extrapolated_are_lines_apart():
    table = pd.DataFrame(
        [(0.0, 1.0, "tested"), (1000.0, 0.91, "tested"), (1000.0, 0.91, "extrapolated"), (2000.0, 0.8, "extrapolated")],
        columns=["cycles", "retention", "kind"],
    ).assign(unit="1")

    lines = plot_fade(table).get_lines()
    assert [(line.get_label(), line.get_linestyle()) for line in lines] == [("tested", "-"), ("extrapolated", "--")]
    assert list(lines[1].get_ydata()) == [91.0, 80.0]
    with pytest.raises(FigureError, match="tested or extrapolated"):
        plot_fade(table.assign(kind="guessed"))


def test_months_stand_in_their_order_whatever_the_order_of_the_table():
    table = pd.DataFrame([("2025-02", "M1", 2.0), ("2024-12", "M1", 1.0)], columns=["month", "line", "amount"]).assign(
        unit="kWh"
    )

    ax = plot_months(table)
    assert [one.get_text() for one in ax.get_xticklabels()] == ["2024-12", "2025-02"]
    assert list(ax.get_lines()[0].get_xdata()) == [0, 1]
    assert list(ax.get_lines()[0].get_ydata()) == [1.0, 2.0]


def test_shares_of_a_label_are_stacked_to_a_hundred():
    table = pd.DataFrame([("a", "own", 0.25), ("a", "others", 0.75)], columns=["label", "part", "share"]).assign(
        unit="1"
    )

    bars = plot_shares(table).patches
    assert [(bar.get_x(), bar.get_width()) for bar in bars] == [(0.0, 25.0), (25.0, 75.0)]
