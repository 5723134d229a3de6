"""A package of a stranger is read as plain values, or refused in one line."""

import bz2
import json
import random
import sys

import pytest
from counts import examples

from lca_models.inventory.formats.reading.marked_json import PackageError
from lca_models.inventory.formats.writing.bw2package import marked
from lca_models.reporting.declaration.listing.databases import Databases
from lca_models.reporting.declaration.listing.package import package_bytes
from lca_models.reporting.verification.package import reading
from lca_models.reporting.verification.package.reading import read_package

FLOW, PROCESS = ("d", "co2"), ("d", "p")


def small(**changed):
    """A database of one process that emits 2 kg, as the format writes it."""
    database = {
        "metadata": {"lca_models_declaration": {"demand": ["d", "p"], "amount": 1.0, "category": ["c"], "gases": {}}},
        "name": "d",
        "class": {"module": "bw2data", "name": "Database"},
        "data": {
            FLOW: {"type": "emission", "exchanges": []},
            PROCESS: {"type": "process", "exchanges": [
                {"input": PROCESS, "type": "production", "amount": 1.0},
                {"input": FLOW, "type": "biosphere", "amount": 2.0},
            ]},
        },
    }  # fmt: skip
    method = {"metadata": {"unit": "kg"}, "name": ("c",), "class": {"module": "bw2data", "name": "Method"},
              "data": [(FLOW, 1.0)]}  # fmt: skip
    return [{**database, **changed.pop("database", {})}, {**method, **changed.pop("method", {})}]


def packed(objects):
    return bz2.compress(json.dumps(marked(objects)).encode())


def test_a_small_package_is_read():
    found = read_package(packed(small()))
    assert (found.name, found.demand, found.amount) == ("d", PROCESS, 1.0)
    assert found.categories[("c",)].factors == {FLOW: 1.0}


@pytest.mark.parametrize(
    ("module", "name"),
    [("bw2data.backends.base", "SQLiteBackend"), ("os", "system"), ("bw2calc", "LCA"), ("bw2data", "projects"),
     ("bw2data.evil", "Database"), ("", "")],
)  # fmt: skip
def test_another_class_is_refused_by_its_name_and_nothing_is_imported(module, name, monkeypatch):
    monkeypatch.setattr("importlib.import_module", lambda *_: pytest.fail("imported"))
    before = set(sys.modules)
    with pytest.raises(PackageError, match=f"asks for {module}.{name}, and only") as error:
        read_package(packed(small(database={"class": {"module": module, "name": name}})))
    assert error.value.asks_for == f"{module}.{name}"
    assert "bw2data.evil" not in set(sys.modules) - before


HOSTILE = {
    "it unpacks to too much": (lambda: bz2.compress(b" " * 300_001), "unpacks to more than 300,000"),
    "it is no bzip2": (lambda: b"PK\3\4", "no bzip2"),
    "it is empty": (lambda: b"", "cut off"),
    "it is cut": (lambda: packed(small())[:-9], "cut off"),
    "something stands behind it": (lambda: packed(small()) + b"x", "behind its end"),
    "it is no UTF-8": (lambda: bz2.compress(b"\xff\xfe"), "no bzip2 file of UTF-8"),
    "it is no JSON": (lambda: bz2.compress(b"{'a': 1}"), "no JSON"),
    "lists lie deep": (lambda: bz2.compress(b"[" * 20_000), "nests"),
    "too many values": (lambda: bz2.compress(b"[" + b"0," * 30_000 + b"0]"), "more than 30,000 values"),
    "a key stands twice": (lambda: bz2.compress(b'{"a": 1, "a": 2}'), "key twice"),
    "not a number": (lambda: bz2.compress(b"[NaN]"), "no number"),
    "a number of 5,000 digits": (lambda: bz2.compress(b"[" + b"9" * 5000 + b"]"), "5000 digits"),
    "an object without marks": (lambda: bz2.compress(b'[{"name": "d"}]'), "without the marks"),
    "a single value": (lambda: bz2.compress(b"7"), "lacks its name"),
    "no database": (lambda: packed(small()[1:]), "0 databases"),
    "two databases": (lambda: packed([*small(), small()[0]]), "2 databases"),
    "a category twice": (lambda: packed([*small(), small()[1]]), "'c' twice"),
    "an unknown demand": (lambda: packed(small(database={"metadata": {}})), "what is demanded"),
    "an empty database": (lambda: packed(small(database={"data": {}})), "is empty"),
    "a key of another database": (lambda: packed(small(database={"data": {("e", "p"): {}}})), "no key of"),
    "no exchanges": (lambda: packed(small(database={"data": {PROCESS: {"type": "process"}}})), "lacks its type"),
    "a category without rows": (lambda: packed(small(method={"data": "x"})), "factor"),
    "a factor of no flow": (lambda: packed(small(method={"data": [(("d", "x"), 1.0)]})), "factor"),
    "a factor twice": (lambda: packed(small(method={"data": [(FLOW, 1.0), (FLOW, 1.0)]})), "factor"),
    "no name": (lambda: packed(small(method={"name": ()})), "has no name"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packages_are_refused_in_one_line(name, monkeypatch):
    """at small limits, which take less time to break"""
    monkeypatch.setattr(reading, "LARGEST", 300_000)
    monkeypatch.setattr(reading, "MOST_VALUES", 30_000)
    make, words = HOSTILE[name]
    with pytest.raises(PackageError, match=words) as error:
        read_package(make())
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"input": ("d", "x")}, "does not hold"), ({"type": "teleport"}, "'teleport'"), ({"amount": 1e999}, "no number"),
     ({"amount": "2"}, "no finite amount"), ({"amount": True}, "no finite amount"), ({"input": 5}, "does not hold")],
)  # fmt: skip
def test_a_malformed_exchange_is_named(changed, words):
    objects = small()
    objects[0]["data"][PROCESS]["exchanges"][1] |= changed
    with pytest.raises(PackageError, match=words):
        read_package(packed(objects))


def answer(content):
    """What reading gives: the name of a database, or why there is none."""
    try:
        return read_package(content).name
    except PackageError as error:
        return str(error)


def test_values_of_any_kind_in_any_place_are_read_or_refused():
    """the errors of a stranger's file are errors of the file"""
    draw = random.Random(14)
    odd = [None, True, -1, 1e308, "", "x" * 400, [], {}, {"__tuple__": True, "data": []}, {"__tuple__": True, "data": 5},
           {"__dict__": True, "keys": [[]], "values": [1]}, {"__dict__": True, "keys": [None], "values": [1]}]  # fmt: skip
    start = json.dumps(marked(small()))
    for _ in range(examples(200)):
        tree = json.loads(start)
        place = tree
        for _ in range(draw.randrange(1, 14)):
            inner = [*place] if isinstance(place, dict) else [*range(len(place))]
            key = draw.choice(inner)
            if not isinstance(place[key], dict | list) or not place[key]:
                break
            place = place[key]
        place[draw.choice([*place] if isinstance(place, dict) else [*range(len(place))])] = draw.choice(odd)
        assert "\n" not in answer(bz2.compress(json.dumps(tree).encode()))


def test_flipped_bytes_are_read_or_refused():
    draw, content = random.Random(15), packed(small())
    for _ in range(examples(200)):
        changed = bytearray(content)
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        assert answer(bytes(changed))


def test_limits_leave_room_for_every_database_of_a_product(nmc_result):
    text = bz2.decompress(package_bytes(Databases(nmc_result)))
    assert len(text) * 20 < reading.LARGEST
