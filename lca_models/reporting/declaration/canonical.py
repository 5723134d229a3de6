"""JSON of a bundle in one form: keys in order, a line a value; the same content is the same bytes, and differences show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def json_bytes(document: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """A document as UTF-8 with a line break at its end. Raises ValueError for a number that is none."""
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()
