"""Buttons that hand a file to the person: made when asked for, saved by the browser, never by a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

TYPES = {
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".csv": "text/csv;charset=utf-8",
    ".yaml": "application/yaml;charset=utf-8",
}


class Downloads(anywidget.AnyWidget):
    """One button a file; `make(name)` gives its contents when it is pressed."""

    _esm = Path(__file__).parent / "downloads.js"
    files: Any = traitlets.List().tag(sync=True)  # (file name, words on the button)

    def __init__(self, make: Callable[[str], bytes], **traits: Any) -> None:
        super().__init__(**traits)
        self._make = make
        self.on_msg(self._answer)

    def _answer(self, _: Any, message: dict[str, str], __: Any) -> None:
        name = message["wanted"]
        if name in [known for known, _words in self.files]:
            self.send({"name": name, "type": TYPES[Path(name).suffix]}, buffers=[self._make(name)])
