"""The database of a bundle as a BW2Package: the JSON that bw2io reads, compressed by bzip2, the same bytes every time.

JSON has no tuples and no keys but texts, so the format writes both as objects of its own.
"""

from __future__ import annotations

import bz2
import json
from collections.abc import Mapping
from typing import Any

from lca_models.reporting.declaration.listing.databases import RECORD, Databases

MODULE = "bw2data"


def package_bytes(found: Databases) -> bytes:
    """One Database and its Methods as the bytes of a BW2Package."""
    system = found.result.system
    objects: list[dict[str, Any]] = [
        {"metadata": {"format": "lca_models", RECORD: found.record()}, "name": found.name,
         "class": {"module": MODULE, "name": "Database"}, "data": found.datasets}
    ]  # fmt: skip
    for id_, method in sorted(found.methods.items()):
        said = {"unit": str(system.method_metadata[method].get("unit", "")), "lca_models_id": id_}
        objects.append({"metadata": said, "name": found.method_name(method),
                        "class": {"module": MODULE, "name": "Method"}, "data": found.factors(method)})  # fmt: skip
    text = json.dumps([_marked(one) for one in objects], ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return bz2.compress(text.encode())


def _marked(value: Any) -> Any:
    """A value as the format writes it; keys of objects in the order of their texts."""
    if isinstance(value, tuple):
        return {"__tuple__": True, "data": [_marked(one) for one in value]}
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda one: (not isinstance(one, str), one))
        return {
            "__dict__": True,
            "keys": [_marked(one) for one in keys],
            "values": [_marked(value[one]) for one in keys],
        }
    if isinstance(value, list):
        return [_marked(one) for one in value]
    return value
