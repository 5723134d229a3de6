"""Modules that libraries load and nobody here uses: loaded at the first look into them, and not before.

SciPy copies every name of NumPy when it is loaded, its compiler of Fortran and its tools for tests among them: a tenth of a
second of a command that takes half a second.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

UNUSED = ("numpy.f2py", "numpy.testing")


class Late:
    """Finds these modules as Python does, to be loaded when something is asked of them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What Python loads a module by; nothing for all others, which the next finder looks for."""
        if name not in self.names:
            return None
        found = PathFinder.find_spec(name, path, target)
        if found is not None and found.loader is not None:
            found.loader = LazyLoader(found.loader)
        return found


def load_late(names: Sequence[str] = UNUSED) -> None:
    """Let this program load some modules when they are used: for a program of its own, which imports nothing before."""
    if not any(isinstance(one, Late) for one in sys.meta_path):
        sys.meta_path.insert(0, Late(names))
