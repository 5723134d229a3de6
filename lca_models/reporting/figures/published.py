"""Charts of this kit beside what others publish: tidy table -> Axes. Nothing is computed here but places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lca_models.reporting.figures.bars import fitted, legend_above, name_rows, row_names
from lca_models.reporting.figures.canvas import axis_unit, check_table
from lca_models.reporting.figures.look import PAPER_TEXT, axes_for, chart_style, room_of, rows_height, width_mm
from lca_models.reporting.figures.palette import BAND, INK, MUTED, STAGE_COLORS
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label
from lca_models.scope.quantity import unit_label
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.reporting.figures.canvas import Table

SQUARE_MM = 96.0  # sides of the square on a screen, in mm at a text of 7 pt


def plot_published(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One row per published value: range as a bar, central value as a line, this kit as a point, hollow when outside.

    Columns, as `interpretation.published` gives them: name, published (may be empty), low, high, kit, unit, inside. `width`
    in mm and `text` in pt are those of a figure for a paper. Raises FigureError for a table that cannot be drawn or such a
    size, ScenarioError for an unknown language.
    """
    for amount in ("low", "high", "kit"):
        check_table(table, ("name", "published", "low", "high", "kit", "unit", "inside"), amount)
    color, places = STAGE_COLORS[RAW_MATERIAL_ACQUISITION], list(range(len(table)))
    with chart_style(language, width, text) as look:
        names = row_names(map(str, table["name"]), look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + 17)
        unit = pretty_unit(unit_label(str(table["unit"].iloc[0]), look.language))
        spans = ax.barh(places, table["high"] - table["low"], left=table["low"], height=0.55, color=BAND,
                        label=label("figure.published_range", look.language))  # fmt: skip
        middles = ax.scatter(
            table["published"], places, marker="|", s=look.pt(7) ** 2, color=MUTED, linewidth=look.pt(1.0), zorder=3,
            label=label("figure.published_value", look.language),
        )  # fmt: skip
        fills = [color if inside else "white" for inside in table["inside"]]
        ours = ax.scatter(
            table["kit"], places, s=look.pt(4) ** 2, color=fills, edgecolor=color, linewidth=look.pt(0.75), zorder=4,
            label=label("figure.this_kit_hollow", look.language),
        )  # fmt: skip
        name_rows(ax, names, unit, look)
        ax.set_xlim(left=0)
        legend_above(ax, [spans, middles, ours], look, scatterpoints=1)
    return ax


def plot_grid_check(
    table: Table,
    ax: Axes | Figure | None = None,
    band: float = 0.15,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Kit against official factor of each province, with the line of equality and a band of +-`band` around it.

    Columns: province, kit, official, deviation (share of the official factor), unit, and optionally name and name_zh;
    provinces outside the band are named. `width` in mm and `text` in pt are those of a figure for a paper. Raises
    FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("province", "kit", "official", "deviation", "unit"), amount="kit")
    top = 1.08 * max(one for column in ("kit", "official") for one in table[column] if one == one)
    with chart_style(language, width, text) as look:
        size = room_of(ax, look, width=SQUARE_MM * 10 / 7)
        ax = axes_for(ax, look, min(size / look.scale, SQUARE_MM) * 0.97, width=size)
        unit = axis_unit(table, look.language)
        ax.fill_between([0, top], [0, (1 - band) * top], [0, (1 + band) * top], color=BAND, linewidth=0,
                        label=label("figure.within", look.language, percent=f"{100 * band:.0f}"))  # fmt: skip
        ax.plot([0, top], [0, top], color=MUTED, linewidth=look.pt(0.75), linestyle="--",
                label=label("figure.equal", look.language))  # fmt: skip
        ax.scatter(table["official"], table["kit"], color=STAGE_COLORS[RAW_MATERIAL_ACQUISITION], s=look.pt(4) ** 2,
                   edgecolor="white", linewidth=look.pt(0.4), zorder=3)  # fmt: skip
        for province, name, kit, official, deviation in zip(
            table["province"], _places(table, look.language), table["kit"], table["official"], table["deviation"],
            strict=True,
        ):  # fmt: skip
            if abs(deviation) > band:
                away, side = (-look.pt(4), "right") if deviation > 0 else (look.pt(4), "left")  # away from the line
                ax.annotate(name or province, (official, kit), (away, 0), textcoords="offset points", ha=side, va="center",
                            fontsize=look.small, color=INK)  # fmt: skip
        ax.set(xlim=(0, top), ylim=(0, top), aspect="equal")
        ax.set_xlabel(fitted(label("figure.official_factor", look.language, unit=unit), look, 0.8 * width_mm(ax)))
        ax.set_ylabel(fitted(label("figure.this_kit", look.language, unit=unit), look, 0.8 * width_mm(ax)))
        ax.legend(loc="upper left", borderaxespad=0.2)
    return ax


def _places(table: Table, language: str) -> list[str]:
    """Names of provinces in a language, where the table has them."""
    column = "name_zh" if language == CHINESE else "name"
    return [str(one) for one in (table[column] if column in table else table["province"])]
