"""Tidy table -> Axes. Nothing is computed here, and no global setting of Matplotlib changes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from lca_models.reporting.atomic_files import write_files
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

STAGE_COLORS = {  # Okabe and Ito, told apart with any colour vision
    RAW_MATERIAL_ACQUISITION: "#0072B2",
    MANUFACTURING: "#E69F00",
    DISTRIBUTION: "#CC79A7",
    RECYCLING: "#009E73",
}
OTHER_COLOR = "#A7ADB5"
INK, MUTED = "#1B2430", "#5B6675"
PNG_DPI = 160
_STYLE: Any = {
    "axes.edgecolor": "#C9CFD6",
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "grid.color": "#E6E9ED",
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "lca_models",
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
}


class FigureError(ValueError):
    """A chart needs a table with rows, its columns, finite amounts and one unit."""


@contextmanager
def chart_style() -> Iterator[None]:
    """The one look of all charts; hold it around drawing and saving."""
    with mpl.rc_context(), sns.axes_style("whitegrid"), mpl.rc_context(_STYLE):
        yield
        interactive = mpl.is_interactive()
    # The first figure of a notebook turns display on while the style is held; giving the style back must not undo that.
    mpl.interactive(interactive)


def plot_stages(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """One bar per stage: burdens to the right, credits hatched to the left, a diamond at the net where there are credits.

    Columns: stage, amount, unit, and optionally kind (burden or credit).
    """
    _check(table, ("stage", "amount", "unit"))
    stages = list(dict.fromkeys(table["stage"]))
    kinds = table["kind"] if "kind" in table else pd.Series("burden", index=table.index)
    unknown = sorted(set(kinds) - {"burden", "credit"})
    if unknown:
        raise FigureError(f"kind is {', '.join(map(repr, unknown))}; give burden or credit")
    net = table.groupby("stage", sort=False)["amount"].sum()
    credited = list(dict.fromkeys(table["stage"][(kinds == "credit") & (table["amount"] != 0)]))
    with chart_style():
        ax = ax or _axes(7.4, 0.55 * len(stages) + 0.9)
        for (_, row), kind in zip(table.iterrows(), kinds, strict=True):
            _bar(ax, stages.index(row["stage"]), row["amount"], row["stage"], credit=kind == "credit")
        if credited:
            marker: Any = {"marker": "D", "color": INK, "markersize": 5, "linestyle": "none"}
            (drawn,) = ax.plot(
                net[credited].to_numpy(), [stages.index(name) for name in credited], label="net", **marker
            )
            hatched = Patch(facecolor="white", hatch="////", edgecolor=MUTED, label="credit")
            ax.legend(handles=[hatched, drawn], loc="lower right")
        right = table["amount"].clip(lower=0).groupby(table["stage"], sort=False).sum()
        _label_bars(ax, list(right), list(net))
        _finish_bars(ax, stages, table["unit"].iloc[0])
    return ax


def plot_contributions(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """One bar per input in the order of the table, coloured by stage. Columns: input, stage, amount, unit."""
    _check(table, ("input", "stage", "amount", "unit"))
    amounts = [float(amount) for amount in table["amount"]]
    with chart_style():
        ax = ax or _axes(7.4, 0.36 * len(table) + 1.1)
        for position, (stage, amount) in enumerate(zip(table["stage"], amounts, strict=True)):
            _bar(ax, position, amount, stage)
        _label_bars(ax, [max(amount, 0.0) for amount in amounts], amounts)
        _finish_bars(ax, [fill(name, 44) for name in table["input"]], table["unit"].iloc[0])
        _stage_legend(ax, table["stage"])
    return ax


def plot_comparison(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """One stacked bar per label, by stage, with a diamond at the net where a stage is negative.

    Columns: label, stage, amount, unit.
    """
    _check(table, ("label", "stage", "amount", "unit"))
    labels = list(dict.fromkeys(table["label"]))
    right, left = dict.fromkeys(labels, 0.0), dict.fromkeys(labels, 0.0)
    with chart_style():
        ax = ax or _axes(7.4, 0.42 * len(labels) + 1.2)
        for label, stage, amount in zip(table["label"], table["stage"], table["amount"], strict=True):
            side = right if amount >= 0 else left
            _bar(ax, labels.index(label), amount, stage, start=side[label])
            side[label] += amount
        net = [right[label] + left[label] for label in labels]
        if any(left.values()):
            ax.plot(net, range(len(labels)), "D", color=INK, markersize=5, linestyle="none")
        _label_bars(ax, list(right.values()), net)
        _finish_bars(ax, labels, table["unit"].iloc[0])
        _stage_legend(ax, table["stage"])
    return ax


def plot_published(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """One row per published value: its range as a bar, its central value as a line, this kit as a point, hollow when outside.

    Columns, as `interpretation.published` gives them: id, published (may be empty), low, high, kit, unit, inside.
    """
    for amount in ("low", "high", "kit"):
        _check(table, ("id", "published", "low", "high", "kit", "unit", "inside"), amount)
    color = STAGE_COLORS[RAW_MATERIAL_ACQUISITION]
    places = list(range(len(table)))
    with chart_style():
        ax = ax or _axes(7.4, 0.26 * len(table) + 1.1)
        ax.barh(places, table["high"] - table["low"], left=table["low"], height=0.55, color="#D5DAE0",
                label="published range or tolerance")  # fmt: skip
        ax.scatter(table["published"], places, marker="|", s=90, color=MUTED, zorder=3, label="published value")
        fills = [color if inside else "white" for inside in table["inside"]]
        ax.scatter(
            table["kit"], places, s=36, color=fills, edgecolor=color, zorder=4, label="this kit (hollow: outside)"
        )
        ax.set_yticks(places, list(table["id"]))
        ax.invert_yaxis()
        ax.set_xlim(left=0)
        ax.set_xlabel(str(table["unit"].iloc[0]))
        ax.grid(axis="y", visible=False)
        ax.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, fontsize=8)
    return ax


def plot_grid_check(table: pd.DataFrame, ax: Axes | None = None, band: float = 0.15) -> Axes:
    """Kit against official factor of each province, with the line of equality and a band of +-`band` around it.

    Columns: province, kit, official, deviation (share of the official factor), unit; provinces outside the band are named.
    """
    _check(table, ("province", "kit", "official", "deviation", "unit"), amount="kit")
    unit = _pretty(table["unit"].iloc[0])
    top = 1.08 * max(table["kit"].max(), table["official"].max())
    with chart_style():
        ax = ax or _axes(5.4, 5.0)
        ax.fill_between([0, top], [0, (1 - band) * top], [0, (1 + band) * top], color="#E4EEF6", linewidth=0,
                        label=f"within ±{100 * band:.0f} %")  # fmt: skip
        ax.plot([0, top], [0, top], color=MUTED, linewidth=1, label="equal")
        color = STAGE_COLORS[RAW_MATERIAL_ACQUISITION]
        sns.scatterplot(data=table, x="official", y="kit", color=color, s=34, ax=ax, legend=False)
        for province, kit, official, deviation in zip(
            table["province"], table["kit"], table["official"], table["deviation"], strict=True
        ):
            if abs(deviation) > band:
                shift, side = (-7, "right") if deviation > 0 else (7, "left")  # away from the crowd at the line
                ax.annotate(province, (official, kit), (shift, 0), textcoords="offset points", ha=side, va="center")
        ax.set(
            xlim=(0, top), ylim=(0, top), aspect="equal", xlabel=f"official factor, {unit}", ylabel=f"this kit, {unit}"
        )
        ax.legend(loc="upper left")
        sns.despine(ax=ax)
    return ax


def svg_element(svg_file: bytes) -> str:
    """The `<svg>` element of an SVG file, which can stand inside a page."""
    text = svg_file.decode()
    return text[text.index("<svg") :]


def figure_files(drawn: Axes | Figure, name: str) -> dict[str, bytes]:
    """`NAME.png` and `NAME.svg` with their contents, the same for the same chart at any time."""
    figure = _figure_of(drawn)
    return {f"{name}.{kind}": _encode(figure, kind) for kind in ("png", "svg")}


def save_figure(drawn: Axes | Figure, path_stem: Path | str) -> tuple[Path, Path]:
    """Write `path_stem` with .png and .svg, each replaced whole; the two paths."""
    stem = Path(path_stem)
    write_files(stem.parent, figure_files(drawn, stem.name))
    return stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")


def new_axes(width: float, height: float) -> Axes:
    """Axes of a figure of its own (inches) that no window and no list of open figures holds."""
    with chart_style():
        return Figure(figsize=(width, height), layout="constrained").subplots()


def _axes(width: float, height: float) -> Axes:
    # pyplot, so that a notebook shows the figure; the report passes Axes of its own.
    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def _check(table: pd.DataFrame, columns: Sequence[str], amount: str = "amount") -> None:
    missing = [column for column in columns if column not in table]
    if missing:
        raise FigureError(f"the table lacks {', '.join(missing)}; it has {', '.join(map(str, table.columns))}")
    if table.empty:
        raise FigureError("the table has no rows, so there is nothing to draw")
    units = sorted(set(table["unit"]))
    if len(units) > 1:
        raise FigureError(f"the amounts are in {', '.join(units)}; convert them to one unit")
    values = pd.to_numeric(table[amount], errors="coerce")
    odd = table[amount][values.isna() | values.abs().eq(float("inf"))]
    if len(odd):
        raise FigureError(f"{amount} is {odd.iloc[0]}; give a number")


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
        ax.annotate(_number(value), (max(end, 0), position), xytext=(6, 0), textcoords="offset points", va="center")


def _finish_bars(ax: Axes, labels: Sequence[str], unit: str) -> None:
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.axvline(0, color=MUTED, linewidth=0.8)
    ax.margins(x=0.12)
    ax.set_xlabel(_pretty(unit))
    ax.grid(visible=False, axis="y")
    sns.despine(ax=ax, left=True)
    ax.tick_params(length=0)


def _stage_legend(ax: Axes, stages: pd.Series) -> None:
    shown = [stage for stage in STAGE_COLORS if stage in set(stages)]
    handles = [Patch(facecolor=STAGE_COLORS[stage], label=stage) for stage in shown]
    ax.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(shown), fontsize=8.5,
              handlelength=1.0, columnspacing=1.2)  # fmt: skip


def _number(value: float) -> str:
    decimals = 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}".replace("-", "\u2212")


def _pretty(unit: str) -> str:
    return unit.replace("CO2", "CO\u2082")


def _figure_of(drawn: Axes | Figure) -> Figure:
    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    assert figure is not None
    return figure


def _encode(figure: Figure, kind: str) -> bytes:
    # Dates and versions would make every file differ from the last one.
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    stream = io.BytesIO()
    with chart_style():
        figure.savefig(stream, format=kind, dpi=PNG_DPI, metadata=metadata)
    return stream.getvalue()
