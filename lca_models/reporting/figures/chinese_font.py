"""Where the Chinese font is: in the package pylopdf-fonts-zh-cn (Noto Sans SC, SIL Open Font License), if installed.

Its outlines are cubic (OpenType CFF). What Matplotlib embeds of such a font as type 42 is no TrueType font, which readers of
PDF complain of; so the glyphs of a figure are turned into quadratic outlines first.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

FONT_PACKAGE = "pylopdf-fonts-zh-cn"
FONT_NAME = "Noto Sans SC"
FONT_MISSING = (
    f"no Chinese font is installed, so labels stay English: python -m pip install {FONT_PACKAGE} (17 MB, open licence)"
)
MOST_OFF = 0.5  # how far a quadratic outline may be from the cubic one, of 1,000 units of the em


def chinese_font_path() -> Path | None:
    """The font file; None where the package is not installed."""
    found = find_spec("pylopdf_fonts_zh_cn")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "NotoSansSC-Regular.otf"
    return path if path.is_file() else None


def truetype_font(path: Path, characters: Iterable[str]) -> bytes:
    """A font file with the glyphs of some characters, its outlines quadratic, as TrueType has them."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, newTable

    face = TTFont(path, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(one) for one in characters}))
    subsetter.subset(face)
    glyphs, order = face.getGlyphSet(), face.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, MOST_OFF, reverse_direction=True))
        outlines[name] = pen.glyph()
    face["loca"], face["glyf"] = newTable("loca"), newTable("glyf")
    face["glyf"].glyphOrder, face["glyf"].glyphs = order, outlines
    for table in ("CFF ", "VORG", "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx"):
        if table in face:
            del face[table]
    profile = face["maxp"]
    profile.tableVersion = 0x00010000
    for name in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                 "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth", "maxPoints", "maxContours",
                 "maxCompositePoints", "maxCompositeContours"):  # fmt: skip
        setattr(profile, name, 0)
    profile.maxZones = 1
    face["post"].formatType = 3.0
    face.sfntVersion = "\x00\x01\x00\x00"
    stream = BytesIO()
    face.save(stream)
    return stream.getvalue()
