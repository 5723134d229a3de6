"""Charts of a declaration: its boundary, the fade that its service life rests on, and whose data each stage is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch

from lca_models.reporting.figures.canvas import (
    FigureError,
    chart_style,
    check_table,
    new_axes,
    own_fonts,
    remove_spines,
)
from lca_models.reporting.figures.palette import INK, MUTED, OTHER_COLOR, STAGE_COLORS, UP_COLOR
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message

PART_COLORS = ("#0072B2", "#56B4E9", "#009E73", "#E69F00", OTHER_COLOR)
_LETTERS = {ENGLISH: 24, CHINESE: 12}  # in a line of a box of the boundary


def plot_boundary(
    stages: Mapping[str, Sequence[str]], left_out: Sequence[str], ax: Axes | None = None, *, language: str = ENGLISH
) -> Axes:
    """The system boundary: a box for each stage with what it holds, in order, and below them what is left out.

    `stages`: names of what is inside, by stage. Raises FigureError without a stage.
    """
    if not stages:
        raise FigureError(message("the table has no rows, so there is nothing to draw"))
    with chart_style(language) as language:
        lines = {stage: _lines(names, _LETTERS[language]) for stage, names in stages.items()}
        wide = _LETTERS[language] * len(stages) + 8
        below = wrap("; ".join(left_out), wide) if language == ENGLISH else _cut("；".join(left_out), wide)
        tall, deep = 0.62 + 0.155 * max(map(len, lines.values())), 0.35 + 0.155 * len(below)
        ax = ax or new_axes(6.9, tall + deep + 0.3)
        for place, (stage, words) in enumerate(lines.items()):
            color = STAGE_COLORS.get(stage, OTHER_COLOR)
            _box(ax, place, tall, color)
            ax.text(
                place + 0.5, tall - 0.12, stage_label(stage, language), ha="center", va="top", fontsize=9.5, color=INK
            )
            ax.text(
                place + 0.5,
                tall - 0.52,
                "\n".join(words),
                ha="center",
                va="top",
                fontsize=7.5,
                color=INK,
                linespacing=1.35,
            )
            if place:
                ax.add_patch(
                    FancyArrowPatch(
                        (place - 0.06, tall / 2),
                        (place + 0.06, tall / 2),
                        arrowstyle="-|>",
                        mutation_scale=10,
                        color=MUTED,
                    )
                )
        ax.add_patch(
            FancyBboxPatch(
                (-0.06, -0.12),
                len(stages) + 0.12,
                tall + 0.22,
                boxstyle="round,pad=0.02",
                facecolor="none",
                edgecolor=INK,
                linewidth=1.2,
                linestyle="--",
            )
        )
        ax.text(-0.04, -0.22, "\n".join(below), ha="left", va="top", fontsize=8, color=MUTED, linespacing=1.3)
        ax.set_xlim(-0.1, len(stages) + 0.1)
        ax.set_ylim(-deep, tall + 0.16)
        ax.axis("off")
        for text in ax.texts:
            text.set_fontfamily(mpl.rcParams["font.family"])
    return ax


def plot_fade(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """Retention over full cycles: what was tested as a line with points, what is extrapolated dashed and apart.

    Columns: cycles, retention (0-1), kind (tested or extrapolated), unit. Raises FigureError for a table that cannot be
    drawn.
    """
    check_table(table, ("cycles", "retention", "kind", "unit"), "retention")
    names = {"tested": ("tested", "实测"), "extrapolated": ("extrapolated", "外推")}
    if odd := sorted(set(table["kind"]) - set(names)):
        raise FigureError(message("kind is {listed}; give tested or extrapolated", listed=", ".join(map(repr, odd))))
    with chart_style(language) as language:
        ax = ax or new_axes(7.0, 2.6)
        is_chinese = language == CHINESE
        for kind, style, color, marker in (
            ("tested", "-", STAGE_COLORS["manufacturing"], "o"),
            ("extrapolated", "--", UP_COLOR, ""),
        ):
            part = table[table["kind"] == kind]
            if len(part):
                ax.plot(
                    part["cycles"],
                    100 * part["retention"],
                    linestyle=style,
                    color=color,
                    marker=marker,
                    markersize=4,
                    label=names[kind][is_chinese],
                )
        ax.set(
            xlabel="等效全循环次数" if is_chinese else "full cycles",
            ylabel="容量保持率，%" if is_chinese else "capacity retained, %",
        )
        ax.set_ylim(max(0.0, 100 * float(table["retention"].min()) - 8), 102)
        ax.set_xlim(left=0)
        ax.legend(loc="lower left", fontsize=8.5)
        remove_spines(ax, "top", "right")
        own_fonts(ax)
    return ax


def plot_months(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """Amounts month by month, a line for each meter. Columns: month, line, amount, unit.

    Raises FigureError for a table that cannot be drawn.
    """
    check_table(table, ("month", "line", "amount", "unit"))
    with chart_style(language) as language:
        ax = ax or new_axes(8.2, 2.7)
        months = sorted(set(table["month"]))
        for place, name in enumerate(dict.fromkeys(table["line"])):
            part = table[table["line"] == name]
            ax.plot(
                [months.index(one) for one in part["month"]],
                part["amount"],
                marker="o",
                markersize=3.5,
                label=name,
                color=PART_COLORS[place % len(PART_COLORS)],
                linestyle="-" if place < len(PART_COLORS) else "--",
            )
        ax.set_xticks(range(len(months)), months, rotation=35, fontsize=8)
        ax.set_ylim(bottom=0)
        ax.set_ylabel(table["unit"].iloc[0])
        names = ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8.5)
        remove_spines(ax, "top", "right")
        own_fonts(ax)
        for text in names.get_texts():
            text.set_fontfamily(mpl.rcParams["font.family"])
    return ax


def plot_shares(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One bar of 100 % for each label, stacked by part in the order of the table.

    Columns: label, part, share (0-1), unit. Raises FigureError for a table that cannot be drawn.
    """
    check_table(table, ("label", "part", "share", "unit"), "share")
    labels, parts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["part"]))
    colors = {part: PART_COLORS[place % len(PART_COLORS)] for place, part in enumerate(parts)}
    with chart_style(language) as language:
        ax = ax or new_axes(7.4, 0.42 * len(labels) + 1.0)
        start = dict.fromkeys(labels, 0.0)
        for name, part, share in zip(table["label"], table["part"], table["share"], strict=True):
            ax.barh(
                labels.index(name),
                100 * share,
                left=start[name],
                height=0.62,
                color=colors[part],
                edgecolor="white",
                linewidth=0.5,
            )
            start[name] += 100 * share
        ax.set_yticks(range(len(labels)), labels)
        ax.set_ylim(len(labels) - 0.5, -0.5)
        ax.set_xlim(0, 100)
        ax.set_xlabel("%")
        ax.grid(visible=False, axis="y")
        ax.legend(
            handles=[Patch(facecolor=colors[part], label=part) for part in parts],
            loc="lower center",
            bbox_to_anchor=(0.5, 1.0),
            ncols=len(parts),
            fontsize=8.5,
            handlelength=1.0,
        )
        remove_spines(ax, "top", "right", "left")
        ax.tick_params(length=0)
        own_fonts(ax)
    return ax


def _box(ax: Axes, place: int, tall: float, color: str) -> None:
    ax.add_patch(
        FancyBboxPatch(
            (place + 0.06, 0.0),
            0.88,
            tall,
            boxstyle="round,pad=0.0,rounding_size=0.05",
            facecolor=f"{color}1A",
            edgecolor=color,
            linewidth=1.2,
        )
    )


def _lines(names: Sequence[str], letters: int) -> list[str]:
    """Names one under the other, each cut into lines that a box holds."""
    return [line for name in names for line in (wrap(name, letters) if name.isascii() else _cut(name, letters))]


def _cut(text: str, letters: int) -> list[str]:
    """Chinese text, which has no blanks to part it at."""
    return [text[start : start + letters] for start in range(0, len(text), letters)]
