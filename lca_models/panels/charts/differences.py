"""The differences of two packs, sample by sample, as the text of an SVG: how often, and by how much, one is lower."""

from __future__ import annotations

from html import escape

import numpy as np

from lca_models.panels.charts.stages import Frame, axis, axis_ends
from lca_models.reporting.figures.palette import DOWN_COLOR, INK, UP_COLOR
from lca_models.scope.labels import label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH

BINS, HEIGHT = 36, 110
TAILS = (0.5, 99.5)  # percentiles: what lies beyond is counted in the outermost bar


def difference_chart(differences: np.ndarray, unit: str, language: str = ENGLISH) -> str:
    """A histogram of differences (n,), those below zero in one colour and those above in the other."""
    low, high = np.percentile(differences, TAILS)
    frame = Frame(660, 30, 30, 10, HEIGHT, HEIGHT, *axis_ends(min(0.0, low), max(0.0, high)))
    width = (frame.highest - frame.lowest) / BINS
    below = max(round(-frame.lowest / width), 1 if frame.lowest < 0 else 0)  # an edge stands at zero
    above = max(BINS - below, 1 if frame.highest > 0 else 0)
    edges = np.concatenate([np.linspace(frame.lowest, 0, below + 1)[:-1], np.linspace(0, frame.highest, above + 1)])
    counts, _ = np.histogram(differences.clip(edges[0], edges[-1]), edges)
    bottom, tallest = frame.top + frame.row, counts.max()
    bars = "".join(
        f'<rect x="{frame.x(left):.1f}" y="{bottom - HEIGHT * count / tallest:.1f}" '
        f'fill="{DOWN_COLOR if right <= 0 else UP_COLOR}" '
        f'width="{max(frame.x(right) - frame.x(left) - 1, 0.5):.1f}" height="{HEIGHT * count / tallest:.1f}"/>'
        for left, right, count in zip(edges, edges[1:], counts, strict=False)
    )
    words = label("panel.difference_axis", language, unit=unit_label(unit, language))
    return (
        f'<svg class="lca-chart" viewBox="0 0 {frame.width:g} {bottom + 48:g}" role="img" '
        f'aria-label="{escape(words)}" font-size="13" fill="{INK}">{axis(frame, bottom, words)}{bars}</svg>'
    )
