"""Links inside a built site that lead nowhere: to a page that is not there, or to an anchor that it does not have.

Sphinx checks what it writes itself; rows of tables are HTML of our own, so the whole site is read once more.
"""

from __future__ import annotations

import os
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

HREF = re.compile(r"<a\b[^>]*?\shref=\"([^\"]*)\"")
ID = re.compile(r"\s(?:id|name)=\"([^\"]+)\"")
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.I)


def dead_links(site: Path) -> list[tuple[str, str]]:
    """Every page below a folder with the links of it that lead nowhere."""
    texts = {path.resolve(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}

    @cache
    def anchors(path: Path) -> frozenset[str]:
        return frozenset(unescape(one) for one in ID.findall(texts[path]))

    found = []
    for path, text in texts.items():
        for target in dict.fromkeys(unescape(one) for one in HREF.findall(text)):
            if ELSEWHERE.match(target):
                continue
            place, _, anchor = target.partition("#")
            there = Path(os.path.normpath(path.parent / unquote(place.partition("?")[0]))) if place else path
            missing = not there.is_file() or (anchor and there in texts and unquote(anchor) not in anchors(there))
            if missing:
                found.append((path.relative_to(site.resolve()).as_posix(), target))
    return found
