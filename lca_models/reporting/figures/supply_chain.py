"""A supply chain as a Sankey diagram on Axes; `sankey` says where its places and bands lie."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from lca_models.reporting.figures.canvas import amount_text, chart_style, shown_axes
from lca_models.reporting.figures.palette import INK, OTHER_COLOR, STAGE_COLORS
from lca_models.reporting.figures.sankey import PLACE_WIDTH, Box, Sankey, sankey_layout, shortened
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import ENGLISH


def plot_sankey(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """The supply chain as bands as thick as what they carry, the product on the right, credits hatched.

    Columns: source, target, source_level, target_level, stage, amount, unit, as `SupplyChain.edges` gives them.
    """
    layout = sankey_layout(table)
    levels = int(table["source_level"].max())
    with chart_style(language) as language:
        ax = ax or shown_axes(2.3 * (levels + 1) + 1.5, 5.6)
        for band in layout.bands:
            color = STAGE_COLORS.get(band.stage, OTHER_COLOR)
            look: Any = {"facecolor": "white", "edgecolor": color, "hatch": "////"} if band.amount < 0 else {
                "facecolor": color, "edgecolor": "none"}  # fmt: skip
            ax.add_patch(PathPatch(_ribbon(band.x, band.top, band.thickness), linewidth=0.5, alpha=0.5, **look))
        for box in layout.boxes:
            ax.add_patch(
                Rectangle((box.x, box.top), PLACE_WIDTH, max(box.height, 0.002), facecolor=INK, edgecolor="none")
            )
            if box.height > 0.012:
                place = (box.x + PLACE_WIDTH, box.top + box.height / 2)
                ax.annotate(_box_label(box, layout, language), place, (4, 0), va="center", textcoords="offset points",
                            fontsize=7.5, linespacing=1.0)  # fmt: skip
        ax.set(xlim=(-0.01, 1.22), ylim=(1.02, -0.02))
        ax.set_axis_off()
        shown = [stage for stage in STAGE_COLORS if stage in set(table["stage"])]
        handles = [
            Patch(facecolor=STAGE_COLORS[stage], label=stage_label(stage, language), alpha=0.5) for stage in shown
        ]
        handles.append(Patch(facecolor=OTHER_COLOR, label=label("figure.several_stages", language), alpha=0.5))
        ax.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.45, 1.0), ncols=len(handles), fontsize=8.5,
                  title=pretty_unit(unit_label(layout.unit, language)), handlelength=1.0)  # fmt: skip
    return ax


def _box_label(box: Box, layout: Sankey, language: str) -> str:
    """As many lines as the place is high."""
    name = word_label(box.name, language)
    amount = amount_text(box.amount, [one.amount for one in layout.boxes])
    if box.height < 0.05:
        return f"{shortened(name, 18)}, {amount}"
    lines = wrap(name, 22)
    if len(lines) > 2:
        lines = [lines[0], shortened(" ".join(lines[1:]), 22)]
    return "\n".join([*lines, amount])


def _ribbon(x: tuple[float, float], top: tuple[float, float], thickness: float) -> Path:
    (start, end), (first, last) = x, top
    middle = (start + end) / 2
    corners = [(start, first), (middle, first), (middle, last), (end, last), (end, last + thickness),
               (middle, last + thickness), (middle, first + thickness), (start, first + thickness), (start, first)]  # fmt: skip
    curve = [Path.CURVE4] * 3
    return Path(corners, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])
