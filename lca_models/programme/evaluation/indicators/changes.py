"""What a change moves over many results: how far, how many of them far, and whether they change places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
FAR = 0.05


@dataclass(frozen=True)
class Change:
    """What a change moves; changes are relative to the results before it."""

    n: int
    quantiles: Mapping[float, float]  # relative change by quantile
    beyond: int  # results that change by more than 5 %
    tau: float  # Kendall's tau-b between the orders before and after, -1 to 1; no number without an order

    @property
    def beyond_share(self) -> float:
        """Share (0-1) of results that change by more than 5 %."""
        return self.beyond / self.n if self.n else float("nan")


def change_of(before: Sequence[float] | np.ndarray, after: Sequence[float] | np.ndarray) -> Change:
    """The change between results (n,) in one unit."""
    from scipy.stats import kendalltau

    old, new = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    moved = (new - old) / np.abs(old)
    is_ordered = np.unique(old).size > 1 and np.unique(new).size > 1
    return Change(
        old.size,
        {share: float(np.quantile(moved, share)) if old.size else float("nan") for share in QUANTILES},
        int((np.abs(moved) > FAR).sum()),
        float(kendalltau(old, new).statistic) if is_ordered else float("nan"),
    )
