"""What values a parameter can have, and what makes sense of it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.checks.settings import parameter_rows
from lca_models.inventory.system.admissibility import (
    AMOUNT,
    SPREAD,
    STATED,
    Admissibility,
    group_problems,
    is_share,
    joint_doubts,
    joint_problems,
    limits_of,
    needs_limits,
    share_doubts,
    shares_problems,
    value_problem,
    warnings_of,
    with_other_shares,
)
from lca_models.inventory.system.rows import ParameterRow
from tests.shipped_tables import shipped_inventories


def row(amount, name="some_name", formula="", **data):
    return ParameterRow(name, "", amount, formula, data)


RATE = row(0.3015, "coal_rate", kind="number", unit="kg/kWh", limits=[0.29, 0.315])
LOSS = row(0.05, "loss_rate", kind="number", unit="1", limits=[0.04, 0.06])
RATIO = row(0.886, "mass_ratio", kind="number", unit="1", limits=[0.8, 1.02])
MASS = row(400.0, "pack_mass", kind="number", unit="kg")
SHARES = {
    f"{name}_share": row(amount, f"{name}_share", kind="share", unit="1", group="route")
    for name, amount in (("one", 0.5), ("two", 0.3), ("three", 0.2))
}


@pytest.fixture(scope="module")
def shipped():
    return parameter_rows(shipped_inventories())


@pytest.mark.parametrize(
    ("one", "share"),
    [(RATE, False), (LOSS, True), (RATIO, False), (MASS, False), (SHARES["one_share"], True),
     (row(0.5, "share_of_mass", kind="number", unit="kg/kg"), False), (row(1.2, kind="number", unit="1"), False)],
)  # fmt: skip
def test_a_share_is_told_by_its_unit_and_kind_and_by_no_word_of_its_name(one, share):
    assert is_share(one) is share


def test_a_rate_with_a_unit_may_be_above_one():
    assert value_problem(RATE, 1.2) == ""
    assert warnings_of({"coal_rate": 1.2}, {"coal_rate": RATE}) == (
        "coal_rate = 1.2 kg/kWh is outside 0.29 to 0.315 kg/kWh (the limits in its table); it is calculated as given",
    )


@pytest.mark.parametrize(
    ("one", "value", "fault"),
    [
        (LOSS, 1.2, "is not a share"),
        (LOSS, -0.1, "is not a share"),
        (RATIO, -0.1, "is negative; give a number of at least 0"),
        (MASS, -1, "is negative; give a number of at least 0 kg"),
        (MASS, math.inf, "is not a finite number"),
        (row(25.0, kind="number", unit="°C"), -300, "give a number of at least -273.15 °C"),
        (row(25.0, kind="number", unit="°C"), -20, ""),
        (row(-5210.0, kind="number", unit="K"), -6000, ""),
        (row(1.0, kind="number", unit="m", limits=[-2, 2]), -1, ""),
        (row(1.0), -1, ""),  # somebody else's parameter, of which nothing is known
        (
            row(1.0, kind="number", unit="km", rule_limits=("cn-551", 0, 10)),
            11,
            "outside what cn-551 allows; give 0 to 10",
        ),
    ],
)
def test_what_the_type_or_the_rules_forbid_is_refused(one, value, fault):
    found = value_problem(one, value)

    assert fault in found
    assert bool(found) is bool(fault)


@pytest.mark.parametrize(
    ("one", "low", "high", "origin"),
    [
        (RATE, 0.29, 0.315, STATED),
        (MASS, 200, 800, AMOUNT),
        (row(-10.0, kind="number", unit="K"), -20, -5, AMOUNT),
        (row(2.0, kind="number", unit="kg", loc=math.log(2), scale=math.log(2), **{"uncertainty type": 2}), 0.25, 16, SPREAD),
        (row(2.0, kind="number", unit="kg", loc=2.0, scale=1.0, **{"uncertainty type": 3}), 0, 5, SPREAD),
        (row(2.0, kind="number", unit="kg", limits=[None, 3]), 1, 3, AMOUNT),
        (row(9.0, kind="number", unit="kg", loc=2.0), 1, 4, AMOUNT),  # a rule set has put 9 in place of 2
        (row(0.9, kind="number", unit="1"), 0, 1, STATED),
    ],
)  # fmt: skip
def test_limits_are_those_of_the_table_or_follow_from_spread_and_amount(one, low, high, origin):
    found = limits_of(one)

    assert (found.low, found.high, found.origin) == (pytest.approx(low), pytest.approx(high), origin)


def test_every_plain_parameter_has_limits_that_hold_its_amount(shipped):
    plain = [one for one in shipped.values() if not one.formula and one.data["kind"] != "choice"]

    assert [one.name for one in plain if needs_limits(one)] == []
    assert [one.name for one in plain if not limits_of(one).expects(one.amount)] == []
    assert warnings_of({one.name: one.amount for one in plain}, shipped) == ()


def test_every_share_says_so_in_its_table(shipped):
    """A number of unit 1 without a maximum would be taken for a share by its amount alone."""
    untold = [one.name for one in shipped.values() if not one.formula and is_share(one) and not one.data["limits"][1]]

    assert untold == []


def test_an_amount_of_nothing_says_nothing_of_its_size():
    assert needs_limits(row(0.0, kind="number", unit="kg"))
    assert not needs_limits(row(0.0, kind="number", unit="kg", limits=[0, 3]))
    assert not needs_limits(row(0.0, kind="number", unit="1"))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_other_shares_take_what_is_left(first, second):
    found = with_other_shares({"one_share": first}, SHARES)
    columns = with_other_shares({"one_share": np.array([first, second])}, SHARES)

    assert sum(found.values()) == pytest.approx(1)
    assert found["two_share"] * 2 == pytest.approx(found["three_share"] * 3)
    assert columns["two_share"] == pytest.approx([found["two_share"], (1 - second) * 0.6])
    assert [*group_problems(found, SHARES)] == []


def test_contracts_beyond_the_whole_load_are_named(shipped):
    values = {one.name: one.amount for one in shipped.values() if not one.formula}

    (found,) = joint_problems({**values, "green_power_share": 0.6, "cell_plant_onsite_share": 0.6}, shipped, {})

    assert "1.2, more than the whole load" in found


PART = st.floats(-0.2, 1.2) | st.just(math.nan)


@given(st.lists(st.tuples(PART, PART, PART, PART), min_size=1, max_size=5), st.booleans())
def test_whatever_is_refused_alone_is_doubted_among_many(shipped, samples, official):
    names = (
        "cell_plant_onsite_share",
        "cell_plant_certificate_share",
        "recovery_rate_plastics",
        "quality_ratio_metals",
    )
    usual = {one.name: one.amount for one in shipped.values() if not one.formula}
    usual["electricity_rule"] = 4.0 if official else usual["electricity_rule"]
    years = np.arange(2020.0, 2020 + len(samples))
    columns = dict(zip(names, np.array(samples).T, strict=True))
    found = joint_doubts({**usual, **columns, "grid_year": years}, shipped)

    for place, sample in enumerate(samples):
        values = {**usual, **dict(zip(names, sample, strict=True)), "grid_year": years[place]}
        assert np.broadcast_to(found, len(samples))[place] or not joint_problems(values, shipped, {})


@given(st.lists(st.tuples(PART, PART), min_size=1, max_size=5))
def test_shares_that_are_refused_alone_are_doubted_among_many(samples):
    first, second = np.array(samples).T
    for given_, count in (
        ({"one_share": first}, 1),
        ({"one_share": first, "two_share": second, "three_share": 0.2}, 3),
    ):
        found = share_doubts(given_, SHARES)
        for place, sample in enumerate(samples):
            values = dict(zip(given_, (*sample, 0.2) if count == 3 else sample, strict=False))
            assert found[place] or not [*shares_problems(values, SHARES)]


def test_usual_values_are_not_doubted(shipped):
    usual = {one.name: one.amount for one in shipped.values() if not one.formula}

    assert not joint_doubts(usual, shipped)
    assert not joint_doubts({**usual, "cell_plant_onsite_share": np.array([0.1, 1.0])}, shipped).any()
    assert not share_doubts({"one_share": np.array([0.0, 0.4, 1.0])}, SHARES).any()


COLUMNS = {
    "coal_rate": RATE, "loss_rate": LOSS, "pack_mass": MASS, **SHARES,
    "plant_province": row(44.0, "plant_province", kind="choice", codes=[44, 51]),
    "mill_onsite_share": row(0.0, "mill_onsite_share", kind="number", unit="1"),
    "mill_certificate_share": row(0.0, "mill_certificate_share", kind="number", unit="1"),
}  # fmt: skip


def problems(fixed=(), **moved):
    names = tuple(name for name in COLUMNS if name not in fixed)
    size = max((len(values) for values in moved.values()), default=1)
    columns = np.array([moved.get(name, [COLUMNS[name].amount] * size) for name in names], dtype=float)
    ends = np.array([columns.min(axis=1), columns.max(axis=1)])
    return Admissibility(names, COLUMNS, {name: COLUMNS[name].amount for name in fixed}).problems(columns, ends)


@pytest.mark.parametrize(
    ("moved", "fault"),
    [
        ({}, []),
        ({"coal_rate": [0.3, 1.2]}, []),
        ({"loss_rate": [0.3, 1.2]}, ["loss_rate=1.2 in sample 1: is not a share; give a number from 0 to 1"]),
        ({"pack_mass": [-1.0]}, ["pack_mass=-1: is negative; give a number of at least 0 kg"]),
        ({"plant_province": [44, 7]},
         ["plant_province=7 in sample 1: plant_province is 7, which no process supplies; give one of 44, 51"]),
        ({"one_share": [0.5, 0.6]},
         ["in sample 1: shares of 'route' sum to 1.1, not 1: one_share=0.6, two_share=0.3, three_share=0.2"]),
        ({"mill_onsite_share": [0.7], "mill_certificate_share": [0.7]},
         ["mill_onsite_share=0.7 + mill_certificate_share=0.7 is 1.4, more than the whole load; let them sum to 1 at most"]),
    ],
)  # fmt: skip
def test_samples_are_judged_as_settings_are(moved, fault):
    assert problems(**moved) == fault
    assert problems(fixed=tuple({"two_share", "three_share", "mill_onsite_share"} - set(moved)), **moved) == fault
