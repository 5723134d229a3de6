"""Charts over settings and places."""

import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.typing import ColorType

from lca_models.reporting.figures.look import FigureError, new_axes
from lca_models.reporting.figures.scenarios import plot_heat_map, plot_lines, plot_pareto, plot_tile_map

UNIT = "kg CO2-eq per kWh of capacity"
PRETTY = "kg CO₂-eq per kWh of capacity"


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def words(ax) -> list[str]:
    return texts(ax)


def tiles() -> pd.DataFrame:
    rows = [("CN-HL", 0, 10, 90.0), ("CN-XJ", 2, 3, 120.0), ("CN-HI", 8, 8, 150.0)]
    return pd.DataFrame(rows, columns=["province", "row", "column", "amount"]).assign(unit=UNIT)


def lines() -> pd.DataFrame:
    rows = [(share, line, "market", 9.0 * (1 - share)) for line in ("CN-NM", "CN-YN") for share in (0.0, 0.5, 1.0)]
    return pd.DataFrame(rows, columns=["green power share", "line", "view", "amount"]).assign(unit=UNIT)


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


def contrast(one: ColorType, other: ColorType) -> float:
    """ratio of the relative luminances, each with 0.05 of stray light (WCAG 2)"""
    low, high = sorted(luminance(color) for color in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(color: ColorType) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_code_in_a_tile_can_be_read_on_every_shade():
    """contrast of at least 3 : 1, what WCAG 2 asks of graphics, over the whole ramp"""
    table = pd.concat([tiles().iloc[:1].assign(column=step, amount=float(step)) for step in range(41)])
    ax = plot_tile_map(table, new_axes(7, 5))

    inks, shades = [text.get_color() for text in ax.texts[::2]], [tile.get_facecolor() for tile in ax.patches]
    assert min(contrast(ink, shade) for ink, shade in zip(inks, shades, strict=True)) >= 3


def test_provinces_that_are_all_equal_can_be_mapped():
    assert texts(plot_tile_map(tiles().assign(amount=7.0), new_axes(7, 5)))[1::2] == ["7.00"] * 3


def test_lines_name_their_axis_their_unit_and_themselves():
    ax = plot_lines(lines(), "green power share", new_axes(6, 4))

    assert (ax.get_xlabel(), ax.get_ylabel()) == ("green power share", "kg CO₂-eq per kWh of capacity")
    assert texts(ax) == ["CN-NM", "CN-YN"]
    assert ax.get_legend() is None
    assert ax.get_ylim()[0] == 0


def test_lines_of_several_views_are_named_by_their_view_too_and_many_stand_in_a_legend():
    two = pd.concat([lines(), lines().assign(view="location")])
    many = pd.concat([lines().assign(line=f"line {one}") for one in range(9)])

    assert texts(plot_lines(two, "green power share", new_axes(6, 4))) == [
        "CN-NM, market", "CN-YN, market", "CN-NM, location", "CN-YN, location",
    ]  # fmt: skip
    ax = plot_lines(many, "green power share", new_axes(6, 4))
    assert {f"line {one}" for one in range(9)} <= {text.get_text() for text in ax.get_legend().get_texts()}


def test_lines_that_an_axis_from_zero_would_flatten_get_an_axis_of_their_own_that_says_so():
    """between 100 and 110, with a margin of 0.8 on each side"""
    table = lines()
    low, high = table["amount"].min(), table["amount"].max()
    flat = table.assign(amount=100 + 10 * (table["amount"] - low) / (high - low))
    ax = plot_lines(flat, "green power share", new_axes(6, 4))

    assert ax.get_ylim() == pytest.approx((99.2, 110.8))
    assert "axis does not start at 0" in ax.get_ylabel()


def grid() -> pd.DataFrame:
    rows = [("CN-SC", "LFP", 50.0), ("CN-SC", "NMC811", 60.0), ("CN-NM", "LFP", 70.0)]
    return pd.DataFrame(rows, columns=["province", "chemistry", "amount"]).assign(unit=UNIT)


def alternatives() -> pd.DataFrame:
    rows = [("a", 1.0, 3.0, True), ("b", 2.0, 1.0, True), ("c", 3.0, 3.0, False)]
    return pd.DataFrame(rows, columns=["scenario", "climate change", "water", "in_set"])


def test_a_heat_map_shows_each_amount_and_leaves_missing_cells_empty():
    ax = plot_heat_map(grid(), "province", "chemistry", new_axes(5, 3))

    assert words(ax) == ["50.0", "60.0", "70.0"]
    assert len(ax.patches) == 3
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("chemistry", "province")
    assert [other.get_ylabel() for other in ax.figure.axes[1:]] == [PRETTY]


def test_a_pareto_chart_names_the_set_only():
    ax = plot_pareto(alternatives(), ("climate change", "water"), ("kg CO2-eq", "m3"), ax=new_axes(6, 4))

    assert words(ax) == ["a", "b"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("climate change, kg CO₂-eq", "water, m3")


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: plot_tile_map(tiles().drop(columns="row"), ax), "lacks row"),
        (lambda ax: plot_tile_map(tiles().assign(amount=float("nan")), ax), "amount is nan"),
        (lambda ax: plot_heat_map(pd.concat([grid()] * 2), "province", "chemistry", ax), "same province and chemistry"),
        (lambda ax: plot_heat_map(grid().assign(unit=["a", "b", "b"]), "province", "chemistry", ax), "a, b; convert"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(draw, message):
    with pytest.raises(FigureError, match=message):
        draw(new_axes(6, 3))
