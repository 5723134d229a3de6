import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.registry.plain_json import DEEPEST, check_plain, is_plain, read_plain

WHOLE = st.text(st.characters(exclude_categories=("Cs", "Cc")))
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(-1e18, 1e18) | WHOLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WHOLE, inner, max_size=3),
    max_leaves=10,
)


@given(DOCUMENTS)
def test_documents_of_usual_values_are_read_as_they_are(document):
    assert read_plain(json.dumps(document).encode(), "body") == document


@pytest.mark.parametrize(
    "content",
    [b'"\\u0000"', b'"\\ud800"', b'{"\\udfff": 1}', b'{"a": ["\\u001b[2J"]}', b"NaN", b"[Infinity]", b"1e999", b"9" * 30,
     b"9" * 5_000, b"[" * 100 + b"]" * 100, b"[" * 100_000, b"\xff", b"", b"{", b'{"a": 1} x'],
)  # fmt: skip
def test_what_no_table_holds_is_refused(content):
    with pytest.raises(InvalidError):
        read_plain(content, "body")


def test_the_place_of_what_is_odd_is_named():
    with pytest.raises(InvalidError) as refused:
        check_plain({"a": [{"b": "x\0"}]}, "body")
    assert [one.where for one in refused.value.problems] == ["body.a[0].b"]


@pytest.mark.parametrize(("levels", "is_refused"), [(DEEPEST, False), (DEEPEST + 1, True)])
def test_nesting_has_an_end(levels, is_refused):
    document = []
    for _ in range(levels - 1):
        document = [document]
    document = {"a": document}
    if is_refused:
        with pytest.raises(InvalidError, match="nested"):
            check_plain(document, "body")
    else:
        check_plain(document, "body")


def test_ends_of_lines_are_text():
    assert is_plain("a\tb\r\nc 电池")
