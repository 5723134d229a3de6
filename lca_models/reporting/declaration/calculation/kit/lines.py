"""The product system of a result as lines of a workbook: what each process buys and emits, and what moves with the maker.

Processes of the foreground have a supply, the amount that one pack needs of them; a process of the background whose intensity
moves with the maker's cells has its intensity as a formula. Everything else is a cited number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.system.rows import IN_PLACE_OF, ExchangeRow, Node
from lca_models.inventory.tables.formulas import names_in
from lca_models.reporting.declaration.calculation.kit.live import Parameters, cell_name
from lca_models.reporting.declaration.calculation.kit.translation import (
    ATOM,
    SUM,
    UntranslatableError,
    Written,
    constant,
    translated,
)


@dataclass(frozen=True)
class Line:
    """What a process buys, emits or avoids, per unit of it."""

    column: int  # of the process
    exchanges: tuple[int, ...]  # positions in the system; several where they are one line of the background
    amount: Written
    stage: str  # empty where it is counted in the process that it buys from, or in that which buys it
    unit_score: float  # at the values of the result, in units of the score
    supplier: int | None = None  # process of the workbook that makes it; None where its intensity is cited
    sign: float = 1.0  # -1 where it stands for what is avoided or made beside

    @property
    def is_background(self) -> bool:
        """Whether it stands for several cited inputs together."""
        return len(self.exchanges) != 1


@dataclass(frozen=True)
class Column:
    """A process of the workbook."""

    place: int  # among the processes of the system
    node: Node
    lines: tuple[Line, ...]
    production: Written  # what one run makes, its own use taken off
    is_foreground: bool
    is_frozen: bool = False  # in a loop: its supply and its intensity are cited


@dataclass(frozen=True)
class Lines:
    """A result as lines: buyers stand before those they buy from."""

    assessment: Assessment
    parameters: Parameters

    @cached_property
    def written(self) -> dict[int, Written]:
        """Amounts that move with the maker, by exchange."""
        return {place: one for place, one in self._translated.items() if isinstance(one, Written)}

    @cached_property
    def untranslated(self) -> dict[int, str]:
        """Exchanges whose amount cannot follow, and why."""
        return {place: one for place, one in self._translated.items() if isinstance(one, str)}

    @cached_property
    def _translated(self) -> dict[int, Written | str]:
        system, found = self.assessment.system, dict[int, Written | str]()
        for row in system.formulas:
            if not any(self.parameters.is_live(row.names[one]) for one in names_in(row.text)):
                continue
            try:
                one = translated(row.text, row.names, self.parameters.values, self.parameters.is_live, cell_name)
            except UntranslatableError as error:
                found[row.exchange] = str(error)
                continue
            if one.is_live:
                found[row.exchange] = one
        return found

    @cached_property
    def makers(self) -> np.ndarray:
        """Per exchange: the column of the process that makes what is bought; -1 for flows."""
        system = self.assessment.system
        found = np.full(len(system.exchanges), -1)
        inside = ~system.is_biosphere
        found[inside] = system.makers[system.matrix_rows[inside]]
        return found

    @cached_property
    def _bought(self) -> dict[int, list[int]]:
        """Exchanges by process, without production and without those that are nothing whatever the maker gives."""
        system, found = self.assessment.system, defaultdict[int, list[int]](list)
        for place, column in enumerate(system.matrix_columns.tolist()):
            if not system.is_production[place] and (place in self.written or self.assessment.amounts[place]):
                found[column].append(place)
        return found

    @cached_property
    def moving(self) -> frozenset[int]:
        """Processes whose intensity moves with the maker's cells."""
        system = self.assessment.system
        buyers = defaultdict[int, set[int]](set)
        for column, places in self._bought.items():
            for place in places:
                if self.makers[place] >= 0:
                    buyers[int(self.makers[place])].add(column)
        found = {int(system.matrix_columns[place]) for place in self.written}
        waiting = list(found)
        while waiting:
            more = buyers[waiting.pop()] - found
            found |= more
            waiting += more
        return frozenset(found)

    @cached_property
    def foreground(self) -> tuple[int, ...]:
        """Processes with stages that the pack needs, in the order in which they are found."""
        system = self.assessment.system
        staged = {column for column, stage in zip(system.matrix_columns.tolist(), system.stages, strict=True) if stage}
        staged |= {place for place, node in enumerate(system.processes) if node.stage}
        start = int(system.makers[system.product_index[system.demand]])
        found, waiting = {start: None}, [start]
        while waiting:
            for place in self._bought.get(waiting.pop(), ()):
                maker = int(self.makers[place])
                if maker in staged and maker not in found and not system.stages[place]:
                    found[maker] = None
                    waiting.append(maker)
        return tuple(found)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every process of the workbook, buyers first; those of loops, which no order has, are cited and stand last."""
        foreground, shown = set(self.foreground), set(self.foreground)
        waiting = list(shown)
        while waiting:
            for place in self._bought.get(waiting.pop(), ()):
                maker = int(self.makers[place])
                if maker in self.moving and maker not in shown:
                    shown.add(maker)
                    waiting.append(maker)
        needs = {column: {int(self.makers[place]) for place in self._bought.get(column, ())} & (shown - {column})
                 for column in sorted(shown)}  # fmt: skip
        frozen = set[int]()
        while True:
            try:
                order = list(TopologicalSorter({column: needs[column] - frozen for column in needs}).static_order())
                break
            except CycleError as error:
                frozen |= set(error.args[1])
        order.reverse()
        return tuple(self._column(column, column in foreground, frozen, shown) for column in order)

    def _column(self, column: int, is_foreground: bool, frozen: set[int], shown: set[int]) -> Column:
        system = self.assessment.system
        own = np.flatnonzero((system.matrix_columns == column) & (self.makers == column)).tolist()
        production = constant(0)
        for place in own:
            amount, sign = self._amount(place), float(system.signs[place])
            words = amount.inside(ATOM) if sign > 0 else f"-{amount.inside(ATOM)}"
            before = "" if production.text == "0" else production.text + ("+" if sign > 0 else "")
            production = Written(before + words, production.value + sign * amount.value, production.is_live or amount.is_live,
                                 production.names | amount.names, SUM)  # fmt: skip
        lines = self._lines(column, [place for place in self._bought.get(column, ()) if place not in own], shown)
        return Column(column, system.processes[column], tuple(lines), production, is_foreground, column in frozen)

    def _amount(self, place: int) -> Written:
        return self.written.get(place) or constant(float(self.assessment.amounts[place]))

    def _lines(self, column: int, places: Sequence[int], shown: set[int]) -> list[Line]:
        system, scores = self.assessment.system, self.assessment.unit_scores
        found, background = list[Line](), defaultdict[str, list[int]](list)
        for place in places:
            if place in self.written or int(self.makers[place]) in shown:
                found.append(self._line(column, place, shown))
            else:
                background[system.stages[place]].append(place)
        for stage, together in background.items():
            if len(together) == 1:  # it says more by its own name
                found.append(self._line(column, together[0], shown))
                continue
            score = float(sum(self.assessment.amounts[place] * scores[place] for place in together))
            found.append(Line(column, tuple(together), constant(1), stage, score))
        return found

    def _line(self, column: int, place: int, shown: set[int]) -> Line:
        system, maker = self.assessment.system, int(self.makers[place])
        sign = 1.0 if system.is_biosphere[place] else -float(system.signs[place])
        return Line(column, (place,), self._amount(place), system.stages[place],
                    float(self.assessment.unit_scores[place]), maker if maker in shown else None, sign)  # fmt: skip

    def bought_code(self, place: int) -> str:
        """The code of what an exchange buys, as its buyer knows it: not that of the supplier who stands in its place."""
        row: ExchangeRow = self.assessment.system.exchanges[place]
        return str(row.data.get(IN_PLACE_OF) or row.input[1])

    def bought_node(self, place: int) -> Node:
        """The process or flow of an exchange."""
        system = self.assessment.system
        if system.is_biosphere[place]:
            return system.flows[int(system.matrix_rows[place])]
        return system.processes[int(self.makers[place])]
