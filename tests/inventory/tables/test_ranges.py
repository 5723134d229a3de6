"""What a formula can come to while its parameters lie in ranges."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_formulas import formulas, value_of

from lca_models.inventory.tables.ranges import ANY, Doubts, range_of, to_watch

NAMES = ("first", "second", "third")
RANGES = {"share": (0.0, 1.0), "mass": (0.0, math.inf), "rate": (0.1, 0.5), "any_number": ANY, "year": (2021.0, 2024.0)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", (2, 2)),
        ("share - share", (-1, 1)),  # each mention for itself
        ("1 - share", (0, 1)),
        ("-(rate)", (-0.5, -0.1)),
        ("mass * share", (0, math.inf)),
        ("(1 - share) * mass / (1 - rate)", (0, math.inf)),
        ("1 / rate", (2, 10)),
        ("1 / share", (1, math.inf)),
        ("1 / any_number", ANY),
        ("1.0 * (year == 2023)", (0, 1)),
        ("1.0 * (year == 2030)", (0, 0)),
        ("mass if share > 0 else -1", (-1, math.inf)),
        ("min(share, 3)", (0, 1)),
        ("max(0, any_number)", (0, math.inf)),
        ("rate ** 2", (pytest.approx(0.01), 0.25)),
        ("any_number ** 2", (0, math.inf)),
        ("sqrt(any_number)", (0, math.inf)),
        ("mass - mass", ANY),
        ("unknown + 1", ANY),
    ],
)
def test_ranges_of_formulas(text, expected):
    assert range_of(text, RANGES) == expected


@given(st.data(), formulas(NAMES))
def test_every_value_of_a_formula_lies_in_its_range(data, text):
    ends = {name: sorted(data.draw(st.tuples(*[st.floats(-9, 9)] * 2))) for name in NAMES}
    values = {name: data.draw(st.floats(*ends[name])) for name in NAMES}
    ranges = {name: (low, high) for name, (low, high) in ends.items()}

    value, (low, high) = value_of(text, values), range_of(text, ranges)

    if value is None:
        assert Doubts([("this", text, {name: name for name in NAMES})]).within(ranges) == ["this"]
    else:
        room = 1e-9 * max(1, abs(value))
        assert low - room <= value <= high + room


DERIVED = [
    ("rest", "1 - own_share - green_share", {"own_share": "own_share", "green_share": "green_share"}),
    ("load", "energy * rest", {"energy": "energy", "rest": "rest"}),
    ("position", "energy - 1", {"energy": "energy"}),
]
PLAIN = {"own_share": (0.0, 1.0), "green_share": (0.0, 1.0), "energy": (0.0, math.inf)}


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("energy * own_share", ([], [])),  # never negative
        ("energy * rest", ([], ["rest"])),
        ("load * 2", ([], ["rest"])),  # not load itself: it is never negative while rest is not
        ("energy * position", ([], ["position"])),
        ("1 - energy", ([0], [])),
        ("2 - position", ([0], [])),
    ],
)
def test_what_to_look_at_so_that_no_amount_is_negative_unseen(amount, expected):
    names = {name: name for name in ("energy", "own_share", "rest", "load", "position") if name in amount}

    assert to_watch([(amount, names)], DERIVED, PLAIN) == expected


@pytest.mark.parametrize(
    ("text", "sure"),
    [("1 / first", True), ("1 / second", False), ("log(first)", True), ("log(second)", False), ("sqrt(second)", True),
     ("second ** -1", False), ("first ** -1", True), ("tan(first)", False), ("exp(1000 * first)", False),
     ("1 / (1.0 * (first == 3))", False), ("1 if first else 1 / second", False)],
)  # fmt: skip
def test_where_a_formula_may_lack_a_value(text, sure):
    ranges = {"first": (1.0, 2.0), "second": (0.0, 1.0)}

    found = Doubts([("this", text, {"first": "first", "second": "second"})]).within(ranges)

    assert found == ([] if sure else ["this"])


@given(st.lists(st.fixed_dictionaries({name: st.sampled_from([(0.0, 1.0), (1.0, 2.0), (3.0, 3.0)]) for name in NAMES}),
                max_size=4), formulas(NAMES), formulas(["former", *NAMES[:2]]))  # fmt: skip
def test_what_was_asked_before_changes_no_answer(asked, text, further):
    derived = [("former", text, {name: name for name in NAMES}),
               ("this", further, {name: name for name in ("former", *NAMES[:2])})]  # fmt: skip
    doubts = Doubts(derived)

    for ranges in asked:
        assert doubts.within(ranges) == Doubts(derived).within(ranges)
        known = {**ranges, "former": range_of(text, ranges)}
        alone = [Doubts([row]).within(known) for row in derived]
        assert doubts.within(ranges) == [name for found in alone for name in found]
