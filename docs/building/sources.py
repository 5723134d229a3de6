"""Which files of the repository are pages of the site, and their links written anew for the place they have there.

The pages are written for a forge, where links name files of the repository; the site keeps its own places.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from docs.building.inventory.folders import FOLDERS

ROOT = Path(__file__).resolve().parents[2]
# Files outside `docs/` that are pages, and their places; those of `docs/` keep theirs.
PLACES = {
    "README.md": "about/readme.md",
    "README.zh.md": "zh/readme.md",
    "CONTRIBUTING.md": "about/contributing.md",
    "CHANGELOG.md": "about/changelog.md",
    "LICENSE-DATA.md": "about/licences_of_data.md",
    "inventories/README.md": "inventories/rules.md",
    "notebooks/README.md": "notebooks/index.md",
}
# Tables whose rows stand on a page of their own; other tables lead to the list of their folder.
GENERATED = {
    "sources.csv": "inventories/sources.md",
    "rules.csv": "inventories/rule_sets.md",
    "exclusions.csv": "inventories/exclusions.md",
    "provinces.csv": "inventories/provinces/index.md",
    "generation.csv": "inventories/provinces/index.md",
    "consumption.csv": "inventories/provinces/index.md",
    "official_grid_factors.csv": "inventories/provinces/index.md",
    "plants.csv": "inventories/plants.md",
    "elementary_flows.csv": "inventories/flows.md",
    "characterization_factors.csv": "inventories/flows.md",
    "columns.csv": "reference/columns.md",
}
FENCE = re.compile(r"^( *)(`{3,}|~{3,})[^\n]*\n.*?^\1\2 *$", flags=re.S | re.M)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]+)\)")
INCLUDED = {".png", ".svg"}


def place_of(file: str) -> str | None:
    """Where a file of the repository stands on the site, or None where it is no page."""
    if file in PLACES:
        return PLACES[file]
    path = PurePosixPath(file)
    if path.parts[0] == "docs" and path.suffix == ".md":
        inner = PurePosixPath(*path.parts[1:])
        return str(inner.with_name("index.md") if inner.name == "README.md" else inner)
    if path.parts[0] == "notebooks" and path.suffix == ".ipynb":
        return file
    return _table_page(path)


def _table_page(path: PurePosixPath) -> str | None:
    """The generated page that holds the rows of a table: its parameters, or the list of what its folder makes."""
    if path.parts[0] != "inventories" or path.suffix not in (".csv", ""):
        return None
    inner = path.parts[1:]
    if len(inner) == 2 and inner[0] == "parameters":
        return f"inventories/parameters/{path.stem}.md"
    if path.name in GENERATED:
        return GENERATED[path.name]
    folder = f"inventories/{inner[0]}.md" if inner and inner[0] in FOLDERS else ""
    return folder or "inventories/index.md"


def repository_address() -> str:
    """The address of the repository as pyproject.toml states it, or nothing where it states none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project.get("urls", {}).get("Repository", "")).rstrip("/")


def pages() -> Iterator[str]:
    """Files of the repository that are pages with text of their own."""
    yield from (file for file in PLACES if (ROOT / file).is_file())
    for path in sorted((ROOT / "docs").rglob("*.md")):
        yield path.relative_to(ROOT).as_posix()


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """The text with every part that is not code changed."""
    parts, at = [], 0
    for found in FENCE.finditer(text):
        parts += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, change(text[at:])])


def with_links(text: str, file: str) -> str:
    """The Markdown of a file with its links leading to pages of the site; a link to what is no page is its words alone."""

    def link(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            return found[0]
        path, _, anchor = target.partition("#")
        there = os.path.normpath(PurePosixPath(file).parent / path).replace(os.sep, "/")
        place = there.removeprefix("docs/") if PurePosixPath(there).suffix in INCLUDED else place_of(index_of(there))
        if place is None:
            address = repository_address()
            return f"{picture}[{words}]({address}/blob/main/{there})" if address else words
        here = PurePosixPath(place_of(file) or file).parent
        to = os.path.relpath(place, here).replace(os.sep, "/")
        return f"{picture}[{words}]({to}{f'#{anchor}' if anchor else ''})"

    def part(words: str) -> str:
        code = [found.span() for found in re.finditer(r"(`+)[^`\n]+\1", words)]
        inside = lambda found: any(start < found.start() and found.end() <= end for start, end in code)  # noqa: E731
        return LINK.sub(lambda found: found[0] if inside(found) else link(found), words)

    return outside_fences(text, part)


def index_of(file: str) -> str:
    """A folder is read at its README.md, as on a forge."""
    return f"{file}/README.md" if (ROOT / file / "README.md").is_file() else file


def as_page(text: str, file: str) -> str:
    """A document of the repository as a page of the site: links, and names of languages that Pygments knows."""
    return re.sub(r"^( *```)csv$", r"\1text", with_links(text, file), flags=re.M)


def write_pages(target: Path) -> None:
    """Every page of the repository, and its pictures, below `target`."""
    for file in pages():
        place = target / str(place_of(file))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(as_page((ROOT / file).read_text(encoding="utf-8"), file), encoding="utf-8")
    for picture in sorted(path for path in (ROOT / "docs").rglob("*") if path.suffix in INCLUDED):
        place = target / picture.relative_to(ROOT / "docs")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture.read_bytes())
