"""Files as they stand, amounts rewritten from formulas, scenarios."""

import pytest

from lca_models.inventory.tables.reading import (
    InventoryError,
    former_tables_hash,
    read_table,
    read_tables,
    tables_hash,
    tables_on_demand,
    text_hash,
)


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


def test_the_hash_does_not_see_how_lines_end_and_what_stands_before_them(root):
    before, path = tables_hash(root), root / "parameters/toy.csv"
    content = path.read_bytes()
    for changed in (b"\xef\xbb\xbf" + content, content.replace(b"\n", b"\r\n"), content.replace(b"\n", b"\r")):
        path.write_bytes(changed)
        assert tables_hash(root) == before
        assert former_tables_hash(root) != before
    path.write_bytes(content)
    assert former_tables_hash(root) == before  # files without either have the hash that they had


def test_a_text_has_the_hash_of_its_words(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"a: 1\n")
    (tmp_path / "b.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")

    assert text_hash(tmp_path / "a.yaml") == text_hash(tmp_path / "b.yaml") != text_hash(tmp_path / "none.yaml") == ""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"code;name\n1;2\n", "is separated by semicolons; save it separated by commas"),
        (b"code\tname\n1\t1,5\n", "is separated by tabs"),
        ("code,name\n".encode("utf-16"), "is not UTF-8 text but UTF-16"),
        ("code,name\n电池,包\n".encode("gb18030"), "is not UTF-8 text but GB18030"),
        ("code,größe\n".encode("latin-1"), "is not UTF-8 text but Latin-1"),
        (b"code,name\na,\x00\n", r"processes\.csv:2  holds the hidden character U\+0000"),
        (b"code,name\na," + b"x" * 200_000 + b"\n", r"processes\.csv:2  a cell has more than 131,072 characters"),
    ],
)
def test_what_another_program_saved_is_named_in_one_line(tmp_path, content, fault):
    with pytest.raises(InventoryError, match=fault) as raised:
        written(tmp_path, content)

    assert "\n" not in str(raised.value)


def test_an_odd_blank_is_part_of_a_cell(tmp_path):
    table = written(tmp_path, "code,name\n a \t,\u00a0b\n".encode())

    assert dict(table.rows[0].cells) == {"code": "a", "name": "\u00a0b"}


@pytest.mark.parametrize(
    ("content", "words"), [(b"a;b\n1,5;2\n", "separated by semicolons"), ("a,ü".encode("utf-16"), "UTF-16")]
)
def test_one_file_in_place_of_the_folder_is_looked_at_before_the_folder_is_asked_for(tmp_path, content, words):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(InventoryError, match=words):
        read_tables(path)


def test_a_row_is_asked_for_its_columns_and_ends(tmp_path):
    row = written(tmp_path, b"code,name\na,b\n").rows[0]

    assert list(row) == ["code", "name"]
    assert ("name" in row, "unit" in row) == (True, False)


def test_tables_on_demand_are_the_tables_and_a_fault_is_told_where_its_rows_are_asked_for(root):
    for one, whole in zip(tables_on_demand(root), read_tables(root), strict=True):
        assert (one.path, one.kind, one.columns, one.rows) == (whole.path, whole.kind, whole.columns, whole.rows)

    (root / "products.csv").write_bytes(b'id,name\n"left open')
    damaged = {one.path: one for one in tables_on_demand(root)}
    assert damaged["sources.csv"].rows
    with pytest.raises(InventoryError, match=r"products\.csv:2"):
        _ = damaged["products.csv"].rows
