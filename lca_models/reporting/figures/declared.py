"""Charts of a declaration: its boundary, the fade that its service life rests on, and whose data each stage is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch

from lca_models.reporting.figures.bars import legend_above, name_ends, name_rows, row_names
from lca_models.reporting.figures.canvas import check_table
from lca_models.reporting.figures.look import (
    PAPER_TEXT,
    FigureError,
    Look,
    axes_for,
    chart_style,
    room_of,
    rows_height,
    wrapped,
)
from lca_models.reporting.figures.palette import (
    DOWN_COLOR,
    DOWN_EDGE,
    INK,
    MUTED,
    OTHER_COLOR,
    OTHER_EDGE,
    STAGE_COLORS,
    UP_COLOR,
)
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label, stage_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

PARTS = (  # fill and edge of parts, in their order
    ("#17508F", "#17508F"), (DOWN_COLOR, DOWN_EDGE), ("#0F8571", "#0F8571"), ("#BF8900", "#BF8900"), (OTHER_COLOR, OTHER_EDGE),
)  # fmt: skip
LINE = 1.25  # height of a line, of the size of its text


def plot_boundary(
    stages: Mapping[str, Sequence[str]],
    left_out: Sequence[str],
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """The system boundary: a box for each stage with what it holds, in order, and below them what is left out.

    `stages`: names of what is inside, by stage. `width` in mm and `text` in pt are those of a figure for a paper. Raises
    FigureError without a stage and for such a size, ScenarioError for an unknown language.
    """
    if not stages:
        raise FigureError(message("the table has no rows, so there is nothing to draw"))
    with chart_style(language, width, text) as look:
        room = room_of(ax, look, width=175)
        letters = look.letters(0.72 * room / len(stages), small=True)
        heads = [
            wrapped(stage_label(stage, look.language), look.letters(0.82 * room / len(stages))) for stage in stages
        ]
        lines = ["\n".join(_point(name, letters) for name in names) for names in stages.values()]
        joined = ("；" if look.language == CHINESE else "; ").join(left_out)
        below = wrapped(joined, look.letters(0.94 * room, small=True))
        step = look.small / look.scale * LINE / 72 * 25.4  # mm in a paper
        top = (max(one.count("\n") for one in heads) + 1) * step * 7 / 6 + 1.6
        tall = top + (max(one.count("\n") + 1 for one in lines)) * step + 1.5
        deep = 2.5 + (below.count("\n") + 1) * step
        ax = axes_for(ax, look, tall + deep + 5, width=room)
        for place, (stage, head, words) in enumerate(zip(stages, heads, lines, strict=True)):
            _box(ax, place, tall, STAGE_COLORS.get(stage, OTHER_COLOR), look)
            ax.text(place + 0.5, tall - 1, head, ha="center", va="top", fontsize=look.text, linespacing=1.1)
            ax.text(place + 0.1, tall - top, words, va="top", fontsize=look.small, linespacing=LINE * 0.83)
            if place:
                ax.add_patch(FancyArrowPatch((place - 0.06, tall / 2), (place + 0.06, tall / 2), arrowstyle="-|>",
                                             mutation_scale=look.pt(6), linewidth=look.pt(0.75), color=MUTED))  # fmt: skip
        ax.add_patch(FancyBboxPatch((-0.04, -1), len(stages) + 0.08, tall + 2, boxstyle="square,pad=0",
                                    facecolor="none", edgecolor=INK, linewidth=look.pt(0.75), linestyle="--"))  # fmt: skip
        ax.text(-0.04, -2.2, below, ha="left", va="top", fontsize=look.small, color=MUTED, linespacing=LINE * 0.83)
        ax.set_xlim(-0.06, len(stages) + 0.06)
        ax.set_ylim(-deep - 1, tall + 1.5)
        ax.axis("off")
    return ax


def plot_fade(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Retention over full cycles: what was tested as a line with points, what is extrapolated dashed and apart.

    Columns: cycles, retention (0-1), kind (tested or extrapolated), unit. `width` in mm and `text` in pt are those of a
    figure for a paper. Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown
    language.
    """
    check_table(table, ("cycles", "retention", "kind", "unit"), "retention")
    looks = {"tested": ("-", STAGE_COLORS["manufacturing"], "o"), "extrapolated": ("--", UP_COLOR, "")}
    if odd := sorted(set(table["kind"]) - set(looks)):
        raise FigureError(message("kind is {listed}; give tested or extrapolated", listed=enumerated(map(repr, odd))))
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 46, width=178)
        for kind, (style, color, marker) in looks.items():
            part = table[table["kind"] == kind].sort_values("cycles", kind="stable")
            if part.empty:
                continue
            words, retained = label(f"figure.{kind}", look.language), 100 * part["retention"]
            ax.plot(part["cycles"], retained, linestyle=style, color=color, marker=marker, markersize=look.pt(3),
                    label=words)  # fmt: skip
            middle = (part["cycles"].iloc[0] + part["cycles"].iloc[-1]) / 2, (retained.iloc[0] + retained.iloc[-1]) / 2
            ax.annotate(words, middle, (look.pt(4), look.pt(4)), textcoords="offset points", fontsize=look.small)
        ax.set(xlabel=label("figure.full_cycles", look.language), ylabel=label("figure.retained", look.language))
        ax.set_ylim(max(0.0, 100 * float(table["retention"].min()) - 8), 102)
        ax.set_xlim(left=0)
    return ax


def plot_months(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Amounts month by month, a line for each meter, named at its end. Columns: month, line, amount, unit.

    `width` in mm and `text` in pt are those of a figure for a paper. Raises FigureError for a table that cannot be drawn or
    such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("month", "line", "amount", "unit"))
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 48, width=208)
        months = sorted(set(table["month"]))
        ends = []
        for place, name in enumerate(dict.fromkeys(table["line"])):
            part = table[table["line"] == name].sort_values("month", kind="stable")
            ax.plot([months.index(one) for one in part["month"]], part["amount"], marker="o", markersize=look.pt(2.5),
                    label=name, color=PARTS[place % len(PARTS)][1],
                    linestyle="-" if place < len(PARTS) else "--")  # fmt: skip
            ends.append((months.index(part["month"].iloc[-1]), float(part["amount"].iloc[-1]), str(name)))
        ax.set_xticks(range(len(months)), months, rotation=35, ha="right", rotation_mode="anchor")
        ax.set_ylim(bottom=0)
        ax.set_ylabel(pretty_unit(str(table["unit"].iloc[0])))
        name_ends(ax, ends, look)
    return ax


def plot_shares(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One bar of 100 % for each label, stacked by part in the order of the table.

    Columns: label, part, share (0-1), unit. `width` in mm and `text` in pt are those of a figure for a paper. Raises
    FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(table, ("label", "part", "share", "unit"), "share")
    labels, parts = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["part"]))
    colors = {part: PARTS[place % len(PARTS)] for place, part in enumerate(parts)}
    with chart_style(language, width, text) as look:
        names = row_names(map(str, labels), look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + 17)
        start = dict.fromkeys(labels, 0.0)
        for name, part, share in zip(table["label"], table["part"], table["share"], strict=True):
            fill, edge = colors[part]
            ax.barh(labels.index(name), 100 * share, left=start[name], height=0.62, facecolor=fill, edgecolor=edge,
                    linewidth=look.pt(0.5))  # fmt: skip
            start[name] += 100 * share
        name_rows(ax, names, "%", look)
        ax.set_xlim(0, 100)
        legend_above(
            ax, [Patch(facecolor=colors[part][0], edgecolor=colors[part][1], label=part) for part in parts], look
        )
    return ax


def _point(name: str, letters: int) -> str:
    """A name of a list, its further lines below its first letter."""
    return f"· {wrapped(name, letters - 2)}".replace("\n", "\n  ")


def _box(ax: Axes, place: int, tall: float, color: str, look: Look) -> None:
    ax.add_patch(FancyBboxPatch((place + 0.06, 0.0), 0.88, tall, boxstyle="square,pad=0", facecolor=f"{color}1A",
                                edgecolor=color, linewidth=look.pt(0.75)))  # fmt: skip
