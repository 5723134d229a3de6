"""The table of operations: numbers and arrays mean the same, and slopes are slopes."""

import itertools
import math

import numpy as np
import pytest

from lca_models.inventory.operations import OPERATIONS

# Both zeros, both ends of what a number can hold, where functions begin and end, and what is no number.
GRID = (-math.inf, -1e308, -1e200, -2.5, -1.0, -1e-300, -0.0, 0.0, 5e-324, 1e-300, 0.5, 1.0, 2.0, 3.7, 700.0, 1e200, 1e308,
        math.inf, math.nan)  # fmt: skip


def operands(arity):
    """All combinations of the grid; of those that fill up a third place, fewer."""
    return list(itertools.product(GRID, repeat=arity) if arity < 3 else itertools.product(GRID, GRID, GRID[::3]))


def value_or_none(operation, given):
    """The value of the table; None where there is none."""
    try:
        found = operation.value(*given)
    except (ArithmeticError, ValueError):
        return None
    assert isinstance(found, float)
    return found if math.isfinite(found) else None


def same(found, expected, given):
    """Whether a number of another executor is the value, or no finite number where there is none."""
    if expected is None:
        return not math.isfinite(found)
    # A product and a sum may be rounded once, so what is left of their difference is all that is known.
    slack = 1e-15 * max((abs(one) for one in given if math.isfinite(one)), default=0.0) if len(given) == 3 else 0.0
    return math.isclose(found, expected, rel_tol=1e-12, abs_tol=max(slack, 1e-307))


@pytest.mark.parametrize("name", OPERATIONS)
def test_numbers_and_arrays_have_the_same_value_or_none(name):
    operation = OPERATIONS[name]
    found = np.empty(len(operands(operation.arity)))
    with np.errstate(all="ignore"):
        operation.array(*np.array(operands(operation.arity)).T.copy(), found)

    for given, number in zip(operands(operation.arity), found, strict=True):
        assert same(number, value_or_none(operation, given), given), (name, given)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_a_value_only_where_what_it_needs_is_finite(name):
    """What `and`, `or` and a choice do not take is not needed"""
    for given in operands(OPERATIONS[name].arity):
        found = value_or_none(OPERATIONS[name], given)
        needed = given
        if name in ("and", "or") and math.isfinite(given[0]) and (given[0] != 0) is (name == "or"):
            needed = given[:1]
        if name == "select" and math.isfinite(given[0]):
            needed = (given[0], given[1] if given[0] else given[2])
        if not all(map(math.isfinite, needed)):
            assert found is None, given


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_without_a_domain_has_a_value_wherever_it_is_small_enough(name):
    ordinary = [one for one in GRID if abs(one) <= 700]
    for given in itertools.product(ordinary, repeat=OPERATIONS[name].arity):
        if not OPERATIONS[name].may_fail:
            assert value_or_none(OPERATIONS[name], given) is not None, given


SMOOTH = (-2.3, -1.0, -0.4, 0.3, 1.0, 1.7, 2.6)


@pytest.mark.parametrize("name", [name for name, row in OPERATIONS.items() if row.slopes])
def test_slopes_are_what_a_small_step_gives(name):
    """Central differences at a step of 1e-6, wherever both sides agree"""
    operation, step = OPERATIONS[name], 1e-6
    compared = 0
    for given in itertools.product(SMOOTH, repeat=operation.arity):
        value = value_or_none(operation, given)
        if value is None:
            continue
        with np.errstate(all="ignore"):
            slopes = operation.slopes(*(np.array([one]) for one in (*given, value)))
        for place, slope in enumerate(slopes):
            near = [value_or_none(operation, (*given[:place], given[place] + k * step, *given[place + 1 :]))
                    for k in (-1, 0, 1)]  # fmt: skip
            if None in near:
                continue
            left, right = (near[1] - near[0]) / step, (near[2] - near[1]) / step
            if abs(left - right) > 1e-3:
                continue  # a kink or a jump
            found = 0.0 if slope is None else float(np.asarray(slope).ravel()[0])
            assert found == pytest.approx((left + right) / 2, rel=1e-6, abs=1e-7), (given, place)
            compared += 1
    assert compared >= 3


def test_a_power_of_a_base_below_zero_has_no_slope_by_its_exponent():
    """(-2) ** 3 is -8, and (-2) ** 3.001 nothing"""
    with np.errstate(all="ignore"):
        by_base, by_exponent = OPERATIONS["power"].slopes(np.array([-2.0]), np.array([3.0]), np.array([-8.0]))

    assert by_base == pytest.approx(12)
    assert np.isnan(by_exponent).all()
