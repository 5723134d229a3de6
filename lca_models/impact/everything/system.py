"""A product system as plain arrays in which every exchange may be uncertain.

A x = f gives the supply x, and h_k = sum_j,e c_ke B_ej x_j the score of category k. Product i is made by process i, so
production stands on the diagonal of A, with whatever amount and sign it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from lca_models.impact.compiled.execution import evaluate_tape
from lca_models.impact.compiled.expressions import Graph
from lca_models.impact.compiled.model import parameter_nodes
from lca_models.impact.compiled.tape import record, with_alarm
from lca_models.impact.compiled.values import ends_of
from lca_models.impact.draws.distributions import NO_GROUP, Distributions, distributions_of
from lca_models.impact.draws.parameters import UncertainParameters, uncertain_among
from lca_models.impact.everything.columns import RowNames, distributions_of_table
from lca_models.impact.everything.uncertain_factors import Entry, Triplets, with_uncertain_factors
from lca_models.impact.methods import MethodName
from lca_models.inventory.system.admissibility import admissibility_of
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import ExchangeRow, ProjectError
from lca_models.inventory.system.sound_supply import least_negative
from lca_models.inventory.system.soundness import row_name
from lca_models.inventory.tables.formulas import names_in
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class SampledFormulas:
    """Exchanges whose amounts follow from sampled parameters."""

    exchanges: np.ndarray  # positions
    parameters: UncertainParameters
    amounts: Callable[[np.ndarray], np.ndarray]  # values (samples, parameters) -> amounts (exchanges, samples)

    def draw(self, samples: int, stream: np.random.SeedSequence) -> np.ndarray:
        """Amounts (exchanges, samples) of a stream."""
        return self.amounts(self.parameters.draw(samples, stream, of_many=True))


@dataclass(frozen=True)
class UncertainSystem:
    """Triplets of A and B with a distribution each; `formulas` take precedence over them."""

    rows: np.ndarray  # per exchange: product, or elementary flow
    columns: np.ndarray  # per exchange: process
    is_biosphere: np.ndarray
    signs: np.ndarray  # per exchange: +1 or -1 in the matrix
    distributions: Distributions  # per exchange, of the amount without its sign in the matrix
    demand: np.ndarray  # f: per product
    factors: np.ndarray  # c: (categories, flows)
    formulas: SampledFormulas | None = None
    factor_flows: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=int))  # per exchange that stands for a
    # factor, which come last: the flow of a factor that is uncertain, NO_FLOW for others

    @property
    def amounts(self) -> np.ndarray:
        """Per exchange: the amount while nothing varies, sign not applied."""
        return self.distributions.amounts

    @property
    def may_vary(self) -> np.ndarray:
        """Per exchange: whether samples of it differ."""
        varies = self.distributions.varying.copy()
        if self.formulas is not None:
            varies[self.formulas.exchanges] = True
        return varies


def uncertain_system(
    system: ProductSystem,
    methods: Sequence[MethodName],
    settings: Mapping[str, float] | None = None,
) -> UncertainSystem:
    """The arrays of a product system with the uncertainty that Brightway stores with exchanges, parameters and factors.

    `settings` are parameter values, which are then certain, as are those that a rule set prescribes.
    Raises ScenarioError for distributions that cannot be drawn.
    """
    settings = dict(settings or {})
    amounts = system.amounts(system.parameter_values(settings))
    demand = np.zeros(len(system.products))
    demand[system.makers[system.product_index[system.demand]]] = system.demand_amount
    rows = np.where(system.is_biosphere, system.matrix_rows, 0)
    rows[~system.is_biosphere] = system.makers[system.matrix_rows[~system.is_biosphere]]
    factors = np.array([system.factors[method] for method in methods])
    base = Triplets(rows, system.matrix_columns, system.is_biosphere, system.signs, demand, factors)
    found, entries = with_uncertain_factors(base, system, methods)
    return UncertainSystem(
        rows=found.rows,
        columns=found.columns,
        is_biosphere=found.is_biosphere,
        signs=found.signs,
        distributions=_distributions(system, amounts, entries),
        demand=found.demand,
        factors=found.factors,
        formulas=_sampled_formulas(system, settings),
        factor_flows=np.array([one.flow for one in entries], dtype=int),
    )


def _distributions(system: ProductSystem, amounts: np.ndarray, entries: Sequence[Entry]) -> Distributions:
    """Distributions of exchanges, then of factors; an exchange with a formula varies only with its parameters."""
    with_formula = {row.exchange for row in system.formulas}
    numbers: dict[tuple[object, object], int] = {}
    groups = np.full(len(amounts) + len(entries), NO_GROUP)
    data: dict[int, Mapping[str, object]] = {}
    table = system.exchanges if isinstance(system.exchanges, ExchangeTable) else None
    for position, exchange in table.held_in_order if table else enumerate(system.exchanges):
        if position in with_formula:
            data[position] = {}
            continue
        group = exchange.data.get("share_group")
        if group:
            groups[position] = numbers.setdefault((exchange.process, group), len(numbers))
            data[position] = _weight(exchange, amounts[position])
        else:
            data[position] = exchange.data
    data |= {len(amounts) + place: one.distribution for place, one in enumerate(entries)}
    together = np.append(amounts, [one.amount for one in entries])
    names = RowNames(system.exchanges, [one.name for one in entries])
    if table is not None:
        return distributions_of_table(table, names, data, together, groups)
    return distributions_of(tuple(names), list(data.values()), together, groups=groups)


def _weight(exchange: ExchangeRow, amount: float) -> Mapping[str, object]:
    """The lognormal weight of a share, before the shares of its mix are brought back to their sum."""
    sigma = float(exchange.data.get("weight_sigma") or 0)
    if sigma == 0 or amount == 0:
        return {"uncertainty type": CERTAIN}
    return {"uncertainty type": LOGNORMAL, "loc": np.log(abs(amount)), "scale": sigma, "negative": amount < 0}


def _sampled_formulas(system: ProductSystem, settings: Mapping[str, float]) -> SampledFormulas | None:
    """The formulas that depend on an uncertain parameter; None where nothing does."""
    derived = {name for name, _, _ in system.derived}
    values = {name: float(row.amount) for name, row in sorted(system.parameters.items()) if name not in derived}
    parameters = uncertain_among(system.parameters, {**values, **settings}, settings)
    graph = Graph()
    inputs = [graph.input(name) for name in parameters.names]
    nodes = {name: graph.constant(value) for name, value in system.parameter_values(settings).items()}
    nodes |= dict(zip(parameters.names, inputs, strict=True))
    nodes = parameter_nodes(graph, system.derived, nodes)
    outputs = {
        row.exchange: graph.amount(row.text, {plain: nodes[row.names[plain]] for plain in names_in(row.text)})
        for row in system.formulas
    }
    varying = {exchange: node for exchange, node in outputs.items() if graph.value(node) is None}
    wanted = with_alarm(graph, varying.values())
    if not wanted:
        return None
    tape = record(graph, inputs, wanted)
    exchanges = np.array(list(varying), dtype=int)
    admissible = admissibility_of(system.parameters, parameters.names, {**values, **settings})
    least = -least_negative(system.stored_amounts[exchanges])[:, None] if system.is_own else -np.inf

    def amounts(values: np.ndarray) -> np.ndarray:
        columns = np.ascontiguousarray(values.T)
        if problems := admissible.problems(columns, ends_of(columns)):
            raise ScenarioError("\n".join(problems))
        found = evaluate_tape(tape, columns)
        for sample in np.flatnonzero(~np.isfinite(found.sum(axis=0))):
            drawn = dict(zip(parameters.names, values[sample].tolist(), strict=True))
            # Step by step: this names the formula without a value.
            found[: len(exchanges), sample] = system.amounts(system.parameter_values({**settings, **drawn}))[exchanges]
        found = found[: len(exchanges)]
        for place, sample in np.argwhere(found < least)[:1]:
            row, amount = row_name(system.exchanges[exchanges[place]]), found[place, sample]
            raise ProjectError(message("{row} is {amount:.4g}, and no amount can be negative", row=row, amount=amount))
        return found

    return SampledFormulas(exchanges, parameters, amounts)
