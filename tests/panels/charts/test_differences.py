"""A histogram of differences: those below zero in one colour, those above in the other."""

from xml.etree import ElementTree

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lca_models.panels.charts.differences import HEIGHT, difference_chart
from lca_models.reporting.figures.palette import DOWN_COLOR, UP_COLOR

SVG = "{http://www.w3.org/2000/svg}"


def bars(differences, **options):
    root = ElementTree.fromstring(difference_chart(np.array(differences), "g CO2-eq per kWh delivered", **options))
    return [
        (one.get("fill"), float(one.get("height")))
        for one in root.iter()
        if one.tag.removeprefix(SVG) == "rect" and one.get("fill") in (DOWN_COLOR, UP_COLOR)
    ]


@given(st.lists(st.floats(-50, 50), min_size=20, max_size=200).filter(lambda given: max(given) - min(given) > 1))
def test_heights_are_in_the_ratio_of_the_counts_and_the_tallest_fills_the_chart(differences):
    heights = [height for _, height in bars(differences)]

    assert max(heights) == HEIGHT
    assert min(heights) >= 0


def test_each_side_of_zero_has_its_colour():
    """3 of 4 samples below zero"""
    drawn = [(color, height) for color, height in bars([-3.0, -2.0, -1.0, 4.0]) if height]

    assert sum(color == DOWN_COLOR for color, _ in drawn) == 3
    assert sum(color == UP_COLOR for color, _ in drawn) == 1


def test_one_side_alone_has_one_colour():
    assert {color for color, height in bars([1.0, 2.0, 3.0]) if height} == {UP_COLOR}
    assert {color for color, height in bars([-1.0, -2.0, -3.0]) if height} == {DOWN_COLOR}


def test_the_axis_speaks_the_language_of_the_page():
    text = difference_chart(np.array([-1.0, 1.0]), "g CO2-eq per kWh delivered", "zh")

    assert any(ord(letter) > 0x2E7F for letter in text)
