"""A tape computes what its graph says, in registers that are free again after their last use."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.instructions import NOTHING
from lca_models.impact.compiled.tape import NUMPY_BLOCK, record
from lca_models.inventory.tables.formulas import evaluate

NAMES = ("x", "y", "z")


def tape_of(*texts, reuse=True):
    graph = Graph()
    inputs = {name: graph.input(name) for name in NAMES}
    return record(graph, [*inputs.values()], [graph.formula(text, inputs) for text in texts], reuse=reuse)


@given(st.tuples(*[st.floats(0.1, 10)] * 3), st.booleans())
def test_outputs_are_those_of_the_formulas(values, reuse):
    texts = ["x * y + z", "(x + y) * (x + y)", "max(x, y) / z", "7"]
    found = tape_of(*texts, reuse=reuse).run(np.array(values)[:, None])

    assert found[:, 0] == pytest.approx(
        [evaluate(text, dict(zip(NAMES, values, strict=True))) for text in texts], rel=1e-12
    )


def test_samples_do_not_touch_each_other():
    values = np.random.default_rng(1).uniform(1, 2, (3, NUMPY_BLOCK + 5))
    found = tape_of("x * y - z").run(values)

    assert found.shape == (1, NUMPY_BLOCK + 5)
    assert found[0] == pytest.approx(values[0] * values[1] - values[2])


def test_registers_are_used_again_unless_they_are_kept():
    long = " + ".join(f"x ** {power} * y" for power in range(2, 9))

    assert tape_of(long).registers < tape_of(long, reuse=False).registers


def test_what_no_output_needs_is_left_out():
    tape = tape_of("x + 1")

    assert tape.inputs[1:].tolist() == [NOTHING, NOTHING]
    assert len(tape.operations) == 1


def test_which_inputs_an_output_depends_on_is_known():
    tape = tape_of("x + y", "y * z")

    assert tape.inputs_of(1).tolist() == [True, True, False]
    assert tape.inputs_of(2).tolist() == [True, True, True]


@pytest.mark.parametrize(("text", "x", "read"), [
    ("x * y + z", 0, [False, False, True]),
    ("x * y + z", 2, [False, True, True]),
    ("y if x > 1 else z", 2, [False, True, False]),
    ("y if x > 1 else z", 0, [False, False, True]),
    ("(x - 1) / y + 2 * z", 1, [False, False, True]),
    ("x * y - 2 * y + z", 2, [False, False, True]),
])  # fmt: skip
def test_which_inputs_an_output_depends_on_is_known_while_another_keeps_its_value(text, x, read):
    varies = np.array([False, True, True])

    assert tape_of(text).inputs_read(1, np.array([x, 0.0, 0.0]), varies).tolist() == read


def test_all_registers_are_there_after_a_run_in_one_block():
    tape = tape_of("x * y + z", reuse=False)
    block = tape.filled(np.array([[2.0], [3.0], [4.0]]))

    assert block[tape.outputs].tolist() == [[10]]
    assert {2.0, 3.0, 4.0} <= set(block[:, 0].tolist())


def test_a_tape_of_some_inputs_is_the_same_tape_unless_an_operation_reads_the_others():
    tape, values = tape_of("x * z + 1"), np.array([[2.0], [3.0], [5.0]])

    assert tape.with_inputs([2, 0]).run(values[[2, 0]]).tolist() == [[11.0]]
    assert tape.with_inputs([2, 1]) is None
