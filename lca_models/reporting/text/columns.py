"""Cells of a text table in a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

from unicodedata import east_asian_width


def width_of(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def left(text: str, width: int) -> str:
    """A text at the left of a cell of `width` columns; wider text stays whole."""
    return text + " " * (width - width_of(text))


def right(text: str, width: int) -> str:
    """A text at the right of a cell of `width` columns; wider text stays whole."""
    return " " * (width - width_of(text)) + text
