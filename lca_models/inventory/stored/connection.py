"""A file of a Brightway project, opened to be read and not written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file of `path` that refuses to write, closed at the end.

    Raises sqlite3.Error where the file cannot be opened.
    """
    # After a kill in the middle of an edit, mode=ro fails and immutable=1 reads half-written rows.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA query_only=1")
        yield connection
