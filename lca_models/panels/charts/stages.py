"""The stage chart of the page: a tidy table in, the text of an SVG out, in well under a millisecond.

It shows what `reporting.figures.plot_stages` shows of the same table: burdens to the right of zero, credits hatched to
the left, a diamond at the net; and behind each bar the baseline as a dashed outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from lca_models.reporting.figures.palette import INK, MUTED, OTHER_COLOR, STAGE_COLORS
from lca_models.reporting.text.numbers import number_text, pretty_unit
from lca_models.scope.labels import label, stage_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

GRID, FAINT = "#E6E9ED", "#C9CFD6"
LEAST = 1e-12  # of any unit: what is smaller is rounding, and draws no axis
NICE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True)
class StageBar:
    """One stage: burden and credit (at most 0), and the same of the baseline."""

    stage: str
    burden: float
    credit: float = 0.0
    baseline_burden: float = 0.0
    baseline_credit: float = 0.0

    @property
    def net(self) -> float:
        return self.burden + self.credit


@dataclass(frozen=True)
class Frame:
    """Sizes of a chart in SVG units, and the scale of its axis in the unit of the amounts."""

    width: float
    left: float
    right: float
    top: float
    row: float
    bar: float
    lowest: float
    highest: float

    def x(self, amount: float) -> float:
        """Where an amount stands."""
        return self.left + (amount - self.lowest) / (self.highest - self.lowest) * (self.width - self.left - self.right)


def stage_bars(table: pd.DataFrame, baseline: pd.DataFrame | None = None) -> tuple[StageBar, ...]:
    """Bars of a tidy table (stage, kind, amount), one a stage in the order of the table."""
    now, before = _amounts(table), _amounts(baseline) if baseline is not None else {}
    stages = list(dict.fromkeys(stage for stage, _ in now))
    return tuple(
        StageBar(stage, *(side.get((stage, kind), 0.0) for side in (now, before) for kind in ("burden", "credit")))
        for stage in stages
    )


def stage_chart(bars: Sequence[StageBar], unit: str, language: str = ENGLISH, *, narrow: bool = False) -> str:
    """The chart as the text of an SVG element; `narrow` puts the names above the bars, for a phone."""
    amounts = [0.0, *(value for bar in bars for value in
                      (bar.burden, bar.credit, bar.baseline_burden, bar.baseline_credit))]  # fmt: skip
    lowest, highest = axis_ends(min(amounts), max(amounts))
    frame = (
        Frame(360, 14, 84, 24, 62, 26, lowest, highest)
        if narrow
        else Frame(660, 184, 92, 10, 60, 34, lowest, highest)
    )  # fmt: skip
    bottom = frame.top + frame.row * len(bars)
    size = 15 if narrow else 13
    drawn = "".join(_row(bar, frame, place, language, size, narrow) for place, bar in enumerate(bars))
    return (
        f'<svg class="lca-chart" viewBox="0 0 {frame.width:g} {bottom + 48:g}" role="img" '
        f'aria-label="{escape(label("panel.stages", language))}" font-size="{size}" fill="{INK}">'
        f"{_hatches(narrow)}{axis(frame, bottom, unit_label(unit, language))}{drawn}</svg>"
    )


def axis_ends(lowest: float, highest: float) -> tuple[float, float]:
    """Round ends around two amounts, zero between them; they stay put while the amounts move a little."""
    up, down = _nice(highest), _nice(-lowest)
    return (-down, up) if up or down else (0.0, 1.0)


def _nice(amount: float) -> float:
    if amount < LEAST:
        return 0.0
    power = 10.0 ** floor(log10(amount))
    return next(step for step in NICE if step * power >= amount * 0.999999) * power


def _ticks(frame: Frame) -> list[float]:
    wanted = (frame.highest - frame.lowest) / (3 if frame.width < 500 else 5)
    power = 10.0 ** floor(log10(wanted))
    step = next(size for size in (1, 2, 2.5, 5, 10) if size * power >= wanted) * power
    return [step * place for place in range(ceil(frame.lowest / step), floor(frame.highest / step) + 1)]


def _amounts(table: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {
        (stage, kind): float(amount)
        for stage, kind, amount in zip(table["stage"], table["kind"], table["amount"], strict=True)
    }


def axis(frame: Frame, bottom: float, unit: str) -> str:
    """Grid lines, their amounts, and the unit below."""
    lines = "".join(
        f'<line x1="{frame.x(tick):.1f}" x2="{frame.x(tick):.1f}" y1="{frame.top:g}" y2="{bottom:g}" '
        f'stroke="{FAINT if tick == 0 else GRID}"/>'
        f'<text x="{frame.x(tick):.1f}" y="{bottom + 17:g}" text-anchor="middle" fill="{MUTED}" font-size="12">'
        f"{number_text(tick, 2)}</text>"
        for tick in _ticks(frame)
    )
    middle = (frame.x(frame.lowest) + frame.x(frame.highest)) / 2
    return lines + (
        f'<text x="{middle:.1f}" y="{bottom + 38:g}" text-anchor="middle" fill="{MUTED}" font-size="12">'
        f"{escape(pretty_unit(unit))}</text>"
    )


def _row(bar: StageBar, frame: Frame, place: int, language: str, size: int, narrow: bool) -> str:
    top = frame.top + frame.row * place + (frame.row - frame.bar) / 2
    color = STAGE_COLORS.get(bar.stage, OTHER_COLOR)
    name = escape(stage_label(bar.stage, language))
    name = name if language != ENGLISH else name[:1].upper() + name[1:]
    where = (
        f'x="{frame.left:g}" y="{top - 10:g}"'
        if narrow
        else f'x="{frame.left - 14:g}" y="{top + frame.bar / 2 + 5:g}" text-anchor="end"'
    )
    parts = [f"<text {where}>{name}</text>", block(frame, 0, bar.burden, top, f'fill="{color}"')]
    if bar.credit:
        hatch = f'fill="url(#{_hatch(bar.stage, narrow)})" stroke="{color}"'
        parts.append(block(frame, bar.credit, 0, top, hatch))
    for start, end in ((0, bar.baseline_burden), (bar.baseline_credit, 0)):
        if start != end:
            parts.append(block(frame, start, end, top - 4, f'class="lca-baseline" fill="none" stroke="{INK}" '
                                'stroke-width="1.3" stroke-dasharray="4 3"', grow=8))  # fmt: skip
    if bar.credit:
        x, y = frame.x(bar.net), top + frame.bar / 2
        parts.append(f'<path class="lca-net" d="M{x:.1f} {y - 6:g}l6 6l-6 6l-6 -6z" fill="{INK}" stroke="#fff"/>')
    parts.append(
        f'<text x="{frame.width - 6:g}" y="{top + frame.bar / 2 + 5:g}" text-anchor="end" font-weight="600" '
        f'font-size="{size + 1}" style="font-variant-numeric:tabular-nums">{number_text(bar.net)}</text>'
    )
    return f'<g data-stage="{escape(bar.stage)}">{"".join(parts)}</g>'


def block(frame: Frame, start: float, end: float, top: float, look: str, grow: float = 0) -> str:
    """A bar from one amount to another, which is not below it."""
    left, right = frame.x(start), frame.x(end)
    return f'<rect x="{left:.2f}" y="{top:g}" width="{max(right - left, 0):.2f}" height="{frame.bar + grow:g}" rx="2" {look}/>'


def _hatches(narrow: bool) -> str:
    patterns = "".join(
        f'<pattern id="{_hatch(stage, narrow)}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fff"/>'
        f'<rect width="2.4" height="7" fill="{color}"/></pattern>'
        for stage, color in STAGE_COLORS.items()
    )
    return f"<defs>{patterns}</defs>"


def _hatch(stage: str, narrow: bool) -> str:
    # A pattern of a chart that is not shown fills nothing, so the wide and the narrow chart have patterns of their own.
    return f"lca-{'narrow' if narrow else 'wide'}-{stage.replace(' ', '-')}"
