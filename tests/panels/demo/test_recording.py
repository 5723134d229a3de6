"""Tapes leave the kit only where every machine rounds them alike."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.instructions import NAMES
from lca_models.impact.compiled.tape import record
from lca_models.inventory.operations import OPERATIONS
from lca_models.panels.demo.recording import EXACT, Recording, tape_document
from lca_models.panels.model.idle_fields import CERTIFICATES
from lca_models.scope.scenario import ScenarioError


def tape_of(text, *names):
    graph = Graph()
    inputs = {name: graph.input(name) for name in names}
    return record(graph, [*inputs.values()], [graph.formula(text, inputs)])


@pytest.mark.parametrize("text", ["exp(a)", "log(a)", "a**0.3", "log10(a)", "sin(a)", "hypot(a, 2)"])
def test_a_function_that_machines_round_differently_is_refused(text):
    with pytest.raises(ScenarioError, match="machines round differently"):
        tape_document(tape_of(text, "a"))


def test_constants_stand_for_the_steps_that_hold_one():
    """2 a + 3 and its product with b: the factor and the summand, nothing for the product"""
    found = tape_document(tape_of("(2*a + 3)*b", "a", "b"))

    assert np.frombuffer(base64.b64decode(found["constants"]), "<f8").tolist() == [2, 3]


def test_every_input_of_a_recording_is_moved_or_drawn(model):
    pack = model.pack("lfp-60kwh", "cn-551")
    found = Recording(pack, {}).document()

    assert set(found["inputs"]) <= set(pack.moved) | set(found["drawn"]["names"]) | {CERTIFICATES}
    assert found["stages"] == list(pack.compiled.stages)
    assert found["per"][0] == {"code": "pack", "terms": [], "delivered": False, "scale": 1.0, "unit": "kg CO₂-eq"}


@pytest.mark.browser
def test_the_engine_knows_operations_by_the_numbers_of_the_kit(engine):
    assert engine.evaluate("LCA.engine.NAMES") == [name for name in NAMES if name != "constant"]
    assert set(engine.evaluate("Object.keys(LCA.engine.OPERATIONS)")) == EXACT


EDGES = (0.0, 0.5, 1.0, 1.5, 2.5, -0.5, -1.5, -2.5, 3.0, -3.0, 7.0, 0.1, 1e-9, 1e9, 49.0)
NUMBERS = st.sampled_from(EDGES) | st.floats(-1e6, 1e6)
LARGE = [("floor_divide", 3.0, -3.578734156089265e-16, 0.0), ("floor_divide", 61.0, 1.6595515573725891e-15, 0.0)]


@pytest.mark.browser
@given(cases=st.lists(st.tuples(st.sampled_from(sorted(EXACT)), NUMBERS, NUMBERS, NUMBERS), min_size=100, max_size=100))
def test_operations_have_the_values_of_python(engine, cases):
    """remainders have the sign of the divisor, halves are rounded to even, and nothing is divided by zero"""
    cases = [*LARGE, *cases]
    found = engine.evaluate(
        "cases => cases.map(([name, ...numbers]) => { const t = LCA.engine.OPERATIONS[name](...numbers);"
        " return Number.isFinite(t) ? t : null; })",
        cases,
    )

    for (name, *numbers), said in zip(cases, found, strict=True):
        value = (
            None if said is None else float(said)
        )  # a whole number is written to JSON without the digits of its binary form
        operation = OPERATIONS[name]
        try:
            wanted = float(operation.value(*numbers[: operation.arity]))
        except (ArithmeticError, ValueError):
            wanted = None
        assert value == (wanted if wanted is not None and np.isfinite(wanted) else None), (name, numbers)
