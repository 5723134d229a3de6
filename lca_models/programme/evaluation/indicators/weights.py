"""Quality and origin of a result's lines, each weighing as much as it adds: what is small may be poor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST = 0.8  # of all |kg|: the lines that make so much are judged
BEST, WORST = 1.0, 5.0  # pedigree scores


@dataclass(frozen=True)
class ResultLine:
    """A line of a declared result."""

    stage: str
    kg: float  # CO2e per pack, credits negative
    score: float | None  # of its data, 1 (best) to 5; None where nobody has judged them
    is_primary: bool = False  # rests on meters, invoices and documents of the maker, or a footprint of its supplier
    has_evidence: bool = False  # a document stands behind it


def primary_share(lines: Sequence[ResultLine]) -> float:
    """Share (0-1) of |kg| that rests on own data and those of suppliers; no number without kg."""
    return _share(lines, [one.is_primary for one in lines])


def evidence_share(lines: Sequence[ResultLine]) -> float:
    """Share (0-1) of |kg| that a document stands behind; no number without kg."""
    return _share(lines, [one.has_evidence for one in lines])


def quality(lines: Sequence[ResultLine]) -> float:
    """Mean score (1-5, 1 is best) by |kg| over the largest lines, which make 80 % of all that are judged.

    No number where no kg are.
    """
    scores = {place: one.score for place, one in enumerate(lines) if one.score is not None}
    judged = [lines[place] for place in scores]
    sizes = np.array([abs(one.kg) for one in judged])
    if not sizes.sum():
        return float("nan")
    order = np.argsort(-sizes, kind="stable")
    before = np.cumsum(sizes[order]) - sizes[order]
    large = order[before < MOST * sizes.sum()]
    return float(np.average(np.array([*scores.values()])[large], weights=sizes[large]))


def _share(lines: Sequence[ResultLine], wanted: Sequence[bool]) -> float:
    sizes = np.array([abs(one.kg) for one in lines])
    return float(sizes[np.array(wanted, dtype=bool)].sum() / sizes.sum()) if sizes.sum() else float("nan")
