"""How a data sheet looks: colours that each have a sign as well, fonts, widths, and number formats without percent."""

from __future__ import annotations

from math import floor, log10
from typing import Any

YELLOW, GREY, LIGHT, HEAD, DARK = "#FFF9DB", "#EDEDED", "#F7F7F7", "#DCE6F1", "#666666"
GREEN_SIGN, AMBER_SIGN, RED_SIGN = "✓", "!", "✗"
_SIGN_COLOURS = {
    GREEN_SIGN: ("#1E6B2E", "#DFF2E1"),
    AMBER_SIGN: ("#7A5200", "#FFEFC7"),
    RED_SIGN: ("#9C0006", "#FFD9D6"),
}
FONT = "Arial"  # every system has it or one of its widths
LINE, TWO_LINES, THREE_LINES = 18, 30, 42  # points
WIDTHS = {
    "key": 18, "number": 5, "label": 34, "archetype": 16, "yours": 16, "unit": 10, "used": 14, "month": 11, "score": 10,
    "list": 18, "text": 16, "check": 10, "result": 30, "note": 40, "what": 56,
}  # fmt: skip
_BORDER = {"border": 1, "border_color": "#BFBFBF"}
_RIGHT = {"align": "right", "indent": 1}
_NAMED: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "do": {"font_color": DARK, "text_wrap": True, "valign": "top"},
    "hidden": {"font_color": DARK, "font_size": 8},
    "heading": {"bold": True, "bg_color": HEAD, "text_wrap": True, "valign": "vcenter", **_BORDER},
    "first": {"bold": True},
    "second": {"font_size": 8, "font_color": DARK},
    "label": {"text_wrap": True, "valign": "vcenter", **_BORDER},
    "plain": {},
    "group": {"bold": True, "bg_color": GREY, "valign": "vcenter"},
    "archetype": {"italic": True, "bg_color": GREY, "font_color": "#404040", **_RIGHT, "valign": "vcenter", **_BORDER},
    "used": {"bg_color": LIGHT, "font_color": "#404040", **_RIGHT, "valign": "vcenter", **_BORDER},
    "link": {"bg_color": GREY, "font_color": "#404040", "valign": "vcenter", **_BORDER},
    "input_number": {"bg_color": YELLOW, **_RIGHT, "valign": "vcenter", "locked": False, **_BORDER},
    "input_text": {"bg_color": YELLOW, "valign": "vcenter", "text_wrap": True, "num_format": "@", "locked": False, **_BORDER},
    "input_list": {"bg_color": YELLOW, "valign": "vcenter", "locked": False, **_BORDER},
    "quiet": {"valign": "vcenter", "locked": False, **_BORDER},
    "check": {"valign": "vcenter", "text_wrap": True, **_BORDER},
    "missing": {"border": 2, "border_color": "#C00000"},
}  # fmt: skip


class Looks:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, name: str, **more: Any) -> Any:
        """The format of a name, with more properties on top."""
        asked = {"font_name": FONT, "font_size": 10, **_NAMED[name], **more}
        return self._of(asked)

    def condition(self, name: str) -> Any:
        """A format that is laid over another one."""
        return self._of(dict(_NAMED[name]))

    def sign(self, sign: str) -> Any:
        """The colours of a sign, to be laid over a cell that begins with it."""
        dark, light = _SIGN_COLOURS[sign]
        return self._of({"font_color": dark, "bg_color": light})

    def _of(self, asked: dict[str, Any]) -> Any:
        key = tuple(sorted(asked.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(asked)
        return self._made[key]


def number_format(value: float, unit: str = "") -> str:
    """How a number of that size is shown: about five digits, its unit behind it; a share as a share."""
    magnitude = floor(log10(abs(value))) if value else 0
    written = f"{value:.{min(max(4 - magnitude, 1), 6)}f}".rstrip("0")
    decimals = len(written.partition(".")[2])
    shown = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return f'{shown} "{unit}"' if unit and unit != "1" else shown
