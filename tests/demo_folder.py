"""A demo as files of a folder, and when its page is ready."""

from collections.abc import Mapping
from pathlib import Path

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
