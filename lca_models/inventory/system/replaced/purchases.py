"""The purchases that replacements name, and what stands above them.

A purchase is what a process takes in of the product of another. A substitution is none, and what recycling avoids keeps the
purchases of its own chain: no credit moves with what somebody buys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from lca_models.inventory.stored.units import SHORT_UNITS
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ExchangeRow, Key
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import EVERY, Replacement
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


def published_figure(
    system: ProductSystem, place: int, supplier: str, value: float, boundary: str, source: str, locator: str = ""
) -> Replacement:
    """A published figure, kg CO2e per unit of what is bought, in place of the purchase at one position of the exchanges."""
    row, maker = system.exchanges[place], system.processes[int(system.makers[system.matrix_rows[place]])]
    unit = str(maker.data.get("unit"))
    return Replacement("/".join(row.process), "/".join(row.input), supplier, value, SHORT_UNITS.get(unit, unit), "GWP100 AR6",
                       boundary, source, locator)  # fmt: skip


class Network:
    """Who buys of whom in a system, credits apart."""

    def __init__(self, system: ProductSystem) -> None:
        self.system = system
        inside, made = ~system.is_biosphere, system.is_production
        self.makers = np.where(inside, system.makers[np.where(inside, system.matrix_rows, 0)], -1)
        self.credits = np.flatnonzero(inside & ~made & (system.signs > 0))
        self.purchases = np.flatnonzero(inside & ~made & (system.signs < 0))

    @cached_property
    def rows(self) -> dict[int, ExchangeRow]:
        """Purchases by their place among the exchanges."""
        return {place: self.system.exchanges[place] for place in self.purchases.tolist()}

    @cached_property
    def bought_by_demand(self) -> frozenset[int]:
        """Columns that the demand reaches without passing a credit."""
        demanded = int(self.system.makers[self.system.product_index[self.system.demand]])
        return self.reached([demanded])

    def reached(self, start: Iterable[int], within: frozenset[int] | None = None) -> frozenset[int]:
        """Columns that some buy from, directly or through others; `within`: without leaving these."""
        return _spread(self._sellers, start, within)

    def above(self, start: Iterable[int]) -> frozenset[int]:
        """Columns that buy from some, directly or through others."""
        return _spread(self._buyers, start, None)

    @cached_property
    def _sellers(self) -> dict[int, set[int]]:
        """Columns that a column buys from."""
        return _following(self.system.matrix_columns[self.purchases], self.makers[self.purchases])

    @cached_property
    def _buyers(self) -> dict[int, set[int]]:
        """Columns that buy from a column."""
        return _following(self.makers[self.purchases], self.system.matrix_columns[self.purchases])


def _following(sources: np.ndarray, targets: np.ndarray) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for source, target in zip(sources.tolist(), targets.tolist(), strict=True):
        found.setdefault(source, set()).add(target)
    return found


def _spread(following: Mapping[int, set[int]], start: Iterable[int], within: frozenset[int] | None) -> frozenset[int]:
    found = {one for one in start if within is None or one in within}
    waiting = list(found)
    while waiting:
        for one in following.get(waiting.pop(), ()):
            if one not in found and (within is None or one in within):
                found.add(one)
                waiting.append(one)
    return frozenset(found)


def find_purchases(network: Network, replacements: Sequence[Replacement]) -> tuple[tuple[int, ...], ...]:
    """Per replacement: the exchanges that it stands in place of.

    Raises ScenarioError for every one that names no purchase or another unit, and where two name the same purchase.
    """
    problems: list[str] = []
    found: list[tuple[int, ...]] = []
    taken: dict[int, Replacement] = {}
    for one in replacements:
        where = message("replacement of {buyer} > {input}", buyer=excerpt(one.buyer), input=excerpt(one.input))
        places, fault = _places(network, one)
        fault = fault or _unit_fault(network, one, places)
        for place in () if fault else places:
            other = taken.setdefault(place, one)
            if other is not one and not fault:
                process = "/".join(network.system.exchanges[place].process)
                fault = message("'{process}' has another replacement of it, by {buyer} > {input}; keep one",
                                process=process, buyer=other.buyer, input=other.input)  # fmt: skip
        problems += [f"{where}: {fault}"] if fault else []
        found.append(places)
    if problems:
        raise ScenarioError("\n".join(problems))
    return tuple(found)


def _names(key: Key) -> tuple[str, str]:
    return key[1], "/".join(key)


def _places(network: Network, one: Replacement) -> tuple[tuple[int, ...], str]:
    """The exchanges that a replacement means, or why there are none."""
    system = network.system
    rows = network.rows
    of_input = [place for place, row in rows.items() if one.input in _names(row.input)]
    if not of_input:
        bought = {row.input[1] for row in rows.values()}
        return (), message("nobody here buys '{input}'; {near}", input=excerpt(one.input),
                           near=suggestion(one.input, bought))  # fmt: skip
    named = [place for place in of_input if one.buyer == EVERY or one.buyer in _names(rows[place].process)]
    if not named:
        buyers = {rows[place].process[1] for place in of_input}
        if any(one.buyer in _names(node.key) for node in system.processes):
            inputs = {row.input[1] for row in rows.values() if one.buyer in _names(row.process)}
            return (), message("'{buyer}' does not buy '{input}'; it buys {inputs}, and {buyers} buy it",
                               buyer=one.buyer, input=one.input, inputs=_listed(inputs), buyers=_listed(buyers))  # fmt: skip
        return (), message("there is no buyer '{buyer}'; {near}", buyer=excerpt(one.buyer),
                           near=suggestion(one.buyer, [*buyers, EVERY]))  # fmt: skip
    real = tuple(place for place in named if int(system.matrix_columns[place]) in network.bought_by_demand)
    if not real:
        return (), message("only what recycling avoids buys it here, and credits stay as they are; name another buyer")
    if len({rows[place].input for place in real}) > 1:
        keys = sorted({"/".join(rows[place].input) for place in real})
        return (), message("'{input}' is {listed}; name the database too", input=one.input, listed=" · ".join(keys))
    return real, ""


def _listed(names: Iterable[str], most: int = 6) -> str:
    found = sorted(names)
    return ", ".join(found[:most]) + (", …" if len(found) > most else "") if found else message("none")


def _unit_fault(network: Network, one: Replacement, places: Sequence[int]) -> str:
    """What is wrong with the unit of a replacement: it is counted per the unit of what is bought."""
    if not places:
        return ""
    system = network.system
    product = system.processes[int(network.makers[places[0]])]
    long = str(product.data.get("unit") or message("unit"))
    short = SHORT_UNITS.get(long, long)
    if one.per in (long, short):
        return ""
    return message("is in kg CO2e per {per}, and '{input}' is bought by {unit}; give kg CO2e/{unit}",
                   per=excerpt(one.per), input=one.input, unit=short)  # fmt: skip
