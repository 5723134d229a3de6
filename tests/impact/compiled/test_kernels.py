"""The kernels are a written-out copy of the table of operations: every instruction, forwards and backwards, on one grid."""

import math

import numpy as np
import pytest

from lca_models.impact.compiled.execution import derivatives, evaluate_tape
from lca_models.impact.compiled.instructions import INSTRUCTIONS, NAMES, NOTHING
from lca_models.impact.compiled.tape import Tape
from tests.inventory.test_operations import GRID, operands, same, value_or_none

STEPS = [name for name in NAMES if name != "constant"]


def tape_of(name, constant=0.0):
    """One instruction on inputs in registers 0, 1, 2, which writes register 3."""
    places = [place for place in INSTRUCTIONS[NAMES.index(name)].places if place is not None]
    read = [place if place in places else NOTHING for place in range(3)]
    return places, Tape(
        operations=np.array([NAMES.index(name)], dtype=np.int32), targets=np.array([3], dtype=np.int32),
        operands=np.array([read], dtype=np.int32), constants=np.array([constant]),
        inputs=np.array(places, dtype=np.int32), outputs=np.array([3], dtype=np.int32),
        fixed=np.array([], dtype=np.int32), fixed_values=np.array([]), registers=4,
    )  # fmt: skip


def cases(name):
    """A tape for each constant, with what its operation is given."""
    instruction = INSTRUCTIONS[NAMES.index(name)]
    for constant in GRID if None in instruction.places else (0.0,):
        places, tape = tape_of(name, constant)
        given = operands(len(places)) if len(places) < 3 else operands(3)
        columns = np.array(given).T.copy()
        full = [
            tuple(constant if place is None else one[places.index(place)] for place in instruction.places)
            for one in given
        ]
        yield tape, columns, full


def finite_or_nan(slopes):
    """A pole has no slope, whatever an executor writes for it."""
    return np.where(np.isfinite(slopes), slopes, np.nan)


def overflows_in_between(name, given):
    """Whether a product that is too large alone may be saved by what is added to it: rounded once, or twice."""
    return name.startswith("multiply_add") and math.isinf(given[0] * given[1]) and all(map(math.isfinite, given))


@pytest.mark.parametrize("executor", ["numpy", "numba"])
@pytest.mark.parametrize("name", STEPS)
def test_every_instruction_has_the_value_of_the_table_or_none(name, executor):
    operation = INSTRUCTIONS[NAMES.index(name)].operation
    for tape, columns, full in cases(name):
        found = evaluate_tape(tape, columns, executor)[0]
        for given, number in zip(full, found.tolist(), strict=True):
            if not overflows_in_between(name, given):
                assert same(number, value_or_none(operation, given), given), given


@pytest.mark.parametrize("name", STEPS)
def test_both_sweeps_backwards_give_the_slopes_of_the_table(name):
    """At finite operands that are no pole; 0 for steps"""
    instruction = INSTRUCTIONS[NAMES.index(name)]
    for tape, columns, full in cases(name):
        ordinary = np.array([all(abs(one) <= 700 for one in given) for given in full])
        columns, given = columns[:, ordinary], [one for one, is_one in zip(full, ordinary, strict=True) if is_one]
        if not given:
            continue
        by_numpy, by_numba = (finite_or_nan(derivatives(tape, columns, one)[0][0]) for one in ("numpy", "numba"))
        assert by_numba == pytest.approx(by_numpy, rel=1e-12, abs=1e-300, nan_ok=True)
        for sample, one in enumerate(given):
            value = value_or_none(instruction.operation, one)
            if value is None:
                continue
            arrays = [np.array([x]) for x in (*one, value)]
            with np.errstate(all="ignore"):
                slopes = instruction.operation.slopes(*arrays) if instruction.operation.slopes else [0.0] * len(one)
            kept = [slope for slope, place in zip(slopes, instruction.places, strict=True) if place is not None]
            expected = [float(np.asarray(0.0 if slope is None else slope).ravel()[0]) for slope in kept]
            assert by_numpy[:, sample] == pytest.approx(finite_or_nan(expected), rel=1e-12, nan_ok=True), one


def test_a_slope_of_zero_hands_on_nothing_not_even_what_is_no_number():
    """sqrt has no slope at 0; a step above it asks for none"""
    for name in ("floor", "equal", "not"):
        number = NAMES.index(name)
        tape = Tape(
            operations=np.array([NAMES.index("sqrt"), number], dtype=np.int32), targets=np.array([1, 2], dtype=np.int32),
            operands=np.array([[0, NOTHING, NOTHING], [1, 1 if name == "equal" else NOTHING, NOTHING]], dtype=np.int32),
            constants=np.zeros(2), inputs=np.array([0], dtype=np.int32), outputs=np.array([2], dtype=np.int32),
            fixed=np.array([], dtype=np.int32), fixed_values=np.array([]), registers=3,
        )  # fmt: skip
        for executor in ("numpy", "numba"):
            assert derivatives(tape, np.zeros((1, 1)), executor)[0] == pytest.approx(0)
