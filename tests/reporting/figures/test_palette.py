"""Colours are told apart, and text on them can be read."""

from itertools import combinations

import numpy as np
import pytest

from lca_models.reporting.figures.palette import (
    AMOUNT_STOPS,
    DARKEST,
    DOWN_COLOR,
    DOWN_EDGE,
    OTHER_EDGE,
    STAGE_COLORS,
    UP_COLOR,
    readable_ink,
)
from lca_models.scope.stages import STAGES


def test_every_stage_has_a_colour_of_its_own():
    assert tuple(STAGE_COLORS) == STAGES
    assert len(set(STAGE_COLORS.values())) == len(STAGES)


def luminance(color):
    """After WCAG 2.1"""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", AMOUNT_STOPS)
def test_ink_on_the_ramp_can_be_read(color):
    """Contrast of at least 4.5 : 1, as WCAG 2.1 asks of text"""
    light, dark = sorted((luminance(color), luminance(readable_ink(color))), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_more_is_darker():
    shades = [luminance(color) for color in AMOUNT_STOPS]

    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == len(AMOUNT_STOPS)


def test_ink_is_dark_on_four_classes_and_white_on_two():
    assert [readable_ink(color) for color in AMOUNT_STOPS] == [DARKEST] * 4 + ["#FFFFFF"] * 2


# Machado, Oliveira and Fernandes 2009, table 1, severity 1.0, on linear RGB
VISIONS = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lightness_and_hue(color, vision="all cones"):
    """CIE L*a*b* (D65) of a colour as somebody sees it"""
    channels = np.array([int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = XYZ @ np.clip(np.array(VISIONS[vision]) @ linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    x, y, z = np.where(seen > (6 / 29) ** 3, np.cbrt(seen), seen / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("vision", VISIONS)
def test_stages_are_told_apart_with_any_colour_vision(vision):
    """differences after CIE 1976 of 20 and more, where 2 is what an eye just sees"""
    seen = [lightness_and_hue(color, vision) for color in STAGE_COLORS.values()]

    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) >= 20


def test_stages_are_told_apart_in_grey_and_on_white():
    seen = [lightness_and_hue(color)[0] for color in STAGE_COLORS.values()]

    assert min(abs(one - other) for one, other in combinations(seen, 2)) >= 11
    assert min(1.05 / (luminance(color) + 0.05) for color in STAGE_COLORS.values()) >= 3


@pytest.mark.parametrize("edge", [OTHER_EDGE, DOWN_EDGE, UP_COLOR])
def test_pale_fills_have_an_edge_that_stands_out_on_white(edge):
    assert 1.05 / (luminance(edge) + 0.05) >= 3


@pytest.mark.parametrize("vision", VISIONS)
def test_up_and_down_are_told_apart(vision):
    up, down = (lightness_and_hue(color, vision) for color in (UP_COLOR, DOWN_COLOR))

    assert np.linalg.norm(up - down) >= 20
    assert abs(up[0] - down[0]) >= 11
