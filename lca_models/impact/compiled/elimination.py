"""Sparse Gaussian elimination on a graph of operations: what a solver does for one sample, written down once for all.

The intensity x_j of product j (score per unit) is what its process emits and buys: x_j = h_j + sum_i w_ji x_i, with w and h
per unit of product. Eliminating product i puts its equation into those of its buyers; a product that comes to need itself,
x_i = ... + w_ii x_i, is divided by its pivot 1 - w_ii. Most entries are constants, and constants fold: only what depends
on a parameter becomes an operation. So the next product is always the one whose elimination writes the fewest operations
(Markowitz 1957, with constants counted as free).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from lca_models.impact.compiled.blueprint import BACKGROUND, NO_STAGE, Blueprint
from lca_models.impact.compiled.expressions import Graph
from lca_models.inventory.system.sound_supply import ROUNDING

LEAST_PIVOT = 1e-6  # of 1: below it elimination loses six of sixteen digits, and the sample is solved directly
Row = dict[int, int]  # node of a coefficient by the position of the product bought


@dataclass(frozen=True)
class Equations:
    """x_j = h_j + sum_i w_ji x_i in nodes of a graph; h has one node per impact category."""

    graph: Graph
    weights: dict[int, Row] = field(default_factory=dict)
    emissions: dict[int, list[int]] = field(default_factory=dict)
    pivots: list[int] = field(default_factory=list)  # nodes of 1 - w_ii, but for those that are a number above 0

    def buy(self, product: int, bought: int, share: int) -> None:
        """Adds a purchase per unit of product."""
        self._add(self.weights[product], bought, share)

    def emit(self, product: int, scores: list[int]) -> None:
        """Adds emissions per unit of product, a node per category."""
        self.emissions[product] = [
            self.graph.add(here, more) for here, more in zip(self.emissions[product], scores, strict=True)
        ]

    def solve(self) -> dict[int, list[int]]:
        """X of all products, a node per category. Empties the equations."""
        order = self._eliminate()
        found: dict[int, list[int]] = {}
        for product in reversed(order):
            found[product] = self._gather(self.emissions[product], self.weights[product], found)
        return found

    def _eliminate(self) -> list[int]:
        buyers: dict[int, set[int]] = {product: set() for product in self.weights}
        for product, row in self.weights.items():
            for bought in row:
                buyers[bought].add(product)
        order: list[int] = []
        costs = {product: self._cost(product, buyers) for product in self.weights}
        queue = sorted(costs.values())
        while costs:
            cost = heapq.heappop(queue)
            chosen = cost[-1]
            if costs.get(chosen) != cost:
                continue  # outdated: its true cost stands in the queue too
            del costs[chosen]
            order.append(chosen)
            for product in self._eliminate_one(chosen, buyers) & costs.keys():
                costs[product] = self._cost(product, buyers)
                heapq.heappush(queue, costs[product])
        return order

    def _cost(self, product: int, buyers: dict[int, set[int]]) -> tuple[int, int, int]:
        """Operations that eliminating a product writes; then all the work, and its position, so that ties are settled."""
        row = self.weights[product]
        varying = sum(self.graph.value(node) is None for node in row.values())
        varying_emissions = any(self.graph.value(node) is None for node in self.emissions[product])
        written = 0
        for buyer in buyers[product]:
            constant = self.graph.value(self.weights[buyer][product]) is not None
            written += varying + varying_emissions if constant else len(row) + 1
        return written, len(row) * len(buyers[product]), product

    def _eliminate_one(self, product: int, buyers: dict[int, set[int]]) -> set[int]:
        """Puts the equation of a product into those of its buyers; returns the products whose cost has changed."""
        row = self.weights[product]
        own = row.pop(product, None)
        if own is not None:
            buyers[product].discard(product)
            self._divide(product, own)
        touched = set(row) | buyers[product]
        for bought in row:
            buyers[bought].discard(product)
        for buyer in sorted(buyers[product]):
            target = self.weights[buyer]
            factor = target.pop(product)
            for bought, node in row.items():
                self._add(target, bought, self.graph.multiply(factor, node))
                (buyers[bought].add if bought in target else buyers[bought].discard)(buyer)
            self.emit(buyer, [self.graph.multiply(factor, node) for node in self.emissions[product]])
        return touched

    def _add(self, row: Row, bought: int, node: int) -> None:
        total = self.graph.add(row[bought], node) if bought in row else node
        if self.graph.value(total) == 0:
            row.pop(bought, None)
        else:
            row[bought] = total

    def _divide(self, product: int, own: int) -> None:
        graph = self.graph
        pivot = graph.subtract(graph.constant(1), own)
        value = graph.value(pivot)
        if value is None or not value > 0:
            self.pivots.append(pivot)
        share = graph.divide(graph.constant(1), pivot)
        row = self.weights[product]
        for bought, node in row.items():
            row[bought] = graph.multiply(node, share)
        self.emissions[product] = [graph.multiply(node, share) for node in self.emissions[product]]

    def _gather(self, emissions: list[int], row: Row, found: dict[int, list[int]]) -> list[int]:
        """H + sum w x, category by category."""
        totals = list(emissions)
        for bought, weight in sorted(row.items()):
            for category, node in enumerate(found[bought]):
                totals[category] = self.graph.add(totals[category], self.graph.multiply(weight, node))
        return totals


def per_product(graph: Graph, blueprint: Blueprint, amounts: list[int]) -> list[int]:
    """Amounts of exchanges per unit of product: bought positive, avoided negative, emissions as stored.

    The production of a process is what it makes less what it uses of its own product.
    """
    made = net_production(graph, blueprint, amounts)
    per_unit = {column: graph.divide(graph.constant(1), node) for column, node in made.items()}
    zero = graph.constant(0)
    shares = []
    for amount, column, supplier, sign in zip(
        amounts, blueprint.columns.tolist(), blueprint.suppliers.tolist(), blueprint.signs, strict=True
    ):
        if supplier == column:
            shares.append(zero)
            continue
        signed = amount if supplier == BACKGROUND else graph.multiply(amount, graph.constant(-sign))
        shares.append(graph.multiply(signed, per_unit[column]))
    return shares


def net_production(graph: Graph, blueprint: Blueprint, amounts: list[int]) -> dict[int, int]:
    """Nodes of what every process makes less what it uses of its own product."""
    made: dict[int, int] = {}
    for exchange in np.flatnonzero(blueprint.suppliers == blueprint.columns):
        column = int(blueprint.columns[exchange])
        amount = graph.multiply(amounts[exchange], graph.constant(blueprint.signs[exchange]))
        made[column] = graph.add(made[column], amount) if column in made else amount
    return made


def least_of(
    graph: Graph, blueprint: Blueprint, parameters: Mapping[str, int], amounts: list[int], pivots: list[int]
) -> list[int]:
    """The node of the least of all that must be positive, which tells the samples to look at; none where nothing varies.

    Of this kit's tables: net productions, pivots, and what is watched so that no amount is negative (0 may be, and counts as
    twice the least pivot). Of others the sizes of pivots, so that no sample is divided by almost nothing.
    """
    if not blueprint.is_own:
        found = [graph.apply("absolute", pivot) for pivot in pivots]
    else:
        found = [*net_production(graph, blueprint, amounts).values(), *pivots]
        exchanges, names = blueprint.watched
        watched = [*(amounts[one] for one in exchanges), *(parameters[name] for name in names)]
        for least in _least(graph, [node for node in watched if _may_be(graph, node, lambda value: value < 0)]):
            scaled = graph.multiply(least, graph.constant(LEAST_PIVOT / ROUNDING))
            found.append(graph.add(scaled, graph.constant(2 * LEAST_PIVOT)))
    return _least(graph, [node for node in found if _may_be(graph, node, lambda value: not value > 0)])


def _may_be(graph: Graph, node: int, test: Callable[[float], bool]) -> bool:
    """Whether a node varies, or is a number of a kind."""
    value = graph.value(node)
    return value is None or test(value)


def _least(graph: Graph, nodes: list[int]) -> list[int]:
    """The node of the least of some nodes; none of none."""
    found: list[int] = []
    for node in dict.fromkeys(nodes):
        found = [graph.apply("minimum", found[0], node)] if found else [node]
    return found


def background_equations(graph: Graph, blueprint: Blueprint, shares: list[int]) -> Equations:
    """For the score per unit of product of every process that is no foreground."""
    zero = graph.constant(0)
    background = [int(process) for process in np.flatnonzero(~blueprint.foreground)]
    equations = Equations(
        graph,
        {process: {} for process in background},
        {process: [zero] * len(blueprint.categories) for process in background},
    )
    for share, column, supplier, known in zip(
        shares, blueprint.columns.tolist(), blueprint.suppliers.tolist(), blueprint.intensities, strict=True
    ):
        if column not in equations.weights or graph.value(share) == 0:
            continue
        if supplier == BACKGROUND:
            equations.emit(column, [graph.multiply(share, graph.constant(one)) for one in known])
        else:
            equations.buy(column, supplier, share)
    return equations


def foreground_equations(graph: Graph, blueprint: Blueprint, shares: list[int]) -> Equations:
    """For how much of its product every foreground process makes for the demand."""
    foreground = [int(process) for process in np.flatnonzero(blueprint.foreground)]
    equations = Equations(
        graph,
        {process: {} for process in foreground},
        {
            process: [graph.constant(blueprint.demand_amount if process == blueprint.demand else 0)]
            for process in foreground
        },
    )
    for share, column, supplier in zip(shares, blueprint.columns.tolist(), blueprint.suppliers.tolist(), strict=True):
        if supplier in equations.weights and column in equations.weights and graph.value(share) != 0:
            equations.buy(supplier, column, share)  # a product is made for those who buy it
    return equations


def result_nodes(graph: Graph, blueprint: Blueprint, amounts: list[int]) -> tuple[list[list[int]], list[int]]:
    """Nodes of the results (stages, then credits by stage; each with one node per category), and of the pivots."""
    shares = per_product(graph, blueprint, amounts)
    background = background_equations(graph, blueprint, shares)
    foreground = foreground_equations(graph, blueprint, shares)
    intensities = background.solve()
    supply = {process: nodes[0] for process, nodes in foreground.solve().items()}
    lines = [[graph.constant(0)] * len(blueprint.categories) for _ in range(2 * len(blueprint.stage_names))]
    for (process, line), scores in _scores_of_purchases(graph, blueprint, shares, intensities).items():
        lines[line] = [
            graph.add(here, graph.multiply(supply[process], score))
            for here, score in zip(lines[line], scores, strict=True)
        ]
    return lines, [*background.pivots, *foreground.pivots]


def _scores_of_purchases(
    graph: Graph, blueprint: Blueprint, shares: list[int], intensities: Mapping[int, list[int]]
) -> dict[tuple[int, int], list[int]]:
    """What a unit of each foreground process adds to each line, a node per category."""
    found: dict[tuple[int, int], list[int]] = {}
    nothing = [graph.constant(0)] * len(blueprint.categories)
    for exchange in np.flatnonzero(blueprint.stages != NO_STAGE):
        process, bought = int(blueprint.columns[exchange]), int(blueprint.suppliers[exchange])
        known = [graph.constant(one) for one in blueprint.intensities[exchange]]
        stage = int(blueprint.stages[exchange])
        for line in (stage, len(blueprint.stage_names) + stage) if blueprint.credits[exchange] else (stage,):
            found[process, line] = [
                graph.add(here, graph.multiply(shares[exchange], intensity))
                for here, intensity in zip(
                    found.get((process, line), nothing),
                    known if bought == BACKGROUND else intensities[bought],
                    strict=True,
                )
            ]
    return found
