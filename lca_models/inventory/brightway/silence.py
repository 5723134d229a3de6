"""Packages of the Brightway family at work: they print and warn, and load more than anybody here uses."""

from __future__ import annotations

import contextlib
import gc
import io
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

GRAMMARS = "rfc3987_syntax"
UNITS = "bw2parameters.pint"


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Nothing they print or warn of reaches the user; they are imported within it too."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        without_grammars_of_addresses(),
        units_when_asked_for(),
        without_search_of_what_stands(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def without_grammars_of_addresses() -> Iterator[None]:
    """Whatever imports jsonschema within it does not wait for 38 grammars of addresses: two seconds for nothing.

    They are there wherever JupyterLab is installed.
    """
    if GRAMMARS in sys.modules:
        yield
        return
    sys.modules[GRAMMARS] = None  # type: ignore[assignment]  # how Python says "not installed", which jsonschema expects
    try:
        yield
    finally:
        del sys.modules[GRAMMARS]


class _UnitsWhenAskedFor:
    """What bw2parameters makes of Pint, made at the first question."""

    def __getattr__(self, name: str) -> Any:
        if getattr(sys.modules.get(UNITS), "PintWrapper", None) is self:
            del sys.modules[UNITS]
        return getattr(import_module(UNITS).PintWrapper, name)


@contextlib.contextmanager
def units_when_asked_for() -> Iterator[None]:
    """bw2parameters imported within it reads the units that Pint knows at its first formula with units, not at once.

    That is half a second, and formulas of this kit hold numbers alone.
    """
    if UNITS in sys.modules:
        yield
        return
    late = ModuleType(UNITS)
    late.PintWrapper = _UnitsWhenAskedFor()  # type: ignore[attr-defined]
    sys.modules[UNITS] = late
    try:
        yield
    finally:
        if sys.modules.get(UNITS) is late:
            del sys.modules[UNITS]


@contextlib.contextmanager
def without_search_of_what_stands() -> Iterator[None]:
    """bw2data collects garbage at every change of project; what was there before is none, and takes a third of a second."""
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
