"""Charts, drawn by Matplotlib."""

from __future__ import annotations


def without_help_texts() -> None:
    """Let Matplotlib load without help on the properties of its artists: a third of loading, for a program that draws alone.

    Call it before anything that draws is imported.
    """
    from matplotlib import artist as artists

    def kwdoc(artist: object) -> str:
        return ""

    artists.kwdoc = kwdoc
