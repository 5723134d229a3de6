"""Charts of results by stage, and of the way from one to another: tidy table -> Axes. Nothing is computed here but places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lca_models.reporting.figures.bars import (
    draw_bar,
    label_bars,
    name_rows,
    row_names,
    stage_legend,
    zero_line,
)
from lca_models.reporting.figures.canvas import (
    amount_text,
    axis_unit,
    check_table,
    figure_files,
    save_figure,
)
from lca_models.reporting.figures.look import (
    PAPER_TEXT,
    FigureError,
    Look,
    axes_for,
    chart_style,
    new_axes,
    room_of,
    rows_height,
)
from lca_models.reporting.figures.palette import (
    DOWN_COLOR,
    DOWN_EDGE,
    INK,
    MUTED,
    UP_COLOR,
)
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.reporting.figures.canvas import Table

__all__ = [
    "FigureError",
    "chart_style",
    "figure_files",
    "new_axes",
    "plot_comparison",
    "plot_contributions",
    "plot_stages",
    "plot_waterfall",
    "save_figure",
]
FOOT_MM = 11.0  # below and above the rows of a chart of bars, at a text of 7 pt
LEGEND_MM = 6.0


def plot_stages(
    table: Table,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One bar per stage: burdens to the right, credits hollow to the left, a diamond at the net beside credits.

    Columns: stage, amount, unit, and optionally kind (burden or credit), low and high (ends of an interval of the net of
    the stage, the same in its rows). `width` in mm and `text` in pt are those of a figure for a paper. Raises
    FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("stage", "amount", "unit"))
    amounts = [float(amount) for amount in table["amount"]]
    kinds = list(table["kind"]) if "kind" in table else ["burden"] * len(amounts)
    unknown = sorted(set(kinds) - {"burden", "credit"})
    if unknown:
        raise FigureError(message("kind is {listed}; give burden or credit", listed=enumerated(map(repr, unknown))))
    stages = list(dict.fromkeys(table["stage"]))
    rows = list(zip(table["stage"], amounts, kinds, strict=True))
    net, ends = dict.fromkeys(stages, 0.0), dict.fromkeys(stages, 0.0)
    for stage, amount, _ in rows:
        net[stage] += amount
        ends[stage] += max(amount, 0.0)
    with chart_style(language, width, text) as look:
        names = row_names([stage_label(name, look.language) for name in stages], look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + FOOT_MM)
        for stage, amount, kind in rows:
            draw_bar(ax, stages.index(stage), amount, look, stage, credit=kind == "credit")
        if {"low", "high"} <= {*table}:
            intervals = list(zip(table["stage"], table["low"], table["high"], strict=True))
            _intervals(ax, dict(reversed([(stage, (low, high)) for stage, low, high in intervals])), stages, look)
            for stage, _, high in intervals:
                ends[stage] = max(ends[stage], high)
        credits = dict.fromkeys(sorted(str(stage) for stage, amount, kind in rows if kind == "credit" and amount), 0.0)
        for stage, amount, kind in rows:
            if kind == "credit" and amount:
                credits[str(stage)] += amount
        for name, amount in credits.items():
            _name_credit(ax, stages.index(name), net[name], amount, look)
        net_word = label("figure.net", look.language)
        words = [net_word if name in credits else "" for name in stages]
        label_bars(ax, list(ends.values()), list(net.values()), look, words)
        ax.margins(x=0.14)
        name_rows(ax, names, axis_unit(table, look.language), look)
        zero_line(ax, look)
    return ax


def _intervals(ax: Axes, ends: Mapping[str, tuple[float, float]], stages: Sequence[str], look: Look) -> None:
    """A line from end to end of the interval of each stage."""
    for row, name in enumerate(stages):
        ax.plot(ends[name], [row, row], color="white", linewidth=look.pt(1.5), zorder=3)
        ax.plot(ends[name], [row, row], color=INK, linewidth=look.pt(0.75), zorder=4, marker="|", markersize=look.pt(3.5),
                markeredgewidth=look.pt(0.75))  # fmt: skip


def _name_credit(ax: Axes, row: int, net: float, credit: float, look: Look) -> None:
    """A diamond at the net of a stage, and what the hollow bar is."""
    ax.plot([net], [row], "D", color=INK, markersize=look.pt(3), markeredgecolor="white", markeredgewidth=look.pt(0.4),
            zorder=5, label=label("figure.net", look.language))  # fmt: skip
    words = f"{label('figure.credit', look.language)} {amount_text(credit)}"
    ax.annotate(words, (0, row), (-look.pt(2), look.pt(5)), textcoords="offset points", ha="right", fontsize=look.small)


def plot_contributions(
    table: Table,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One bar per input in the order of the table, in the colour of its stage, credits hollow.

    Columns: input, stage, amount, unit. `width` in mm and `text` in pt are those of a figure for a paper. Raises FigureError
    for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("input", "stage", "amount", "unit"))
    amounts = [float(amount) for amount in table["amount"]]
    with chart_style(language, width, text) as look:
        words = [stage_label(name, look.language) for name in table["input"]]
        names = row_names(words, look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + FOOT_MM + LEGEND_MM)
        for row, (stage, amount) in enumerate(zip(table["stage"], amounts, strict=True)):
            draw_bar(ax, row, amount, look, stage, credit=amount < 0)
        label_bars(ax, [max(amount, 0.0) for amount in amounts], amounts, look)
        ax.margins(x=0.14)
        name_rows(ax, names, axis_unit(table, look.language), look)
        zero_line(ax, look)
        stage_legend(ax, table["stage"], look.language, look)
    return ax


def plot_comparison(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One stacked bar per label, by stage, with a diamond at the net where a stage is negative.

    Columns: label, stage, amount, unit. `width` in mm and `text` in pt are those of a figure for a paper. Raises
    FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("label", "stage", "amount", "unit"))
    labels = list(dict.fromkeys(table["label"]))
    right, left = dict.fromkeys(labels, 0.0), dict.fromkeys(labels, 0.0)
    with chart_style(language, width, text) as look:
        names = row_names(labels, look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + FOOT_MM + LEGEND_MM)
        for name, stage, amount in zip(table["label"], table["stage"], table["amount"], strict=True):
            side = right if amount >= 0 else left
            draw_bar(ax, labels.index(name), amount, look, stage, credit=amount < 0, start=side[name])
            side[name] += amount
        net = [right[name] + left[name] for name in labels]
        if any(left.values()):
            ax.plot(net, range(len(labels)), "D", color=INK, markersize=look.pt(3), markeredgecolor="white",
                    markeredgewidth=look.pt(0.4), linestyle="none", zorder=5)  # fmt: skip
        label_bars(ax, list(right.values()), net, look)
        ax.margins(x=0.14)
        name_rows(ax, names, axis_unit(table, look.language), look)
        zero_line(ax, look)
        stage_legend(ax, table["stage"], look.language, look)
    return ax


def plot_waterfall(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """From the first result to the second: totals as full bars, each step from where the last one ended.

    Columns: step, start, end, unit, and kind (total or step); a total starts at 0. `width` in mm and `text` in pt are
    those of a figure for a paper. Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an
    unknown language.
    """
    for amount in ("start", "end"):
        check_table(table, ("step", "start", "end", "unit", "kind"), amount)
    ends = [float(end) for end in table["end"]]
    sides, values = [], []
    with chart_style(language, width, text) as look:
        names = row_names([word_label(name, look.language) for name in table["step"]], look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + FOOT_MM)
        for row, (start, end, kind) in enumerate(zip(table["start"], ends, table["kind"], strict=True)):
            color, edge = (MUTED, MUTED) if kind == "total" else (UP_COLOR, UP_COLOR) if end > start else (
                DOWN_COLOR, DOWN_EDGE)  # fmt: skip
            ax.barh(row, end - start, left=start, height=0.6, facecolor=color, edgecolor=edge, linewidth=look.pt(0.5))
            sides.append(max(start, end))
            values.append(
                amount_text(end, ends)
                if kind == "total"
                else f"{'+' if end > start else ''}{amount_text(end - start, ends)}"
            )
        for row, end in enumerate(ends[:-1]):
            ax.plot([end, end], [row - 0.3, row + 1.3], color=MUTED, linewidth=look.pt(0.75), linestyle=":")
        for row, (side, value) in enumerate(zip(sides, values, strict=True)):
            ax.annotate(value, (max(side, 0), row), (look.pt(3), 0), textcoords="offset points", va="center")
        ax.margins(x=0.14)
        name_rows(ax, names, axis_unit(table, look.language), look)
        zero_line(ax, look)
    return ax
