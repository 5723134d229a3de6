"""The part of a product system that one result stands on: every process that its demand reaches, at the amounts of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.system.rows import Key, Node


@dataclass(frozen=True)
class Chain:
    """Processes, flows and rows of a result that are not 0, each in a fixed order."""

    assessment: Assessment

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Columns of the processes that the demand reaches through amounts other than 0, by database and code."""
        system, amounts = self.assessment.system, self.assessment.amounts
        bought = np.flatnonzero(~system.is_biosphere & ~system.is_production & (amounts != 0))
        makers = system.makers
        suppliers: dict[int, list[int]] = {}
        for place in bought.tolist():
            maker = int(makers[system.matrix_rows[place]])
            suppliers.setdefault(int(system.matrix_columns[place]), []).append(maker)
        start = int(makers[system.product_index[system.demand]])
        found, waiting = {start}, [start]
        while waiting:
            for maker in suppliers.get(waiting.pop(), ()):
                if maker not in found:
                    found.add(maker)
                    waiting.append(maker)
        return tuple(sorted(found, key=lambda column: system.processes[column].key))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Positions of their exchanges: production first, then by type and input; those of 0 are left out."""
        system, inside = self.assessment.system, set(self.columns)
        found = [
            place
            for place, column in enumerate(system.matrix_columns.tolist())
            if column in inside and (self.assessment.amounts[place] != 0 or system.is_production[place])
        ]

        def order(place: int) -> tuple[Key, bool, str, Key, str, int]:
            row = system.exchanges[place]
            return (
                row.process,
                not system.is_production[place],
                row.type,
                row.input,
                system.stages[place],
                place,
            )

        return tuple(sorted(found, key=order))

    @cached_property
    def flows(self) -> tuple[int, ...]:
        """Positions of the elementary flows that their exchanges name, by database and code."""
        system = self.assessment.system
        found = {int(system.matrix_rows[place]) for place in self.places if system.is_biosphere[place]}
        return tuple(sorted(found, key=lambda row: system.flows[row].key))

    def processes(self) -> Iterator[Node]:
        """The processes in their order."""
        return (self.assessment.system.processes[column] for column in self.columns)

    @cached_property
    def codes(self) -> dict[Key, str]:
        """The code of each process and flow in one database of all: its own, or with its database where two share it."""
        system = self.assessment.system
        keys = [*(node.key for node in self.processes()), *(system.flows[row].key for row in self.flows)]
        shared = [key[1] for key in keys]
        return {key: key[1] if shared.count(key[1]) == 1 else "_".join(key) for key in keys}
