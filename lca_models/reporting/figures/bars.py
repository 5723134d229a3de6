"""What charts of bars share: bars of a stage, their numbers and names, legends, and names at the ends of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from lca_models.reporting.figures.canvas import amount_text
from lca_models.reporting.figures.look import LETTER, Look, spread, wide, width_mm, wrapped
from lca_models.reporting.figures.palette import INK, MUTED, OTHER_COLOR, OTHER_EDGE, STAGE_COLORS
from lca_models.scope.labels import stage_label

NAMES_SHARE = 0.42  # of the width, at most, for the names of rows
INSIDE = 0.85  # of the width of a figure lies within its axes, near enough
FAR = 12  # places around a point after which a line leads to it
BAR = 0.62  # of the height of a row


def bar_look(stage: str, look: Look, *, credit: bool = False) -> dict[str, Any]:
    """Filled in the colour of its stage; a credit is hollow, for journals take no hatches."""
    color = STAGE_COLORS.get(stage, OTHER_COLOR)
    edge = OTHER_EDGE if color == OTHER_COLOR else color
    return {"facecolor": "white" if credit else color, "edgecolor": edge, "linewidth": look.pt(1.0 if credit else 0.5)}


def draw_bar(
    ax: Axes, row: float, amount: float, look: Look, stage: str, *, credit: bool = False, start: float = 0.0
) -> None:
    """A bar of a row from a start, as long as its amount."""
    ax.barh(row, amount, left=start, height=BAR, **bar_look(stage, look, credit=credit))


def label_bars(ax: Axes, ends: Sequence[float], values: Sequence[float], look: Look, words: Sequence[str] = ()) -> None:
    """The amount of each row, right of its bar, behind what it is where `words` say so."""
    for row, (end, value, said) in enumerate(zip(ends, values, words or [""] * len(ends), strict=True)):
        ax.annotate(f"{said} {amount_text(value, values)}".lstrip(), (max(end, 0), row), (look.pt(3), 0),
                    textcoords="offset points", va="center", fontsize=look.text)  # fmt: skip


def row_names(names: Iterable[str], look: Look, width: float) -> list[str]:
    """Names of rows in lines that leave most of the width (mm) to the bars."""
    return [wrapped(name, min(look.letters(NAMES_SHARE * width), 46)) for name in names]


def name_rows(ax: Axes, names: Sequence[str], unit: str, look: Look) -> None:
    """The first name on top, the unit on the axis of amounts, a line at zero."""
    ax.set_yticks(range(len(names)), list(names))
    for text in ax.get_yticklabels():
        text.set_linespacing(1.0)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xlabel(fitted(unit, look, width_mm(ax) * (1 - NAMES_SHARE)))
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)


def zero_line(ax: Axes, look: Look) -> None:
    """Where bars start."""
    ax.axvline(0, color=INK, linewidth=look.pt(0.5))


def fitted(words: str, look: Look, width: float) -> str:
    """Words of an axis in lines of a width in mm."""
    return wrapped(words, look.letters(width))


def legend_above(ax: Axes, handles: Sequence[Any], look: Look, **further: Any) -> None:
    """A legend over the right end of the axes, in as many columns as the width holds."""
    letters = [wide(str(one.get_label())) + 5 for one in handles]
    room = look.letters(width_mm(ax), small=True)
    columns = next((count for count in range(len(letters), 1, -1) if _fits(letters, count, room)), 1)
    ax.legend(
        handles=list(handles), loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=columns, handlelength=1.0,
        columnspacing=1.2, handletextpad=0.5, borderaxespad=0.3, borderpad=0.1, **further,
    )  # fmt: skip


def _fits(letters: Sequence[int], columns: int, room: int) -> bool:
    """Whether so many columns, each as wide as its longest entry, stand in the room; Matplotlib fills them downwards."""
    rows = -(-len(letters) // columns)
    return sum(max(letters[start : start + rows]) for start in range(0, len(letters), rows)) <= room


def stage_legend(ax: Axes, stages: Iterable[str], language: str, look: Look) -> None:
    """The colours of the stages that a chart shows."""
    present = set(stages)
    shown = [stage for stage in STAGE_COLORS if stage in present]
    legend_above(ax, [Patch(label=stage_label(stage, language), **bar_look(stage, look)) for stage in shown], look)


def name_ends(ax: Axes, ends: Sequence[tuple[float, float, str]], look: Look) -> None:
    """Names right of the ends (x, y) of lines, moved apart where they would meet. Call it when the limits are set."""
    low, high = ax.get_ylim()
    height = 0.75 * float(ax.get_figure(root=True).get_size_inches()[1]) * 72  # type: ignore[union-attr]  # near enough
    per_point = abs(high - low) / height
    places = spread([y for _, y, _ in ends], look.small * 1.15 * per_point)
    for (x, y, name), place in zip(ends, places, strict=True):
        ax.annotate(name, (x, y), (look.pt(3), (place - y) / per_point), textcoords="offset points", va="center",
                    fontsize=look.small, annotation_clip=False)  # fmt: skip


def name_points(ax: Axes, names: Sequence[str], x: Sequence[float], y: Sequence[float], look: Look) -> None:
    """Names beside points, each as near to its point as no other name or named point stands; a line leads to one far away.

    Call it when the limits are set.
    """
    size = ax.get_figure(root=True).get_size_inches() * 72  # type: ignore[union-attr]
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    line, near = look.small * 1.2, look.pt(3)
    most = look.letters(0.3 * width_mm(ax), small=True)
    points = [_at(one, other, (left, right), (bottom, top), size) for one, other in zip(x, y, strict=True)]
    taken = [(at[0] - near / 2, at[1] - near / 2, at[0] + near / 2, at[1] + near / 2) for at in points]
    for name, across, up, at in zip(names, x, y, points, strict=True):
        words = wrapped(name, most)
        lines = words.split("\n")
        broad, high = look.small * LETTER * max(map(wide, lines)), line * len(lines)
        places = [(side, shift) for step in range(8) for shift in (near + step * line, -near - high - step * line)
                  for side in (near + step * line, -near - broad - step * line, -broad / 2)]  # fmt: skip
        boxes = [(at[0] + dx, at[1] + dy, at[0] + dx + broad, at[1] + dy + high) for dx, dy in places]
        inside = [place for place, box in enumerate(boxes) if min(box[:2]) > 0 and box[2] < INSIDE * size[0]]
        free = [place for place in inside if not any(_meet(boxes[place], one) for one in taken)]
        chosen = free[0] if free else 0
        taken.append(boxes[chosen])
        leader = {"arrowstyle": "-", "color": MUTED, "linewidth": look.pt(0.4), "shrinkA": 0, "shrinkB": look.pt(1)}
        ax.annotate(words, (across, up), places[chosen], textcoords="offset points", fontsize=look.small,
                    linespacing=1.0, annotation_clip=False, arrowprops=leader if chosen >= FAR else None)  # fmt: skip


def _at(x: float, y: float, across: tuple[float, float], up: tuple[float, float], size: Any) -> tuple[float, float]:
    """Points (1/72 inch) from the corner of the axes, near enough to tell whether two names meet."""
    return ((x - across[0]) / (across[1] - across[0]) * INSIDE * float(size[0]),
            (y - up[0]) / (up[1] - up[0]) * 0.8 * float(size[1]))  # fmt: skip


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
