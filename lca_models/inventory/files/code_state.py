"""By what code something was worked out: what is kept of it holds for no other."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

import lca_models


@cache
def code_state() -> str:
    """The interpreter, the versions of installed libraries, and the files of this kit with sizes and times of change."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield f"{sys.version} {platform.machine()}"
    for place in sorted({str(Path(np.__file__).parents[1]), *filter(os.path.isdir, sys.path)}):
        yield from sorted(name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))
    root = Path(lca_models.__file__).parent
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            said = os.stat(os.path.join(folder, name))
            yield f"{folder[len(str(root)) :]}/{name} {said.st_size} {said.st_mtime_ns}"
