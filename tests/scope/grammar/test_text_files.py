"""What Excel saves on the computers of the world is named in one line."""

import pytest

from lca_models.scope.grammar.text_files import TextFileError, decoded, read_text, separator_problem, table_text


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("a,b\n1,2\n", "utf-16", "UTF-16"),
        ("a,b\n1,2\n", "utf-16-le", "UTF-16"),
        ("a,b\n1,2\n", "utf-16-be", "UTF-16"),
        ("a,b\n", "utf-32", "UTF-32"),
        ("名称,数量\n电芯,1\n钢,2\n", "gb18030", "GB18030"),
        ("name\n电池包，三元\n", "gb18030", "GB18030"),
        ("name,größe\nZelle für,1\n", "latin-1", "Latin-1"),
        ("été,créée\n", "latin-1", "Latin-1"),
    ],
)
def test_another_encoding_is_named_with_how_to_save(text, encoding, named):
    with pytest.raises(TextFileError) as raised:
        decoded(text.encode(encoding), "own.csv")

    assert f"is not UTF-8 text but {named}; save it as UTF-8" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_line_of_the_first_wrong_byte_is_named():
    with pytest.raises(TextFileError, match=r"own\.csv:3  is not UTF-8"):
        decoded(b"a,b\n1,2\n\xfcber,1\n", "own.csv")


def test_line_ends_and_a_byte_order_mark_change_nothing():
    assert decoded(b"\xef\xbb\xbfa\r\nb\rc\n", "own.csv") == "a\nb\nc\n"


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x7f", "\ufeff"])
def test_a_character_that_no_editor_shows_is_named(hidden):
    with pytest.raises(TextFileError, match=rf"own\.csv:2  holds the hidden character U\+{ord(hidden):04X}"):
        decoded(f"a,b\n1,{hidden}2\n".encode(), "own.csv")


def test_a_file_without_end_is_refused_unread(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(b"x" * 11)

    with pytest.raises(TextFileError, match="has 11 bytes; a file has at most 10"):
        read_text(path, largest=10)


@pytest.mark.parametrize(("separator", "named"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_another_separator_is_named(separator, named):
    text = separator.join(["Database", "mine"]) + "\n" + separator.join(['"carbon dioxide, fossil"', "1,5", "kilogram"])

    assert f"is separated by {named}" in separator_problem(text, "own.csv")


@pytest.mark.parametrize("text", ["a,b\n1;2,3\n", "a\n1\n", "", '"a;b"\n"1;2"\n', "a,b;c\n", "cycles,retention\n0,1\n"])
def test_a_table_separated_by_commas_is_one(text):
    assert separator_problem(text, "own.csv") == ""


def test_the_text_of_a_table_is_refused_for_its_separator_too(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a;b\n1,5;2\n", encoding="utf-8")
    with pytest.raises(TextFileError, match=r"t\.csv:1  is separated by semicolons"):
        table_text(path)

    path.write_text("a,b\n1.5,2\n", encoding="utf-8")
    assert table_text(path) == "a,b\n1.5,2\n"
