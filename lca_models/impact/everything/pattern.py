"""The pattern of a product system for solving many samples of it in lockstep, without factorising any.

Only what the demand reaches is kept, only elementary flows with a factor, and processes stand in a demand-first order:
buyers before their suppliers as far as loops allow. One Gauss-Seidel sweep then carries the demand down a whole chain,
and a system without loops is solved by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order

from lca_models.impact.everything.system import UncertainSystem

ORDER_STEPS = 30


@dataclass(frozen=True)
class Lockstep:
    """Kept exchanges, in the order in which sweeps read them, and the places their values take.

    Values are (chunks, entries, lanes), each lane a sample, with the sign of the matrix: purchases by row, then production,
    then elementary flows.
    """

    entries: np.ndarray  # per value: position of its exchange in the UncertainSystem
    processes: np.ndarray  # per place in the order: process
    row_starts: np.ndarray  # purchases of row i: values row_starts[i] to row_starts[i + 1]
    buyers: np.ndarray  # per purchase: place of the process that buys
    makers: np.ndarray  # per production value: place of its process
    flow_values: np.ndarray  # per characterized flow and category: its value
    flow_places: np.ndarray  # ... place of the process that emits
    flow_categories: np.ndarray  # ... category
    flow_factors: np.ndarray  # ... characterization factor
    demand: np.ndarray  # per place
    categories: int

    @property
    def purchases(self) -> int:
        """Values outside the diagonal of A."""
        return len(self.buyers)

    def diagonal(self, values: np.ndarray) -> np.ndarray:
        """(chunks, places, lanes): production less what a process uses of its own product."""
        produced = values[:, self.purchases : self.purchases + len(self.makers)]
        if len(self.makers) == len(self.processes):  # one each, in order
            return np.ascontiguousarray(produced)
        return _add_up(produced, self.makers, len(self.processes))

    def technosphere(self, values: np.ndarray) -> sparse.csr_array:
        """A of one sample (entries,), in the demand-first order."""
        rows = np.repeat(np.arange(len(self.processes)), np.diff(self.row_starts))
        made = values[self.purchases : self.purchases + len(self.makers)]
        place = (np.concatenate([rows, self.makers]), np.concatenate([self.buyers, self.makers]))
        data = np.concatenate([values[: self.purchases], made])
        return sparse.coo_array((data, place), shape=(len(self.processes),) * 2).tocsr()

    def direct_scores(self, values: np.ndarray) -> np.ndarray:
        """(places, categories) of one sample (entries,): score of what a process itself emits, per unit."""
        found = np.zeros((len(self.processes), self.categories))
        np.add.at(found, (self.flow_places, self.flow_categories), self.flow_factors * values[self.flow_values])
        return found

    def scores(self, values: np.ndarray, supply: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scores (chunks, categories, lanes), and the same with every term made positive."""
        terms = self.flow_factors[:, None] * values[:, self.flow_values] * supply[:, self.flow_places]
        net = _add_up(terms, self.flow_categories, self.categories)
        return net, _add_up(np.abs(terms), self.flow_categories, self.categories)


def _add_up(terms: np.ndarray, places: np.ndarray, count: int) -> np.ndarray:
    """(chunks, count, lanes): sums of terms (chunks, n, lanes) by place (n,)."""
    sums = sparse.csr_array((np.ones(len(places)), (places, np.arange(len(places)))), shape=(count, len(places)))
    return np.stack([np.asarray(sums @ chunk) for chunk in terms])


def plan_lockstep(system: UncertainSystem) -> Lockstep:
    """The pattern of everything that the demand can reach in any sample."""
    count = len(system.demand)
    inside = ~system.is_biosphere
    possible = (system.amounts != 0) | system.may_vary
    buys = np.flatnonzero(inside & possible & (system.rows != system.columns))
    reached = _reached(system, buys, count)
    buys = buys[reached[system.columns[buys]]]
    own = np.flatnonzero(inside & possible & (system.rows == system.columns))
    own = own[reached[system.columns[own]]]
    emits = np.flatnonzero(system.is_biosphere & possible)
    characterized = (system.factors != 0).any(axis=0)
    emits = emits[reached[system.columns[emits]] & characterized[system.rows[emits]]]

    processes = _demand_first(system, buys, own, np.flatnonzero(reached))
    place = np.full(count, -1)
    place[processes] = np.arange(len(processes))
    buys = buys[np.lexsort((place[system.columns[buys]], place[system.rows[buys]]))]
    own = own[np.argsort(place[system.columns[own]], kind="stable")]
    emits = emits[np.argsort(place[system.columns[emits]], kind="stable")]
    categories, which = np.nonzero(system.factors[:, system.rows[emits]])
    by_value = np.argsort(which, kind="stable")
    categories, which = categories[by_value], which[by_value]
    counts = np.bincount(place[system.rows[buys]], minlength=len(processes))
    return Lockstep(
        entries=np.concatenate([buys, own, emits]),
        processes=processes,
        row_starts=np.concatenate([[0], np.cumsum(counts)]),
        buyers=place[system.columns[buys]],
        makers=place[system.columns[own]],
        flow_values=len(buys) + len(own) + which,
        flow_places=place[system.columns[emits[which]]],
        flow_categories=categories,
        flow_factors=system.factors[categories, system.rows[emits[which]]],
        demand=system.demand[processes],
        categories=len(system.factors),
    )


def _reached(system: UncertainSystem, buys: np.ndarray, count: int) -> np.ndarray:
    """Per process: whether the demand can reach it."""
    wanted = np.flatnonzero(system.demand)
    # One more node stands for the buyer of the demand.
    buyers = np.concatenate([system.columns[buys], np.full(len(wanted), count)])
    bought = np.concatenate([system.rows[buys], wanted])
    graph = sparse.csr_array((np.ones(len(buyers)), (buyers, bought)), shape=(count + 1, count + 1))
    reached = np.zeros(count + 1, dtype=bool)
    reached[breadth_first_order(graph, count, return_predecessors=False)] = True
    return reached[:count]


def _demand_first(system: UncertainSystem, buys: np.ndarray, own: np.ndarray, reached: np.ndarray) -> np.ndarray:
    """Reached processes, each placed one step after its buyers on average, weighted by what they buy (relaxation)."""
    count = len(system.demand)
    rows, columns = system.rows[buys], system.columns[buys]
    made = np.bincount(system.columns[own], weights=np.abs(system.amounts[own]), minlength=count)
    made[made == 0] = 1
    bought = np.abs(system.amounts[buys]) / made[rows]
    bought[bought == 0] = np.finfo(float).tiny  # what only samples hold still orders
    supply = np.abs(system.demand) / made
    first = supply.copy()
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(ORDER_STEPS):
            supply = first + np.bincount(rows, weights=bought * supply[columns], minlength=count)
        weights = bought * supply[columns]
    if not np.isfinite(weights).all():  # a system that consumes more than it makes: any order serves
        weights = np.ones(len(buys))
    total = np.bincount(rows, weights=weights, minlength=count) + first
    total[total == 0] = 1
    position = np.zeros(count)
    for _ in range(ORDER_STEPS):
        position = np.bincount(rows, weights=weights * (position[columns] + 1), minlength=count) / total
    return reached[np.argsort(position[reached], kind="stable")]
