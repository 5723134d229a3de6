"""The order of the site: groups of the side bar, and below each index the pages it links to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from docs.building.sources import FENCE, LINK

# Caption of a group -> its pages, as places without their ending, or as `title <place>`.
GROUPS = {
    "Start": ("start/install", "start/first_footprint", "start/page_tour"),
    "Learn": ("tutorial/question_to_figure", "notebooks/index", "one_footprint"),
    "Do": ("how_to/index", "the_page"),
    "Method": ("method/index",),
    "Inventories": ("inventories/index", "The rules of the tables <inventories/rules>"),
    "Reference": ("reference/index", "command_line", "python", "programme", "former_import_paths"),
    "About": (
        "README <about/readme>",
        "performance",
        "decisions/index",
        "nomenclature",
        "about/cite",
        "about/licences",
        "about/licences_of_data",
        "about/changelog",
        "about/contributing",
        "release_checklist",
    ),
    "中文": ("zh/index",),
}


def toctree(entries: Iterable[str], caption: str = "") -> str:
    """A list of pages for the side bar, which shows nothing on the page itself."""
    head = f":caption: {caption}\n" if caption else ""
    return f"\n```{{toctree}}\n:hidden:\n{head}\n" + "\n".join(entries) + "\n```\n"


def listed(index: Path) -> list[str]:
    """The pages beside or below an index that it links to, in its order, without their ending."""
    targets = [found[2].partition("#")[0] for found in links_of(index.read_text(encoding="utf-8"))]
    below = [target for target in targets if re.fullmatch(r"[\w/-]+\.(md|ipynb)", target)]
    return [re.sub(r"\.(md|ipynb)$", "", target) for target in dict.fromkeys(below)]


def links_of(text: str) -> list[tuple[str, str, str]]:
    """Links of a text outside its code."""
    return LINK.findall(FENCE.sub("", text))


def write_toctrees(target: Path) -> None:
    """Append to every index of the site what the side bar shows below it."""
    for index in sorted(target.rglob("index.md")):
        if index.parent == target:
            there = {caption: [one for one in group if is_page(target, one)] for caption, group in GROUPS.items()}
            added = "".join(toctree(entries, caption) for caption, entries in there.items() if entries)
        else:
            text = index.read_text(encoding="utf-8")
            below = [one for one in listed(index) if not is_orphan(index.parent / f"{one}.md")]
            added = "" if "{toctree}" in text or not below else toctree(below)
        with index.open("a", encoding="utf-8") as file:
            file.write(added)


def is_page(target: Path, name: str) -> bool:
    """Whether a page of this place has been written."""
    return any((target / f"{place_in(name)}{ending}").is_file() for ending in (".md", ".ipynb"))


def place_in(entry: str) -> str:
    """The place of an entry that may have a title of its own."""
    return entry.partition("<")[2].rstrip(">") or entry


def is_orphan(page: Path) -> bool:
    """Whether a page says that no side bar shows it: there are too many of its kind."""
    return page.is_file() and page.read_text(encoding="utf-8").startswith("---\norphan: true")
