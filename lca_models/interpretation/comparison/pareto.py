"""What is not beaten in every respect: the Pareto set of alternatives over two or more results, lower being better.

An alternative is beaten when another is no higher in any result and lower in at least one (Azapagic and Clift 1999, Computers
and Chemical Engineering 23, 1509-1526, on life cycle assessment). Equal alternatives stay together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd


def pareto_set(results: np.ndarray) -> np.ndarray:
    """Whether each of n alternatives is in the set, (n,), for results (n, m) of which lower is better."""
    results = np.asarray(results, dtype=float)
    if results.ndim != 2:
        raise ValueError(f"results have the shape {results.shape}; give (alternatives, results)")
    if not np.isfinite(results).all():
        raise ScenarioError(message("a result is not finite, so the alternatives cannot be ordered"))
    kept = np.ones(len(results), dtype=np.bool_)
    for position in np.lexsort(results.T[::-1]):  # whoever comes earlier may beat, never the other way round
        if kept[position]:
            one = results[position]
            kept &= ~((results >= one).all(axis=1) & (results > one).any(axis=1))
    return kept


def pareto_table(table: pd.DataFrame, results: Sequence[str]) -> pd.DataFrame:
    """The table of alternatives with a column `in_set`, those in the set first, by the first result.

    Raises ScenarioError for columns that do not exist, and for fewer than two.
    """
    columns = [str(column) for column in table.columns]
    if unknown := [name for name in results if name not in columns]:
        raise ScenarioError(
            "; ".join(
                message("there is no result '{name}'; {near}", name=name, near=suggestion(name, columns))
                for name in unknown
            )
        )
    if len(results) < 2:
        raise ScenarioError(message("a Pareto set needs two results or more"))
    marked = table.assign(in_set=pareto_set(table[list(results)].to_numpy()))
    return marked.sort_values(["in_set", results[0]], ascending=[False, True], ignore_index=True, kind="stable")
