"""A tape of a file runs inside its own registers, whatever the file says."""

from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact.compiled.checks.tapes import tape_faults
from lca_models.impact.compiled.instructions import NOTHING
from lca_models.impact.compiled.model import compile_system


@pytest.fixture(scope="module")
def compiled(toy_system):
    return compile_system(toy_system)


def faults(compiled, tape, **counts):
    counts = {"inputs": len(compiled.parameters), "outputs": 2 * len(compiled.stages)} | counts
    return list(tape_faults(tape, **counts))


def test_a_tape_that_the_kit_recorded_has_no_fault(compiled):
    assert faults(compiled, compiled.tape) == []
    assert faults(compiled, compiled._gradient_tapes["total"], outputs=1) == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("operations", 1000, "does not know"),
        ("operations", -1, "does not know"),
        ("targets", 10**6, "does not exist"),
        ("targets", -1, "does not exist"),
        ("operands", 10**6, "does not exist"),
        ("operands", -2, "does not exist"),
        ("inputs", 10**6, "does not exist"),
        ("inputs", -7, "does not exist"),
        ("outputs", 10**6, "does not exist"),
        ("outputs", -1, "does not exist"),
        ("fixed", 10**6, "does not exist"),
        ("fixed_values", np.nan, "no finite number"),
    ],
)
def test_a_number_that_points_outside_is_found(compiled, name, value, fault):
    array = getattr(compiled.tape, name).copy()
    array.flat[0] = value

    assert fault in "; ".join(faults(compiled, replace(compiled.tape, **{name: array})))


@pytest.mark.parametrize("name", ["operations", "targets", "operands", "constants", "inputs", "fixed", "fixed_values"])
def test_an_array_of_another_shape_or_type_is_found(compiled, name):
    array = getattr(compiled.tape, name)
    other = np.int64 if array.dtype == np.int32 else np.float32

    assert any(
        f"'{name}'" in fault for fault in faults(compiled, replace(compiled.tape, **{name: array.astype(other)}))
    )
    assert faults(compiled, replace(compiled.tape, **{name: array[:-1]}))
    assert faults(compiled, replace(compiled.tape, **{name: array.ravel()[None]}))


def test_memory_without_end_is_not_asked_for(compiled):
    assert "asks for 1000000000 registers" in faults(compiled, replace(compiled.tape, registers=10**9))


def test_too_few_outputs_are_found(compiled):
    assert faults(compiled, replace(compiled.tape, outputs=compiled.tape.outputs[:2]))


def test_what_is_read_before_it_is_written_is_found(compiled):
    tape = compiled.tape
    backwards = replace(
        tape,
        operations=tape.operations[::-1].copy(),
        targets=tape.targets[::-1].copy(),
        operands=tape.operands[::-1].copy(),
        constants=tape.constants[::-1].copy(),
    )
    empty = replace(tape, inputs=np.full_like(tape.inputs, NOTHING))

    assert faults(compiled, backwards) == ["reads a register that holds nothing yet"]
    assert faults(compiled, empty) == ["reads a register that holds nothing yet"]


def test_a_constant_is_never_written_over(compiled):
    targets = compiled.tape.targets.copy()
    targets[-1] = compiled.tape.fixed[0]

    assert faults(compiled, replace(compiled.tape, targets=targets))
