"""One rule for every executor: a formula has the value that its evaluator gives, or none, and is then refused by name."""

import math

import numpy as np
import pytest
from counts import examples
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lca_models.impact.assessment import solve
from lca_models.impact.compiled import execution
from lca_models.impact.compiled.direct import exchange_amounts
from lca_models.impact.compiled.execution import evaluate_tape
from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.model import compile_system
from lca_models.impact.compiled.tape import record, with_alarm
from lca_models.inventory.system.rows import ProjectError
from tests.impact.conftest import MANUFACTURING, make_system
from tests.random_formulas import formulas, is_settled, value_of

NAMES = ("first", "second", "third")
EXECUTORS = ("numpy", "numba")
BUY, EMIT = "technosphere", "biosphere"
TRAPS = (
    "0 * (1 / first)", "first - first / first * first", "where(first > 0, 1 / first, 0)", "1 / first if first else 2",
    "first and 1 / first", "first or 1 / first", "0 / first", "min(1, exp(1000 * second))", "1 / exp(1000 * second)",
    "(log(first) > 0) + 1", "2 if sqrt(first - 1) else 3", "(first < 0 < 1 / first) + 1", "first ** 0 + 0 ** first",
    "0 * (0 * (1 / first)) * third", "second * (0 * log(first)) + third", "abs((first - 1) ** 0.5)", "not 1 / first",
)  # fmt: skip


def values():
    return st.tuples(*[st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 7.0, -3.7, 1e-3, 40.0])] * 3)


def on_tapes(text, sample, varying):
    """The value by folding alone, by NumPy and by Numba, where some names vary and the others are constants."""
    graph = Graph()
    nodes = {
        name: graph.input(name) if name in varying else graph.constant(value)
        for name, value in zip(NAMES, sample, strict=True)
    }
    node = graph.amount(text, nodes)
    tape = record(graph, [nodes[name] for name in varying], with_alarm(graph, [node]))
    columns = np.array([[sample[NAMES.index(name)]] for name in varying]).reshape(len(varying), 1)
    for executor in EXECUTORS:
        found = evaluate_tape(tape, columns, executor)[:, 0]
        yield float(found[0]) if np.isfinite(found).all() else None


@settings(max_examples=examples(20))
@given(formulas(NAMES), values(), st.sets(st.sampled_from(NAMES)))
def test_folding_and_both_tapes_have_the_value_of_the_evaluator_or_none(text, sample, varying):
    named = dict(zip(NAMES, sample, strict=True))
    assume(is_settled(text, named))
    expected = value_of(text, named)
    for found in on_tapes(text, sample, sorted(varying)):
        assert found == (None if expected is None else pytest.approx(expected, rel=1e-8, abs=1e-200))


@pytest.mark.parametrize("text", TRAPS)
@pytest.mark.parametrize("varying", [(), ("first",), NAMES])
def test_known_traps_agree_everywhere(text, varying):
    for sample in [(0.0, 1.0, 2.0), (1.0, 1.0, 2.0), (-2.0, -1.0, 3.0)]:
        expected = value_of(text, dict(zip(NAMES, sample, strict=True)))
        for found in on_tapes(text, sample, varying):
            assert found == (None if expected is None else pytest.approx(expected, rel=1e-14))


@pytest.mark.parametrize("text", ["ceil(first / 7)", "floor(1 + first / 49)", "(2 * (first / 7) >= 4) + 0",
                                  "floor(first * 0.1 * 10)", "first // 3.7", "round(first / 3 * 3 - 0.5)"])  # fmt: skip
def test_a_step_falls_on_the_same_side_everywhere(text):
    """49 / 7 is 7, but 49 times 1 / 7 may be a little more, and 3.7 // 3.7 is 1"""
    for first in [7.0 * k for k in range(40)] + [3.7 * k for k in range(20)] + [0.1 * k for k in range(40)]:
        assert list(on_tapes(text, (first, 1.0, 1.0), ["first"])) == [value_of(text, {"first": first})] * len(EXECUTORS)


def test_a_step_falls_on_the_same_side_behind_a_parameter():
    system = make_system("pack", {"first": 1.0, "middle": "first / 49"},
                         pack=(MANUFACTURING, [(EMIT, "co2", "middle"), (EMIT, "co2", "floor(3 * middle)")]))  # fmt: skip
    firsts = 49.0 * np.arange(1, 40)
    for executor in EXECUTORS:
        found = compile_system(system, executor=executor)({"first": firsts}).sum(axis=(1, 2))
        assert found == pytest.approx(4 * firsts / 49, rel=1e-12)


def system_of(text):
    """A pack that emits what a formula says, some of it uncounted, and uses it through a derived parameter too."""
    return make_system(
        "pack",
        {"first": 1.0, "second": 1.0, "third": 1.0, "middle": text},
        pack=(MANUFACTURING, [(EMIT, "co2", f"1 + 0 * (({text}))"), (EMIT, "co2", "middle"), (BUY, "idle", 0.0)]),
        idle=[(EMIT, "co2", text)],
    )


def verdict(function):
    """The value; None where it is refused in the words that name the formula."""
    try:
        return float(function())
    except ProjectError as error:
        words = ("has no value here", "divides by zero", "is not a finite number")
        return None if any(one in str(error) for one in words) else math.nan


@settings(max_examples=examples(8))
@given(formulas(NAMES).filter(lambda text: "first" in text), values())
@example("0 * (1 / first)", (0.0, 1.0, 1.0))
@example("where(first, 1, 1 / first)", (0.0, 1.0, 1.0))
@example("1 if first else 1 / first", (1.0, 1.0, 1.0))
def test_assessing_compiling_and_solving_directly_give_the_same_or_refuse_by_name(text, sample):
    """(1 + 0) + middle, whose formula must have a value wherever it stands"""
    named = dict(zip(NAMES, sample, strict=True))
    assume(value_of(text, dict.fromkeys(NAMES, 1.0)) is not None)
    assume(is_settled(text, named))
    value = value_of(text, named)
    expected = None if value is None else pytest.approx(1 + value, rel=1e-8, abs=1e-9)
    system = system_of(text)

    assert verdict(lambda: solve(system, {}, system.amounts(system.parameter_values(named))).score) == expected
    general = compile_system(system)
    assert verdict(lambda: exchange_amounts(general.blueprint, named)[:3].sum() - 1) == expected
    for executor in EXECUTORS:
        model = compile_system(system, executor=executor)
        special = model.specialised(["first"], named)
        assert verdict(lambda model=model: model(named).sum()) == expected
        assert verdict(lambda special=special: special(np.array([[sample[0]]])).sum()) == expected
        assert verdict(lambda model=model: 1 + model.parameter_values(["middle"], named)["middle"][0]) == expected


@pytest.mark.skipif(not execution.numba_is_there(), reason="without Numba there is one executor")
@pytest.mark.parametrize(
    ("loaded", "samples", "by_numba"),
    [
        ((), 4095, False),
        ((), 4096, True),
        (("forward",), 1023, False),
        (("forward",), 1024, True),
        (("backward",), 1, True),
    ],
)
def test_a_kernel_is_loaded_where_samples_outweigh_it(monkeypatch, loaded, samples, by_numba):
    """Numba itself takes longest; once it is there, one more kernel is worth a quarter of the samples"""
    monkeypatch.setattr(execution, "_COMPILED", {*loaded})
    graph = Graph()
    one = graph.input("one")
    tape = record(graph, [one], [graph.multiply(one, one)], reuse=False)

    found, _ = execution.derivatives(tape, np.linspace(1, 2, samples)[None, :])

    assert found[0, 0, 0] == 2.0
    assert ("backward" in execution._COMPILED) == by_numba
