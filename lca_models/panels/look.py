"""The Chinese glyphs that a computer may lack, as a part of the page."""

from __future__ import annotations

import base64
import hashlib
import io
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from lca_models.inventory.brightway.project import base_folder
from lca_models.inventory.files.archives import read_archive, write_archive
from lca_models.inventory.files.commit import remove_file, write_files
from lca_models.inventory.files.sealed import SealError, check_archive, seal_archive
from lca_models.reporting.figures.chinese_font import chinese_font_path

FONT_FAMILY = "LCA Noto Sans SC"
FORMAT, KEPT, GLYPHS = "lca_models glyphs 1", "glyphs", "woff"  # raise the number when glyphs are cut out otherwise
MOST_KEPT = 8  # files: languages, products and versions have others
# Tables of vertical text and of ligatures, which no page has.
_WITHOUT = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]


@cache
def font_face(text: str) -> str:
    """The glyphs of a text, of the Chinese font, inside the style sheet, so that nothing is loaded from elsewhere.

    Empty where the font is not installed. To cut them out takes half of the start of a page, so they are kept.
    """
    path = chinese_font_path()
    if path is None:
        return ""
    characters = "".join(sorted({letter for letter in text if ord(letter) > 0x2E7F}))
    about = _about(path, characters)
    kept = base_folder() / KEPT / f"{hashlib.sha256(about.encode()).hexdigest()[:24]}.npz"
    content = _found(kept, about)
    if content is None:
        content = _glyphs(path, characters)
        _keep(kept, content, about)
    encoded = base64.b64encode(content).decode()
    return f'@font-face{{font-family:"{FONT_FAMILY}";src:url(data:font/woff;base64,{encoded});font-display:block}}'


def _about(font: Path, characters: str) -> str:
    """Of which glyphs a file is, by what made it."""
    said = font.stat()
    maker = version("fonttools")
    return "\n".join([FORMAT, maker, str(font), str(said.st_size), str(said.st_mtime_ns), *_WITHOUT, characters])


def _found(kept: Path, about: str) -> bytes | None:
    try:
        content = kept.read_bytes()
        return read_archive(content)[GLYPHS].tobytes() if check_archive(content, about) else None
    except (OSError, SealError, KeyError, ValueError):
        return None


def _keep(kept: Path, content: bytes, about: str) -> None:
    archive = write_archive({GLYPHS: np.frombuffer(content, dtype=np.uint8)}, compressed=False)
    with suppress(OSError):  # a folder that is full or closed costs time only
        write_files(kept.parent, {kept.name: seal_archive(archive, about)})
        for former in sorted(kept.parent.glob("*.npz"), key=lambda one: one.stat().st_mtime, reverse=True)[MOST_KEPT:]:
            remove_file(former)


def _glyphs(path: Path, characters: str) -> bytes:
    """Some glyphs of a font as a WOFF file."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, layout_features=[])
    options.drop_tables += _WITHOUT
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    stream = io.BytesIO()
    # Bounds and metrics stay those of the whole font: to work them out anew draws every glyph several times.
    with TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(stream)
    return stream.getvalue()
