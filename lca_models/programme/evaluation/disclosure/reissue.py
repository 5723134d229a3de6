"""What may be shown again: between two issues of a table, one company more is what it adds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lca_models.programme.evaluation.disclosure.cells import FEWEST, REISSUED
from lca_models.programme.evaluation.disclosure.suppression import Cell

Members = Mapping[Cell, Collection[str]]  # groups or companies behind every cell


def why_not_again(before: Members, now: Members, k: int = FEWEST) -> dict[Cell, str]:
    """Cells that cannot be shown anew: their companies have changed since they were shown, and fewer than `k` of them.

    `before`: of the last issue, of cells that it showed. A company that comes and one that goes are two. A company that sends
    other values and stays can still be followed from issue to issue: nothing here hides that.
    """
    moved = {cell: len({*before[cell]} ^ {*now.get(cell, ())}) for cell in before}
    return {cell: REISSUED for cell, count in moved.items() if 0 < count < k}
