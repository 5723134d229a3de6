"""What makes a spread: inputs drawn on their own, and mixtures, whose members are drawn together and count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.draws.distributions import NO_GROUP

if TYPE_CHECKING:
    import pandas as pd

UNIT = "share of variance"
REST = "not explained by one driver alone"  # what drivers do together, and what the samples do not tell from noise


@dataclass(frozen=True)
class Drivers:
    """Drivers by name, with the positions of their inputs."""

    names: tuple[str, ...]
    positions: tuple[np.ndarray, ...]
    inputs: tuple[str, ...]  # names of all inputs

    def __len__(self) -> int:
        return len(self.names)

    @property
    def members(self) -> tuple[str, ...]:
        """Per driver: its inputs in one text."""
        return tuple(" + ".join(self.inputs[int(one)] for one in positions) for positions in self.positions)

    def chosen(self, which: Iterable[int]) -> Drivers:
        """Some of them, in the order of `which`."""
        kept = [int(one) for one in which]
        return Drivers(tuple(self.names[one] for one in kept), tuple(self.positions[one] for one in kept), self.inputs)

    def table(self, shares: np.ndarray, widths: np.ndarray, *, varies: bool, top: int | None = None) -> pd.DataFrame:
        """Largest first, from shares and half widths (k,): parameter, share, interval, members, unit; sums to 1.

        `varies`: whether the result does; the last row is what no driver explains alone.
        """
        import pandas as pd

        order = np.argsort(-shares, kind="stable")
        members = self.members
        rows = [(self.names[one], shares[one], widths[one], members[one]) for one in order]
        if top is not None and len(rows) > top:
            rest = shares[order[top:]].sum()
            rows = [*rows[:top], ("all other", rest, float(np.hypot.reduce(widths[order[top:]])), "")]
        rows.append((REST, max(0.0, 1.0 - float(shares.sum())) if varies else 0.0, np.nan, ""))
        return pd.DataFrame(rows, columns=["parameter", "share", "interval", "members"]).assign(unit=UNIT)


def drivers_of(
    inputs: Sequence[str], groups: np.ndarray | None = None, mixtures: Mapping[int, str] | None = None
) -> Drivers:
    """One driver an input, but one for all of a group; `mixtures` name the groups."""
    numbers = np.full(len(inputs), NO_GROUP) if groups is None else np.asarray(groups)
    names: list[str] = []
    positions: list[np.ndarray] = []
    seen: set[int] = set()
    for position, number in enumerate(numbers.tolist()):
        if number in seen:
            continue
        together = np.flatnonzero(numbers == number) if number != NO_GROUP else np.array([position])
        seen |= {number} - {NO_GROUP}
        alone = len(together) == 1
        names.append(inputs[position] if alone else f"{(mixtures or {}).get(number, inputs[position])} (mix)")
        positions.append(together)
    return Drivers(tuple(names), tuple(positions), tuple(inputs))
