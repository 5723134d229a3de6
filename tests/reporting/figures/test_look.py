"""One look on a screen and in a paper: sizes that can be printed, text that can be read, lines of names."""

import inspect
import itertools

import pytest
from every_figure import DRAWINGS, drawing_functions
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from lca_models.reporting.figures.canvas import encode
from lca_models.reporting.figures.chinese_font import FONT_NAME, chinese_font_path
from lca_models.reporting.figures.look import (
    COLUMN_MM,
    MM,
    PAGE_MM,
    TALLEST_MM,
    FigureError,
    axes_for,
    chart_style,
    fonts_of,
    has_glyphs,
    look_of,
    new_figure,
    panel_axes,
    rows_height,
    spread,
    wide,
    width_mm,
    wrapped,
)

PRINTED = [("en", COLUMN_MM), ("zh", COLUMN_MM), ("en", PAGE_MM)]


def texts_of(figure):
    """Texts that are seen, with where they stand, in pt from the lower left corner."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    scale = 72 / figure.dpi
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]
    beyond = {tick.label1 for axis in axes for tick in axis.get_major_ticks()} - {
        tick.label1 for axis in axes if axis.axes.axison for tick in axis._update_ticks()
    }
    for one in figure.findobj(Text):
        if one.get_text().strip() and one.get_visible() and one not in beyond:
            box = one.get_window_extent()
            yield one, (box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)


def test_every_figure_takes_axes_a_language_and_a_width():
    wanted = {"ax": inspect.Parameter.POSITIONAL_OR_KEYWORD, "language": inspect.Parameter.KEYWORD_ONLY,
              "width": inspect.Parameter.KEYWORD_ONLY, "text": inspect.Parameter.KEYWORD_ONLY}  # fmt: skip
    for name, function in drawing_functions().items():
        given_ = inspect.signature(function).parameters
        assert {one: given_[one].kind for one in wanted if one in given_} == wanted, name


@pytest.mark.filterwarnings("ignore:Glyph")  # the tables bring Chinese names
@pytest.mark.parametrize(("language", "width"), PRINTED)
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_for_a_paper_has_its_size_and_text_that_can_be_read(name, language, width):
    """nothing below 6 pt, nothing outside, no frame, no grid, no title"""
    if language == "zh" and chinese_font_path() is None:
        pytest.skip("the extra chinese is not installed")
    ax = DRAWINGS[name](ax=new_figure(), language=language, width=width)
    figure = ax.figure
    broad, high = (size / MM for size in figure.get_size_inches())

    assert broad == pytest.approx(width)
    assert high <= TALLEST_MM
    for one, (left, low, right, top) in texts_of(figure):
        assert one.get_fontsize() >= 6 - 1e-9, one.get_text()
        inside = left >= -1 and low >= -1 and right <= broad * MM * 72 + 1 and top <= high * MM * 72 + 1
        assert inside, (one.get_text(), left, low, right, top)
    assert not ax.get_title()
    assert not any(ax.spines[side].get_visible() and ax.axison for side in ("top", "right"))
    assert not any(line.get_visible() for line in ax.get_xgridlines() + ax.get_ygridlines())


def test_a_figure_on_a_screen_is_that_of_a_paper_but_larger():
    """10 pt in place of 7, and 188 mm where none is given"""
    paper, screen = (DRAWINGS["plot_stages"](ax=new_figure(), **way) for way in ({"width": 131.6}, {}))

    assert screen.figure.get_size_inches() == pytest.approx(paper.figure.get_size_inches() * 10 / 7, rel=0.01)
    assert (paper.xaxis.label.get_fontsize(), screen.xaxis.label.get_fontsize()) == (7, 10)
    assert screen.spines["bottom"].get_linewidth() == pytest.approx(paper.spines["bottom"].get_linewidth() * 10 / 7)


@pytest.mark.parametrize("width", [0, -82, 39, 401, float("nan"), float("inf")])
def test_a_width_that_cannot_be_printed_is_refused(width):
    with pytest.raises(FigureError, match="figures are 40 to 400 mm wide"):
        look_of("en", width)


@pytest.mark.parametrize("text", [0, 6, 6.9, 15, float("nan")])
def test_a_text_that_would_fall_below_6_pt_is_refused(text):
    with pytest.raises(FigureError, match="journals print none below 6 pt"):
        look_of("en", 82, text)


def test_the_latin_font_stands_before_the_chinese_one():
    pytest.importorskip("pylopdf_fonts_zh_cn")
    with chart_style("zh", 82) as look:
        ax = axes_for(new_figure(), look, 30)
        families = ax.xaxis.label.get_fontfamily()

    assert families[-1] == FONT_NAME
    assert families[0] in ("Arial", "Liberation Sans", "DejaVu Sans")


def test_panels_carry_their_letters_and_share_the_width():
    axes = panel_axes(3, 120, columns=2)

    assert [ax.get_title(loc="left") for ax in axes] == ["a", "b", "c"]
    assert {ax.title.get_fontweight() for ax in axes} == {"normal"}
    assert [ax._left_title.get_fontweight() for ax in axes] == ["bold"] * 3
    assert [round(width_mm(ax)) for ax in axes] == [87, 87, 87]
    assert axes[0].figure.get_size_inches() / MM == pytest.approx((174, 120))
    drawn = DRAWINGS["plot_stages"](ax=axes[1], width=174)
    assert drawn is axes[1]
    assert encode(drawn.figure, "svg", svg_text="none").count(b">b</text>") == 1


@pytest.mark.parametrize(("count", "height"), [(0, 50), (2, 0), (2, 171)])
def test_panels_that_cannot_be_printed_are_refused(count, height):
    with pytest.raises(FigureError, match="give one or more, at most 170 mm high"):
        panel_axes(count, height)


@given(st.text(st.sampled_from("ab 电池，（）.%"), max_size=60), st.integers(6, 30))
def test_lines_are_short_and_lose_nothing_but_blanks(text, letters):
    lines = wrapped(text, letters).split("\n")

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    long = [line for line in lines if wide(line) > letters]
    # What is too long is one word, or ends with punctuation that must not begin a line.
    assert all(" " not in line.strip() for line in long)


def test_chinese_is_parted_between_characters_and_not_before_a_comma():
    assert wrapped("电池级碳酸锂，分析纯", 12) == "电池级碳酸\n锂，分析纯"
    assert wrapped("battery-grade lithium carbonate", 14) == "battery-grade\nlithium\ncarbonate"


@given(st.lists(st.floats(-50, 50), max_size=8), st.floats(0.1, 5))
def test_places_are_moved_apart_and_keep_their_order(places, apart):
    moved = spread(places, apart)

    assert all(one - other >= apart - 1e-6 for other, one in itertools.pairwise(sorted(moved)))
    assert sorted(range(len(places)), key=lambda one: (places[one], moved[one])) == sorted(
        range(len(places)), key=lambda one: moved[one]
    )


def test_places_far_enough_apart_stay():
    assert spread([3.0, 1.0], 2.0) == [3.0, 1.0]
    assert spread([1.0, 1.0], 2.0) == [0.0, 2.0]


def test_rows_with_names_of_two_lines_are_higher():
    assert rows_height(["a", "b"]) == 2 * 5.4
    assert rows_height(["a", "b\nc"]) > 2 * 5.4


def test_a_font_without_a_subscript_gives_way_to_the_next(monkeypatch):
    """of one name there may be an old file without it, which would draw a box"""
    known = {"Arial": False, "Liberation Sans": False}
    monkeypatch.setattr("lca_models.reporting.figures.look.has_glyphs", lambda family, signs: known[family])
    assert fonts_of(look_of("en", 82)) == ["DejaVu Sans"]

    known["Liberation Sans"] = True
    assert fonts_of(look_of("zh", 82)) == ["Liberation Sans", FONT_NAME]


def test_a_family_that_is_not_there_has_no_glyphs():
    assert has_glyphs("DejaVu Sans", "₂−→±")
    assert not has_glyphs("DejaVu Sans", "电")
    assert not has_glyphs("no such family", "a")
