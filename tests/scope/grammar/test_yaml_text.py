"""The part of YAML that says one thing in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.grammar.yaml_text import DEEPEST, LARGEST, MOST, YamlError, read_yaml, write_yaml


def test_texts_numbers_lists_and_names_are_read():
    text = "a: {b: [1, 2.5, -3e2, text, '5'], c: null, d: ~, e: '', f: true}\n2030: x y\n"

    assert read_yaml(text) == {
        "a": {"b": [1, 2.5, -300.0, "text", "5"], "c": None, "d": None, "e": "", "f": True},
        "2030": "x y",
    }


@pytest.mark.parametrize(
    "text", ["yes", "no", "on", "1_000", "0x1F", "010", "0o17", "1:30", "2021-01-01", ".inf", "1,5", "NO"]
)
def test_what_other_programs_turn_into_something_else_is_a_text(text):
    assert read_yaml(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "# a remark", "---\n"])
def test_an_empty_file_says_nothing(text):
    assert read_yaml(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3", "f.yaml:3  'a' stands there twice; keep one"),
        ("a:\n  b: 1\n  'b': 2", "f.yaml:3  'b' stands there twice"),
        ("a: &x 1", "f.yaml:1  holds '&, "),
        ("a: *x", "f.yaml:1  holds '&, "),
        ("a: [&x [1], *x]", "holds '&, "),
        ("<<: {a: 1}", "f.yaml:1  holds '<<'"),
        ("a: !!float 1", "f.yaml:1  holds '!'"),
        ("a: !!python/object/apply:os.system [ls]", "holds '!'"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "holds '!'"),
        ("a: 1\n---\nb: 2", "f.yaml:2  a second document begins"),
        ("{[a]: b}", "a list or mapping stands where a name should"),
        ("'': 1", "a name is empty"),
        ("a: 1e999", "f.yaml:1  '1e999' is not a finite number"),
        ("a: [1, 2", "cannot be read as YAML"),
        ("a:\n\t- 1", "cannot be read as YAML"),
        ("a: \x00", "cannot be read as YAML"),
        ("[" * (DEEPEST + 1), f"nested deeper than {DEEPEST} levels"),
        ("{a: " * 100_000, f"nested deeper than {DEEPEST} levels"),
        ("- 1\n" * (MOST + 1), f"holds more than {MOST:,} values"),
        ("#" * (LARGEST + 1), "so split it"),
    ],
)
def test_what_can_be_read_in_two_ways_or_has_no_end_is_refused(text, fault):
    with pytest.raises(YamlError) as raised:
        read_yaml(text, "f.yaml")

    assert fault in str(raised.value)


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=12) | st.sampled_from(
    ["yes", "1e3", "010", "null", "~", "true", "<<", "- x", "a: b", "1:30", "2021-01-01", "&x", "!x", "5."]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda one: one + 0.0) | st.integers(-(10**15), 10**15)
KEYS = TEXTS.filter(str.strip)
DOCUMENTS = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, DOCUMENTS, min_size=1, max_size=4))
def test_what_is_written_is_what_is_read(document):
    assert read_yaml(write_yaml(document)) == document
