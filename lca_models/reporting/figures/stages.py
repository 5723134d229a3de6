"""Tidy table -> Axes. Nothing is computed here, and no global setting of Matplotlib changes."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from lca_models.reporting.figures.canvas import (
    FigureError,
    amount_text,
    chart_style,
    check_table,
    figure_files,
    new_axes,
    own_fonts,
    remove_spines,
    save_figure,
    setting_label,
    shown_axes,
    svg_element,
)
from lca_models.reporting.figures.palette import (
    AMOUNT_RAMP,
    DOWN_COLOR,
    INK,
    MUTED,
    OTHER_COLOR,
    STAGE_COLORS,
    UP_COLOR,
    readable_ink,
)
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message

__all__ = [
    "FigureError",
    "chart_style",
    "figure_files",
    "new_axes",
    "plot_comparison",
    "plot_contributions",
    "plot_grid_check",
    "plot_lines",
    "plot_published",
    "plot_stages",
    "plot_tile_map",
    "plot_waterfall",
    "save_figure",
    "svg_element",
]
FLAT_SHARE = 1.0  # lines that differ by less than the lowest of them stay in the upper half of an axis from 0


def plot_stages(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One bar per stage: burdens to the right, credits hatched to the left, a diamond at the net beside credits.

    Columns: stage, amount, unit, and optionally kind (burden or credit). Raises FigureError for a table that cannot be
    drawn, ScenarioError for an unknown language.
    """
    check_table(table, ("stage", "amount", "unit"))
    stages = list(dict.fromkeys(table["stage"]))
    kinds = table["kind"] if "kind" in table else pd.Series("burden", index=table.index)
    unknown = sorted(set(kinds) - {"burden", "credit"})
    if unknown:
        raise FigureError(message("kind is {listed}; give burden or credit", listed=", ".join(map(repr, unknown))))
    net = table.groupby("stage", sort=False)["amount"].sum()
    credited = list(dict.fromkeys(table["stage"][(kinds == "credit") & (table["amount"] != 0)]))
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.55 * len(stages) + 0.9)
        for (_, row), kind in zip(table.iterrows(), kinds, strict=True):
            _bar(ax, stages.index(row["stage"]), row["amount"], row["stage"], credit=kind == "credit")
        if credited:
            marker: Any = {"marker": "D", "color": INK, "markersize": 5, "linestyle": "none"}
            (drawn,) = ax.plot(
                net[credited].to_numpy(),
                [stages.index(name) for name in credited],
                label=label("figure.net", language),
                **marker,
            )
            hatched = Patch(facecolor="white", hatch="////", edgecolor=MUTED, label=label("figure.credit", language))
            ax.legend(handles=[hatched, drawn], loc="lower right")
        right = table["amount"].clip(lower=0).groupby(table["stage"], sort=False).sum()
        _label_bars(ax, list(right), list(net))
        _finish_bars(ax, [stage_label(name, language) for name in stages], unit_label(table["unit"].iloc[0], language))
    return ax


def plot_contributions(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One bar per input in the order of the table, coloured by stage. Columns: input, stage, amount, unit.

    Raises FigureError for a table that cannot be drawn, ScenarioError for an unknown language.
    """
    check_table(table, ("input", "stage", "amount", "unit"))
    amounts = [float(amount) for amount in table["amount"]]
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.36 * len(table) + 1.1)
        for position, (stage, amount) in enumerate(zip(table["stage"], amounts, strict=True)):
            _bar(ax, position, amount, stage)
        _label_bars(ax, [max(amount, 0.0) for amount in amounts], amounts)
        _finish_bars(ax, [fill(stage_label(name, language), 44) for name in table["input"]],
                     unit_label(table["unit"].iloc[0], language))  # fmt: skip
        _stage_legend(ax, table["stage"], language)
    return ax


def plot_comparison(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One stacked bar per label, by stage, with a diamond at the net where a stage is negative.

    Columns: label, stage, amount, unit.
    """
    check_table(table, ("label", "stage", "amount", "unit"))
    labels = list(dict.fromkeys(table["label"]))
    right, left = dict.fromkeys(labels, 0.0), dict.fromkeys(labels, 0.0)
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.42 * len(labels) + 1.2)
        for name, stage, amount in zip(table["label"], table["stage"], table["amount"], strict=True):
            side = right if amount >= 0 else left
            _bar(ax, labels.index(name), amount, stage, start=side[name])
            side[name] += amount
        net = [right[name] + left[name] for name in labels]
        if any(left.values()):
            ax.plot(net, range(len(labels)), "D", color=INK, markersize=5, linestyle="none")
        _label_bars(ax, list(right.values()), net)
        _finish_bars(ax, labels, unit_label(table["unit"].iloc[0], language))
        _stage_legend(ax, table["stage"], language)
    return ax


def plot_published(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One row per published value: range as a bar, central value as a line, this kit as a point, hollow when outside.

    Columns, as `interpretation.published` gives them: id, published (may be empty), low, high, kit, unit, inside.
    Raises FigureError for a table that cannot be drawn, ScenarioError for an unknown language.
    """
    for amount in ("low", "high", "kit"):
        check_table(table, ("id", "published", "low", "high", "kit", "unit", "inside"), amount)
    color = STAGE_COLORS[RAW_MATERIAL_ACQUISITION]
    places = list(range(len(table)))
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.26 * len(table) + 1.1)
        ax.barh(places, table["high"] - table["low"], left=table["low"], height=0.55, color="#D5DAE0",
                label=label("figure.published_range", language))  # fmt: skip
        ax.scatter(
            table["published"],
            places,
            marker="|",
            s=90,
            color=MUTED,
            zorder=3,
            label=label("figure.published_value", language),
        )
        fills = [color if inside else "white" for inside in table["inside"]]
        ax.scatter(
            table["kit"],
            places,
            s=36,
            color=fills,
            edgecolor=color,
            zorder=4,
            label=label("figure.this_kit_hollow", language),
        )
        ax.set_yticks(places, list(table["id"]))
        ax.invert_yaxis()
        ax.set_xlim(left=0)
        ax.set_xlabel(unit_label(str(table["unit"].iloc[0]), language))
        ax.grid(axis="y", visible=False)
        ax.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, fontsize=8)
        own_fonts(ax)
    return ax


def plot_grid_check(
    table: pd.DataFrame, ax: Axes | None = None, band: float = 0.15, *, language: str = ENGLISH
) -> Axes:
    """Kit against official factor of each province, with the line of equality and a band of +-`band` around it.

    Columns: province, kit, official, deviation (share of the official factor), unit; provinces outside the band are named.
    """
    check_table(table, ("province", "kit", "official", "deviation", "unit"), amount="kit")
    top = 1.08 * max(table["kit"].max(), table["official"].max())
    with chart_style(language) as language:
        ax = ax or shown_axes(5.4, 5.0)
        unit = pretty_unit(unit_label(table["unit"].iloc[0], language))
        ax.fill_between([0, top], [0, (1 - band) * top], [0, (1 + band) * top], color="#E4EEF6", linewidth=0,
                        label=label("figure.within", language, percent=f"{100 * band:.0f}"))  # fmt: skip
        ax.plot([0, top], [0, top], color=MUTED, linewidth=1, label=label("figure.equal", language))
        color = STAGE_COLORS[RAW_MATERIAL_ACQUISITION]
        ax.scatter(table["official"], table["kit"], color=color, s=34, edgecolor="white", linewidth=0.5, zorder=3)
        for province, kit, official, deviation in zip(
            table["province"], table["kit"], table["official"], table["deviation"], strict=True
        ):
            if abs(deviation) > band:
                shift, side = (-7, "right") if deviation > 0 else (7, "left")  # away from the crowd at the line
                ax.annotate(
                    str(province), (official, kit), (shift, 0), textcoords="offset points", ha=side, va="center"
                )
        ax.set(
            xlim=(0, top),
            ylim=(0, top),
            aspect="equal",
            xlabel=label("figure.official_factor", language, unit=unit),
            ylabel=label("figure.this_kit", language, unit=unit),
        )
        ax.legend(loc="upper left")
        remove_spines(ax, "top", "right")
        own_fonts(ax)
    return ax


def plot_tile_map(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One tile per province, placed roughly as on a map, coloured by its amount; code and amount stand in the tile.

    Columns: province (code), row, column (as in provinces.csv), amount, unit. Raises FigureError for a table that
    cannot be drawn, ScenarioError for an unknown language.
    """
    check_table(table, ("province", "row", "column", "amount", "unit"))
    scale = mpl.colors.Normalize(table["amount"].min(), table["amount"].max())
    ramp = mpl.colormaps[AMOUNT_RAMP]
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 5.4)
        rows = zip(table["province"], table["row"], table["column"], table["amount"], strict=True)
        for province, row, column, amount in rows:
            color = ramp(scale(amount))
            ink = readable_ink(mpl.colors.to_hex(color))
            ax.add_patch(Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, facecolor=color, edgecolor="none"))
            ax.annotate(province.removeprefix("CN-"), (column, row - 0.14), ha="center", va="center", color=ink,
                        fontsize=9.5, fontweight="bold")  # fmt: skip
            text = amount_text(amount, table["amount"])
            ax.annotate(text, (column, row + 0.2), ha="center", va="center", color=ink, fontsize=8)
        ax.set(xlim=(table["column"].min() - 0.6, table["column"].max() + 0.6), aspect="equal",
               ylim=(table["row"].max() + 0.6, table["row"].min() - 0.6))  # fmt: skip
        ax.set_axis_off()
        bar = ax.figure.colorbar(mpl.cm.ScalarMappable(scale, ramp), ax=ax, shrink=0.7, pad=0.02)
        bar.set_label(pretty_unit(unit_label(table["unit"].iloc[0], language)), color=MUTED)
        bar.outline.set_visible(False)
    return ax


def plot_waterfall(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """From the first result to the second: totals as full bars, each step from where the last one ended.

    Columns: step, start, end, unit, and kind (total or step); a total starts at 0. Raises FigureError for a table that
    cannot be drawn, ScenarioError for an unknown language.
    """
    for amount in ("start", "end"):
        check_table(table, ("step", "start", "end", "unit", "kind"), amount)
    ends = [float(end) for end in table["end"]]
    sides, values = [], []
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.5 * len(table) + 0.9)
        for position, (start, end, kind) in enumerate(zip(table["start"], ends, table["kind"], strict=True)):
            color = MUTED if kind == "total" else UP_COLOR if end > start else DOWN_COLOR
            ax.barh(position, end - start, left=start, height=0.6, color=color)
            sides.append(max(start, end))
            values.append(
                amount_text(end, ends)
                if kind == "total"
                else f"{'+' if end > start else ''}{amount_text(end - start, ends)}"
            )
        for position, end in enumerate(ends[:-1]):
            ax.plot([end, end], [position - 0.3, position + 1.3], color=MUTED, linewidth=0.8, linestyle=":")
        for position, (side, value) in enumerate(zip(sides, values, strict=True)):
            ax.annotate(value, (max(side, 0), position), xytext=(6, 0), textcoords="offset points", va="center")
        _finish_bars(ax, [fill(word_label(name, language), 40) for name in table["step"]],
                     unit_label(table["unit"].iloc[0], language))  # fmt: skip
    return ax


def plot_lines(table: pd.DataFrame, along: str, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """Amounts along a setting: one colour per line, one dash and marker per view. The name of `along` labels its axis.

    Columns: the one named by `along`, line, view, amount, unit. The axis of amounts starts at 0 unless that would
    flatten the lines; it then says so. Raises FigureError for a table that cannot be drawn, ScenarioError for an
    unknown language.
    """
    import seaborn as sns  # a second of imports, for this chart alone

    check_table(table, (along, "line", "view", "amount", "unit"))
    with chart_style(language) as language:
        ax = ax or shown_axes(6.4, 4.0)
        sns.lineplot(data=table, x=along, y="amount", hue="line", style="view", markers=True, ax=ax,
                     palette=list(STAGE_COLORS.values())[: table["line"].nunique()])  # fmt: skip
        ax.set(xlabel=setting_label(along, language), ylabel=pretty_unit(unit_label(table["unit"].iloc[0], language)))
        _limit_lines(ax, float(table["amount"].min()), float(table["amount"].max()), language)
        handles, names = ax.get_legend_handles_labels()
        ax.legend(handles, [word_label(name, language) for name in names], loc="upper left", bbox_to_anchor=(1.0, 1.0))
        remove_spines(ax, "top", "right")
        own_fonts(ax)
    return ax


def _bar(ax: Axes, position: int, amount: float, stage: str, *, credit: bool = False, start: float = 0.0) -> None:
    color = STAGE_COLORS.get(stage, OTHER_COLOR)
    if credit:
        ax.barh(
            position, amount, left=start, height=0.62, facecolor="white", edgecolor=color, hatch="////", linewidth=1
        )
    else:
        ax.barh(position, amount, left=start, height=0.62, color=color, edgecolor="white", linewidth=0.5)


def _label_bars(ax: Axes, ends: Sequence[float], values: Sequence[float]) -> None:
    for position, (end, value) in enumerate(zip(ends, values, strict=True)):
        text = amount_text(value, values)
        ax.annotate(text, (max(end, 0), position), xytext=(6, 0), textcoords="offset points", va="center")


def _finish_bars(ax: Axes, labels: Sequence[str], unit: str) -> None:
    ax.set_yticks(range(len(labels)), labels)
    own_fonts(ax)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.axvline(0, color=MUTED, linewidth=0.8)
    ax.margins(x=0.12)
    ax.set_xlabel(pretty_unit(unit))
    ax.grid(visible=False, axis="y")
    remove_spines(ax, "top", "right", "left")
    ax.tick_params(length=0)


def _limit_lines(ax: Axes, low: float, high: float, language: str) -> None:
    span = high - low
    if 0 < span < FLAT_SHARE * min(abs(low), abs(high)) and low * high > 0:
        ax.set_ylim(low - 0.08 * span, high + 0.08 * span)
        ax.set_ylabel(f"{ax.get_ylabel()}\n{label('figure.not_from_zero', language)}")
    else:
        ax.set_ylim(1.08 * min(0.0, low), 1.08 * max(0.0, high))


def _stage_legend(ax: Axes, stages: pd.Series, language: str) -> None:
    shown = [stage for stage in STAGE_COLORS if stage in set(stages)]
    handles = [Patch(facecolor=STAGE_COLORS[stage], label=stage_label(stage, language)) for stage in shown]
    ax.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(shown), fontsize=8.5,
              handlelength=1.0, columnspacing=1.2)  # fmt: skip
