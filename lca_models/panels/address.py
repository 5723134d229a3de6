"""The address of the page, read where it is opened: the calculation that a link asks for."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class Address(anywidget.AnyWidget):
    """What stands behind the address of the page, from the question mark on; empty in a notebook."""

    _esm = Path(__file__).parent / "address.js"
    search = traitlets.Unicode().tag(sync=True)
