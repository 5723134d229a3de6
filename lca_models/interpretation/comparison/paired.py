"""Is A lower than B? Compared sample by sample on the same draws, so that what both share cannot blur the answer.

Henriksson et al. (2015, International Journal of Life Cycle Assessment 20, 1157-1160) on dependent sampling; discernibility
as the share of samples in which one is lower, after Heijungs and Kleijn (2001, the same 6, 141-148). The share says how sure
the order is, not whether the difference is large enough to matter: the table gives both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.draws.blocks import BLOCK_SIZE, Block, Blocks, Results, run_blocks
from lca_models.interpretation.uncertainty.plain_function import Draw, Function, single_results_of
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True)
class PairedSamples:
    """Results (n, products) of several products on the same draws; one unit for all."""

    products: tuple[str, ...]
    samples: np.ndarray
    unit: str

    def column(self, product: str) -> np.ndarray:
        """Samples (n,) of a product, in `unit`.

        Raises ScenarioError for an unknown one.
        """
        if product not in self.products:
            raise ScenarioError(
                message(
                    "there is no product '{product}'; {near}", product=product, near=suggestion(product, self.products)
                )
            )
        return np.asarray(self.samples[:, self.products.index(product)])

    def difference(self, first: str, second: str) -> np.ndarray:
        """First minus second in each sample (n,), in `unit`.

        Raises ScenarioError for an unknown product.
        """
        return np.asarray(self.column(first) - self.column(second))

    def discernibility(self) -> pd.DataFrame:
        """One row per pair: first, second, first_lower, equal, second_lower, median, p2.5, p97.5, unit, n.

        After Heijungs and Kleijn 2001 (International Journal of Life Cycle Assessment 6, 141-148). The first three are
        shares of the samples; the others describe the difference first minus second. Raises ScenarioError as `column`.
        """
        import pandas as pd

        rows = [{"first": a, "second": b, **compare_samples(self.column(a), self.column(b)), "unit": self.unit}
                for a, b in combinations(self.products, 2)]  # fmt: skip
        return pd.DataFrame(rows)

    def shares_lower(self) -> pd.DataFrame:
        """Matrix of products: the share of samples in which the row is lower than the column; empty on the diagonal."""
        import pandas as pd

        lower = np.stack([(column[:, None] < self.samples).mean(axis=0) for column in self.samples.T])
        np.fill_diagonal(lower, np.nan)
        return pd.DataFrame(lower, index=self.products, columns=self.products)


def compare_samples(first: np.ndarray, second: np.ndarray) -> dict[str, Any]:
    """Shares of samples and the difference first minus second, from samples (n,) drawn together."""
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise ValueError(
            f"paired samples have the shapes {first.shape} and {second.shape}; give (n,) of the same draws"
        )
    difference = first - second
    low, high = np.percentile(difference, PERCENTILES)
    return {
        "first_lower": float((difference < 0).mean()),
        "equal": float((difference == 0).mean()),
        "second_lower": float((difference > 0).mean()),
        "mean": float(difference.mean()),
        "median": float(np.median(difference)),
        "p2.5": float(low),
        "p97.5": float(high),
        "n": len(difference),
    }


@dataclass(frozen=True)
class PairedTask:
    """Draw the rows of a block once and give them to every product."""

    functions: tuple[Function, ...]
    draw: Draw

    def __call__(self, block: Block) -> Results:
        """Results (rows, products)."""
        x = self.draw(block.rows, block.stream)
        return (np.column_stack([single_results_of(function, x) for function in self.functions]),)


def paired_samples(
    functions: Mapping[str, Function],
    draw: Draw,
    n: int,
    seed: int = 0,
    *,
    units: Mapping[str, str] | str = "",
    block_size: int = BLOCK_SIZE,
    progress: bool = False,
) -> PairedSamples:
    """Every product on the same n draws: `function(x)` (rows,) for x (rows, d), the inputs of all products together.

    `units`: of the results, by product or one for all. Raises ScenarioError for fewer than two products, results in
    different units, n <= 0 and a seed that is no whole number.
    """
    if len(functions) < 2:
        raise ScenarioError(message("a comparison needs two products or more"))
    unit = one_unit(dict.fromkeys(functions, units) if isinstance(units, str) else units)
    task = PairedTask(tuple(functions.values()), draw)
    done = run_blocks(task, Blocks(n, seed, block_size), progress=progress)
    return PairedSamples(tuple(functions), np.concatenate([results for (results,) in done]), unit)


def one_unit(units: Mapping[str, str]) -> str:
    """The unit all results share.

    Raises ScenarioError where products are counted per different functional units.
    """
    if len(set(units.values())) > 1:
        listed = ", ".join(f"'{product}' in {unit}" for product, unit in units.items())
        raise ScenarioError(
            message(
                "the results are counted differently ({listed}); say per what to compare them: "
                "kwh-capacity or kwh-delivered (--per)",
                listed=listed,
            )
        )
    return next(iter(units.values()), "")


def difference_table(samples: PairedSamples, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The samples of differences for a chart: pair, amount, unit."""
    import pandas as pd

    tables = [
        pd.DataFrame({"pair": f"{a} − {b}", "amount": samples.difference(a, b), "unit": samples.unit}) for a, b in pairs
    ]
    return pd.concat(tables, ignore_index=True)
