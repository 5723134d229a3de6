"""What somebody wrote, on one short line."""

from lca_models.scope.grammar.excerpts import excerpt


def test_a_long_text_is_cut():
    assert excerpt("x" * 1_000_000, 5) == "xxxxx…"


def test_characters_that_nobody_sees_are_spelled_out():
    assert excerpt("a\u00a0b\nc") == r"a\xa0b\nc"


def test_what_is_no_text_is_written_as_python_writes_it():
    assert excerpt(["a"]) == "['a']"
