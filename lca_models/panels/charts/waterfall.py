"""From one result to another, step by step, as the text of an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from lca_models.panels.charts.stages import Frame, axis, axis_ends, block
from lca_models.reporting.figures.palette import DOWN_COLOR, INK, MUTED, UP_COLOR
from lca_models.reporting.text.numbers import number_text, pretty_unit, signed_text
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH


@dataclass(frozen=True)
class Step:
    """What one cause adds."""

    name: str
    amount: float


def waterfall_chart(
    names: Sequence[str], totals: tuple[float, float], steps: Sequence[Step], unit: str, language: str = ENGLISH
) -> str:
    """Two totals as full bars, and between them each step from where the last one ended."""
    levels = list(accumulate((step.amount for step in steps), initial=totals[0]))
    lowest, highest = axis_ends(min(0.0, *levels, *totals), max(0.0, *levels, *totals))
    frame = Frame(660, 214, 92, 10, 44, 26, lowest, highest)
    rows = [(names[0], 0.0, totals[0], MUTED, number_text(totals[0]))]
    rows += [
        (step.name, start, end, UP_COLOR if end > start else DOWN_COLOR, signed_text(step.amount, 3))
        for step, start, end in zip(steps, levels, levels[1:], strict=False)
    ]
    rows.append((names[1], 0.0, totals[1], MUTED, number_text(totals[1])))
    bottom = frame.top + frame.row * len(rows)
    drawn = "".join(_row(frame, place, *row) for place, row in enumerate(rows))
    return (
        f'<svg class="lca-chart" viewBox="0 0 {frame.width:g} {bottom + 48:g}" role="img" font-size="13" fill="{INK}">'
        f"{axis(frame, bottom, pretty_unit(unit_label(unit, language)))}{drawn}</svg>"
    )


def _row(frame: Frame, place: int, name: str, start: float, end: float, color: str, text: str) -> str:
    top = frame.top + frame.row * place + (frame.row - frame.bar) / 2
    middle = top + frame.bar / 2 + 5
    low, high = sorted((start, end))
    return (
        f'<g data-step="{escape(name)}"><text x="{frame.left - 14:g}" y="{middle:g}" text-anchor="end">{escape(name)}</text>'
        f"{block(frame, low, high, top, f'fill={color!r}')}"
        f'<text x="{frame.width - 6:g}" y="{middle:g}" text-anchor="end" font-weight="600" '
        f'style="font-variant-numeric:tabular-nums">{text}</text></g>'
    )
