"""Charts of the interpretation: tidy table -> Axes, in the style of `figures`. Nothing is computed here but places."""

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
    own_fonts,
    remove_spines,
    setting_label,
    shown_axes,
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
from lca_models.scope.labels import label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message

MAIN, SECOND, THIRD = STAGE_COLORS[RAW_MATERIAL_ACQUISITION], STAGE_COLORS[MANUFACTURING], STAGE_COLORS[RECYCLING]
LETTER, LINE = 4.6, 10.0  # of names beside points, in points (1/72 inch)
BINS = 80  # of a histogram
PALE, BAND = "#9DC3DE", "#D5DAE0"
LINE_COLORS = [MAIN, SECOND, THIRD, UP_COLOR, STAGE_COLORS["distribution"], DOWN_COLOR, MUTED, INK]
STATISTICS: Any = {  # column of a summary -> how it is drawn
    "central": {"color": INK, "linestyle": "-"},
    "median": {"color": UP_COLOR, "linestyle": "--"},
    "mean": {"color": THIRD, "linestyle": ":"},
}


def tornado_bars(ranges: pd.DataFrame, named: str = "parameter") -> pd.DataFrame:
    """Rows for `plot_tornado` from the table of `interpretation.local_sensitivity.tornado`; `named`: parameter or label."""
    renamed = {"result_low": "low", "result_high": "high", "result": "central", "result_unit": "unit"}
    units = ["" if unit == "1" else f" {unit}" for unit in ranges["unit"]]
    ends = {f"{end}_setting": [f"{value:.3g}{unit}" for value, unit in zip(ranges[end], units, strict=True)]
            for end in ("low", "high")}  # fmt: skip
    return ranges[[*renamed]].rename(columns=renamed).assign(parameter=ranges[named], **ends)


def plot_tornado(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """One row per parameter: the result at the low and at the high end of its own range, from the central value.

    Columns: parameter, low, high (results), central, unit, and optionally low_setting and high_setting (the ends).
    Raises FigureError for a table that cannot be drawn, ScenarioError for an unknown language.
    """
    for amount in ("low", "high", "central"):
        check_table(table, ("parameter", "low", "high", "central", "unit"), amount)
    middle = float(table["central"].iloc[0])
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.36 * len(table) + 1.2)
        for end, color in (("low", DOWN_COLOR), ("high", UP_COLOR)):
            ax.barh(range(len(table)), table[end] - middle, left=middle, height=0.62, color=color,
                    label=label(f"figure.{end}_end", language))  # fmt: skip
            if f"{end}_setting" in table:
                others = table["high" if end == "low" else "low"]
                for position, (result, other) in enumerate(zip(table[end], others, strict=True)):
                    place, away = _beside_bar(result - middle, other - middle, first=end == "low")
                    ax.annotate(str(table[f"{end}_setting"].iloc[position]), (middle + place, position), (4 * away, 0),
                                textcoords="offset points", va="center", ha="left" if away > 0 else "right",
                                fontsize=7.5, color=MUTED)  # fmt: skip
        ax.axvline(middle, color=INK, linewidth=1)
        _name_rows(ax, table["parameter"], table["unit"].iloc[0], language)
        ax.margins(x=0.24)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=8.5, handlelength=1.0)
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
    samples: pd.DataFrame, summary: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH
) -> Axes:
    """Samples of one result as a histogram, its 95 % interval as a band; central value, median and mean as lines.

    Columns of samples: amount, unit; of the summary, one row: central, median, mean, p2.5, p97.5, unit. Raises
    FigureError for a table that cannot be drawn, ScenarioError for an unknown language.
    """
    check_table(samples, ("amount", "unit"))
    for amount in ("central", "median", "mean", "p2.5", "p97.5"):
        check_table(summary, (amount, "unit"), amount)
    if len(summary) != 1:
        raise FigureError(message("the summary has {count} rows; choose one result", count=len(summary)))
    row = summary.iloc[0]
    with chart_style(language) as language:
        ax = ax or shown_axes(7.0, 3.6)
        beside = [row[name] for name in ("p2.5", "p97.5", *STATISTICS)]
        low, high = (amount_text(row[end], beside) for end in ("p2.5", "p97.5"))
        ax.axvspan(row["p2.5"], row["p97.5"], color=BAND, alpha=0.6, linewidth=0,
                   label=label("figure.interval", language, low=low, high=high))  # fmt: skip
        ax.hist(
            samples["amount"],
            bins=BINS,
            range=_range(samples["amount"]),
            color=PALE,
            edgecolor="none",
            density=True,
            zorder=2,
        )
        for name, style in STATISTICS.items():
            named = label(
                "figure.statistic", language, name=word_label(name, language), amount=amount_text(row[name], beside)
            )
            ax.axvline(row[name], linewidth=1.6, zorder=3, label=named, **style)
        unit = _unit(row["unit"], language)
        ax.set(xlabel=unit, ylabel=label("figure.density", language, unit=unit))
        ax.set_ylim(bottom=0)
        ax.legend(fontsize=8.5)
        _finish(ax)
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
    ax: Axes | None = None,
    *,
    language: str = ENGLISH,
) -> Axes:
    """A statistic against the number of samples, one line per entry of the column `lines`.

    Columns: n, those named by `lines` and `amount`, unit, and that of `interval` (half widths, drawn as bands). Raises
    FigureError for a table that cannot be drawn, ScenarioError for an unknown language.
    """
    check_table(table, ("n", lines, amount, "unit"), amount)
    names = list(dict.fromkeys(table[lines]))
    with chart_style(language) as language:
        ax = ax or shown_axes(7.0, 3.6)
        for position, name in enumerate(names):
            part = table[table[lines] == name].sort_values("n")
            color = LINE_COLORS[position] if position < len(LINE_COLORS) else OTHER_COLOR
            ax.plot(part["n"], part[amount], color=color, marker="o", markersize=3, linewidth=1.4,
                    label=word_label(str(name), language))  # fmt: skip
            if interval is not None:
                low, high = part[amount] - part[interval], part[amount] + part[interval]
                ax.fill_between(part["n"], low, high, color=color, alpha=0.15, linewidth=0)
        ax.set_xscale("log")
        ax.set(xlabel=label("figure.number_of_samples", language), ylabel=_unit(table["unit"].iloc[0], language))
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8.5)
        _finish(ax)
    return ax


def plot_sobol(table: pd.DataFrame, ax: Axes | None = None, top: int = 15, *, language: str = ENGLISH) -> Axes:
    """First-order and total index of the first `top` parameters of the table, with their bootstrap intervals.

    Columns: parameter, S1, S1_interval, ST, ST_interval, unit. Raises FigureError for a table that cannot be drawn,
    ScenarioError for an unknown language.
    """
    for amount in ("S1", "ST"):
        check_table(table, ("parameter", "S1", "S1_interval", "ST", "ST_interval", "unit"), amount)
    shown = table.head(top)
    marks: Any = {"ecolor": INK, "elinewidth": 1, "capsize": 2}
    with chart_style(language) as language:
        ax = ax or shown_axes(7.4, 0.42 * len(shown) + 1.1)
        for index, shift, color, name in (("ST", -0.18, MAIN, "total_index"), ("S1", 0.18, SECOND, "first_index")):
            places = [position + shift for position in range(len(shown))]
            ax.barh(
                places,
                shown[index],
                xerr=shown[f"{index}_interval"],
                height=0.34,
                color=color,
                label=label(f"figure.{name}", language),
                error_kw=marks,
            )
        ax.axvline(0, color=MUTED, linewidth=0.8)
        _name_rows(ax, shown["parameter"], shown["unit"].iloc[0], language)
        ax.legend(loc="lower right", fontsize=8.5)
    return ax


def plot_morris(table: pd.DataFrame, ax: Axes | None = None, named: int = 8, *, language: str = ENGLISH) -> Axes:
    """Size against spread of the elementary effects; the first `named` parameters of the table carry their names.

    Below the line sigma = mu* / 2 an input acts nearly alone and linearly; above sigma = mu* it interacts or bends.
    Columns: parameter, mu_star, mu_star_interval, sigma, unit. Raises FigureError for a table that cannot be drawn,
    ScenarioError for an unknown language.
    """
    for amount in ("mu_star", "sigma"):
        check_table(table, ("parameter", "mu_star", "mu_star_interval", "sigma", "unit"), amount)
    end = 1.12 * float(max(table["mu_star"].max(), 1e-300))
    with chart_style(language) as language:
        ax = ax or shown_axes(6.6, 4.6)
        for slope, dash, name in ((1.0, "--", "sigma = mu*"), (0.5, ":", "sigma = mu* / 2")):
            ax.plot([0, end], [0, slope * end], color=MUTED, linewidth=1, linestyle=dash, label=name)
        ax.errorbar(table["mu_star"], table["sigma"], xerr=table["mu_star_interval"], fmt="o", markersize=4.5, color=MAIN,
                    ecolor=PALE, elinewidth=1.4)  # fmt: skip
        unit = _unit(table["unit"].iloc[0], language)
        ax.set(xlim=(0, 1.15 * end), ylim=(0, 1.12 * max(float(table["sigma"].max()), 0.3 * end)),
               xlabel=label("figure.effect_size", language, unit=unit),
               ylabel=label("figure.effect_spread", language, unit=unit))  # fmt: skip
        first = table.head(named)
        _name_points(ax, first["parameter"], first["mu_star"], first["sigma"])
        ax.legend(loc="upper left", fontsize=8.5)
        _finish(ax)
    return ax


def plot_difference(table: pd.DataFrame, ax: Axes | None = None, *, language: str = ENGLISH) -> Axes:
    """The differences of paired samples as a histogram per pair, either side of 0 in its own colour.

    Columns: pair (what is subtracted from what), amount, unit. One pair. Raises FigureError for a table that cannot be
    drawn, ScenarioError for an unknown language.
    """
    check_table(table, ("pair", "amount", "unit"))
    pairs = list(dict.fromkeys(table["pair"]))
    if len(pairs) > 1:
        raise FigureError(message("the table has {count} pairs; draw one at a time", count=len(pairs)))
    with chart_style(language) as language:
        ax = ax or shown_axes(7.0, 3.4)
        ax.hist(table["amount"], bins=BINS, range=_range(table["amount"]), edgecolor="none")
        for bar in ax.patches:
            first_is_lower = bar.get_x() + bar.get_width() / 2 < 0  # type: ignore[attr-defined]
            bar.set_facecolor(DOWN_COLOR if first_is_lower else UP_COLOR)
        ax.axvline(0, color=INK, linewidth=1.2)
        ax.set(
            xlabel=_named_amount(pairs[0], table["unit"].iloc[0], language), ylabel=label("figure.samples", language)
        )
        ax.legend(handles=[Patch(facecolor=DOWN_COLOR, label=label("figure.first_is_lower", language)),
                           Patch(facecolor=UP_COLOR, label=label("figure.second_is_lower", language))],
                  fontsize=8.5)  # fmt: skip
        _finish(ax)
    return ax


def plot_heat_map(
    table: pd.DataFrame, rows: str, columns: str, ax: Axes | None = None, *, language: str = ENGLISH
) -> Axes:
    """A grid of scenarios: one cell per entry of two columns of the table, coloured and labelled with its amount.

    Columns: those named by `rows` and `columns`, amount, unit; one row of the table per cell, missing cells stay empty.
    Raises FigureError for a table that cannot be drawn, ScenarioError for an unknown language.
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
    scale = mpl.colors.Normalize(table["amount"].min(), table["amount"].max())
    ramp = mpl.colormaps[AMOUNT_RAMP]
    with chart_style(language) as language:
        names = [fill(_setting(name, language), 15, break_long_words=False, break_on_hyphens=False) for name in across]
        width = max(0.8, 0.095 * max(len(line) for name in names for line in name.splitlines()))  # inches
        ax = ax or shown_axes(width * len(across) + 2.6, 0.34 * len(down) + 1.4)
        for row, column, amount in zip(table[rows], table[columns], table["amount"], strict=True):
            color, (x, y) = ramp(scale(amount)), (across.index(column), down.index(row))
            ax.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=color, edgecolor="none"))
            ink = readable_ink(mpl.colors.to_hex(color))
            text = amount_text(amount, table["amount"])
            ax.annotate(text, (x, y), ha="center", va="center", color=ink, fontsize=8)
        ax.set(xlim=(-0.5, len(across) - 0.5), ylim=(len(down) - 0.5, -0.5))
        ax.set_xticks(range(len(across)), names)
        ax.set_yticks(range(len(down)), [_setting(name, language) for name in down])
        ax.set(xlabel=setting_label(columns, language), ylabel=setting_label(rows, language))
        ax.grid(visible=False)
        ax.tick_params(length=0)
        _finish(ax, "top", "right", "left", "bottom")
        bar = ax.figure.colorbar(mpl.cm.ScalarMappable(scale, ramp), ax=ax, shrink=0.8, pad=0.02)
        bar.set_label(_unit(table["unit"].iloc[0], language), color=MUTED)
        bar.outline.set_visible(False)
    return ax


def _setting(value: object, language: str) -> str:
    return f"{value:g}" if isinstance(value, float) else word_label(str(value), language)


def plot_pareto(
    table: pd.DataFrame,
    results: tuple[str, str],
    units: tuple[str, str],
    name: str = "scenario",
    ax: Axes | None = None,
    *,
    language: str = ENGLISH,
) -> Axes:
    """Alternatives by two results: those of the Pareto set filled, named and joined, the others hollow.

    Columns: the two results, in_set, and that of `name`. `units`: of the two results. Raises FigureError for a table
    that cannot be drawn, ScenarioError for an unknown language.
    """
    for amount in results:
        check_table(table.assign(unit=""), (*results, "in_set", name), amount)
    first, second = results
    chosen = table[table["in_set"]].sort_values(first)
    with chart_style(language) as language:
        ax = ax or shown_axes(6.4, 4.4)
        others = table[~table["in_set"]]
        ax.scatter(others[first], others[second], s=26, facecolor="white", edgecolor=OTHER_COLOR,
                   label=label("figure.beaten", language))  # fmt: skip
        ax.plot(chosen[first], chosen[second], color=MAIN, linewidth=1, drawstyle="steps-post", alpha=0.5)
        ax.scatter(
            chosen[first], chosen[second], s=34, color=MAIN, zorder=3, label=label("figure.pareto_set", language)
        )
        named = [_named_amount(word_label(name, language), unit, language)
                 for name, unit in zip(results, units, strict=True)]  # fmt: skip
        ax.set(xlabel=named[0], ylabel=named[1])
        ax.margins(0.12)
        _name_points(ax, chosen[name], chosen[first], chosen[second])
        ax.legend(fontsize=8.5)
        _finish(ax)
    return ax


def _name_points(ax: Axes, names: pd.Series, x: pd.Series, y: pd.Series) -> None:
    """Names beside points, each at the first of some places around its point where no other name stands."""
    size = ax.get_figure(root=True).get_size_inches() * 72  # type: ignore[union-attr]
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    taken: list[tuple[float, float, float, float]] = []
    for name, across, up in zip(names.astype(str), x, y, strict=True):
        # Points (1/72 inch) from the corner of the figure, near enough to tell whether two names meet.
        at = (across - left) / (right - left) * 0.85 * size[0], (up - bottom) / (top - bottom) * 0.85 * size[1]
        wide, high = LETTER * len(name), LINE
        places = [(5.0, 4.0), (5.0, -11.0), (-5.0 - wide, 4.0), (-5.0 - wide, -11.0), (5.0, 15.0), (5.0, -22.0),
                  (-5.0 - wide, 15.0), (-5.0 - wide, -22.0), (5.0, 26.0)]  # fmt: skip
        boxes = [(at[0] + dx, at[1] + dy, at[0] + dx + wide, at[1] + dy + high) for dx, dy in places]
        free = [place for place, box in enumerate(boxes) if box[0] > 0 and not any(_meet(box, one) for one in taken)]
        chosen = free[0] if free else 0
        taken.append(boxes[chosen])
        ax.annotate(name, (across, up), places[chosen], textcoords="offset points", fontsize=8)


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _unit(unit: object, language: str) -> str:
    return pretty_unit(unit_label(str(unit), language))


def _named_amount(name: str, unit: object, language: str) -> str:
    """What an axis shows, and its unit."""
    return label("figure.statistic", language, name=name, amount=_unit(unit, language))


def _name_rows(ax: Axes, names: Sequence[str] | pd.Series, unit: str, language: str) -> None:
    """The first name on top; the unit on the axis of amounts."""
    ax.set_yticks(range(len(names)), [fill(str(name), 44) for name in names])
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xlabel(_unit(unit, language))
    ax.grid(visible=False, axis="y")
    ax.tick_params(length=0)
    _finish(ax, "top", "right", "left")


def _finish(ax: Axes, *sides: str) -> None:
    """Take the frame away at some sides; give the names of axes and rows the fonts of the style."""
    remove_spines(ax, *(sides or ("top", "right")))
    own_fonts(ax)
