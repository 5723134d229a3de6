"""The distributions of exchanges that are held as columns: arrays put together, and single rows where they say more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import overload

import numpy as np

from lca_models.impact.draws.central import MODE
from lca_models.impact.draws.distributions import CERTAIN_TYPES, COLUMNS, Distributions, distributions_of, refuse
from lca_models.inventory.system.background.columns import NOT_GIVEN, SPREAD
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.rows import ExchangeRow
from lca_models.inventory.system.soundness import row_name
from lca_models.inventory.tables.uncertainty import LOGNORMAL


class RowNames(Sequence[str]):
    """How messages name exchanges, and what stands after them; made when asked for."""

    def __init__(self, rows: Sequence[ExchangeRow], further: Sequence[str]) -> None:
        """Nothing is made yet."""
        self._rows, self._further = rows, further

    def __len__(self) -> int:
        return len(self._rows) + len(self._further)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """The name of one, or of several."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        return row_name(self._rows[at]) if at < len(self._rows) else self._further[at - len(self._rows)]


def distributions_of_table(
    table: ExchangeTable,
    names: Sequence[str],
    said: Mapping[int, Mapping[str, object]],
    amounts: np.ndarray,
    groups: np.ndarray,
) -> Distributions:
    """Distributions of all exchanges of a table, then of what follows them.

    `said`: the fields of every row that is held, and of what follows, by place; `names`, `amounts` and `groups`: of all.
    Raises ScenarioError with every distribution that cannot be drawn.
    """
    places = np.array(sorted(said), dtype=int)
    own = distributions_of([names[place] for place in places.tolist()], [said[place] for place in places.tolist()],
                           amounts[places], groups=groups[places])  # fmt: skip
    size, rows = len(amounts), len(table)
    columns = {name: np.full(size, np.nan) for name in SPREAD}
    for name in SPREAD:
        columns[name][:rows] = table.columns[name]
    types, negative = np.zeros(size, dtype=int), amounts < 0
    types[:rows] = table.columns["kinds"]
    given = table.columns["negative"] != NOT_GIVEN
    negative[:rows][given] = table.columns["negative"][given] == 1
    bare = np.isnan(columns["loc"]) & ~np.isin(types, (*CERTAIN_TYPES, LOGNORMAL))  # as `distributions_of` takes them
    columns["loc"][bare] = amounts[bare]
    found = Distributions(
        names, [""] * size, types, columns["loc"], columns["scale"], columns["minimum"], columns["maximum"],
        negative, amounts.copy(), groups.copy(), np.full(size, MODE), columns["shape"],
    )  # fmt: skip
    for name in (*COLUMNS, "shape"):
        getattr(found, name)[places] = getattr(own, name)
    refuse(found.problems())
    return found
