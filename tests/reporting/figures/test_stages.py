import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.typing import ColorType

from lca_models.reporting.figures.stages import (
    FigureError,
    figure_files,
    new_axes,
    plot_comparison,
    plot_contributions,
    plot_grid_check,
    plot_lines,
    plot_stages,
    plot_tile_map,
    plot_waterfall,
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


def tiles() -> pd.DataFrame:
    rows = [("CN-HL", 0, 10, 90.0), ("CN-XJ", 2, 3, 120.0), ("CN-HI", 8, 8, 150.0)]
    return pd.DataFrame(rows, columns=["province", "row", "column", "amount"]).assign(unit=UNIT)


def steps() -> pd.DataFrame:
    """2 + 4 - 1 = 5"""
    rows = [
        ("cn", 0.0, 2.0, "total"),
        ("life", 2.0, 6.0, "step"),
        ("credit", 6.0, 5.0, "step"),
        ("eu", 0.0, 5.0, "total"),
    ]
    return pd.DataFrame(rows, columns=["step", "start", "end", "kind"]).assign(unit=UNIT)


def lines() -> pd.DataFrame:
    rows = [(share, line, "market", 9.0 * (1 - share)) for line in ("CN-NM", "CN-YN") for share in (0.0, 0.5, 1.0)]
    return pd.DataFrame(rows, columns=["green power share", "line", "view", "amount"]).assign(unit=UNIT)


def bar_ends(ax: Axes) -> list[float]:
    return [bar.get_x() + bar.get_width() for bar in ax.patches]


def contrast(one: ColorType, other: ColorType) -> float:
    """ratio of the relative luminances, each with 0.05 of stray light (WCAG 2)"""
    low, high = sorted(luminance(color) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(color: ColorType) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


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


def test_every_tile_shows_its_code_and_amount_where_the_table_places_it():
    ax = plot_tile_map(tiles(), new_axes(7, 5))

    assert texts(ax) == ["HL", "90.0", "XJ", "120.0", "HI", "150.0"]
    centres = [(tile.get_x() + tile.get_width() / 2, tile.get_y() + tile.get_height() / 2) for tile in ax.patches]
    assert centres == [pytest.approx(place) for place in [(10, 0), (3, 2), (8, 8)]]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # row 0 lies north


def test_the_colour_bar_of_the_tile_map_names_the_unit():
    ax = plot_tile_map(tiles(), new_axes(7, 5))

    assert [other.get_ylabel() for other in ax.figure.axes[1:]] == ["kg CO₂-eq per kWh of capacity"]


def test_larger_amounts_are_darker_tiles():
    """told apart without colour: weights of red, green and blue as the eye weighs them"""
    shades = [tile.get_facecolor()[:3] for tile in plot_tile_map(tiles(), new_axes(7, 5)).patches]
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in shades]

    assert light == sorted(light, reverse=True)


def test_the_code_in_a_tile_can_be_read_on_every_shade():
    """contrast of at least 3 : 1, what WCAG 2 asks of graphics, over the whole ramp"""
    table = pd.concat([tiles().iloc[:1].assign(column=step, amount=float(step)) for step in range(41)])
    ax = plot_tile_map(table, new_axes(7, 5))

    inks, shades = [text.get_color() for text in ax.texts[::2]], [tile.get_facecolor() for tile in ax.patches]
    assert min(contrast(ink, shade) for ink, shade in zip(inks, shades, strict=True)) >= 3


def test_provinces_that_are_all_equal_can_be_mapped():
    assert texts(plot_tile_map(tiles().assign(amount=7.0), new_axes(7, 5)))[1::2] == ["7.00"] * 3


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


def test_lines_name_their_axis_their_unit_and_themselves():
    ax = plot_lines(lines(), "green power share", new_axes(6, 4))

    assert (ax.get_xlabel(), ax.get_ylabel()) == ("green power share", "kg CO₂-eq per kWh of capacity")
    assert {"CN-NM", "CN-YN", "market"} <= {text.get_text() for text in ax.get_legend().get_texts()}
    assert ax.get_ylim()[0] == 0


def test_lines_that_an_axis_from_zero_would_flatten_get_an_axis_of_their_own_that_says_so():
    """between 100 and 110, with a margin of 0.8 on each side"""
    table = lines()
    low, high = table["amount"].min(), table["amount"].max()
    flat = table.assign(amount=100 + 10 * (table["amount"] - low) / (high - low))
    ax = plot_lines(flat, "green power share", new_axes(6, 4))

    assert ax.get_ylim() == pytest.approx((99.2, 110.8))
    assert "axis does not start at 0" in ax.get_ylabel()


@pytest.mark.parametrize(
    ("plot", "table", "message"),
    [
        (plot_tile_map, tiles().drop(columns="row"), "lacks row"),
        (plot_tile_map, tiles().assign(amount=float("nan")), "amount is nan"),
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
