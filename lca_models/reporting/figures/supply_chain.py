"""A supply chain as a Sankey diagram on Axes; `sankey` says where its places and bands lie."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from lca_models.reporting.figures.bars import bar_look, legend_above
from lca_models.reporting.figures.canvas import amount_text
from lca_models.reporting.figures.look import PAPER_TEXT, SCREEN_MM, Look, axes_for, chart_style, room_of, wrapped
from lca_models.reporting.figures.palette import INK, STAGE_COLORS
from lca_models.reporting.figures.sankey import PLACE_WIDTH, Box, Sankey, sankey_layout, shortened
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH

RIGHT = 1.22  # of the width of the diagram: room for the name of the product
TALL_MM = 110.0
LEAST_LETTERS = 8  # a column that holds fewer has no names


def plot_sankey(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """The supply chain as bands as thick as what they carry, the product on the right, credits hollow.

    Columns: source, target, source_level, target_level, stage, amount, unit, as `SupplyChain.edges` gives them. `width` in mm
    and `text` in pt are those of a figure for a paper. Raises FigureError for a table that cannot be drawn or such a size,
    ScenarioError for an unknown language.
    """
    layout = sankey_layout(table)
    levels = int(table["source_level"].max())
    with chart_style(language, width, text) as look:
        room = room_of(ax, look, width=max(SCREEN_MM, 58 * (levels + 1) + 38))
        ax = axes_for(ax, look, TALL_MM, width=room)
        column = 0.94 * room / (levels + 1) / RIGHT  # mm
        for band in layout.bands:
            style = bar_look(band.stage, look, credit=band.amount < 0)
            style |= {"linewidth": look.pt(0.5)} if band.amount < 0 else {"edgecolor": "none", "alpha": 0.5}
            ax.add_patch(PathPatch(_ribbon(band.x, band.top, band.thickness), **style))
        for box in layout.boxes:
            ax.add_patch(
                Rectangle((box.x, box.top), PLACE_WIDTH, max(box.height, 0.002), facecolor=INK, edgecolor="none")
            )
            if words := _box_label(box, layout, look, column):
                place = (box.x + PLACE_WIDTH, box.top + box.height / 2)
                ax.annotate(words, place, (look.pt(2), 0), va="center", textcoords="offset points",
                            fontsize=look.small, linespacing=1.0)  # fmt: skip
        ax.set(xlim=(-0.01, RIGHT), ylim=(1.02, -0.02))
        ax.set_axis_off()
        shown = [stage for stage in STAGE_COLORS if stage in set(table["stage"])]
        handles = [
            Patch(label=stage_label(stage, look.language), alpha=0.5, **bar_look(stage, look)) for stage in shown
        ]
        handles.append(Patch(label=label("figure.several_stages", look.language), alpha=0.5, **bar_look("", look)))
        legend_above(ax, handles, look, title=pretty_unit(unit_label(layout.unit, look.language)))
    return ax


def _box_label(box: Box, layout: Sankey, look: Look, column: float) -> str:
    """Name and amount in as many lines as the place is high and its neighbours leave, each as long as the column (mm)."""
    line = look.small / look.scale * 1.05 / 72 * 25.4 / (TALL_MM * 0.88)  # of the height of the diagram
    lines = int(box.height / line)
    if box.height < 0.6 * line:
        return ""
    name = word_label(box.name, look.language)
    amount = amount_text(box.amount, [one.amount for one in layout.boxes])
    letters = look.letters(column, small=True) - 2
    if letters < LEAST_LETTERS:
        return ""
    if lines < 2:
        return f"{shortened(name, max(letters - len(amount) - 2, 6))}, {amount}"
    parts = wrapped(name, letters).split("\n")
    if len(parts) > lines - 1:
        parts = [*parts[: lines - 2], shortened(" ".join(parts[lines - 2 :]), letters)]
    return "\n".join([*parts, amount])


def _ribbon(x: tuple[float, float], top: tuple[float, float], thickness: float) -> Path:
    (start, end), (first, last) = x, top
    middle = (start + end) / 2
    corners = [(start, first), (middle, first), (middle, last), (end, last), (end, last + thickness),
               (middle, last + thickness), (middle, first + thickness), (start, first + thickness), (start, first)]  # fmt: skip
    curve = [Path.CURVE4] * 3
    return Path(corners, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])
