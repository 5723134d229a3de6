"""The colours of every chart, drawn by Matplotlib or by a browser."""

from __future__ import annotations

from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

STAGE_COLORS = {  # Okabe and Ito, told apart with any colour vision
    RAW_MATERIAL_ACQUISITION: "#0072B2",
    MANUFACTURING: "#E69F00",
    DISTRIBUTION: "#CC79A7",
    RECYCLING: "#009E73",
}
OTHER_COLOR = "#A7ADB5"
UP_COLOR, DOWN_COLOR = "#D55E00", "#56B4E9"  # steps of a waterfall, also after Okabe and Ito
DARKEST = "#000000"  # on coloured ground: between it and white one has a contrast of 4.5 on every colour
INK, MUTED = "#1B2430", "#5B6675"

# Light to dark, told apart with any colour vision and in grey: ColorBrewer's YlGnBu, which Matplotlib has by this name.
AMOUNT_RAMP = "YlGnBu"
AMOUNT_STOPS = ("#FFFFD9", "#EDF8B1", "#C7E9B4", "#7FCDBB", "#41B6C4", "#1D91C0", "#225EA8", "#253494", "#081D58")


def amount_color(position: float) -> str:
    """The colour at a position of the ramp (0 least, 1 most) as `#RRGGBB`."""
    place = min(max(position, 0.0), 1.0) * (len(AMOUNT_STOPS) - 1)
    low = min(int(place), len(AMOUNT_STOPS) - 2)
    ends = [[int(stop[start : start + 2], 16) for start in (1, 3, 5)] for stop in AMOUNT_STOPS[low : low + 2]]
    mixed = [round(one + (place - low) * (other - one)) for one, other in zip(*ends, strict=True)]
    return "#{:02X}{:02X}{:02X}".format(*mixed)


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
