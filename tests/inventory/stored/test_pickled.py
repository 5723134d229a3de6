"""Whatever people pickle into a row: plain values come out as they are, all else opaque, and nothing of it runs."""

import collections
import datetime
import pickle
import sys

import numpy as np
import pytest

from lca_models.inventory.stored.pickled import Opaque, plain_number, unpickled
from tests.foreign_databases import Colour, opaque_values


class Trap:
    """A class whose objects run code wherever a pickle may ask them to."""

    ran: list[str] = []  # noqa: RUF012

    def __new__(cls, *_):
        cls.ran.append("new")
        return super().__new__(cls)

    def __setstate__(self, state):
        self.ran.append("state")

    def __hash__(self):
        self.ran.append("hash")
        return 1


class TrapOfItems(dict):
    """A dictionary of one's own."""

    def __setitem__(self, key, value):
        Trap.ran.append("item")
        super().__setitem__(key, value)


class Called:
    def __reduce__(self):
        return (print, ("executed",))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_plain_values_come_out_as_they_are(protocol):
    plain = {
        "text": "氢", "number": 0.1, "whole": 10**20, "truth": True, "none": None, "tuple": (1, "a"), "list": [1, [2]],
        "set": {1, 2}, "date": datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC), "day": datetime.date(2024, 1, 2),
        "ordered": collections.OrderedDict(a=1), "counted": collections.Counter("aab"), "complex": 1 + 2j,
        "defaults": collections.defaultdict(list, a=[1]), "numpy": np.float64(0.1), "small": np.float32(0.1),
    }  # fmt: skip
    found = unpickled(pickle.dumps(plain, protocol))

    assert found == {**plain, "counted": {"a": 2, "b": 1}, "defaults": {"a": [1]}}


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_arrays_keep_their_numbers(protocol):
    found = unpickled(pickle.dumps({"row": np.arange(6.0).reshape(2, 3), "none": np.array(2.5)}, protocol))

    assert found["row"].tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert plain_number(found["none"]) == 2.5


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_objects_of_other_packages_are_opaque_and_nothing_of_them_runs(protocol, capsys):
    trap, items = Trap(), TrapOfItems()
    trap.state, items["a"] = 1, 2
    held = {**opaque_values(), "trap": trap, "keys": {trap: 1}, "items": items, "called": Called(), "amount": 2.0}
    blob = pickle.dumps(held, protocol)
    Trap.ran.clear()
    found = unpickled(blob)

    assert Trap.ran == []
    assert capsys.readouterr().out == ""
    assert found["amount"] == 2.0
    opaque = {
        "path",
        "colour",
        "table",
        "when",
        "exact",
        "ratio",
        "id of it",
        "trap",
        "items",
        "called",
        "call",
    }
    assert all(isinstance(found[key], Opaque | type) for key in opaque)
    assert repr(found["trap"]) == f"<{Trap.__module__}.Trap>"
    assert found["seen"].year == 2024


def test_no_module_is_imported_for_an_object(tmp_path, monkeypatch):
    (tmp_path / "somebodys.py").write_text("class Thing:\n    pass\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    import somebodys  # type: ignore[import-not-found]

    blob = pickle.dumps({"thing": somebodys.Thing()})
    del sys.modules["somebodys"]

    assert repr(unpickled(blob)["thing"]) == "<somebodys.Thing>"
    assert "somebodys" not in sys.modules


def test_opaque_values_of_one_kind_are_equal_and_say_their_kind():
    one, other = (unpickled(pickle.dumps(Colour.RED)) for _ in range(2))

    assert one == other
    assert len({one, other}) == 1
    assert one != unpickled(pickle.dumps(Called()))


@pytest.mark.parametrize("blob", [b"", b"\x80", b"nonsense", pickle.dumps([1, 2, 3])[:-3], b"cos\nsystem"])
def test_a_damaged_pickle_is_one_error(blob):
    with pytest.raises(ValueError, match=r"."):
        unpickled(blob)


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        (True, 1.0),
        (np.bool_(False), 0.0),
        (np.array(3), 3),
        (np.array(True), 1.0),
        (2.5, 2.5),
        ("4", "4"),
        (None, None),
    ],
)
def test_what_brightway_takes_for_a_number_is_one(stored, number):
    assert plain_number(stored) == number
    assert not isinstance(plain_number(stored), bool)
