"""When a cell of several companies may be shown: enough of them, and none that it is mostly about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 5  # k: companies behind a cell
MOST_OF_ONE = 0.5  # of the sum
LEAST_OF_OTHERS = 0.1  # of the largest: how near the second may come to guessing it

FEW, DOMINATED, GUESSED, COMPLEMENTARY, REISSUED = "few", "dominated", "guessed", "complementary", "reissued"


@dataclass(frozen=True)
class Given:
    """What a company gives to a cell; companies of one group count once."""

    company: str
    amount: float  # of what the cell adds up, in its unit
    group: str = ""

    @property
    def giver(self) -> str:
        """Whose it is: the group's, where the company belongs to one."""
        return self.group or self.company


def givers_of(given: Sequence[Given]) -> Mapping[str, float]:
    """Amounts by group or company, largest by absolute size first."""
    found: dict[str, float] = {}
    for one in given:
        found[one.giver] = found.get(one.giver, 0.0) + one.amount
    return dict(sorted(found.items(), key=lambda item: (-abs(item[1]), item[0])))


def why_hidden(given: Sequence[Given], k: int = FEWEST) -> str:
    """Why a cell is not shown by itself; empty where it may be. A cell of nobody tells of nobody.

    Fewer than `k` companies; one with more than half of the sum (dominance); or the second largest could work out the
    largest within a tenth, as the others are so small (p % rule).
    """
    sizes = np.abs([*givers_of(given).values()])
    if not sizes.size:
        return ""
    if sizes.size < k:
        return FEW
    if sizes[0] > MOST_OF_ONE * sizes.sum():
        return DOMINATED
    return GUESSED if sizes[2:].sum() < LEAST_OF_OTHERS * sizes[0] else ""


def mean_of_companies(given: Sequence[Given], counts: Mapping[str, int] | None = None) -> float:
    """Mean of what companies give, each its own mean over its `counts` values; no number of nobody.

    `counts`: values behind a giver's amount, 1 where none is said.
    """
    found = [amount / (counts or {}).get(giver, 1) for giver, amount in givers_of(given).items()]
    return float(np.mean(found)) if found else float("nan")


def quartiles(values: Sequence[float] | np.ndarray, k: int = FEWEST) -> tuple[float, float, float] | None:
    """The quartiles of company means (n,) in their unit; None of fewer than 2 k. Extremes are never shown: they are one's."""
    array = np.asarray(values, dtype=float)
    if array.size < 2 * k:
        return None
    low, middle, high = np.quantile(array, [0.25, 0.5, 0.75])
    return float(low), float(middle), float(high)
