"""Objects of a package are plain values within limits, of classes that a reader allows; tests of bundles say more."""

import bz2
import json

import pytest

from lca_models.inventory.formats.reading.marked_json import (
    Allowed,
    PackageError,
    is_key,
    is_number,
    plain_kinds,
    read_objects,
)
from lca_models.inventory.formats.writing.bw2package import marked, package_bytes, package_object

ALLOWED = Allowed(10_000, 1000, plain_kinds(("bw2data",)))


def packed(value):
    return bz2.compress(json.dumps(value).encode())


def test_tuples_keys_and_objects_are_what_was_written():
    data = {("d", "a"): {"type": "process", "exchanges": [], "categories": ("air", "low")}}
    (found,) = read_objects(package_bytes([package_object("Database", "d", {"unit": 1}, data)]), ALLOWED)
    assert (found.kind, found.name, found.metadata, found.data) == ("Database", "d", {"unit": 1}, data)


def test_a_reader_may_take_what_is_no_number_for_nothing():
    value = [marked(package_object("Database", "d", {}, {"x": float("nan"), "y": float("inf")}))]
    with pytest.raises(PackageError, match="no number"):
        read_objects(packed(value), ALLOWED)
    allowed = Allowed(10_000, 1000, ALLOWED.kinds, not_a_number=True)
    assert read_objects(packed(value), allowed)[0].data == {"x": None, "y": None}


def test_limits_are_those_of_the_reader():
    content = package_bytes([package_object("Database", "d", {}, {"x": "long" * 2000})])
    assert read_objects(content, ALLOWED)
    with pytest.raises(PackageError, match="more than 100 bytes"):
        read_objects(content, Allowed(100, 1000, ALLOWED.kinds))
    with pytest.raises(PackageError, match="more than 3 values"):
        read_objects(content, Allowed(10_000, 3, ALLOWED.kinds))


def test_keys_and_numbers_are_told_from_others():
    assert is_key(("d", "a"))
    assert not any(map(is_key, (["d", "a"], ("d",), ("d", ""), ("d", 5), ("d", "a\n"), ("d", "x" * 301))))
    assert [is_number(one) for one in (1, 1.5, True, float("nan"), "1", None)] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
