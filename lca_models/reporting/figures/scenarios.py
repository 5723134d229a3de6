"""Charts of many results over settings, places and alternatives: tidy table -> Axes; only places are computed here."""

from __future__ import annotations

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lca_models.reporting.figures.bars import fitted, legend_above, name_ends, name_points
from lca_models.reporting.figures.canvas import amount_text, axis_unit, check_table, setting_label
from lca_models.reporting.figures.look import (
    MM,
    PAPER_TEXT,
    SCREEN_MM,
    FigureError,
    Look,
    axes_for,
    chart_style,
    room_of,
    wide,
    width_mm,
    wrapped,
)
from lca_models.reporting.figures.palette import (
    AMOUNT_STOPS,
    DOWN_COLOR,
    INK,
    MUTED,
    OTHER_EDGE,
    STAGE_COLORS,
    UP_COLOR,
    readable_ink,
)
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message

FLAT_SHARE = 1.0  # lines that differ by less than the lowest of them stay in the upper half of an axis from 0
MAIN = STAGE_COLORS[RAW_MATERIAL_ACQUISITION]
LINE_COLORS = (*STAGE_COLORS.values(), UP_COLOR, DOWN_COLOR, MUTED, INK)
LEAST_MM = 34.0  # height of a grid: its classes are named beside it
MAP_MM = 105.0  # height of a map, at a text of 7 pt
MOST_NAMED = 8  # lines that are named at their ends; more are in a legend


def plot_tile_map(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One tile per province, placed roughly as on a map, coloured by its class of amount; code and amount in the tile.

    Columns: province (code), row, column (as in provinces.csv), amount, unit, and optionally name_zh, which stands in the
    tile in Chinese. `width` in mm and `text` in pt are those of a figure for a paper. Raises FigureError for
    a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("province", "row", "column", "amount", "unit"))
    scale, ramp = _classes(table["amount"])
    (left, right), (top, bottom) = ((table[name].min() - 0.5, table[name].max() + 0.5) for name in ("column", "row"))
    with chart_style(language, width, text) as look:
        room = room_of(ax, look)
        tile = min(0.86 * room / (right - left), look.mm(MAP_MM) / (bottom - top))  # mm
        ax = axes_for(ax, look, tile * (bottom - top) / look.scale, width=room)
        names = table["name_zh" if look.language == CHINESE and "name_zh" in table else "province"]
        for name, row, column, amount in zip(names, table["row"], table["column"], table["amount"], strict=True):
            color = mpl.colors.to_hex(ramp(scale(amount)))
            ink = readable_ink(color)
            ax.add_patch(Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, facecolor=color, edgecolor=OTHER_EDGE,
                                   linewidth=look.pt(0.25)))  # fmt: skip
            name = str(name).removeprefix("CN-")
            size = look.text if look.letters(0.94 * tile) >= wide(name) else look.small
            ax.annotate(name, (column, row - 0.2), ha="center", va="center", color=ink, fontsize=size)
            ax.annotate(amount_text(amount, table["amount"]), (column, row + 0.2), ha="center", va="center", color=ink,
                        fontsize=look.small)  # fmt: skip
        ax.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
        ax.set_axis_off()
        _class_bar(ax, mpl.cm.ScalarMappable(scale, ramp), axis_unit(table, look.language), look)
    return ax


def plot_heat_map(
    table: pd.DataFrame,
    rows: str,
    columns: str,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """A grid of scenarios: one cell per entry of two columns of the table, coloured and labelled with its amount.

    Columns: those named by `rows` and `columns`, amount, unit; one row of the table per cell,
    missing cells stay empty. `width` in mm and `text` in pt are those of a figure for a paper. Raises FigureError for a
    table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, (rows, columns, "amount", "unit"))
    if table.duplicated([rows, columns]).any():
        raise FigureError(
            message(
                "several amounts have the same {rows} and {columns}; choose one of the other settings",
                rows=rows,
                columns=columns,
            )
        )
    down, across = (list(dict.fromkeys(table[name])) for name in (rows, columns))
    scale, ramp = _classes(table["amount"])
    with chart_style(language, width, text) as look:
        room = room_of(ax, look, width=min(SCREEN_MM, 24 * len(across) + 74))
        left = [wrapped(_setting(name, look.language), look.letters(0.25 * room)) for name in down]
        below = [wrapped(_setting(name, look.language), look.letters(0.62 * room / len(across))) for name in across]
        lines = max(name.count("\n") + 1 for name in below)
        ax = axes_for(ax, look, max(6.0 * len(down) + 2.75 * lines + 8, LEAST_MM), width=room)
        for row, column, amount in zip(table[rows], table[columns], table["amount"], strict=True):
            color, (x, y) = mpl.colors.to_hex(ramp(scale(amount))), (across.index(column), down.index(row))
            ax.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=color, edgecolor=OTHER_EDGE,
                                   linewidth=look.pt(0.25)))  # fmt: skip
            ax.annotate(amount_text(amount, table["amount"]), (x, y), ha="center", va="center", color=readable_ink(color),
                        fontsize=look.small)  # fmt: skip
        ax.set(xlim=(-0.5, len(across) - 0.5), ylim=(len(down) - 0.5, -0.5))
        ax.set_xticks(range(len(across)), below)
        ax.set_yticks(range(len(down)), left)
        ax.set(xlabel=setting_label(columns, look.language), ylabel=setting_label(rows, look.language))
        ax.tick_params(length=0)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
        _class_bar(ax, mpl.cm.ScalarMappable(scale, ramp), axis_unit(table, look.language), look)
    return ax


def _classes(amounts: pd.Series) -> tuple[mpl.colors.Normalize, mpl.colors.ListedColormap]:
    """From amounts to their colours: classes of equal width."""
    return mpl.colors.Normalize(amounts.min(), amounts.max()), mpl.colors.ListedColormap(AMOUNT_STOPS)


def _class_bar(ax: Axes, shown: mpl.cm.ScalarMappable, unit: str, look: Look) -> None:
    """The classes beside the axes, with the unit."""
    bar = ax.figure.colorbar(shown, ax=ax, shrink=0.9, pad=0.02, aspect=22)
    bar.set_label(fitted(unit, look, 0.7 * float(ax.figure.get_size_inches()[1]) / MM), fontsize=look.text)  # type: ignore[union-attr]
    bar.ax.tick_params(labelsize=look.text, width=look.pt(0.5), length=look.pt(2.5))
    bar.outline.set_visible(False)


def _setting(value: object, language: str) -> str:
    return f"{value:g}" if isinstance(value, float) else word_label(str(value), language)


def plot_lines(
    table: pd.DataFrame,
    along: str,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Amounts along a setting: one colour per line, one dash and marker per view. The name of `along` labels its axis.

    Columns: the one named by `along`, line, view, amount, unit. The axis of amounts starts at 0
    unless that would flatten the lines; it then says so. `width` in mm and `text` in pt are those of a figure for a paper.
    Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    import seaborn as sns  # a second of imports, for this chart alone

    check_table(table, (along, "line", "view", "amount", "unit"))
    drawn = table[["line", "view"]].drop_duplicates()
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 62, width=163)
        colors = [LINE_COLORS[place % len(LINE_COLORS)] for place in range(table["line"].nunique())]
        is_named = len(drawn) <= MOST_NAMED
        sns.lineplot(data=table, x=along, y="amount", hue="line", style="view", markers=True, ax=ax, palette=colors,
                     linewidth=look.pt(1.0), markersize=look.pt(3.5), legend=not is_named)  # fmt: skip
        ax.set_xlabel(setting_label(along, look.language))
        ax.set_ylabel(fitted(axis_unit(table, look.language), look, 55 * look.scale))
        _limit_lines(ax, float(table["amount"].min()), float(table["amount"].max()), look.language)
        if is_named:
            name_ends(ax, _ends(table, along, look.language), look)
        else:
            handles, names = ax.get_legend_handles_labels()
            ax.legend(handles, [word_label(name, look.language) for name in names], loc="upper left",
                      bbox_to_anchor=(1.0, 1.0))  # fmt: skip
    return ax


def _ends(table: pd.DataFrame, along: str, language: str) -> list[tuple[float, float, str]]:
    """Where each line ends, and what it is called: by its view too where there are several."""
    several = table["view"].nunique() > 1
    found = []
    for (line, view), part in table.groupby(["line", "view"], sort=False):
        last = (part.sort_values(along) if part[along].dtype.kind in "fi" else part).iloc[-1]
        words = [word_label(str(line), language)] + ([word_label(str(view), language)] if several else [])
        found.append((last[along], float(last["amount"]), ("，" if language == CHINESE else ", ").join(words)))
    return found


def _limit_lines(ax: Axes, low: float, high: float, language: str) -> None:
    span = high - low
    if 0 < span < FLAT_SHARE * min(abs(low), abs(high)) and low * high > 0:
        ax.set_ylim(low - 0.08 * span, high + 0.08 * span)
        ax.set_ylabel(f"{ax.get_ylabel()}\n{label('figure.not_from_zero', language)}")
    else:
        ax.set_ylim(1.08 * min(0.0, low), 1.08 * max(0.0, high))


def plot_pareto(
    table: pd.DataFrame,
    results: tuple[str, str],
    units: tuple[str, str],
    name: str = "scenario",
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Alternatives by two results: those of the Pareto set filled, named and joined, the others hollow.

    Columns: the two results, in_set, and that of `name`. `units`: of the two results. `width` in mm and `text` in pt are
    those of a figure for a paper. Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an
    unknown language.
    """
    for amount in results:
        check_table(table.assign(unit=""), (*results, "in_set", name), amount)
    first, second = results
    chosen, others = table[table["in_set"]].sort_values(first), table[~table["in_set"]]
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 68, width=163)
        ax.plot(
            chosen[first], chosen[second], color=MAIN, linewidth=look.pt(0.75), drawstyle="steps-post", linestyle="--"
        )
        marks = [
            ax.scatter(chosen[first], chosen[second], s=look.pt(4) ** 2, color=MAIN, zorder=3,
                       label=label("figure.pareto_set", look.language)),
            ax.scatter(others[first], others[second], s=look.pt(4) ** 2, facecolor="white", edgecolor=OTHER_EDGE,
                       linewidth=look.pt(0.75), label=label("figure.beaten", look.language)),
        ]  # fmt: skip
        named = [
            label("figure.statistic", look.language, name=word_label(one, look.language),
                  amount=pretty_unit(unit_label(unit, look.language)))
            for one, unit in zip(results, units, strict=True)
        ]  # fmt: skip
        ax.set_xlabel(fitted(named[0], look, 0.75 * width_mm(ax)))
        ax.set_ylabel(fitted(named[1], look, 60 * look.scale))
        ax.margins(0.12)
        name_points(ax, list(map(str, chosen[name])), list(chosen[first]), list(chosen[second]), look)
        legend_above(ax, marks, look)
    return ax
