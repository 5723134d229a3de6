"""What a panel shows of one state: all of its parts in one message, with a number that rises from state to state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from ipywidgets import widget_serialization

_HERE = Path(__file__).parent
FOLLOW = (_HERE / "view.js").read_text(encoding="utf-8")  # the script of a part begins with it


class View(anywidget.AnyWidget):
    """The parts by name, HTML or data. They are one trait, so that a page holds those of one state or those of another."""

    _esm = "export default {};"
    shown: Any = traitlets.Dict({"revision": 0, "parts": {}}).tag(sync=True)

    @property
    def revision(self) -> int:
        """Number of the state shown; 0 before the first."""
        return int(self.shown["revision"])

    @property
    def parts(self) -> Mapping[str, Any]:
        """What is shown, by name."""
        parts: Mapping[str, Any] = self.shown["parts"]
        return parts

    def show(self, parts: Mapping[str, Any]) -> None:
        """Show a new state, whole."""
        self.shown = {"revision": self.revision + 1, "parts": dict(parts)}


class ViewPart(anywidget.AnyWidget):
    """The place of one part on the page; its element carries the revision and how many parts belong to it."""

    view = traitlets.Instance(View).tag(sync=True, **widget_serialization)
    name = traitlets.Unicode().tag(sync=True)


class HtmlPart(ViewPart):
    """A part that is HTML."""

    _esm = FOLLOW + (_HERE / "part.js").read_text(encoding="utf-8")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.add_class("lca-part")
