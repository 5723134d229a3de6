"""Rules of single parameters and of groups whose shares sum to 1, on a parameter of the toy."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.checks.parameters import check_parameter, check_share_groups, spread_problem
from tests.conftest import TINY_INVENTORY

ROW = next(
    one for one in load_inventories(TINY_INVENTORY).inventories.parameters if one.name == "toy_plant_electricity"
)


def messages(**changes):
    return [problem.message for problem in check_parameter(replace(ROW, **changes))]


def test_a_parameter_of_the_toy_keeps_the_rules():
    assert messages() == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "floor_divide"}, "'floor_divide' is a function of Brightway's formulas; rename the parameter"),
        ({"formula": "toy_pack_mass"}, "has a formula; set its kind to derived"),
        ({"kind": "derived"}, "is derived but has no formula"),
        ({"kind": "derived", "formula": "toy_pack_mass", "distribution": "normal", "scale": 1.0},
         "is derived, so its distribution is determined"),
        ({"kind": "share"}, "names no group; give the group that sums to 1"),
        ({"kind": "share", "group": "mix", "distribution": "triangular", "minimum": 0.0, "maximum": 1.0, "amount": 0.5,
          "unit": "1"}, "is triangular; make it lognormal, by the spread of its weight in the mix, or determined"),
        ({"kind": "choice"}, "names no list; write the table it chooses from"),
        ({"evidence": "assumed", "comment": ""}, "is assumed; say why in comment"),
        ({"further": (("panel", "power"),)}, "stands in the page, but a person cannot move it"),
        ({"further": (("panel", "plants"),), "minimum": 0.0, "maximum": 9.0}, "make it a choice of provinces"),
    ],
)  # fmt: skip
def test_each_fault_of_a_parameter_is_named(changes, message):
    (found,) = messages(**changes)

    assert message in found


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"distribution": "lognormal"}, "'lognormal' needs a scale above 0"),
        ({"distribution": "normal", "scale": 0.0}, "'normal' needs a scale above 0"),
        ({"distribution": "uniform", "minimum": 0.0}, "'uniform' needs minimum and maximum"),
        ({"minimum": 3.0, "maximum": 1.0}, "minimum 3 is above maximum 1"),
        ({"minimum": 3.0}, "amount 2 is below its minimum 3"),
        ({"maximum": 1.0}, "amount 2 is above its maximum 1"),
        ({"distribution": "triangular", "minimum": 1.0, "maximum": 3.0}, ""),
    ],
)
def test_a_spread_holds_its_amount(changes, message):
    found = spread_problem(replace(ROW, **changes))

    assert message in found
    assert bool(found) == bool(message)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_shares_of_a_group_sum_to_one(shares):
    """Divided by their sum they do; with one of them doubled they do not, unless it is 0"""
    total = sum(shares)
    if total < 1e-3:
        return
    rows = tuple(
        replace(ROW, name=f"share_{place}", amount=share / total, kind="share", group="mix")
        for place, share in enumerate(shares)
    )
    (first, *others) = rows
    doubled = (replace(first, amount=2 * first.amount), *others)

    assert [*check_share_groups(rows, frozenset())] == []
    assert len([*check_share_groups(doubled, frozenset())]) == (first.amount > 1e-9)
    assert [*check_share_groups(doubled, frozenset({"mix"}))] == []
