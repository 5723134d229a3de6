"""What the page is drawn with: its scripts joined, its style sheet, its words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lca_models.scope.wording.catalogue import LANGUAGES, catalogue

SCRIPTS = Path(__file__).parent / "scripts"
# In the order in which they are joined: each hangs its names on LCA, and uses those of the ones before it.
SHARED = ("elements", "words", "numbers", "pieces", "bars", "fields")
TABS = (
    "totals",
    "tiles",
    "explore",
    "cells",
    "rows",
    "mineside",
    "mine",
    "provenance",
    "where",
    "matters",
    "compare",
    "rulebooks",
)
LAST = ("keeping", "address", "shell", "store")
STYLES = ("page", "sheets", "tracing")
# Words of the catalogue that the page says, by the first part of their keys.
SPOKEN = ("page", "term", "reason", "stage", "basis", "per", "unit", "field", "instrument", "technology", "grid_year",
          "grid_pathway", "recycling_route", "end_of_life_approach", "rules", "evidence", "kind", "explore", "where",
          "matters", "mine", "compare", "rulebook", "aspect")  # fmt: skip


@cache
def script_text() -> str:
    """The page's scripts as one text that fills the namespace `LCA`, which stands before it."""
    names = (*SHARED, *TABS, *LAST)
    return "".join(script(name) for name in names)


def script(name: str) -> str:
    """A script without its comments and without what moves its lines in; no text of it runs over lines."""
    lines = map(str.strip, (SCRIPTS / f"{name}.js").read_text(encoding="utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


@cache
def widget_script() -> str:
    """The module of the widget."""
    return f'"use strict";\nconst LCA = {{ tabs: {{}} }};\n{script_text()}{script("widget")}'


@cache
def style_text() -> str:
    """The style sheet."""
    texts = ((Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return "".join(f"{line.strip()}\n" for text in texts for line in text.splitlines() if line.strip())


@cache
def spoken_words() -> dict[str, dict[str, str]]:
    """Words by language and key, all that the page can say."""
    return {
        language: {key: words[language] for key, words in catalogue().items() if key.split(".")[0] in SPOKEN}
        for language in LANGUAGES
    }
