"""How much of what was planted in a pilot is found: tidy table -> Axes."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lca_models.reporting.figures.bars import legend_above, name_rows, row_names
from lca_models.reporting.figures.canvas import check_table
from lca_models.reporting.figures.look import PAPER_TEXT, axes_for, chart_style, room_of, rows_height
from lca_models.reporting.figures.palette import BAND, MUTED, OTHER_COLOR, STAGE_COLORS
from lca_models.scope.labels import label
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.catalogue import ENGLISH

HONEST, UNSOUGHT, FRAUD = "honest", "unsought", "fraud"
COLORS = {
    HONEST: STAGE_COLORS[RAW_MATERIAL_ACQUISITION],
    FRAUD: STAGE_COLORS[MANUFACTURING],
    UNSOUGHT: OTHER_COLOR,
}
AIM = 0.9  # of what a rule seeks


def plot_recall(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One row per kind of error: the share found as a point, its interval as a bar; hollow where no rule looks for the kind.

    Columns: name, group (honest, unsought, fraud), sought (whether a rule looks for it), share, low, high (0 to 1), planted,
    unit. Kinds of which none was planted are left out. `width` in mm and `text` in pt are those of a figure for a paper.
    Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    table = table[table["planted"] > 0].reset_index(drop=True) if "planted" in table else table
    for amount in ("share", "low", "high"):
        check_table(table, ("name", "group", "sought", "share", "low", "high", "planted", "unit"), amount)
    places = list(range(len(table)))
    with chart_style(language, width, text) as look:
        named = [f"{name} ({count})" for name, count in zip(table["name"], table["planted"], strict=True)]
        names = row_names(named, look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + 17)
        ax.barh(places, table["high"] - table["low"], left=table["low"], height=0.5, color=BAND)
        ax.axvline(AIM, color=MUTED, linewidth=look.pt(0.75), linestyle="--")
        handles = []
        for group, color in COLORS.items():
            rows = table[table["group"] == group]
            if len(rows):
                fills = [color if sought else "white" for sought in rows["sought"]]
                handles.append(ax.scatter(
                    rows["share"], rows.index, s=look.pt(4) ** 2, color=fills, edgecolor=color, linewidth=look.pt(0.75),
                    zorder=3, label=label(f"figure.{group}_kinds", look.language),
                ))  # fmt: skip
        name_rows(ax, names, label("figure.share_found", look.language), look)
        ax.set_xlim(-0.02, 1.02)
        legend_above(ax, handles, look, scatterpoints=1)
    return ax
