"""Uncertain characterization factors as part of the system, so that they are drawn as exchanges are.

A flow of which some factor is uncertain becomes the product of a process of its own, which every emitter of the flow then
buys, and which emits, per unit, its factors: an amount of a flow of each category, whose factor is 1. One draw of a factor
thus holds for all emitters in a sample, as in bw2calc.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lca_models.impact.methods import MethodName, category_name
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.wording.messages import message

NO_FLOW = -1


@dataclass(frozen=True)
class Triplets:
    """Exchanges of A and B without their amounts, and what A and B are multiplied with."""

    rows: np.ndarray
    columns: np.ndarray
    is_biosphere: np.ndarray
    signs: np.ndarray
    demand: np.ndarray
    factors: np.ndarray


@dataclass(frozen=True)
class Entry:
    """An exchange of the process that stands for a flow."""

    name: str
    row: int
    column: int
    is_emission: bool
    amount: float
    distribution: Mapping[str, object]
    flow: int = NO_FLOW  # whose uncertain factor it is


def with_uncertain_factors(
    base: Triplets, system: ProductSystem, methods: Sequence[MethodName]
) -> tuple[Triplets, tuple[Entry, ...]]:
    """The triplets with the processes of the flows whose factors are uncertain, and the exchanges that come last.

    The triplets themselves, and none, where every factor of the methods is certain.
    """
    uncertain = [
        system.characterizations[name].uncertain if name in system.characterizations else () for name in methods
    ]
    flows = sorted({flow for several in uncertain for flow, _, _ in several})
    if not flows:
        return base, ()
    entries = tuple(_entries(base, system, methods, uncertain, flows))
    count, categories = len(base.demand), len(base.factors)
    process = np.full(base.factors.shape[1], NO_FLOW)
    process[flows] = count + np.arange(len(flows))
    bought = base.is_biosphere.copy()
    bought[bought] = process[base.rows[bought]] != NO_FLOW
    rows = base.rows.copy()
    rows[bought] = process[base.rows[bought]]
    factors = np.hstack([base.factors, np.eye(categories)])
    factors[:, flows] = 0.0
    found = Triplets(
        rows=np.append(rows, [one.row for one in entries]),
        columns=np.append(base.columns, [one.column for one in entries]),
        is_biosphere=np.append(base.is_biosphere & ~bought, [one.is_emission for one in entries]),
        signs=np.append(np.where(bought, -1.0, base.signs), np.ones(len(entries))),
        demand=np.append(base.demand, np.zeros(len(flows))),
        factors=factors,
    )
    return found, entries


def _entries(
    base: Triplets,
    system: ProductSystem,
    methods: Sequence[MethodName],
    uncertain: Sequence[Sequence[tuple[int, float, Mapping[str, object]]]],
    flows: Sequence[int],
) -> list[Entry]:
    """Per flow: what its process makes, then its factors by category, the certain part of each in one."""
    count, first = len(base.demand), base.factors.shape[1]
    found = []
    for at, flow in enumerate(flows):
        column, name = count + at, system.flows[flow].name
        found.append(Entry(name, column, column, False, 1.0, {}))
        for category, method in enumerate(methods):
            drawn = [(amount, stored) for one, amount, stored in uncertain[category] if one == flow]
            rest = float(base.factors[category, flow]) - sum(amount for amount, _ in drawn)
            words = message("factor of '{flow}' in {category}", flow=name, category=category_name(method))
            row = first + category
            if not drawn or abs(rest) > abs(base.factors[category, flow]) * 1e-12:
                found.append(Entry(words, row, column, True, rest, {}))
            found += [Entry(words, row, column, True, amount, stored, flow) for amount, stored in drawn]
    return found
