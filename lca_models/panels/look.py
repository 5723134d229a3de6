"""The look of panels: one style sheet, and the Chinese glyphs that a computer may lack."""

from __future__ import annotations

import base64
import io
from functools import cache
from html import escape
from pathlib import Path

from lca_models.reporting.figures.chinese_font import chinese_font_path
from lca_models.scope.wording.catalogue import LANGUAGES, catalogue

FONT_FAMILY = "LCA Noto Sans SC"
# Tables of vertical text and of ligatures, which no page has.
_WITHOUT = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]


@cache
def style_element(more_characters: str = "") -> str:
    """`<style>` for all panels; with the glyphs of the catalogue and of `more_characters` where the font is installed."""
    sheet = (Path(__file__).parent / "panel.css").read_text(encoding="utf-8")
    words = "".join(text for words in catalogue().values() for text in words.values())
    return f"<style>{font_face(words + more_characters + ''.join(LANGUAGES.values()))}{sheet}</style>"


@cache
def font_face(text: str) -> str:
    """The glyphs of a text, of the Chinese font, inside the style sheet, so that nothing is loaded from elsewhere.

    Empty where the font is not installed.
    """
    path = chinese_font_path()
    if path is None:
        return ""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    characters = {letter for letter in text if ord(letter) > 0x2E7F}
    options = Options(hinting=False, layout_features=[])
    options.drop_tables += _WITHOUT
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    stream = io.BytesIO()
    # Bounds and metrics stay those of the whole font: to work them out anew draws every glyph several times.
    with TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(stream)
    encoded = base64.b64encode(stream.getvalue()).decode()
    return f'@font-face{{font-family:"{FONT_FAMILY}";src:url(data:font/woff;base64,{encoded});font-display:block}}'


def output_element(test_id: str, value: float, text: str) -> str:
    """A number as an element whose `data-value` keeps every digit."""
    return f'<output data-testid="{escape(test_id)}" data-value="{value!r}">{escape(text)}</output>'
