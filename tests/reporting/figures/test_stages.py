import pandas as pd
import pytest
from matplotlib.axes import Axes

from lca_models.reporting.figures.canvas import figure_files
from lca_models.reporting.figures.look import FigureError, new_axes
from lca_models.reporting.figures.stages import plot_comparison, plot_contributions, plot_stages, plot_waterfall
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


def steps() -> pd.DataFrame:
    """2 + 4 - 1 = 5"""
    rows = [
        ("cn", 0.0, 2.0, "total"),
        ("life", 2.0, 6.0, "step"),
        ("credit", 6.0, 5.0, "step"),
        ("eu", 0.0, 5.0, "total"),
    ]
    return pd.DataFrame(rows, columns=["step", "start", "end", "kind"]).assign(unit=UNIT)


def bar_ends(ax: Axes) -> list[float]:
    return [bar.get_x() + bar.get_width() for bar in ax.patches]


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_the_stage_chart_shows_burdens_credits_and_the_net():
    ax = plot_stages(stages(), new_axes(6, 3))

    assert bar_ends(ax) == pytest.approx([6, 5, 0, 1, -5.4])
    assert [label.get_text() for label in ax.get_yticklabels()] == list(STAGES)
    assert texts(ax) == ["credit −5.40", "6.00", "5.00", "0.00", "net −4.40"]
    assert [bar.get_facecolor()[:3] == (1, 1, 1) for bar in ax.patches] == [False] * 4 + [True]
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


def test_compared_bars_are_stacked_by_stage():
    table = stages().drop(columns="kind").iloc[:4].assign(label="a")
    ax = plot_comparison(table, new_axes(6, 3))

    assert bar_ends(ax) == pytest.approx([6, 11, 11, 12])
    assert texts(ax) == ["12.0"]


def test_a_waterfall_starts_each_step_where_the_last_one_ended():
    ax = plot_waterfall(steps(), new_axes(6, 3))

    assert [bar.get_x() for bar in ax.patches] == pytest.approx([0, 2, 6, 0])
    assert bar_ends(ax) == pytest.approx([2, 6, 5, 5])
    connectors = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"]
    assert connectors == pytest.approx([2, 6, 5])


def test_a_waterfall_labels_totals_plainly_and_steps_with_their_sign():
    ax = plot_waterfall(steps(), new_axes(6, 3))

    assert texts(ax) == ["2.00", "+4.00", "−1.00", "5.00"]
    assert ax.get_xlabel() == "kg CO₂-eq per kWh of capacity"


def test_steps_up_and_down_and_totals_differ_in_colour():
    first, up, down, last = (bar.get_facecolor() for bar in plot_waterfall(steps(), new_axes(6, 3)).patches)

    assert first == last
    assert len({first, up, down}) == 3


@pytest.mark.parametrize(
    ("plot", "table", "message"),
    [
        (plot_waterfall, steps().drop(columns="kind"), "lacks kind"),
        (plot_waterfall, steps().assign(end=float("inf")), "end is inf"),
        (plot_waterfall, steps().iloc[:0], "no rows"),
    ],
)
def test_the_newer_charts_refuse_what_they_cannot_draw(plot, table: pd.DataFrame, message: str):
    with pytest.raises(FigureError, match=message):
        plot(table, new_axes(6, 3))


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


def test_chinese_labels_are_drawn_without_a_missing_glyph():
    """warnings are errors here, and a glyph without a font is a warning; axes of the caller's speak Chinese too"""
    pytest.importorskip("pylopdf_fonts_zh_cn")
    drawn = plot_stages(stages(), new_axes(7, 3), language="zh")
    files = figure_files(drawn, "stages")

    assert [text.get_text() for text in drawn.get_yticklabels()] == ["材料获取", "电池制造", "分销运输", "回收利用"]
    assert drawn.get_xlabel() == "kg CO₂-eq/kWh（额定容量）"
    assert files == figure_files(plot_stages(stages(), new_axes(7, 3), language="zh"), "stages")
