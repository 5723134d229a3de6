"""What the techniques know of a model: a function of rows of inputs.

`function(x)` takes x (n, d), one row per sample and one column per input, and answers (n,) or (n, m), one column per result.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

Function = Callable[[np.ndarray], np.ndarray]
Draw = Callable[[int, np.random.SeedSequence], np.ndarray]  # number of rows, seed -> x (n, d)


def results_of(function: Function, x: np.ndarray) -> np.ndarray:
    """Results (n, m) of the rows of x (n, d).

    Raises ScenarioError for results that are not finite, and ValueError for a wrong number of them.
    """
    found = np.asarray(function(x), dtype=float)
    if found.ndim not in (1, 2) or len(found) != len(x):
        raise ValueError(
            f"the function answered {len(x)} rows with an array of shape {found.shape}; give (n,) or (n, m)"
        )
    table = found.reshape(len(x), -1)
    finite = np.isfinite(table).all(axis=1)
    if not finite.all():
        first = int(np.argmin(finite))
        raise ScenarioError(
            message(
                "{count} of {count_2} samples have no finite result, the first at the inputs "
                "{array2string}; narrow the distributions",
                count=np.count_nonzero(~finite),
                count_2=len(x),
                array2string=np.array2string(x[first], threshold=8, precision=4),
            )
        )
    return table


def single_results_of(function: Function, x: np.ndarray) -> np.ndarray:
    """Results (n,) of a function of one result.

    Raises ValueError for a function of several.
    """
    table = results_of(function, x)
    if table.shape[1] != 1:
        raise ValueError(f"the function has {table.shape[1]} results; this technique explains one, so give one column")
    return table[:, 0]
