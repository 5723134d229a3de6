"""One look for every chart, on a screen and in a paper: sizes, fonts and lines, axes of their own, lines of text.

A chart for a paper has its width in mm, text of 7 pt with nothing below 6, and lines in the same proportion; one on a
screen is the same, larger. No global setting of Matplotlib changes.
"""

from __future__ import annotations

import math
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lca_models.reporting.figures.chinese_font import FONT_MISSING, FONT_NAME, chinese_font_path
from lca_models.reporting.figures.palette import INK
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.labels import check_language
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message

MM = 1 / 25.4  # of an inch
COLUMN_MM, PAGE_MM = 82.0, 174.0  # one and two columns: within what Nature, Elsevier, ACS and Springer print
TALLEST_MM = 170.0
WIDTHS_MM = (40.0, 400.0)  # what can be asked for
PAPER_TEXT, SCREEN_TEXT = 7.0, 10.0  # pt
TEXTS = (7.0, 14.0)  # what can be asked for: the smallest text is 6/7 of it, and journals print none below 6 pt
SMALL = 6 / 7
SCREEN_MM = 188.0
ROW_MM, LINE_MM = 5.4, 2.75  # height of a row of bars and of a further line of its name, at a text of 7 pt
LETTER = 0.52  # width of a Latin letter, of the size of its text; of a Chinese one twice that
SCREEN_FONTS = ("DejaVu Sans",)  # which comes with Matplotlib: the same files everywhere
SIGNS = "₂−→±"  # which units, amounts and names need; an old Liberation Sans has no subscript
PAPER_FONTS = ("Arial", "Liberation Sans", "DejaVu Sans")  # the first one that is there
_NO_LINE_BEGINS = "，。、；：！？）》”’％%)],.;:"


class FigureError(LcaModelsError, ValueError):
    """A chart needs a table with rows, its columns, finite amounts and one unit, and a size that can be printed."""


@dataclass(frozen=True)
class Look:
    """What a chart is drawn with."""

    language: str
    text: float  # pt
    width: float | None = None  # mm of a chart for a paper; None on a screen

    @property
    def small(self) -> float:
        """Size in pt of legends and notes, the smallest text there is."""
        return self.text * SMALL

    @property
    def scale(self) -> float:
        """How much larger than in a paper everything is."""
        return self.text / PAPER_TEXT

    def pt(self, size: float) -> float:
        """A line or a mark of so many points in a paper."""
        return size * self.scale

    def mm(self, size: float) -> float:
        """A length of so many mm in a paper."""
        return size * self.scale

    def letters(self, mm: float, *, small: bool = False) -> int:
        """Latin letters that stand in a line of so many mm."""
        return max(int(mm * MM * 72 / (LETTER * (self.small if small else self.text))), 6)


def look_of(language: str, width: float | None = None, text: float = PAPER_TEXT) -> Look:
    """The look of a chart: for a paper where it has a width (mm), else for a screen.

    Raises FigureError for a size that cannot be printed, ScenarioError for an unknown language.
    """
    check_language(language)
    if width is None:
        return Look(language, SCREEN_TEXT)
    if not (math.isfinite(width) and WIDTHS_MM[0] <= width <= WIDTHS_MM[1]):
        raise FigureError(
            message("a width of {width:g} mm is given; figures are {low:g} to {high:g} mm wide", width=width,
                    low=WIDTHS_MM[0], high=WIDTHS_MM[1])
        )  # fmt: skip
    if not (math.isfinite(text) and TEXTS[0] <= text <= TEXTS[1]):
        raise FigureError(
            message("text of {text:g} pt is given; give {low:g} to {high:g}: the smallest text is six sevenths of it, and "
                    "journals print none below 6 pt", text=text, low=TEXTS[0], high=TEXTS[1])
        )  # fmt: skip
    return Look(language, text, width)


@contextmanager
def chart_style(language: str = ENGLISH, width: float | None = None, text: float = PAPER_TEXT) -> Iterator[Look]:
    """The one look of all charts; hold it around drawing and saving.

    Gives the look to draw in: in English, with a warning that says what to install, where Chinese glyphs are missing.
    Raises FigureError for a size that cannot be printed, ScenarioError for an unknown language.
    """
    look = look_of(language, width, text)
    if language == CHINESE and not _has_chinese_font():
        warnings.warn(FONT_MISSING, UserWarning, stacklevel=4)
        look = look_of(ENGLISH, width, text)
    with mpl.rc_context(_settings(look)):
        yield look
        interactive = mpl.is_interactive()
    # The first figure of a notebook turns display on while the style is held; giving the style back must not undo that.
    mpl.interactive(interactive)


def _settings(look: Look) -> Any:
    return {
        "axes.axisbelow": True,
        "axes.edgecolor": INK,
        "axes.grid": False,
        "axes.labelcolor": INK,
        "axes.labelpad": look.pt(2.5),
        "axes.labelsize": look.text,
        "axes.linewidth": look.pt(0.5),
        "axes.unicode_minus": True,
        # A list behind the name sans-serif would be looked up anew when the figure is saved.
        "font.family": fonts_of(look),
        "font.size": look.text,
        "legend.fontsize": look.small,
        "legend.frameon": False,
        "legend.title_fontsize": look.small,
        "lines.linewidth": look.pt(1.0),
        "lines.solid_capstyle": "butt",
        "patch.edgecolor": "white",
        "patch.force_edgecolor": True,
        "patch.linewidth": look.pt(0.5),
        "pdf.fonttype": 42,  # no journal takes Type 3
        "svg.fonttype": "path" if look.width is None else "none",
        "svg.hashsalt": "lca_models",
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }


def fonts_of(look: Look) -> list[str]:
    """Families of the look, the Latin one first: the Chinese face draws quotation marks and middle dots full width."""
    asked = SCREEN_FONTS if look.width is None else PAPER_FONTS
    latin = next(name for name in asked if name in SCREEN_FONTS or has_glyphs(name, SIGNS))
    return [latin, FONT_NAME] if look.language == CHINESE else [latin]


@cache
def has_glyphs(family: str, signs: str) -> bool:
    """Whether Matplotlib has a font of this family with glyphs for all of some signs: of one name there may be several."""
    if not any(font.name == family for font in font_manager.fontManager.ttflist):
        return False
    face = font_manager.get_font(font_manager.findfont(family, fallback_to_default=False))
    return all(face.get_char_index(ord(one)) for one in signs)


def _has_chinese_font() -> bool:
    """Whether Matplotlib has the Chinese font; it is told of it when first asked, and keeps it for figures shown later."""
    known = any(font.name == FONT_NAME for font in font_manager.fontManager.ttflist)
    path = None if known else chinese_font_path()
    if path is not None:
        font_manager.fontManager.addfont(path)
    return known or path is not None


def axes_for(ax: Axes | Figure | None, look: Look, height: float, *, width: float = SCREEN_MM) -> Axes:
    """The axes to draw in: those that are given, or new ones that a notebook shows, or those of an empty figure.

    `height`: mm at a text of 7 pt; `width`: mm of a chart on a screen. A figure that is given gets its size here.
    """
    inches = ((look.width or width) * MM, min(look.mm(height), _tallest(look)) * MM)
    if isinstance(ax, Figure):
        ax.set_size_inches(*inches)
        ax = ax.subplots()
    elif ax is None:
        ax = shown_axes(*inches)
    return dressed(ax, look)


def _tallest(look: Look) -> float:
    return TALLEST_MM if look.width is not None else math.inf


def room_of(ax: Axes | Figure | None, look: Look, *, width: float = SCREEN_MM) -> float:
    """Width in mm that a chart will have: of its panel where axes are given, else of the figure that it makes."""
    return width_mm(ax) if isinstance(ax, Axes) else look.width or width


def width_mm(ax: Axes) -> float:
    """Width of what the axes may fill: of their figure, or of their panel of it."""
    figure, spec = ax.get_figure(root=True), ax.get_subplotspec()
    whole = 1.0 if figure is None else float(figure.get_size_inches()[0]) / MM
    if spec is None:
        return whole
    columns = spec.get_gridspec().ncols
    return whole * (spec.colspan.stop - spec.colspan.start) / columns


def dressed(ax: Axes, look: Look) -> Axes:
    """The same axes with fonts, sizes and lines of the look: those of the caller's come from another style."""
    ax.grid(visible=False)
    ax.tick_params(
        labelsize=look.text, labelfontfamily=fonts_of(look), direction="out", length=look.pt(2.5), width=look.pt(0.5),
        color=INK, labelcolor=INK, pad=look.pt(2.0),
    )  # fmt: skip
    for side, spine in ax.spines.items():
        spine.set_linewidth(look.pt(0.5))
        spine.set_edgecolor(INK)
        spine.set_visible(side in ("left", "bottom"))
    for name in (ax.xaxis.label, ax.yaxis.label):
        name.set(fontsize=look.text, color=INK, fontfamily=fonts_of(look))
    ax.xaxis.labelpad = ax.yaxis.labelpad = look.pt(2.5)
    return ax


def new_figure() -> Figure:
    """An empty figure that no window and no list of open figures holds; what is drawn in it gives it its size."""
    return Figure(layout="constrained")


def new_axes(width: float, height: float) -> Axes:
    """Axes of a figure of its own (inches) that no window and no list of open figures holds."""
    with chart_style():
        return Figure(figsize=(width, height), layout="constrained").subplots()


def shown_axes(width: float, height: float) -> Axes:
    """Axes (inches) that a notebook shows."""
    # pyplot, so that a notebook shows the figure; the report passes figures of its own and needs no pyplot.
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=(width, height), layout="constrained")
    if (
        "inline" in plt.get_backend()
    ):  # it draws what it shows; pyplot would draw before, for a window that there is not
        figure.canvas.draw_idle = _nothing  # type: ignore[method-assign]
    return ax


def _nothing() -> None: ...


def panel_axes(count: int, height: float, *, width: float = PAGE_MM, columns: int = 2) -> tuple[Axes, ...]:
    """Axes of one figure for a paper (mm), side by side, each with its letter: a, b, …

    Raises FigureError for no panel, and for a size that cannot be printed.
    """
    look = look_of(ENGLISH, width)
    rows = math.ceil(count / columns) if count > 0 and columns > 0 else 0
    if not rows or not 0 < height <= TALLEST_MM:
        raise FigureError(
            message("{count} panels, {height:g} mm high, are asked for; give one or more, at most {tallest:g} mm high",
                    count=count, height=height, tallest=TALLEST_MM)
        )  # fmt: skip
    with chart_style(ENGLISH, width):
        figure = Figure(figsize=(width * MM, height * MM), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False).flatten()
        for unused in axes[count:]:
            unused.remove()
        for place, ax in enumerate(axes[:count]):
            letter = chr(ord("a") + place)
            ax.set_title(letter, loc="left", fontsize=look.text + 1, fontweight="bold", color=INK, pad=look.pt(4))
    return tuple(axes[:count])


def wide(text: str) -> int:
    """Width of a text in Latin letters; a Chinese character is two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrapped(text: str, letters: int) -> str:
    """A text in lines of at most so many Latin letters, parted at blanks and between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and wide((line + piece).rstrip()) > letters:
            lines.append(line.rstrip())
            line = ""
        line = line + piece if line else piece.lstrip()
    return "\n".join([*lines, line.rstrip()])


def _pieces(text: str) -> list[str]:
    """Words with the blank behind them, and Chinese characters with the punctuation that must not begin a line."""
    pieces: list[str] = []
    for one in text:
        chinese = unicodedata.east_asian_width(one) in "WF"
        before = pieces[-1][-1] if pieces else " "
        parted = before == " " or chinese or unicodedata.east_asian_width(before) in "WF"
        if pieces and (one in _NO_LINE_BEGINS or one == " " or not parted):
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces


def rows_height(names: Sequence[str]) -> float:
    """Height in mm, at a text of 7 pt, of rows of bars with names of some lines."""
    most = max((name.count("\n") + 1 for name in names), default=1)
    return len(names) * max(ROW_MM, LINE_MM * most + 1.2)


def spread(places: Sequence[float], apart: float) -> list[float]:
    """The same places, moved as little as keeps them so far apart, in their order."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    groups: list[list[int]] = []
    middles: list[float] = []
    for one in order:
        groups.append([one])
        middles.append(places[one])
        while len(groups) > 1 and middles[-1] - middles[-2] < apart * (len(groups[-1]) + len(groups[-2])) / 2:
            last, before = groups.pop(), groups.pop()
            weights = len(before) * middles[-2] + len(last) * middles[-1]
            middles[-2:] = [weights / (len(before) + len(last))]
            groups.append([*before, *last])
    found = list(places)
    for group, middle in zip(groups, middles, strict=True):
        for place, one in enumerate(group):
            found[one] = middle + apart * (place - (len(group) - 1) / 2)
    return found
