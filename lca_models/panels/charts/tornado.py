"""What each input does to a result over its range, the widest first, as the text of an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lca_models.panels.charts.stages import Frame, axis, block
from lca_models.reporting.figures.palette import DOWN_COLOR, INK, MUTED, UP_COLOR
from lca_models.reporting.text.numbers import number_text, pretty_unit, signed_text
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH


@dataclass(frozen=True)
class Swing:
    """The result at the low and at the high end of one input, less the result at its central value."""

    name: str
    words: str
    span: str  # the range, with its unit
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """Distance between the two results."""
        return abs(self.at_high - self.at_low)


def tornado_chart(swings: Sequence[Swing], unit: str, language: str = ENGLISH, *, narrow: bool = False) -> str:
    """One row an input, in the order given: its low end in one colour, its high end in the other.

    `narrow` puts the words above the bars, for a phone.
    """
    reach = 1.1 * max(max(abs(one.at_low), abs(one.at_high)) for one in swings)
    frame = Frame(360, 14, 64, 40, 74, 20, -reach, reach) if narrow else Frame(1010, 400, 92, 10, 46, 20, -reach, reach)
    bottom = frame.top + frame.row * len(swings)
    rows = "".join(_row(frame, place, one, narrow) for place, one in enumerate(swings))
    return (
        f'<svg class="lca-chart" viewBox="0 0 {frame.width:g} {bottom + 48:g}" role="img" font-size="13" fill="{INK}">'
        f"{axis(frame, bottom, pretty_unit(unit_label(unit, language)))}{rows}</svg>"
    )


def _row(frame: Frame, place: int, swing: Swing, narrow: bool) -> str:
    top = frame.top + frame.row * place + (frame.row - frame.bar) / 2
    bars = "".join(
        block(frame, min(0.0, end), max(0.0, end), top, f'fill="{color}"')
        for end, color in ((swing.at_low, DOWN_COLOR), (swing.at_high, UP_COLOR))
    )
    longest = 44 if narrow else 62
    label = swing.words if len(swing.words) <= longest else f"{swing.words[: longest - 1]}…"
    where = f'x="{frame.left:g}"' if narrow else f'x="{frame.left - 14:g}" text-anchor="end"'
    first, second = (top - 22, top - 6) if narrow else (top + 7, top + 23)
    largest = max((swing.at_low, swing.at_high), key=abs)
    return (
        f'<g data-input="{escape(swing.name)}"><title>{escape(swing.words)}</title>'
        f'<text {where} y="{first:g}">{escape(label)}</text>'
        f'<text {where} y="{second:g}" fill="{MUTED}" '
        f'font-size="11.5">{escape(swing.span)}</text>'
        f'{bars}<text x="{frame.width - 6:g}" y="{top + 15:g}" text-anchor="end" font-weight="600" '
        f'style="font-variant-numeric:tabular-nums">{signed_text(largest, 3)}</text></g>'
    )


def span_text(low: float, high: float, unit: str) -> str:
    """A range as words: `40.0 to 55.0 kWh`."""
    return f"{number_text(low, 3)} – {number_text(high, 3)} {pretty_unit(unit) if unit != '1' else ''}".rstrip()
