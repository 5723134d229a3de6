"""Results that lie far from those of their peers: a question to a company, never a verdict."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

FAR, UNLIKE = 3.5, float(np.log(1.25))  # in spreads of the group; and at least so many times the usual ratio
TO_SIGMA = 1.4826  # median absolute deviation to standard deviation, for normal values
LEAST_SPREAD = float(np.log(1.05))
FEWEST = 5  # in a group that has a middle of its own


@dataclass(frozen=True)
class Peers:
    """How declared values compare with their archetypes, and with how others do."""

    ratio: np.ndarray  # (n,) ln(declared / archetype)
    middle: np.ndarray  # (n,) median of the group; 0, the archetype itself, where a group is too small
    distance: np.ndarray  # (n,) from the middle, in spreads
    is_far: np.ndarray  # (n,) whether to ask


def compare_with_peers(
    declared: Sequence[float] | np.ndarray, archetypes: Sequence[float] | np.ndarray, groups: Sequence[Hashable]
) -> Peers:
    """Compares values (n,) with archetypes (n,) at the same province and chemistry, in one unit, within groups.

    The spread is that of all groups around their own medians: five packs' own spread finds a doubled value in three cases of
    five, the pooled one nearly always.
    """
    ratio = np.log(np.asarray(declared, dtype=float) / np.asarray(archetypes, dtype=float))
    names = {name: place for place, name in enumerate(dict.fromkeys(groups))}
    places = np.array([names[name] for name in groups], dtype=int)
    sizes = np.bincount(places, minlength=len(names))
    medians = np.array([np.median(ratio[places == place]) for place in range(len(names))])
    medians[sizes < FEWEST] = 0.0
    is_large = sizes[places] >= FEWEST
    middle, n = medians[places], np.maximum(sizes[places], 2)
    # Groups too small for a middle say how far the archetypes are off, too; they are pooled where there is nothing else.
    pooled = np.abs(ratio - middle)[is_large if is_large.any() else slice(None)]
    spread = np.maximum(LEAST_SPREAD, TO_SIGMA * (np.median(pooled) if pooled.size else 0.0) * np.sqrt(n / (n - 1)))
    distance = (ratio - middle) / spread
    return Peers(ratio, middle, distance, (np.abs(distance) > FAR) & (np.abs(ratio - middle) > UNLIKE))
