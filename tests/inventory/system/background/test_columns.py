"""Rows gathered as arrays: their order, and which of them say more than numbers."""

import numpy as np
import pytest

from lca_models.inventory.system.background.columns import NOT_GIVEN, TYPES, Gathering


def gathered(*rows):
    found = Gathering("db")
    for number, (process, bought, kind, data) in enumerate(rows, start=1):
        found.add(number, process, ("db", bought), kind, data)
    return found.columns()


def test_rows_stand_by_process_input_and_id():
    found = gathered(*((process, bought, "technosphere", {"amount": 1.0})
                       for process, bought in [("b", "y"), ("a", "y"), ("b", "x"), ("a", "y")]))  # fmt: skip

    assert found.ids.tolist() == [2, 4, 3, 1]
    assert [found.names[place][1] for place in found.inputs] == ["y", "y", "x", "y"]


def test_a_spread_is_kept_in_double_precision():
    found = gathered(("a", "b", "biosphere", {"amount": 0.6, "uncertainty type": 2, "loc": np.log(0.6), "scale": 0.1,
                                              "negative": False}))  # fmt: skip

    assert (found.amounts[0], found.kinds[0], found.loc[0], found.scale[0]) == (0.6, 2, np.log(0.6), 0.1)
    assert np.isnan(found.minimum[0])
    assert found.negative[0] == 0
    assert not found.unusual[0]
    assert TYPES[found.types[0]] == "biosphere"


USUAL = {"amount": 2.0, "uncertainty type": 3, "loc": 2.0, "scale": 0.1}


@pytest.mark.parametrize(
    ("more", "unusual"),
    [
        ({}, False),
        ({"amount": np.float32(2.0)}, False),
        ({"amount": 3}, False),
        ({"uncertainty type": np.int64(3)}, False),
        ({"comment": "a text", "pedigree": {"reliability": 1}}, False),
        ({"amount": float("nan")}, True),
        ({"amount": "2"}, True),
        ({"amount": None}, True),
        ({"amount": 10**400}, True),
        ({"formula": "a * b"}, True),
        ({"stage": "use"}, True),
        ({"share_group": "mix"}, True),
        ({"uncertainty type": "normal"}, True),
        ({"uncertainty type": 2.5}, True),
        ({"uncertainty type": -1}, True),
        ({"loc": None}, True),
        ({"loc": float("nan")}, True),
        ({"scale": "wide"}, True),
        ({"negative": "no"}, True),
    ],
)
def test_a_row_is_unusual_where_numbers_do_not_tell_all(more, unusual):
    assert gathered(("a", "b", "technosphere", USUAL | more)).unusual.tolist() == [unusual]


def test_a_type_without_a_place_is_unusual():
    found = gathered(("a", "b", "temporal", {"amount": 1.0}), ("a", "c", "production", {"amount": 1.0}))

    assert found.unusual.tolist() == [True, False]
    assert found.negative.tolist() == [NOT_GIVEN, NOT_GIVEN]
