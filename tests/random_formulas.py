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
    """Texts of formulas with at least one operation; `condition` writes a comparison or a `not`."""
    leaves = st.one_of(
        st.sampled_from(sorted(names)),
        st.sampled_from(["0", "1", "2", "7", "0.5", "1e-3", "1e3"]),
        st.floats(0.01, 99).map(lambda number: f"{number:.4g}"),
    )
    one, two = (sorted(name for name, found in FUNCTIONS.items() if found.arity == n) for n in (1, 2))

    binary = ("+", "-", "*", "/", "//", "%", "and", "or")
    compared = ("==", "!=", "<", "<=", ">", ">=")
    shapes: list[tuple[int, Callable[..., str]]] = [  # how many formulas each takes
        *((2, f"({{}} {op} {{}})".format) for op in binary),
        (2, "({}) ** min(3.0, max(-3.0, {}))".format),
        (1, "(-{})".format),
        (1, lambda a: condition(f"not {a}")),
        *((2, lambda a, b, op=op: condition(f"{a} {op} {b}")) for op in compared),
        (3, lambda a, b, c: condition(f"{a} < {b} <= {c}")),
        (3, lambda a, b, c: condition(f"{a} > {b} != {c}")),
        (3, "({} and {} and {})".format),
        (3, "({} or {} or {})".format),
        (3, "({1} if {0} else {2})".format),
        (3, "where({}, {}, {})".format),
        *((1, f"{name}({{}})".format) for name in one),
        *((2, f"{name}({{}}, {{}})".format) for name in two),
        (3, "min({}, {}, {})".format),
        (3, "max({}, {}, {})".format),
    ]

    @st.composite
    def larger(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
        """One shape is drawn; `one_of` them all would be as many strategies as there are shapes of shapes of shapes."""
        count, write = draw(st.sampled_from(shapes))
        return write(*(draw(inner) for _ in range(count)))

    return larger(st.recursive(leaves, larger, max_leaves=max_leaves))


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
