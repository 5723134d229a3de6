"""A background shaped like ecoinvent, drawn from a seed: sizes, degrees, units, loops and spreads, no data of anyone's.

Every product has a price and every process spends a share of its revenue on inputs, so the system is productive however
wide the physical units are spread. Popular products (markets for power, heat, transport, steel) are bought by most
processes and close the loops of a strongly connected core; about a fifth of the products are bought by nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LOGNORMAL = 2


@dataclass(frozen=True)
class Background:
    """Triplets of A and B with their spreads; product i is made by process i, signs as in the matrix."""

    processes: int
    flows: int
    rows: np.ndarray  # per exchange: product or flow
    columns: np.ndarray  # per exchange: process
    is_biosphere: np.ndarray
    signs: np.ndarray
    amounts: np.ndarray  # sign not applied
    sigmas: np.ndarray  # standard deviation of ln|amount|; 0 for a certain amount
    factors: np.ndarray  # (categories, flows)
    demand: int  # a product that others need, too

    @property
    def uncertainty_types(self) -> np.ndarray:
        return np.where(self.sigmas > 0, LOGNORMAL, 0)


def synthetic_background(
    processes: int = 20_000, flows: int = 2_000, categories: int = 1, seed: int = 0, uncertain_share: float = 0.85
) -> Background:
    """A background of `processes` processes with about 11 purchases, a production and 15 elementary flows each, on average."""
    generator = np.random.default_rng(seed)
    bought = int(processes * 0.81)  # the rest is bought by nobody
    price = np.exp(generator.normal(0, 2.0, processes))
    columns, rows = _purchases(generator, processes, bought)
    spending = generator.gamma(0.4, size=len(rows))  # few inputs cost much, most cost little
    totals = np.bincount(columns, weights=spending, minlength=processes)
    share_spent = generator.uniform(0.3, 0.75, processes)
    amounts = spending / totals[columns] * share_spent[columns] * price[columns] / price[rows]
    emitters = generator.integers(0, processes, 15 * processes)
    emitted = (generator.zipf(1.3, 15 * processes) * 7 + generator.integers(0, 7, 15 * processes)) % flows
    emissions = np.exp(generator.normal(-3, 2, 15 * processes)) * price[emitters]
    diagonal = np.arange(processes)
    all_amounts = np.concatenate([np.ones(processes), amounts, emissions])
    uncertain = generator.random(len(all_amounts)) < uncertain_share
    uncertain[:processes] = False
    sigmas = np.where(uncertain, generator.uniform(0.05, 0.5, len(all_amounts)), 0.0)
    factors = np.exp(generator.normal(0, 2, (categories, flows)))
    factors[generator.random((categories, flows)) > 0.5] = 0.0
    return Background(
        processes=processes,
        flows=flows,
        rows=np.concatenate([diagonal, rows, emitted]),
        columns=np.concatenate([diagonal, columns, emitters]),
        is_biosphere=np.repeat([False, True], [processes + len(rows), len(emitted)]),
        signs=np.concatenate([np.ones(processes), -np.ones(len(rows)), np.ones(len(emitted))]),
        amounts=all_amounts,
        sigmas=sigmas,
        factors=factors,
        demand=processes - 1,
    )


def _purchases(generator: np.random.Generator, processes: int, bought: int) -> tuple[np.ndarray, np.ndarray]:
    """Who buys what: columns and rows, each pair once.

    45 % of the purchases go to 600 popular products, most of the rest to the same industry (neighbours), a few anywhere.
    More of these few would make every factorisation fill up as no real background does; with so many, Pardiso takes as
    long as bw2calc documents for ecoinvent 3.10 (about 0.4 s).
    """
    count = generator.poisson(11.3, processes)
    columns = np.repeat(np.arange(processes), count)
    kind = generator.choice(3, len(columns), p=[0.45, 0.545, 0.005])
    markets = generator.permutation(bought)[:600]
    popular = markets[(len(markets) * generator.random(len(columns)) ** 4).astype(int)]
    near = (columns + np.rint(generator.normal(0, 15, len(columns))).astype(int)) % bought
    anywhere = generator.integers(0, bought, len(columns))
    rows = np.select([kind == 0, kind == 1], [popular, near], anywhere)
    pairs = np.unique(columns[rows != columns] * processes + rows[rows != columns])
    return pairs // processes, pairs % processes
