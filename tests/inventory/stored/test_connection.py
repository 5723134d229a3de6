"""A file that is opened here can be read alone."""

import sqlite3
from contextlib import closing

import pytest

from lca_models.inventory.stored.connection import opened


def test_a_file_is_read_and_not_written_and_is_closed_at_the_end(tmp_path):
    path = tmp_path / "own.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE made (value)")
        connection.execute("INSERT INTO made VALUES (7)")

    with opened(path) as reading:
        assert reading.execute("SELECT value FROM made").fetchall() == [(7,)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reading.execute("INSERT INTO made VALUES (8)")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        reading.execute("SELECT 1")
