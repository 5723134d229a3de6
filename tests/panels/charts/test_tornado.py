"""What each input does, as rows of two bars from zero."""

from xml.etree import ElementTree

import pytest

from lca_models.panels.charts.tornado import Swing, span_text, tornado_chart
from lca_models.reporting.figures.palette import DOWN_COLOR, UP_COLOR

SWINGS = [
    Swing("cycles", "cycles of the pack", "1,000 – 3,000", -4.0, 8.0),
    Swing("yield", "yield <of> cells & packs", "0.8 – 0.9", 1.0, -0.5),
]


def rows(svg):
    """Widths of the bars of each row by colour."""
    return {
        group.get("data-input"): {one.get("fill"): float(one.get("width")) for one in group.iter("rect")}
        for group in ElementTree.fromstring(svg).iter("g")
        if group.get("data-input")
    }


@pytest.mark.parametrize("narrow", [False, True])
def test_lengths_are_in_the_ratio_of_the_swings(narrow):
    found = rows(tornado_chart(SWINGS, "kg CO2-eq per pack", narrow=narrow))

    assert list(found) == ["cycles", "yield"]
    assert found["cycles"][UP_COLOR] / found["cycles"][DOWN_COLOR] == pytest.approx(8 / 4, rel=1e-2)
    assert found["cycles"][UP_COLOR] / found["yield"][DOWN_COLOR] == pytest.approx(8 / 1, rel=5e-2)


def test_each_row_says_its_range_and_its_largest_change_and_escapes_its_words():
    text = tornado_chart(SWINGS, "kg CO2-eq per pack")

    assert "1,000 – 3,000" in text
    assert "+8.00" in text
    assert "yield &lt;of&gt; cells &amp; packs" in text


def test_the_width_of_a_swing_is_the_distance_of_its_ends():
    assert [one.width for one in SWINGS] == [12, 1.5]


@pytest.mark.parametrize(
    ("given", "text"), [((40.0, 55.0, "kWh"), "40.0 – 55.0 kWh"), ((0.8, 0.95, "1"), "0.800 – 0.950")]
)
def test_a_range_is_said_with_its_unit_unless_it_has_none(given, text):
    assert span_text(*given) == text
