"""Charts of what is uncertain: tidy table -> Axes. Nothing is computed here but places."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from lca_models.reporting.figures.bars import (
    fitted,
    legend_above,
    name_ends,
    name_points,
    name_rows,
    row_names,
    zero_line,
)
from lca_models.reporting.figures.canvas import amount_text, axis_unit, check_table
from lca_models.reporting.figures.look import (
    PAPER_TEXT,
    FigureError,
    axes_for,
    chart_style,
    room_of,
    rows_height,
    width_mm,
)
from lca_models.reporting.figures.palette import (
    BAND,
    DOWN_COLOR,
    DOWN_EDGE,
    INK,
    MUTED,
    OTHER_EDGE,
    PALE,
    STAGE_COLORS,
    UP_COLOR,
)
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.labels import label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message

MAIN, SECOND, THIRD = STAGE_COLORS[RAW_MATERIAL_ACQUISITION], STAGE_COLORS[MANUFACTURING], STAGE_COLORS[RECYCLING]
BINS = 80  # of a histogram
LINE_COLORS = (MAIN, SECOND, THIRD, UP_COLOR, STAGE_COLORS["distribution"], DOWN_EDGE, MUTED, INK)
STATISTICS: dict[str, dict[str, Any]] = {  # column of a summary -> how it is drawn
    "central": {"color": INK, "linestyle": "-"},
    "median": {"color": UP_COLOR, "linestyle": "--"},
    "mean": {"color": THIRD, "linestyle": ":"},
}
ENDS = {"low": (DOWN_COLOR, DOWN_EDGE), "high": (UP_COLOR, UP_COLOR)}


def tornado_bars(ranges: pd.DataFrame, named: str = "parameter") -> pd.DataFrame:
    """Rows for `plot_tornado` from the table of `interpretation.local_sensitivity.tornado`; `named`: parameter or label."""
    renamed = {"result_low": "low", "result_high": "high", "result": "central", "result_unit": "unit"}
    units = ["" if unit == "1" else unit for unit in ranges["unit"]]
    ends = {f"{end}_setting": [f"{value:.3g}" for value in ranges[end]] for end in ("low", "high")}
    return ranges[[*renamed]].rename(columns=renamed).assign(parameter=ranges[named], setting_unit=units, **ends)


def plot_tornado(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """One row per parameter: the result at the low and at the high end of its own range, from the central value.

    Columns: parameter, low, high (results), central, unit, and optionally low_setting and high_setting (the ends),
    setting_unit (theirs). `width` in mm and `text` in pt are those of a figure for a paper. Raises FigureError
    for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    for amount in ("low", "high", "central"):
        check_table(table, ("parameter", "low", "high", "central", "unit"), amount)
    middle = float(table["central"].iloc[0])
    with chart_style(language, width, text) as look:
        units = table["setting_unit"] if "setting_unit" in table else [""] * len(table)
        words = [label("figure.statistic", look.language, name=name, amount=pretty_unit(unit_label(unit, look.language)))
                 if unit else str(name) for name, unit in zip(table["parameter"], units, strict=True)]  # fmt: skip
        names = row_names(words, look, room_of(ax, look))
        ax = axes_for(ax, look, rows_height(names) + 17)
        bars = []
        for end, (color, edge) in ENDS.items():
            bars.append(ax.barh(range(len(table)), table[end] - middle, left=middle, height=0.62, facecolor=color,
                                edgecolor=edge, linewidth=look.pt(0.5),
                                label=label(f"figure.{end}_end", look.language)))  # fmt: skip
            if f"{end}_setting" in table:
                others = table["high" if end == "low" else "low"]
                for position, (result, other) in enumerate(zip(table[end], others, strict=True)):
                    place, away = _beside_bar(result - middle, other - middle, first=end == "low")
                    ax.annotate(str(table[f"{end}_setting"].iloc[position]), (middle + place, position),
                                (look.pt(2.5) * away, 0), textcoords="offset points", va="center",
                                ha="left" if away > 0 else "right", fontsize=look.small, color=MUTED)  # fmt: skip
        ax.axvline(middle, color=INK, linewidth=look.pt(0.75))
        name_rows(ax, names, axis_unit(table, look.language), look)
        ax.margins(x=0.28)
        legend_above(ax, bars, look)
    return ax


def _beside_bar(change: float, other: float, first: bool) -> tuple[float, int]:
    """Where the setting of one end is written, from the middle, and to which side: never where the other end's is.

    Where both ends move the result one way, the smaller change is written across the middle.
    """
    away = 1 if change >= 0 else -1
    same_side = away == (1 if other >= 0 else -1)
    shorter = abs(change) < abs(other) or (first and abs(change) == abs(other))
    return (0.0, -away) if same_side and shorter else (change, away)


def plot_distribution(
    samples: pd.DataFrame,
    summary: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Samples of one result as a histogram, its 95 % interval as a band; central value, median and mean as lines.

    Columns of samples: amount, unit; of the summary, one row: central, median, mean, p2.5, p97.5,
    unit. `width` in mm and `text` in pt are those of a figure for a paper. Raises FigureError for a table that cannot be
    drawn or such a size, ScenarioError for an unknown language.
    """
    check_table(samples, ("amount", "unit"))
    for amount in ("central", "median", "mean", "p2.5", "p97.5"):
        check_table(summary, (amount, "unit"), amount)
    if len(summary) != 1:
        raise FigureError(message("the summary has {count} rows; choose one result", count=len(summary)))
    row = summary.iloc[0]
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 56, width=178)
        beside = [row[name] for name in ("p2.5", "p97.5", *STATISTICS)]
        low, high = (amount_text(row[end], beside) for end in ("p2.5", "p97.5"))
        shown: list[Any] = [
            ax.axvspan(row["p2.5"], row["p97.5"], color=BAND, linewidth=0,
                       label=label("figure.interval", look.language, low=low, high=high))
        ]  # fmt: skip
        ax.hist(samples["amount"], bins=BINS, range=_range(samples["amount"]), color=PALE, edgecolor="none", density=True,
                zorder=2)  # fmt: skip
        for name, style in STATISTICS.items():
            named = label("figure.statistic", look.language, name=word_label(name, look.language),
                          amount=amount_text(row[name], beside))  # fmt: skip
            shown.append(ax.axvline(row[name], linewidth=look.pt(1.0), zorder=3, label=named, **style))
        unit = axis_unit(samples.assign(unit=row["unit"]), look.language)
        ax.set_xlabel(fitted(unit, look, 0.8 * width_mm(ax)))
        ax.set_ylabel(fitted(label("figure.density", look.language, unit=unit), look, 45 * look.scale))
        ax.set_ylim(bottom=0)
        legend_above(ax, shown, look)
    return ax


def _range(amounts: pd.Series) -> tuple[float, float]:
    """Ends of a histogram; of amounts that are equal but for rounding, a range that shows them as one bar."""
    low, high = float(amounts.min()), float(amounts.max())
    margin = 0.01 * max(abs(low), abs(high)) or 1.0
    return (low, high) if high - low > 1e-6 * margin else (low - margin, high + margin)


def plot_convergence(
    table: pd.DataFrame,
    lines: str = "statistic",
    amount: str = "amount",
    interval: str | None = None,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """A statistic against the number of samples, one line per entry of the column `lines`, named at its end.

    Columns: n, those named by `lines` and `amount`, unit, and that of `interval` (half widths, drawn as bands). `width` in mm
    and `text` in pt are those of a figure for a paper. Raises FigureError for a table that cannot be drawn or such a size,
    ScenarioError for an unknown language.
    """
    check_table(table, ("n", lines, amount, "unit"), amount)
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 56, width=178)
        ends = []
        for position, name in enumerate(dict.fromkeys(table[lines])):
            part = table[table[lines] == name].sort_values("n")
            color = LINE_COLORS[position] if position < len(LINE_COLORS) else OTHER_EDGE
            words = word_label(str(name), look.language)
            ax.plot(part["n"], part[amount], color=color, marker="o", markersize=look.pt(2.2), linewidth=look.pt(1.0),
                    label=words)  # fmt: skip
            ends.append(
                (float(part["n"].iloc[-1]), float(part[amount].iloc[-1]), fitted(words, look, 0.3 * width_mm(ax)))
            )
            if interval is not None:
                low, high = part[amount] - part[interval], part[amount] + part[interval]
                ax.fill_between(part["n"], low, high, color=color, alpha=0.15, linewidth=0)
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.set_xlabel(label("figure.number_of_samples", look.language))
        ax.set_ylabel(fitted(axis_unit(table, look.language), look, 45 * look.scale))
        ax.set_ylim(*ax.get_ylim())
        name_ends(ax, ends, look)
    return ax


def plot_sobol(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    top: int = 15,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """First-order and total index of the first `top` parameters of the table, with their bootstrap intervals.

    Columns: parameter, S1, S1_interval, ST, ST_interval, unit. `width` in mm and `text` in pt are those of a figure for a
    paper. Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown language.
    """
    for amount in ("S1", "ST"):
        check_table(table, ("parameter", "S1", "S1_interval", "ST", "ST_interval", "unit"), amount)
    shown = table.head(top)
    with chart_style(language, width, text) as look:
        names = row_names(map(str, shown["parameter"]), look, room_of(ax, look))
        ax = axes_for(ax, look, 1.15 * rows_height(names) + 17)
        marks: Any = {"ecolor": INK, "elinewidth": look.pt(0.75), "capsize": look.pt(1.2), "capthick": look.pt(0.75)}
        bars = []
        for index, shift, color, name in (("ST", -0.18, MAIN, "total_index"), ("S1", 0.18, SECOND, "first_index")):
            places = [position + shift for position in range(len(shown))]
            bars.append(ax.barh(places, shown[index], xerr=shown[f"{index}_interval"], height=0.34, color=color,
                                label=label(f"figure.{name}", look.language), error_kw=marks))  # fmt: skip
        name_rows(ax, names, axis_unit(shown, look.language), look)
        zero_line(ax, look)
        legend_above(ax, bars, look)
    return ax


def plot_morris(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    named: int = 8,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """Size against spread of the elementary effects; the first `named` parameters of the table carry their names.

    Below the line sigma = mu* / 2 an input acts nearly alone and linearly; above sigma = mu* it interacts or bends.
    Columns: parameter, mu_star, mu_star_interval, sigma, unit. `width` in mm and `text` in pt are
    those of a figure for a paper. Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an
    unknown language.
    """
    for amount in ("mu_star", "sigma"):
        check_table(table, ("parameter", "mu_star", "mu_star_interval", "sigma", "unit"), amount)
    end = 1.12 * float(max(table["mu_star"].max(), 1e-300))
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 70, width=168)
        ax.errorbar(table["mu_star"], table["sigma"], xerr=table["mu_star_interval"], fmt="o", markersize=look.pt(3),
                    color=MAIN, markeredgewidth=0, ecolor=PALE, elinewidth=look.pt(1.0), zorder=3)  # fmt: skip
        top = 1.12 * max(float(table["sigma"].max()), 0.3 * end)
        lines = [ax.plot([0, end], [0, slope * end], color=MUTED, linewidth=look.pt(0.75), linestyle=dash, label=name)[0]
                 for slope, dash, name in ((1.0, "--", "sigma = mu*"), (0.5, ":", "sigma = mu* / 2"))]  # fmt: skip
        unit = axis_unit(table, look.language)
        ax.set(xlim=(0, 1.15 * end), ylim=(0, top))
        ax.set_xlabel(fitted(label("figure.effect_size", look.language, unit=unit), look, 0.8 * width_mm(ax)))
        ax.set_ylabel(fitted(label("figure.effect_spread", look.language, unit=unit), look, 60 * look.scale))
        first = table.head(named)
        name_points(ax, list(map(str, first["parameter"])), list(first["mu_star"]), list(first["sigma"]), look)
        legend_above(ax, lines, look)
    return ax


def plot_difference(
    table: pd.DataFrame,
    ax: Axes | Figure | None = None,
    *,
    language: str = ENGLISH,
    width: float | None = None,
    text: float = PAPER_TEXT,
) -> Axes:
    """The differences of paired samples as a histogram per pair, either side of 0 in its own colour.

    Columns: pair (what is subtracted from what), amount, unit. One pair. `width` in mm and `text` in pt are those of a
    figure for a paper. Raises FigureError for a table that cannot be drawn or such a size, ScenarioError for an unknown
    language.
    """
    check_table(table, ("pair", "amount", "unit"))
    pairs = list(dict.fromkeys(table["pair"]))
    if len(pairs) > 1:
        raise FigureError(message("the table has {count} pairs; draw one at a time", count=len(pairs)))
    with chart_style(language, width, text) as look:
        ax = axes_for(ax, look, 54, width=178)
        ax.hist(table["amount"], bins=BINS, range=_range(table["amount"]), edgecolor="none")
        for bar in ax.patches:
            first_is_lower = bar.get_x() + bar.get_width() / 2 < 0  # type: ignore[attr-defined]
            bar.set_facecolor(DOWN_COLOR if first_is_lower else UP_COLOR)
        ax.axvline(0, color=INK, linewidth=look.pt(0.75))
        named = label("figure.statistic", look.language, name=pairs[0], amount=axis_unit(table, look.language))
        ax.set_xlabel(fitted(named, look, 0.8 * width_mm(ax)))
        ax.set_ylabel(label("figure.samples", look.language))
        sides = (("first_is_lower", ENDS["low"]), ("second_is_lower", ENDS["high"]))
        shown = [Patch(facecolor=fill, edgecolor=edge, label=label(f"figure.{name}", look.language))
                 for name, (fill, edge) in sides]  # fmt: skip
        legend_above(ax, shown, look)
    return ax
