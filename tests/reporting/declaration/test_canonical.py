"""JSON in one form."""

import pytest

from lca_models.reporting.declaration.canonical import json_bytes


def test_keys_are_in_order_whatever_order_they_were_said_in():
    assert json_bytes({"b": 1, "a": "电"}) == json_bytes({"a": "电", "b": 1}) == '{\n "a": "电",\n "b": 1\n}\n'.encode()


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        json_bytes({"a": float("nan")})
