"""Every figure speaks Chinese: what the kit says is in the catalogue, only units, symbols and codes stay as they are."""

import inspect
import re

import pytest
from every_figure import DRAWINGS, drawing_functions, edges, words_of

from lca_models.reporting.figures.chinese_font import chinese_font_path
from lca_models.reporting.figures.look import chart_style, new_axes
from lca_models.reporting.figures.sankey import sankey_svg
from lca_models.scope.wording.catalogue import CHINESE

# units, symbols of the techniques, and codes; names that a table brings (products, parameters) are Chinese here
KEPT = {
    "kg",
    "CO",
    "eq",
    "kWh",
    "MJ",
    "ST",
    "S",
    "mu",
    "sigma",
    "GD",
    "SC",
}
WORD = re.compile(r"[A-Za-z]+")

needs_the_font = pytest.mark.skipif(chinese_font_path() is None, reason="the extra chinese is not installed")


WORDLESS = {"plot_months", "plot_shares"}  # all they write is in their table, or a unit


def english(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word not in KEPT]


def test_every_figure_takes_a_language():
    functions = drawing_functions()

    assert set(DRAWINGS) == set(functions)
    assert {name for name, one in functions.items() if "language" not in inspect.signature(one).parameters} == set()


@needs_the_font
@pytest.mark.parametrize("name", DRAWINGS)
def test_no_english_word_is_left_in_a_chinese_figure(name: str):
    """warnings are errors here, so a glyph without a font fails too"""
    ax = DRAWINGS[name](ax=new_axes(7, 4), language=CHINESE)
    with chart_style():
        ax.figure.draw_without_rendering()

    assert [text for text in words_of(ax.figure) if english(text)] == []


@pytest.mark.parametrize("name", sorted(set(DRAWINGS) - WORDLESS))
def test_the_words_of_a_figure_are_english_where_nothing_is_said(name: str, recwarn: pytest.WarningsRecorder):
    ax = DRAWINGS[name](ax=new_axes(7, 4))

    assert any(english(text) for text in words_of(ax.figure)), words_of(ax.figure)
    assert not recwarn


def test_the_diagram_for_pages_speaks_chinese():
    texts = re.findall(r">([^<>]+)<", re.sub(r"<style>.*?</style>", "", sankey_svg(edges(), language=CHINESE)))

    assert "供应链，kg CO2-eq/电池包" in texts
    assert [text for text in texts if english(text)] == []
