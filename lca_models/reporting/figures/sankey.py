"""A Sankey diagram of a supply chain: where its places and bands lie, and the page element that shows them.

Places stand in columns by distance to the product, which is on the right; a band is as thick as the amount it carries.
Credits carry negative amounts and are hollow. The element is plain SVG: pointing at a band names it, and no script runs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from lca_models.interpretation.contribution.supply_chain import BELOW, DIRECT, UPSTREAM
from lca_models.reporting.figures.canvas import check_table
from lca_models.reporting.figures.look import wide
from lca_models.reporting.figures.palette import INK, MUTED, OTHER_COLOR, STAGE_COLORS
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("source", "target", "source_level", "target_level", "stage", "amount", "unit")
PLACE_WIDTH = 0.012  # of the width of the diagram
MARGIN = 0.16  # right of the product, for its name
LETTER_WIDTH, LINE_HEIGHT = 5.9, 12.5  # of the text, in its size of 11
GAP = 0.018  # between places, of its height
ENDS = (DIRECT, BELOW, UPSTREAM)  # stand below the processes of a level

Place = tuple[int, str]  # level, name
Edge = tuple[int, str, int, str, str, float]  # source, target, stage, amount


@dataclass(frozen=True)
class Box:
    """A place: left edge, top and height in parts of the diagram, and the amount that passes."""

    name: str
    x: float
    top: float
    height: float
    amount: float


@dataclass(frozen=True)
class Band:
    """A band from the right of one place to the left of another; tops and thickness in parts of the diagram."""

    source: str
    target: str
    stage: str
    amount: float
    x: tuple[float, float]
    top: tuple[float, float]
    thickness: float


@dataclass(frozen=True)
class Sankey:
    """Boxes and bands between 0 and 1, y from the top."""

    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    unit: str


def sankey_layout(table: pd.DataFrame) -> Sankey:
    """Places and bands of an edge list, as `SupplyChain.edges` gives it.

    Raises FigureError for a table that cannot be drawn.
    """
    check_table(table, COLUMNS)
    rows = zip(*(table[name].tolist() for name in COLUMNS[:-1]), strict=True)
    edges: list[Edge] = [(int(down), str(source), int(up), str(target), str(stage), float(amount))
                         for source, target, down, up, stage, amount in rows]  # fmt: skip
    sizes = _sizes(edges)
    order = _order(edges, sizes)
    longest = max(len(places) for places in order.values())
    thickest = max(sum(sizes[place] for place in places) for places in order.values())
    scale = (1 - GAP * (longest - 1)) / thickest
    deepest = max(order)
    boxes: dict[Place, Box] = {}
    through = _through(edges)
    for level, places in order.items():
        top = (1 - sum(sizes[place] for place in places) * scale - GAP * (len(places) - 1)) / 2
        x = (deepest - level) / max(deepest, 1) * (1 - PLACE_WIDTH)
        for place in places:
            boxes[place] = Box(place[1], x, top, sizes[place] * scale, through[place])
            top += sizes[place] * scale + GAP
    return Sankey(tuple(boxes.values()), _bands(edges, boxes, scale), str(table["unit"].iloc[0]))


def _sizes(edges: list[Edge]) -> dict[Place, float]:
    """Height of each place: what goes in or out of it, credits counted as thickness too."""
    into: dict[Place, float] = defaultdict(float)
    out: dict[Place, float] = defaultdict(float)
    for source_level, source, target_level, target, _, amount in edges:
        out[source_level, source] += abs(amount)
        into[target_level, target] += abs(amount)
    return {place: max(into[place], out[place]) for place in {**into, **out}}


def _through(edges: list[Edge]) -> dict[Place, float]:
    """Amount that leaves each place, or enters it where nothing leaves."""
    out: dict[Place, float] = defaultdict(float)
    into: dict[Place, float] = defaultdict(float)
    for source_level, source, target_level, target, _, amount in edges:
        out[source_level, source] += amount
        into[target_level, target] += amount
    return {place: out.get(place, into.get(place, 0.0)) for place in {**into, **out}}


def _order(edges: list[Edge], sizes: dict[Place, float]) -> dict[int, list[Place]]:
    """Places by level, from the product outwards, each near what it goes into."""
    goes_into: dict[Place, list[Place]] = defaultdict(list)
    for source_level, source, target_level, target, _, _ in edges:
        goes_into[source_level, source].append((target_level, target))
    rank: dict[Place, float] = {}
    order: dict[int, list[Place]] = {}
    for level in sorted({place[0] for place in sizes}):
        places = [place for place in sizes if place[0] == level]
        places.sort(key=lambda place: (place[1] in ENDS, min((rank[one] for one in goes_into[place]), default=0.0),
                                       -sizes[place]))  # fmt: skip
        rank |= {place: position / len(places) for position, place in enumerate(places)}
        order[level] = places
    return order


def _bands(edges: list[Edge], boxes: dict[Place, Box], scale: float) -> tuple[Band, ...]:
    left: dict[Place, float] = {place: box.top for place, box in boxes.items()}
    right = dict(left)
    found = []
    by_place = sorted(edges, key=lambda edge: (boxes[edge[2], edge[3]].top, boxes[edge[0], edge[1]].top))
    for source_level, source, target_level, target, stage, amount in by_place:
        start, end = (source_level, source), (target_level, target)
        thickness = abs(amount) * scale
        x = boxes[start].x + PLACE_WIDTH, boxes[end].x
        found.append(Band(source, target, stage, amount, x, (right[start], left[end]), thickness))
        right[start] += thickness
        left[end] += thickness
    return tuple(found)


def sankey_svg(table: pd.DataFrame, width: int = 1000, height: int = 620, *, language: str = ENGLISH) -> str:
    """The diagram as one `<svg>` element for a notebook or a page; pointing at a band or a place names it.

    `table`: the edges of `SupplyChain.edges`. Raises FigureError for a table that cannot be drawn, ScenarioError for
    an unknown language.
    """
    layout = _worded(sankey_layout(table), language)
    columns = _columns(layout)
    title = escape(label("figure.supply_chain", language, unit=layout.unit))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -36 {width * (1 + MARGIN) + 20:.0f} {height + 46}" role="img" '
        f'style="max-width:100%;font:11px sans-serif"><title>{title}</title>',
        "<style>.band{fill-opacity:.45}.band:hover{fill-opacity:.85}</style>",
    ]
    for band in layout.bands:
        color = STAGE_COLORS.get(band.stage, OTHER_COLOR)
        look = f'fill="#FFFFFF" stroke="{color}"' if band.amount < 0 else f'fill="{color}"'
        named = f"{band.source} → {band.target}: {band.amount:,.4g} {layout.unit}" + (
            f", {stage_label(band.stage, language)}" if band.stage else ""
        )
        parts.append(
            f'<path class="band" d="{_path(band, width, height)}" {look}><title>{escape(named)}</title></path>'
        )
    for box in layout.boxes:
        x, y, tall = box.x * width, box.top * height, max(box.height * height, 1.0)
        named = escape(f"{box.name}: {box.amount:,.4g} {layout.unit}")
        parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{PLACE_WIDTH * width:.1f}" height="{tall:.1f}" fill="{INK}">'
                     f"<title>{named}</title></rect>")  # fmt: skip
        lines = _lines_beside(box, tall, room=(columns[box.x] * width - 8) / LETTER_WIDTH)
        first = y + tall / 2 + 4 - LINE_HEIGHT * (len(lines) - 1) / 2
        parts += [f'<text x="{x + PLACE_WIDTH * width + 4:.1f}" y="{first + LINE_HEIGHT * line:.1f}" fill="{INK}" '
                  f'pointer-events="none">{escape(text)}</text>' for line, text in enumerate(lines)]  # fmt: skip
    return "".join([*parts, *_legend(layout, language), "</svg>"])


def _worded(layout: Sankey, language: str) -> Sankey:
    """The same with the names of ends and the unit in a language."""
    boxes = tuple(replace(box, name=word_label(box.name, language)) for box in layout.boxes)
    bands = tuple(replace(band, source=word_label(band.source, language), target=word_label(band.target, language))
                  for band in layout.bands)  # fmt: skip
    return Sankey(boxes, bands, unit_label(layout.unit, language))


def _columns(layout: Sankey) -> dict[float, float]:
    """Room to the right of the places of each column, in parts of the width; the last one has that of `MARGIN`."""
    edges = sorted({box.x for box in layout.boxes})
    room = {left: right - left - PLACE_WIDTH for left, right in pairwise(edges)}
    return room | {edges[-1]: MARGIN}


def _lines_beside(box: Box, tall: float, room: float) -> list[str]:
    """Name and amount in as many lines as the place is high, each as long as there is room."""
    letters = max(int(room), 6)
    most = int(tall // LINE_HEIGHT)
    if most < 1:
        return []
    lines = wrap(box.name, letters)
    kept = lines if len(lines) <= most else [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), letters)]
    return [*kept, f"{box.amount:,.4g}"] if len(kept) < most else kept


def _legend(layout: Sankey, language: str) -> list[str]:
    """Colours of the stages shown, and the unit, above the diagram."""
    shown = {band.stage for band in layout.bands}
    entries = [(stage_label(stage, language), color) for stage, color in STAGE_COLORS.items() if stage in shown]
    entries += [(label("figure.several_stages", language), OTHER_COLOR)] if shown - set(STAGE_COLORS) else []
    parts, x = [], 0.0
    for name, color in entries:
        parts.append(f'<rect x="{x:.0f}" y="-26" width="11" height="11" fill="{color}" fill-opacity=".45"/>'
                     f'<text x="{x + 15:.0f}" y="-16" fill="{INK}">{escape(name)}</text>')  # fmt: skip
        x += 15 + (len(name) + 4) * LETTER_WIDTH
    return [*parts, f'<text x="{x:.0f}" y="-16" fill="{MUTED}">{escape(layout.unit)}</text>']


def _path(band: Band, width: float, height: float) -> str:
    start, end = (x * width for x in band.x)
    middle = (start + end) / 2
    first, last = (top * height for top in band.top)
    thick = band.thickness * height
    return (f"M{start:.1f},{first:.1f}C{middle:.1f},{first:.1f} {middle:.1f},{last:.1f} {end:.1f},{last:.1f}"
            f"L{end:.1f},{last + thick:.1f}C{middle:.1f},{last + thick:.1f} {middle:.1f},{first + thick:.1f} "
            f"{start:.1f},{first + thick:.1f}Z")  # fmt: skip


def shortened(name: str, most: int = 34) -> str:
    """A name that fits beside a place: of at most so many Latin letters, a Chinese character being two."""
    if wide(name) <= most:
        return name
    while name and wide(name) > most - 1:
        name = name[:-1]
    return f"{name.rstrip(' ,，')}…"
