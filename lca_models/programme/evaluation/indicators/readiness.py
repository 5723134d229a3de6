"""How ready companies are, part by part; a rank is an interval, as nobody knows what the parts weigh."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np

from lca_models.programme.evaluation.indicators.weights import BEST, WORST

TYPICAL_MODELS = 5  # packs of a company that the trial asks for
DRAWS = 1000
BETWEEN = (0.05, 0.95)


@dataclass(frozen=True)
class Parts:
    """What a company's readiness consists of, each 0 to 1."""

    coverage: float
    chemistries: float
    primary: float
    quality: float
    first_passes: float
    evidence: float

    @property
    def mean(self) -> float:
        """All parts weighing alike, 0-1; parts without a number count as 0."""
        return float(np.nan_to_num(np.array(astuple(self))).mean())


PARTS = tuple(one.name for one in fields(Parts))


@dataclass(frozen=True)
class Company:
    """What is known of a company."""

    verified_models: int
    chemistries_declared: int
    chemistries_used: int
    primary_share: float  # of |kg|, 0-1
    quality: float  # score, 1 is best
    first_passes: int  # submissions that were verified without being returned
    submissions: int  # that came to an end
    evidence_share: float  # of |kg|, 0-1


def parts_of(company: Company) -> Parts:
    """The parts of a company's readiness. Few submissions say little, so that passing begins at a half."""
    return Parts(
        min(1.0, company.verified_models / TYPICAL_MODELS),
        company.chemistries_declared / company.chemistries_used if company.chemistries_used else 0.0,
        company.primary_share,
        1 - (company.quality - BEST) / (WORST - BEST),
        (company.first_passes + 0.5) / (company.submissions + 1),
        company.evidence_share,
    )


def rank_intervals(parts: np.ndarray, seed: int = 0, draws: int = DRAWS) -> np.ndarray:
    """Ranks (companies, 2) that 90 % of all weights give, 1 is best, of parts (companies, parts) from 0 to 1.

    Weights are drawn evenly from all that add up to 1 (Dirichlet with ones). Equals share the better rank.
    """
    from scipy.stats import rankdata

    known = np.nan_to_num(np.asarray(parts, dtype=float))
    if not known.size:
        return np.empty((0, 2))
    weights = np.random.default_rng(seed).dirichlet(np.ones(known.shape[1]), draws)
    # Sums of equal parts in another order differ in the last place, and are no ranks apart.
    ranks = rankdata(-np.round(known @ weights.T, 12), method="min", axis=0)
    return np.asarray(np.quantile(ranks, BETWEEN, axis=1, method="nearest")).T
