"""Numbers as text that a browser reads without a parser: arrays in base64, a document as one assignment of a classic script.

A page that is opened from a folder may neither fetch a file nor load a module, so data are scripts that put themselves into
`LCA.data`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import numpy as np


def packed(values: Any, kind: str) -> str:
    """An array in base64, in little-endian order; `kind` as NumPy names it: `u1`, `u2`, `i2`, `f8`.

    Raises OverflowError for a whole number that the kind cannot hold.
    """
    given = np.asarray(values)
    found = given.astype(f"<{kind}")
    if not np.array_equal(found, given, equal_nan=kind[0] == "f"):
        raise OverflowError(f"an array of {given.dtype} does not fit into {kind}")
    return b64encode(found.tobytes()).decode("ascii")


def data_script(name: str, document: Any) -> str:
    """A script that puts a document under its name; nothing in it can end the script element of a page."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"LCA.data[{json.dumps(name)}]={script_safe(text)};\n"


def script_safe(text: str) -> str:
    """JSON that may stand inside a script element, whatever its strings hold."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
