"""What the pages of a site would load from elsewhere: scripts, styles, pictures, fonts, frames. Links to follow are none."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.I)
LOADING = {  # what a browser fetches by itself
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
RELATIONS = {
    "canonical",
    "next",
    "prev",
    "alternate",
    "license",
    "help",
    "author",
    "bookmark",
    "search",
}  # links to follow
IN_STYLES = re.compile(r"@import\s+[\"']([^\"']+)|url\(\s*[\"']?([^)\"']+)", re.I)


class _Loaded(HTMLParser):
    """Addresses that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in LOADING.get(tag, ()) if name in given]
        if tag == "link" and not set(given.get("rel", "").lower().split()) <= RELATIONS:
            self.found.append(given.get("href", ""))
        self.found += in_styles(given.get("style", ""))
        self._style = tag == "style"

    def handle_data(self, data: str) -> None:
        if self._style:
            self.found += in_styles(data)

    def handle_endtag(self, tag: str) -> None:
        self._style = False


def in_styles(text: str) -> list[str]:
    """Addresses in a style sheet."""
    return [one or other for one, other in IN_STYLES.findall(text)]


def loaded_by(html: str) -> list[str]:
    """Addresses elsewhere that a page loads when it is opened."""
    parser = _Loaded()
    parser.feed(html)
    return [address for address in parser.found if ELSEWHERE.match(address)]


def outside_requests(site: Path) -> list[tuple[str, str]]:
    """Every page and style sheet below a folder with what it would load from elsewhere."""
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix == ".html":
            found += [(path, one) for one in loaded_by(path.read_text(encoding="utf-8"))]
        elif path.suffix == ".css":
            found += [(path, one) for one in in_styles(path.read_text(encoding="utf-8")) if ELSEWHERE.match(one)]
    return [(path.relative_to(site).as_posix(), address) for path, address in found]
