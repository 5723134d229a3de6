"""Files as they stand, amounts rewritten from formulas, scenarios."""

import pytest

from lca_models.inventory.tables.reading import read_table, tables_hash


def written(tmp_path, content):
    (tmp_path / "processes.csv").write_bytes(content)
    return read_table(tmp_path, "processes.csv")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    table = written(tmp_path, b"\xef\xbb\xbfcode,name\r\na,b\r\n")

    assert table.columns == ("code", "name")
    assert table.rows[0]["name"] == "b"


def test_a_row_stands_where_it_begins(tmp_path):
    """The first row has a cell of two lines, line 4 is empty"""
    table = written(tmp_path, b'code,name\na,"one\ntwo"\n\nb,three\n')

    assert [row.place.line for row in table.rows] == [2, 5]


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_a_line_feed_ends_a_row(tmp_path, separator):
    table = written(tmp_path, f"code,name\na,b{separator}c\n".encode())

    assert len(table.rows) == 1
    assert table.rows[0]["name"] == f"b{separator}c"


def test_cells_left_out_are_empty(tmp_path):
    assert written(tmp_path, b"code,name\na\n").rows[0]["name"] == ""


def test_the_hash_moves_with_contents_and_names(root):
    before = tables_hash(root)
    path = root / "parameters/toy.csv"
    path.rename(root / "parameters/other.csv")
    renamed = tables_hash(root)
    (root / "parameters/other.csv").write_bytes((root / "parameters/other.csv").read_bytes() + b"\n")

    assert len({before, renamed, tables_hash(root)}) == 3
