"""What a chart takes and becomes: the table it needs, numbers beside its marks, and its files."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from lca_models.inventory.files.commit import fill_work_folder, write_files
from lca_models.inventory.files.leftovers import work_folder
from lca_models.reporting.figures.chinese_font import FONT_NAME, chinese_font_path, truetype_font
from lca_models.reporting.figures.look import FigureError, chart_style, has_glyphs
from lca_models.reporting.text.numbers import places_of, pretty_unit
from lca_models.scope.labels import word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:  # charts of a report are drawn by a process that does without
    import pandas as pd

    Table = pd.DataFrame | Mapping[str, Sequence[Any]]  # columns by name

SCREEN_DPI, PAPER_DPI = 160, 600


def figure_files(drawn: Axes | Figure, name: str) -> dict[str, bytes]:
    """`NAME.png` and `NAME.svg` with their contents, the same for the same chart at any time."""
    figure = figure_of(drawn)
    return {f"{name}.{kind}": encode(figure, kind) for kind in ("png", "svg")}


def png_file(drawn: Axes | Figure) -> bytes:
    """The PNG alone, for documents that hold no other picture."""
    return encode(figure_of(drawn), "png")


def save_figure(drawn: Axes | Figure, path_stem: Path | str) -> tuple[Path, Path]:
    """Write `path_stem` with .png and .svg, each replaced whole; the two paths."""
    stem = Path(path_stem)
    write_files(stem.parent, figure_files(drawn, stem.name))
    return stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")


def paper_files(drawn: Axes | Figure, name: str) -> dict[str, bytes]:
    """`NAME.pdf`, `.svg` and `.png` as journals take them: fonts embedded as TrueType, text as text, 600 dpi."""
    figure = figure_of(drawn)
    made = {f"{name}.png": encode(figure, "png", dpi=PAPER_DPI)}
    with _truetype(figure):
        made[f"{name}.pdf"] = encode(figure, "pdf")
    return made | {f"{name}.svg": encode(figure, "svg", svg_text="none")}


def save_for_paper(drawn: Axes | Figure, path_stem: Path | str) -> tuple[Path, Path, Path]:
    """Write `path_stem` with .pdf, .svg and .png as journals take them, each replaced whole; the three paths.

    Raises FigureError for a look that cannot be printed, ValueError for axes that were taken off their figure, OSError where
    the files cannot be written.
    """
    stem = Path(path_stem)
    write_files(stem.parent, paper_files(drawn, stem.name))
    return stem.with_name(f"{stem.name}.pdf"), stem.with_name(f"{stem.name}.svg"), stem.with_name(f"{stem.name}.png")


@contextmanager
def _truetype(figure: Figure) -> Iterator[None]:
    """The Chinese glyphs of a figure are those of a TrueType font while it is saved."""
    words = [text for text in figure.findobj(Text) if FONT_NAME in text.get_fontfamily()]
    path = chinese_font_path()
    if not words or path is None:
        yield
        return
    known = font_manager.fontManager.ttflist
    with work_folder(Path(mpl.get_cachedir()) / "lca_models") as folder:
        content = truetype_font(path, {one for text in words for one in text.get_text()} | {" "})
        fill_work_folder(folder, {"glyphs.ttf": content})
        entry = font_manager.FontEntry(fname=str(folder / "glyphs.ttf"), name=f"{FONT_NAME} {folder.name}")
        families = [(text, text.get_fontfamily()) for text in words]
        known.append(entry)
        try:
            for text, family in families:
                text.set_fontfamily([entry.name if one == FONT_NAME else one for one in family])
            yield
        finally:
            known.remove(entry)
            for text, family in families:
                text.set_fontfamily(family)


def fonts_in(drawn: Axes | Figure) -> tuple[str, ...]:
    """The families that a figure is drawn with: of each letter the first of its text that has it."""
    letters = {
        (one, tuple(text.get_fontfamily())) for text in figure_of(drawn).findobj(Text) for one in text.get_text()
    }
    found = {next((name for name in families if has_glyphs(name, one)), "") for one, families in letters if one.strip()}
    return tuple(sorted(found - {""}))


def check_table(table: Table, columns: Sequence[str], amount: str = "amount") -> None:
    """Raises FigureError for a table without rows or columns, with several units, or with amounts that are no numbers."""
    missing = [column for column in columns if column not in table]
    if missing:
        raise FigureError(
            message(
                "the table lacks {listed}; it has {listed_2}",
                listed=enumerated(missing),
                listed_2=enumerated(map(str, table)),
            )
        )
    if not len(table["unit"]):
        raise FigureError(message("the table has no rows, so there is nothing to draw"))
    units = sorted(set(table["unit"]))
    if len(units) > 1:
        raise FigureError(message("the amounts are in {listed}; convert them to one unit", listed=enumerated(units)))
    if odd := [one for one in table[amount] if not _is_number(one)]:
        raise FigureError(message("{amount} is {value}; give a number", amount=amount, value=odd[0]))


def _is_number(value: Any) -> bool:
    try:
        return math.isfinite(float(value))
    except (TypeError, ValueError):
        return False


def setting_label(name: str, language: str) -> str:
    """The name of a column or setting on an axis, in words of the catalogue where it has it."""
    return word_label(name, language).replace("_", " ")


def axis_unit(table: Table, language: str) -> str:
    """The unit of a table at an axis of amounts, in a language and with its subscript."""
    return pretty_unit(unit_label(str(next(iter(table["unit"]))), language))


def amount_text(value: float, beside: Iterable[float] = ()) -> str:
    """An amount at its place in a chart, with a true minus sign.

    `beside`: the amounts of the chart; where all are below 1, three digits of the largest are shown.
    """
    largest = max(map(abs, beside), default=1.0)
    decimals = places_of([largest], 3) if largest < 1 else 1 if abs(value) >= 10 else 2
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "\u2212")


def figure_of(drawn: Axes | Figure) -> Figure:
    """The figure of axes.

    Raises ValueError for axes that were taken off theirs.
    """
    figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
    if figure is None:
        raise ValueError(message("these axes belong to no figure any more; draw again and save what the plot returns"))
    return figure


def encode(figure: Figure, kind: str, *, dpi: float = SCREEN_DPI, svg_text: str = "path") -> bytes:
    """A figure as a file of a kind (png, svg, pdf), without dates and versions; `svg_text`: path, or none for real text."""
    # Dates and versions would make every file differ from the last one.
    nothing = {"png": ("Software",), "svg": ("Date", "Creator"), "pdf": ("CreationDate", "Creator", "Producer")}
    stream = io.BytesIO()
    with chart_style(), mpl.rc_context({"svg.fonttype": svg_text}):
        # The places found for the first format hold for all; with an engine, each would draw twice.
        if (engine := figure.get_layout_engine()) is not None:
            engine.execute(figure)
            figure.set_layout_engine(None)
        figure.savefig(stream, format=kind, dpi=dpi, metadata=dict.fromkeys(nothing[kind]))
    return stream.getvalue()
