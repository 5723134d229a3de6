"""The colours of every chart, drawn by Matplotlib or by a browser."""

from __future__ import annotations

from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

# Chosen by search over hue and lightness: told apart with any colour vision (least difference 20 of CIE 1976, with every
# dichromacy after Machado et al. 2009), in grey (least difference of lightness 11) and on white (least contrast 3.09).
STAGE_COLORS = {
    RAW_MATERIAL_ACQUISITION: "#17508F",
    MANUFACTURING: "#BF8900",
    DISTRIBUTION: "#5E1740",
    RECYCLING: "#0F8571",
}
OTHER_COLOR, OTHER_EDGE = "#A7ADB5", "#7B8794"  # of no stage: pale, so its edge is what stands out on white
UP_COLOR = "#C2540A"  # what raises a result, and the high end of an input
DOWN_COLOR, DOWN_EDGE = "#8DB8DC", "#3E6C94"  # what lowers it, and the low end; pale, with an edge
DARKEST = "#000000"  # on coloured ground: between it and white one has a contrast of 4.5 on every colour
INK, MUTED = "#14202B", "#52606D"
BAND, PALE = "#DCE2E8", "#9CC4E8"  # an interval behind a line, and a histogram

# Classes of amounts, light to dark: told apart in grey, dark ink on the first four and white on the last two.
AMOUNT_STOPS = ("#EDF4FB", "#C9DFF3", "#9CC4E8", "#69A3D6", "#2E6DAF", "#173F77")


def readable_ink(color: str) -> str:
    """The ink, dark or white, that stands out more on a colour (contrast after WCAG 2.1)."""
    ground = _luminance(color)
    dark = (ground + 0.05) / (_luminance(DARKEST) + 0.05)
    return DARKEST if dark >= 1.05 / (ground + 0.05) else "#FFFFFF"


def _luminance(color: str) -> float:
    """Relative luminance (0 black, 1 white) of `#RRGGBB` after WCAG 2.1."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
