"""What somebody wrote, short enough for a message."""

from __future__ import annotations

SHOWN = 60  # characters


def excerpt(value: object, most: int = SHOWN) -> str:
    """A text or a value on one line, cut where it is long; characters that nobody sees are spelled out."""
    text = value if isinstance(value, str) else repr(value)
    shown = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"
