"""What axe finds on a page: rules of WCAG and good practice, asked through the browser."""

from importlib.resources import files
from typing import Any

import axe_playwright_python
from counts import LONG

WIDTHS = (390, 768, 1440) if LONG else (390,)  # of a phone, a tablet and a desk; what is narrow shows most
GRAVE = ("serious", "critical")
MOST_SHOWN = 5  # places of one finding


def axe_source() -> str:
    """The script of axe-core."""
    return files(axe_playwright_python).joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page: Any, grave: bool = True) -> list[str]:
    """What is wrong on an open page, a line for each rule with its places; only what is `grave`, or everything."""
    page.evaluate(axe_source())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['impact']} {one['id']}: {one['help']}; "
        + " | ".join(" ".join(map(str, node["target"])) for node in one["nodes"][:MOST_SHOWN])
        for one in found
        if one["impact"] in GRAVE or not grave
    ]
