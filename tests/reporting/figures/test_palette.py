"""Colours are told apart, and text on them can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.figures.palette import AMOUNT_STOPS, STAGE_COLORS, amount_color, readable_ink
from lca_models.scope.stages import STAGES


def test_every_stage_has_a_colour_of_its_own():
    assert tuple(STAGE_COLORS) == STAGES
    assert len(set(STAGE_COLORS.values())) == len(STAGES)


def luminance(color):
    """After WCAG 2.1"""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.floats(0, 1))
def test_ink_on_the_ramp_can_be_read(position):
    """Contrast of at least 4.5 : 1, as WCAG 2.1 asks of text"""
    color = amount_color(position)
    light, dark = sorted((luminance(color), luminance(readable_ink(color))), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_more_is_darker():
    shades = [luminance(amount_color(place / 40)) for place in range(41)]

    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == 41


@pytest.mark.parametrize(("position", "stop"), [(0, 0), (0.5, 4), (1, 8), (-3, 0), (7, 8)])
def test_the_ramp_runs_through_its_stops_and_ends_at_its_ends(position, stop):
    assert amount_color(position) == AMOUNT_STOPS[stop]
