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
        _without_grammars_of_addresses(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _without_grammars_of_addresses() -> Iterator[None]:
    """Their jsonschema makes 38 grammars of addresses where JupyterLab brought them: two seconds for nothing."""
    if GRAMMARS in sys.modules:
        yield
        return
    sys.modules[GRAMMARS] = None  # type: ignore[assignment]  # how Python says "not installed", which jsonschema expects
    try:
        yield
    finally:
        del sys.modules[GRAMMARS]
