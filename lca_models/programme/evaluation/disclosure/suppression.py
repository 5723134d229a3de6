"""What else must be hidden, as sums of rows and columns are shown: a cell hidden alone is the sum less the others.

Every cell that is not shown is an unknown of at least 0 under the sums. What it can be at least and at most is a linear
program; where the range is narrower than k, the smallest open cell in its row or column is hidden too, until none is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.programme.evaluation.disclosure.cells import COMPLEMENTARY, FEWEST
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

TOTAL = "total"  # of a row or column
Cell = tuple[str, ...]  # its place in every dimension, TOTAL where it adds up
SLACK = 1e-6  # of the largest amount: what a solver leaves


class DisclosureError(LcaModelsError):
    """A table that cannot be shown in any part, or does not add up."""


def with_totals(amounts: Mapping[Cell, float]) -> dict[Cell, float]:
    """A table with the sums over every set of its dimensions; places without an amount hold 0."""
    if not amounts:
        return {}
    found = dict.fromkeys(_cells(_places(amounts)), 0.0)
    for cell, amount in amounts.items():
        for sum_ in _sums(cell):
            found[sum_] += amount
    return found


def hidden_cells(table: Mapping[Cell, float], reasons: Mapping[Cell, str], k: float = FEWEST) -> dict[Cell, str]:
    """What is not shown of a table with totals, as of `with_totals`, and why.

    `reasons`: why cells, sums among them, are not shown by themselves; empty for those that are. `k`: how far apart the least
    and the most must be that a reader can work out of a hidden cell, in the unit of the table. The sum of everything is
    hidden last of all.

    Raises DisclosureError for a table that does not add up or holds amounts below 0.
    """
    equations = [*_equations(table)]
    _refuse_strange(table, equations)
    hidden = {cell: why for cell, why in reasons.items() if why}
    least = k - SLACK * max(map(abs, table.values()), default=0.0)
    wide: set[Cell] = set()  # what is wide stays wide when more is hidden
    while True:
        sums = Unknowns.of(table, equations, [*hidden])
        narrow = sums.narrow(wide, least)
        for cell in narrow:
            if (more := _smallest_open(table, equations, hidden, cell)) is not None:
                hidden[more] = COMPLEMENTARY
                break
        else:
            return hidden


def reachable(table: Mapping[Cell, float], hidden: Sequence[Cell]) -> dict[Cell, tuple[float, float]]:
    """The least and the most that each hidden cell can be for a reader of all others, in the table's unit."""
    sums = Unknowns.of(table, [*_equations(table)], hidden)
    return {cell: (sums.end(cell, 1)[0], sums.end(cell, -1)[0]) for cell in hidden}


@dataclass(frozen=True)
class Unknowns:
    """Hidden cells as unknowns of at least 0 under the sums that are shown."""

    places: Mapping[Cell, int]
    truth: np.ndarray  # (u,) what is hidden: one of the solutions
    matrix: np.ndarray  # (sums, u)
    right: np.ndarray  # (sums,)

    @classmethod
    def of(cls, table: Mapping[Cell, float], equations: Sequence[tuple[Cell, ...]], hidden: Sequence[Cell]) -> Unknowns:
        """The unknowns of a table."""
        places = {cell: place for place, cell in enumerate(hidden)}
        touched = [one for one in equations if not places.keys().isdisjoint(one)]
        matrix, right = np.zeros((len(touched), len(places))), np.zeros(len(touched))
        for row, (whole, *parts) in enumerate(touched):
            for sign, cell in [(-1.0, whole), *((1.0, part) for part in parts)]:
                if cell in places:
                    matrix[row, places[cell]] = sign
                else:
                    right[row] -= sign * table[cell]
        return cls(places, np.array([table[cell] for cell in hidden]), matrix, right)

    def end(self, cell: Cell, sign: int) -> tuple[float, np.ndarray]:
        """The least (`sign` 1) or the most (-1) that a cell can be, and a solution (u,) of which it is so.

        Without an end, it is infinite, and the solution is the truth.
        """
        from scipy.optimize import linprog

        target = np.zeros(len(self.places))
        target[self.places[cell]] = sign
        solved = linprog(target, A_eq=self.matrix, b_eq=self.right, bounds=(0, None), method="highs")
        if solved.status != 0:
            return -sign * float("inf"), self.truth
        return sign * float(solved.fun), solved.x

    def narrow(self, wide: set[Cell], least: float) -> list[Cell]:
        """Cells whose ranges are narrower than `least`, the narrowest first; the others are added to `wide`.

        Every solution is one of all cells, so that few of them need their own.
        """
        low, high, width = self.truth.copy(), self.truth.copy(), {}
        for cell, place in self.places.items():
            if cell in wide:
                continue
            ends = []
            for sign in (1, -1):
                if high[place] - low[place] >= least:
                    break
                end, solution = self.end(cell, sign)
                ends.append(end)
                low, high = np.minimum(low, solution), np.maximum(high, solution)
            if high[place] - low[place] >= least or not np.isfinite(ends).all():
                wide.add(cell)
            else:
                width[cell] = ends[1] - ends[0]
        wide |= {cell for cell, place in self.places.items() if high[place] - low[place] >= least}
        return sorted(width, key=lambda cell: (width[cell], cell))


def _smallest_open(
    table: Mapping[Cell, float], equations: Sequence[tuple[Cell, ...]], hidden: Mapping[Cell, str], cell: Cell
) -> Cell | None:
    """The cell to hide beside one: the smallest that it adds up with, sums after what they are of, zeros last.

    That there is nobody in a cell is often known, so that hiding it helps little.
    """
    beside = {other for one in equations if cell in one for other in one} - {*hidden}
    order = lambda other: (other.count(TOTAL), not table[other], table[other], other)  # noqa: E731
    return min(beside, key=order, default=None)


def _refuse_strange(table: Mapping[Cell, float], equations: Sequence[tuple[Cell, ...]]) -> None:
    if any(amount < 0 for amount in table.values()):
        raise DisclosureError(message("a table with amounts below 0 cannot be hidden in part; show counts of it"))
    slack = SLACK * max(map(abs, table.values()), default=0.0)
    for whole, *parts in equations:
        if abs(table[whole] - sum(table[part] for part in parts)) > slack:
            raise DisclosureError(
                message("{cell} is {amount:g}, and what it adds up is not; make it with its sums", cell=" / ".join(whole),
                        amount=table[whole])
            )  # fmt: skip


def _places(cells: Mapping[Cell, float]) -> list[list[str]]:
    return [list(dict.fromkeys(names)) for names in zip(*cells, strict=True)]


def _cells(places: Sequence[Sequence[str]]) -> Iterator[Cell]:
    if not places:
        yield ()
        return
    for name in [*(one for one in places[0] if one != TOTAL), TOTAL]:
        for rest in _cells(places[1:]):
            yield (name, *rest)


def _sums(cell: Cell) -> Iterator[Cell]:
    """The cell and all that it is added up in."""
    if not cell:
        yield ()
        return
    for rest in _sums(cell[1:]):
        yield (cell[0], *rest)
        yield (TOTAL, *rest)


def _equations(table: Mapping[Cell, float]) -> Iterator[tuple[Cell, ...]]:
    """A sum and its parts, for every sum along every dimension."""
    if not table:
        return
    places = _places(table)
    for cell in table:
        for axis, name in enumerate(cell):
            if name == TOTAL:
                yield cell, *((*cell[:axis], one, *cell[axis + 1 :]) for one in places[axis] if one != TOTAL)
