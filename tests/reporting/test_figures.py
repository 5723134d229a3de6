from pathlib import Path

import pandas as pd
import pytest
from matplotlib import rcParams
from matplotlib.axes import Axes

from lca_models.reporting.figures import (
    STAGE_COLORS,
    FigureError,
    figure_files,
    new_axes,
    plot_comparison,
    plot_contributions,
    plot_grid_check,
    plot_stages,
    save_figure,
    svg_element,
)
from lca_models.scope.stages import STAGES

UNIT = "kg CO2-eq per kWh of capacity"


def stages() -> pd.DataFrame:
    """burdens 6, 5, 0 and 1, credit -5.4 in recycling: net -4.4 there"""
    rows = [*zip(STAGES, [6.0, 5.0, 0.0, 1.0], ["burden"] * 4, strict=True), ("recycling", -5.4, "credit")]
    return pd.DataFrame(rows, columns=["stage", "amount", "kind"]).assign(unit=UNIT)


def contributions() -> pd.DataFrame:
    rows = [
        ("nickel sulfate", "raw material acquisition", 6.0),
        ("electricity", "manufacturing", 1.0),
        ("all other", "", 0.5),
    ]
    return pd.DataFrame(rows, columns=["input", "stage", "amount"]).assign(unit=UNIT)


def provinces() -> pd.DataFrame:
    rows = [("CN-GD", 0.45, 0.44, 0.0227), ("CN-QH", 0.13, 0.18, -0.278)]
    return pd.DataFrame(rows, columns=["province", "kit", "official", "deviation"]).assign(unit="kg CO2/kWh")


def bar_ends(ax: Axes) -> list[float]:
    return [bar.get_x() + bar.get_width() for bar in ax.patches]


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_every_stage_has_a_colour_of_its_own():
    assert tuple(STAGE_COLORS) == STAGES
    assert len(set(STAGE_COLORS.values())) == len(STAGES)


def test_the_stage_chart_shows_burdens_credits_and_the_net():
    ax = plot_stages(stages(), new_axes(6, 3))

    assert bar_ends(ax) == pytest.approx([6, 5, 0, 1, -5.4])
    assert [label.get_text() for label in ax.get_yticklabels()] == list(STAGES)
    assert texts(ax)[-1] == "−4.40"
    assert ax.get_xlabel() == "kg CO₂-eq per kWh of capacity"


def test_the_stage_chart_needs_no_kinds():
    ax = plot_stages(stages().iloc[:4].drop(columns="kind"), new_axes(6, 3))

    assert bar_ends(ax) == pytest.approx([6, 5, 0, 1])
    assert ax.get_legend() is None


def test_contributions_keep_the_order_of_the_table_and_the_colour_of_their_stage():
    ax = plot_contributions(contributions(), new_axes(6, 3))

    assert [label.get_text() for label in ax.get_yticklabels()] == ["nickel sulfate", "electricity", "all other"]
    assert [label.get_text() for label in ax.get_legend().get_texts()] == ["raw material acquisition", "manufacturing"]
    assert ax.get_xlabel() == "kg CO₂-eq per kWh of capacity"


def test_the_grid_chart_names_only_provinces_outside_the_band():
    ax = plot_grid_check(provinces(), new_axes(5, 5))

    assert texts(ax) == ["CN-QH"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("official factor, kg CO₂/kWh", "this kit, kg CO₂/kWh")


def test_compared_bars_are_stacked_by_stage():
    table = stages().drop(columns="kind").iloc[:4].assign(label="a")
    ax = plot_comparison(table, new_axes(6, 3))

    assert bar_ends(ax) == pytest.approx([6, 11, 11, 12])
    assert texts(ax) == ["12.0"]


def test_drawing_changes_no_global_setting(tmp_path: Path):
    before = dict(rcParams)
    save_figure(plot_stages(stages(), new_axes(6, 3)), tmp_path / "stages")

    assert dict(rcParams) == before


def test_the_same_chart_gives_the_same_files(tmp_path: Path):
    first = [path.read_bytes() for path in save_figure(plot_stages(stages(), new_axes(6, 3)), tmp_path / "a")]
    second = [path.read_bytes() for path in save_figure(plot_stages(stages(), new_axes(6, 3)), tmp_path / "b")]

    assert first == second
    assert first[0].startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg", "b.png", "b.svg"]


def test_a_chart_for_a_page_is_one_svg_element():
    text = svg_element(figure_files(plot_stages(stages(), new_axes(6, 3)), "stages")["stages.svg"])

    assert text.startswith("<svg")
    assert text.rstrip().endswith("</svg>")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (stages().drop(columns="unit"), "lacks unit"),
        (stages().iloc[:0], "no rows"),
        (stages().assign(unit=["kg", "g", "kg", "kg", "kg"]), "g, kg; convert"),
        (stages().assign(amount=[1, 2, float("nan"), 4, 5]), "amount is nan"),
        (stages().assign(amount=[1, 2, float("inf"), 4, 5]), "amount is inf"),
        (stages().assign(kind="bonus"), "'bonus'; give burden or credit"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused_with_the_reason(table: pd.DataFrame, message: str):
    with pytest.raises(FigureError, match=message):
        plot_stages(table, new_axes(6, 3))
