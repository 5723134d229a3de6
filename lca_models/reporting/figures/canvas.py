"""What all charts share: one look, axes of their own, the table they need, and the files they become.

No global setting of Matplotlib changes.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lca_models.inventory.files.commit import write_files
from lca_models.reporting.figures.chinese_font import FONT_MISSING, FONT_NAME, chinese_font_path
from lca_models.reporting.figures.palette import INK, MUTED
from lca_models.reporting.text.numbers import places_of
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.labels import check_language, word_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import message

PNG_DPI = 160
_STYLE: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#C9CFD6",
    "axes.grid": True,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "grid.color": "#E6E9ED",
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "white",
    "patch.force_edgecolor": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "lca_models",
    "text.color": INK,
    "xtick.bottom": False,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "ytick.left": False,
}


class FigureError(LcaModelsError, ValueError):
    """A chart needs a table with rows, its columns, finite amounts and one unit."""


@contextmanager
def chart_style(language: str = ENGLISH) -> Iterator[str]:
    """The one look of all charts; hold it around drawing and saving.

    Gives the language to draw in: English, with a warning that says what to install, where Chinese glyphs are missing.
    """
    check_language(language)
    if language == CHINESE and not _has_chinese_font():
        warnings.warn(FONT_MISSING, UserWarning, stacklevel=4)
        language = ENGLISH
    # A list behind the name sans-serif would be looked up anew when the figure is saved.
    family = {"font.family": ["DejaVu Sans", FONT_NAME]} if language == CHINESE else {}
    with mpl.rc_context(_STYLE | family):
        yield language
        interactive = mpl.is_interactive()
    # The first figure of a notebook turns display on while the style is held; giving the style back must not undo that.
    mpl.interactive(interactive)


def _has_chinese_font() -> bool:
    """Whether Matplotlib has the Chinese font; it is told of it when first asked, and keeps it for figures shown later."""
    known = any(font.name == FONT_NAME for font in font_manager.fontManager.ttflist)
    path = None if known else chinese_font_path()
    if path is not None:
        font_manager.fontManager.addfont(path)
    return known or path is not None


def svg_element(svg_file: bytes) -> str:
    """The `<svg>` element of an SVG file, which can stand inside a page."""
    text = svg_file.decode()
    return text[text.index("<svg") :]


def figure_files(drawn: Axes | Figure, name: str) -> dict[str, bytes]:
    """`NAME.png` and `NAME.svg` with their contents, the same for the same chart at any time."""
    figure = _figure_of(drawn)
    return {f"{name}.{kind}": _encode(figure, kind) for kind in ("png", "svg")}


def png_file(drawn: Axes | Figure) -> bytes:
    """The PNG alone, for documents that hold no other picture."""
    return _encode(_figure_of(drawn), "png")


def save_figure(drawn: Axes | Figure, path_stem: Path | str) -> tuple[Path, Path]:
    """Write `path_stem` with .png and .svg, each replaced whole; the two paths."""
    stem = Path(path_stem)
    write_files(stem.parent, figure_files(drawn, stem.name))
    return stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")


def new_axes(width: float, height: float) -> Axes:
    """Axes of a figure of its own (inches) that no window and no list of open figures holds."""
    with chart_style():
        return Figure(figsize=(width, height), layout="constrained").subplots()


def shown_axes(width: float, height: float) -> Axes:
    """Axes (inches) that a notebook shows."""
    # pyplot, so that a notebook shows the figure; the report passes Axes of its own and needs no pyplot.
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=(width, height), layout="constrained")
    if (
        "inline" in plt.get_backend()
    ):  # it draws what it shows; pyplot would draw before, for a window that there is not
        figure.canvas.draw_idle = _nothing  # type: ignore[method-assign]
    return ax


def _nothing() -> None: ...


def check_table(table: pd.DataFrame, columns: Sequence[str], amount: str = "amount") -> None:
    """Raises FigureError for a table without rows or columns, with several units, or with amounts that are no numbers."""
    missing = [column for column in columns if column not in table]
    if missing:
        raise FigureError(
            message(
                "the table lacks {listed}; it has {listed_2}",
                listed=", ".join(missing),
                listed_2=", ".join(map(str, table.columns)),
            )
        )
    if table.empty:
        raise FigureError(message("the table has no rows, so there is nothing to draw"))
    units = sorted(set(table["unit"]))
    if len(units) > 1:
        raise FigureError(message("the amounts are in {listed}; convert them to one unit", listed=", ".join(units)))
    values = pd.to_numeric(table[amount], errors="coerce")
    odd = table[amount][values.isna() | values.abs().eq(float("inf"))]
    if len(odd):
        raise FigureError(message("{amount} is {value}; give a number", amount=amount, value=odd.iloc[0]))


def remove_spines(ax: Axes, *sides: str) -> None:
    """Leave out sides of the frame."""
    for side in sides:
        ax.spines[side].set_visible(False)


def own_fonts(ax: Axes) -> None:
    """Give the names of axes and rows the fonts of the style: axes of the caller's may come from one without Chinese."""
    for text in (ax.xaxis.label, ax.yaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels()):
        text.set_fontfamily(mpl.rcParams["font.family"])


def setting_label(name: str, language: str) -> str:
    """The name of a column or setting on an axis, in words of the catalogue where it has it."""
    return word_label(name, language).replace("_", " ")


def amount_text(value: float, beside: Iterable[float] = ()) -> str:
    """An amount at its place in a chart, with a true minus sign.

    `beside`: the amounts of the chart; where all are below 1, three digits of the largest are shown.
    """
    largest = max(map(abs, beside), default=1.0)
    decimals = places_of([largest], 3) if largest < 1 else 1 if abs(value) >= 10 else 2
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "\u2212")


def _figure_of(drawn: Axes | Figure) -> Figure:
    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    if figure is None:
        raise ValueError(message("these axes belong to no figure any more; draw again and save what the plot returns"))
    return figure


def _encode(figure: Figure, kind: str) -> bytes:
    # Dates and versions would make every file differ from the last one.
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    stream = io.BytesIO()
    with chart_style():
        figure.savefig(stream, format=kind, dpi=PNG_DPI, metadata=metadata)
    # The places found for the first format hold for the second; finding them takes half the time of a drawing.
    figure.set_layout_engine("none")
    return stream.getvalue()
