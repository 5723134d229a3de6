"""Where the Chinese font is: in the package pylopdf-fonts-zh-cn (Noto Sans SC, SIL Open Font License), if installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

FONT_PACKAGE = "pylopdf-fonts-zh-cn"
FONT_NAME = "Noto Sans SC"
FONT_MISSING = (
    f"no Chinese font is installed, so labels stay English: python -m pip install {FONT_PACKAGE} (17 MB, open licence)"
)


def chinese_font_path() -> Path | None:
    """The font file; None where the package is not installed."""
    found = find_spec("pylopdf_fonts_zh_cn")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "NotoSansSC-Regular.otf"
    return path if path.is_file() else None
