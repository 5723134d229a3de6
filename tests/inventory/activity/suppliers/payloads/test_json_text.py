"""JSON of strangers: refused by name and quickly, or read as every program reads it."""

import codecs
import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.suppliers.payloads.json_text import LARGEST, PayloadError, check_size, read_json


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"not json", "is no JSON at line 1, column 1"),
        (b'{"a": 1,}', "is no JSON at line 1"),
        (b'{"a": 1', "is no JSON"),
        (b'{"a": NaN}', "says NaN"),
        (b'{"a": -Infinity}', "says -Infinity"),
        (b'{"a": 1e400}', "the number 1e400 is larger"),
        (b'{"a": ' + b"9" * 100_000 + b"}", "is larger or longer"),
        (b'{"pcf": 1, "pcf": 2}', "names 'pcf' twice"),
        (b"[" * 100_000, "nests more than 40 levels deep at line 1"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "nests more than 40"),
        ('{"a": 1}'.encode("utf-16"), "UTF-16"),
        ("{'a': 'größe'}".encode("latin-1"), "is not UTF-8"),
        (b"PK\x03\x04 a workbook", "is a workbook"),
        (b"%PDF-1.7", "is a workbook, an archive or a PDF"),
        (b"[" + b"1," * 200_001 + b"1]", "more than 200,000 values"),
        (b'"' + b'\\"' * 100_000, "is no JSON"),
        (b'"' + b"\\" * 100_001, "is no JSON"),
    ],
)
def test_what_programs_read_differently_is_refused_by_name(content, said):
    with pytest.raises(PayloadError, match=r"^answer\.json") as refused:
        read_json(content, "answer.json")

    assert said in str(refused.value)


def test_numbers_keep_their_last_digit():
    assert str(read_json(b'{"a": 77.0}', "a.json")["a"]) == "77.0"


def test_a_mark_of_utf_8_is_no_fault():
    assert read_json(codecs.BOM_UTF8 + b'{"a": "\xc2\xb0"}', "a.json") == {"a": "°"}


def test_brackets_in_texts_are_not_counted():
    tree = {"a": "[" * 100, "b": '\\"' + "{" * 100}

    assert read_json(json.dumps(tree).encode(), "a.json") == tree


def test_more_bytes_than_a_footprint_has_are_refused():
    with pytest.raises(PayloadError, match=f"has 50,000,000 bytes, and a footprint has at most {LARGEST:,}"):
        check_size(50_000_000, "huge.json")


@given(st.recursive(st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
                    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside), max_leaves=20))  # fmt: skip
def test_every_other_json_is_read(tree):
    text = json.dumps(tree).encode()

    assert read_json(text, "a.json") == json.loads(text, parse_int=Decimal)


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(content):
    with suppress(PayloadError):
        read_json(content, "a.json")
