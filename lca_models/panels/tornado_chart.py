"""What each input does to a result over its range, the widest first, as the text of an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lca_models.panels.stage_chart import Frame, axis, block
from lca_models.reporting.number_text import number_text, pretty_unit, signed_text
from lca_models.reporting.palette import DOWN_COLOR, INK, MUTED, UP_COLOR
from lca_models.scope.labels import ENGLISH, unit_label


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


def tornado_chart(swings: Sequence[Swing], unit: str, language: str = ENGLISH) -> str:
    """One row an input, in the order given: its low end in one colour, its high end in the other."""
    reach = 1.1 * max(max(abs(one.at_low), abs(one.at_high)) for one in swings)
    frame = Frame(760, 330, 92, 10, 46, 20, -reach, reach)
    bottom = frame.top + frame.row * len(swings)
    rows = "".join(_row(frame, place, one) for place, one in enumerate(swings))
    return (
        f'<svg class="lca-chart" viewBox="0 0 {frame.width:g} {bottom + 48:g}" role="img" font-size="13" fill="{INK}">'
        f"{axis(frame, bottom, pretty_unit(unit_label(unit, language)))}{rows}</svg>"
    )


def _row(frame: Frame, place: int, swing: Swing) -> str:
    top = frame.top + frame.row * place + (frame.row - frame.bar) / 2
    bars = "".join(
        block(frame, min(0.0, end), max(0.0, end), top, f'fill="{color}"')
        for end, color in ((swing.at_low, DOWN_COLOR), (swing.at_high, UP_COLOR))
    )
    label = swing.words if len(swing.words) <= 46 else f"{swing.words[:45]}…"
    largest = max((swing.at_low, swing.at_high), key=abs)
    return (
        f'<g data-input="{escape(swing.name)}"><title>{escape(swing.words)}</title>'
        f'<text x="{frame.left - 14:g}" y="{top + 7:g}" text-anchor="end">{escape(label)}</text>'
        f'<text x="{frame.left - 14:g}" y="{top + 23:g}" text-anchor="end" fill="{MUTED}" '
        f'font-size="11.5">{escape(swing.span)}</text>'
        f'{bars}<text x="{frame.width - 6:g}" y="{top + 15:g}" text-anchor="end" font-weight="600" '
        f'style="font-variant-numeric:tabular-nums">{signed_text(largest, 3)}</text></g>'
    )


def span_text(low: float, high: float, unit: str) -> str:
    """A range as words: `40.0 to 55.0 kWh`."""
    return f"{number_text(low, 3)} – {number_text(high, 3)} {pretty_unit(unit) if unit != '1' else ''}".rstrip()
