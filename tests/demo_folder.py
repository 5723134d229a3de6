"""A demo as files of a folder, and when its page is ready."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

READY = (
    "() => LCA.page && document.querySelector('#page').dataset.settled === document.querySelector('#page').dataset.rev"
)
OPEN = "setup => LCA.kit.open(setup).then(() => null)"


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Files by their paths below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def is_pack(name: str) -> bool:
    """Whether a file holds a product under a rule set."""
    return name.count(".") == 2 and not name.endswith(".tree.js")


ANSWERED = """n => { const d = document.querySelector('#page').dataset;
  return +d.asked > n && d.answered === d.asked && d.settled === d.rev && d.shown === d.tab; }"""


def after(page: Any, act: Callable[[], object]) -> None:
    """Do what a person does, and go on when its answer is drawn whole."""
    before = int(page.locator("#page").get_attribute("data-asked"))
    act()
    page.wait_for_function(ANSWERED, arg=before)
