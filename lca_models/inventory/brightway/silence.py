"""Packages of the Brightway family at work: they print and warn, and load more than anybody here uses."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Iterator

GRAMMARS = "rfc3987_syntax"


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Nothing they print or warn of reaches the user; they are imported within it too."""
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        without_grammars_of_addresses(),
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
