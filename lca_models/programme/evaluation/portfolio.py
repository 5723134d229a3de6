"""The one table of verified declarations by chemistry and province whose cells every aggregate keeps to.

What is hidden of it is hidden of all tables, so that none gives away what another hides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lca_models.programme.evaluation.declarations import Declaration, Pilot
from lca_models.programme.evaluation.disclosure.cells import FEWEST, Given, why_hidden
from lca_models.programme.evaluation.disclosure.reissue import why_not_again
from lca_models.programme.evaluation.disclosure.suppression import TOTAL, Cell, hidden_cells, with_totals

EVERYTHING: Cell = (TOTAL, TOTAL)


@dataclass(frozen=True)
class Portfolio:
    """Declarations by cell, and which cells are shown."""

    cells: Mapping[Cell, tuple[Declaration, ...]]  # sums among them
    members: Mapping[Cell, frozenset[str]]  # groups or companies
    hidden: Mapping[Cell, str]  # why
    issued: Mapping[Cell, frozenset[str]] = field(default_factory=dict)  # who was in a cell when it was last shown

    @property
    def shown(self) -> tuple[Cell, ...]:
        """Cells that hold somebody and may be shown, in their order; sums last."""
        return tuple(cell for cell, who in self.members.items() if who and cell not in self.hidden)

    def rows_of(self, axis: int) -> tuple[Cell, ...]:
        """Shown cells that add up over the other axis: by chemistry (0) or by province (1), and everything last."""
        return tuple(cell for cell in self.shown if cell[1 - axis] == TOTAL)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything that all tables may say."""
        return EVERYTHING in self.shown


def portfolio_of(pilot: Pilot, k: int = FEWEST, before: Portfolio | None = None) -> Portfolio:
    """The verified declarations of a pilot by chemistry and province. `before`: of the issue before this one."""
    inner: dict[Cell, list[Declaration]] = defaultdict(list)
    for one in pilot.verified:
        inner[one.chemistry, one.province].append(one)
    counts = with_totals({cell: float(len(ones)) for cell, ones in sorted(inner.items())})
    cells = {
        cell: tuple(one for place, ones in inner.items() if _holds(cell, place) for one in ones) for cell in counts
    }
    members = {cell: frozenset(pilot.givers[one.org] for one in ones) for cell, ones in cells.items()}
    issued = before.issued if before is not None else {}
    again = why_not_again(issued, members, k)
    reasons = {cell: again.get(cell, "") or _why(pilot, ones, k) for cell, ones in cells.items()}
    hidden = hidden_cells(counts, reasons, k) if counts else {}
    last = {**issued, **{cell: who for cell, who in members.items() if who and cell not in hidden}}
    return Portfolio(cells, members, hidden, last)


def company_means(pilot: Pilot, ones: Iterable[Declaration], values: Sequence[float]) -> dict[str, float]:
    """The mean of the values of each group or company, of values in the order of declarations."""
    found: dict[str, list[float]] = defaultdict(list)
    for one, value in zip(ones, values, strict=True):
        found[pilot.givers[one.org]].append(value)
    return {giver: sum(values) / len(values) for giver, values in sorted(found.items())}


def _why(pilot: Pilot, ones: Sequence[Declaration], k: int) -> str:
    """Why a cell is not shown: by how many declarations companies have in it, or by their results."""
    counts = Counter(pilot.givers[one.org] for one in ones)
    means = company_means(pilot, ones, [one.kg_per_kwh for one in ones])
    by_count = why_hidden([Given(giver, float(count)) for giver, count in counts.items()], k)
    return by_count or why_hidden([Given(giver, mean) for giver, mean in means.items()], k)


def _holds(cell: Cell, place: Cell) -> bool:
    return all(sum_ in (TOTAL, name) for sum_, name in zip(cell, place, strict=True))
