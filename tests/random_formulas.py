"""Random formulas of every operation, and whether the last digits decide what one of them comes to."""

import math
from collections.abc import Callable, Iterable, Mapping
from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st

from lca_models.inventory.operations import OPERATIONS
from lca_models.inventory.tables import formulas as evaluator
from lca_models.inventory.tables.formulas import FUNCTIONS, FormulaError

NOISE = 1e-13  # relative, of every rounded operation: some hundred last digits
CHOOSING = frozenset(
    {"minimum", "maximum", "and", "or", "select", "absolute"}
)  # one of their operands, or its opposite
ROUNDED = frozenset(row.name for row in OPERATIONS.values() if row.slopes) - CHOOSING


def formulas(
    names: Iterable[str], *, condition: Callable[[str], str] = "({})".format, max_leaves: int = 8
) -> st.SearchStrategy[str]:
    """Texts of formulas; `condition` writes a comparison or a `not`."""
    leaves = st.one_of(
        st.sampled_from(sorted(names)),
        st.sampled_from(["0", "1", "2", "7", "0.5", "1e-3", "1e3"]),
        st.floats(0.01, 99).map(lambda number: f"{number:.4g}"),
    )
    one, two = (sorted(name for name, found in FUNCTIONS.items() if found.arity == n) for n in (1, 2))

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pair, three = st.tuples(inner, inner), st.tuples(inner, inner, inner)
        return st.one_of(
            *(pair.map(f"({{0[0]}} {op} {{0[1]}})".format) for op in ("+", "-", "*", "/", "//", "%")),
            pair.map("({0[0]}) ** min(3.0, max(-3.0, {0[1]}))".format),
            inner.map("(-{})".format),
            inner.map(lambda text: condition(f"not {text}")),
            *(pair.map(lambda p, op=op: condition(f"{p[0]} {op} {p[1]}")) for op in ("==", "!=", "<", "<=", ">", ">=")),
            three.map(lambda p: condition(f"{p[0]} < {p[1]} <= {p[2]}")),
            three.map(lambda p: condition(f"{p[0]} > {p[1]} != {p[2]}")),
            *(pair.map(f"({{0[0]}} {op} {{0[1]}})".format) for op in ("and", "or")),
            three.map("({0[0]} and {0[1]} and {0[2]})".format),
            three.map("({0[0]} or {0[1]} or {0[2]})".format),
            three.map("({0[1]} if {0[0]} else {0[2]})".format),
            three.map("where({0[0]}, {0[1]}, {0[2]})".format),
            *(inner.map(f"{name}({{}})".format) for name in one),
            *(pair.map(f"{name}({{0[0]}}, {{0[1]}})".format) for name in two),
            three.map("min({0[0]}, {0[1]}, {0[2]})".format),
            three.map("max({0[0]}, {0[1]}, {0[2]})".format),
        )

    return st.recursive(leaves, larger, max_leaves=max_leaves)


def value_of(text: str, values: Mapping[str, float]) -> float | None:
    """The value of a formula; None where it has none."""
    try:
        return evaluator.evaluate(text, values)
    except FormulaError:
        return None


def is_settled(text: str, values: Mapping[str, float], rounds: int = 8) -> bool:
    """Whether a formula has the same value, or none, when every rounding on the way to it comes out differently."""
    names = evaluator._sorted_names(text)
    found = [value_of(text, values)]
    exact = evaluator._result
    for seed in range(rounds):
        random = np.random.default_rng(seed)

        def noisy(operation, *operands, random=random):
            result = exact(operation, *operands)
            return result * (1 + NOISE * random.uniform(-1, 1)) if operation.name in ROUNDED else result

        with patch.object(evaluator, "_result", noisy):
            try:
                found.append(evaluator._evaluate.__wrapped__(text, tuple(values[name] for name in names)))
            except FormulaError:
                found.append(None)
    first = found[0]
    if first is None or None in found:
        return all(one is None for one in found)
    return all(math.isclose(one, first, rel_tol=1e-9, abs_tol=1e-200) for one in found)
