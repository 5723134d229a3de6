"""Runs a tape with NumPy or with Numba, on as many threads as there are processors."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from itertools import pairwise

import numpy as np

from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.gradient import numpy_derivatives
from lca_models.impact.compiled.tape import Tape, record
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

EXECUTORS = ("fastest", "numba", "numpy")
THREAD_SHARE = 4096  # samples: fewer are not worth a second thread
FEW = 4096  # samples: NumPy takes a tenth of a second for them, less than loading Numba does
FEW_MORE = 1024  # the same where Numba is loaded already, and one more kernel is read from its cache
_COMPILED: set[str] = set()  # kernels that answer at once from here on: forward, backward


@cache
def numba_is_there() -> bool:
    """Whether the extra `fast` is installed."""
    return find_spec("numba") is not None


def chosen_executor(executor: str) -> str:
    """`numba` or `numpy`.

    Raises ScenarioError for an unknown one, and for Numba where it is not installed.
    """
    if executor not in EXECUTORS:
        raise ScenarioError(
            message(
                "there is no executor '{executor}'; {near}", executor=executor, near=suggestion(executor, EXECUTORS)
            )
        )
    if executor == "numba" and not numba_is_there():
        raise ScenarioError(
            message("Numba is not installed; run: pip install 'lca_models[fast]', or take the executor 'numpy'")
        )
    return "numpy" if executor == "numpy" or not numba_is_there() else "numba"


def load_kernels() -> bool:
    """Compiles the kernel of results, or reads it from Numba's cache, so that single samples take it too.

    Half a second, or several where it was never compiled before; it may run in a thread. Answers whether there is
    Numba.
    """
    if not numba_is_there():
        return False
    graph = Graph()
    one = graph.input("one")
    evaluate_tape(record(graph, [one], [graph.multiply(one, graph.constant(2))]), np.ones((1, 1)), "numba")
    return True


def _not_worth_loading(samples: int, kernel: str) -> bool:
    return samples < (FEW_MORE if _COMPILED else FEW) and kernel not in _COMPILED


def evaluate_tape(tape: Tape, values: np.ndarray, executor: str = "fastest") -> np.ndarray:
    """Outputs (m, n) of inputs (k, n)."""
    if chosen_executor(executor) == "numpy" or (
        executor == "fastest" and _not_worth_loading(values.shape[1], "forward")
    ):
        return tape.run(values)
    from lca_models.impact.compiled.kernels import LANES, forward

    found = np.empty((len(tape.outputs), values.shape[1]))

    def run(part: slice) -> None:
        forward(tape.operations, tape.targets, tape.operands, tape.constants, tape.inputs, tape.outputs,
                tape.buffer(LANES), values, found, part.start, part.stop)  # fmt: skip

    _in_threads(run, values.shape[1])
    _COMPILED.add("forward")
    return found


def derivatives(
    tape: Tape, values: np.ndarray, executor: str = "fastest", *, swept: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives (swept, k, n) of the first outputs (default: all m) by inputs (k, n), and the outputs (m, n).

    The tape must not reuse registers.
    """
    count = len(tape.outputs) if swept is None else swept
    if chosen_executor(executor) == "numpy" or (
        executor == "fastest" and _not_worth_loading(values.shape[1], "backward")
    ):
        return numpy_derivatives(tape, values, count)
    from lca_models.impact.compiled.kernels import LANES, backward

    found = np.zeros((count, len(tape.inputs), values.shape[1]))
    outputs = np.empty((len(tape.outputs), values.shape[1]))

    def run(part: slice) -> None:
        registers = tape.buffer(LANES)
        backward(tape.operations, tape.targets, tape.operands, tape.constants, tape.inputs, tape.outputs,
                 registers, np.empty_like(registers), values, outputs, found, part.start, part.stop)  # fmt: skip

    _in_threads(run, values.shape[1])
    _COMPILED.add("backward")
    return found, outputs


def _in_threads(run: Callable[[slice], None], n: int) -> None:
    """Runs a function of a slice over n samples; each sample's numbers depend on no other, so the cut does not matter."""
    threads = max(1, min(os.cpu_count() or 1, n // THREAD_SHARE))
    if threads == 1:
        run(slice(0, n))
        return
    edges = np.linspace(0, n, threads + 1).astype(int)
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(run, [slice(a, b) for a, b in pairwise(edges)]):
            pass
