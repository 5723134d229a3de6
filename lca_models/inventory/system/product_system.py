"""Brightway rows + a demand -> labelled matrices with their formulas, in double precision.

A x s = f gives the supply s of every process; B holds elementary flows per unit of process. Column j of A and B is process
j, row i of A is product i, row e of B is flow e; all amounts carry the sign they have in the matrix.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse

from lca_models.inventory.staging import Purchase, assigned_stages, names_of_stages
from lca_models.inventory.system.rows import (
    NEGATIVE_TYPES,
    PRODUCTION_TYPES,
    ExchangeRow,
    Key,
    Node,
    ParameterRow,
    ProjectError,
    ProjectRows,
)
from lca_models.inventory.system.soundness import check_project, ordered_parameters, parameter_table, row_name, scopes
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in
from lca_models.inventory.tables.records import Choice, Product, Province
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.rules import DEFAULT_RULES, RuleSet
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES, UNASSIGNED
from lca_models.scope.wording.messages import message

StageMap = Mapping[Key | tuple[Key, Key], str]


@dataclass(frozen=True)
class FormulaRow:
    """A formula of an exchange; `names` gives the qualified parameter for each plain name in it."""

    exchange: int  # position in ProductSystem.exchanges
    text: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class ProductSystem:
    """Every process that the demand reaches, as matrices with labels, and the formulas behind their amounts."""

    demand: Key
    demand_amount: float
    processes: tuple[Node, ...]  # columns of A and B
    products: tuple[Key, ...]  # rows of A
    flows: tuple[Node, ...]  # rows of B
    exchanges: tuple[ExchangeRow, ...]
    matrix_rows: np.ndarray  # per exchange: row of A or B
    matrix_columns: np.ndarray  # per exchange: column
    is_biosphere: np.ndarray  # per exchange: whether it belongs to B
    signs: np.ndarray  # per exchange: +1 or -1 in the matrix
    stored_amounts: np.ndarray  # per exchange: amount at the project's own parameter values, sign not applied
    stages: tuple[str, ...]  # per exchange: stage of a foreground purchase; empty otherwise
    formulas: tuple[FormulaRow, ...]
    parameters: Mapping[str, ParameterRow]  # by qualified name
    derived: tuple[tuple[str, str, Mapping[str, str]], ...]  # name, formula, names; in the order of evaluation
    factors: Mapping[tuple[str, ...], np.ndarray]  # characterization factor per flow, by method
    method_metadata: Mapping[tuple[str, ...], Mapping[str, object]]
    rows_hash: str
    product: Product | None = None  # for a shipped product: the parameters of its service life
    provinces: tuple[Province, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)  # lists of codes by name
    rules: RuleSet | None = None  # whose settings stand in place of the amounts of `parameters`
    before_rules: ProductSystem | None = None  # the same system without the settings and stages of the rule set
    known_rules: Mapping[str, RuleSet] = field(default_factory=dict)
    edited_rows: int | None = 0  # since the build; None where nobody can tell how many
    stage_names: tuple[str, ...] = STAGES  # stages of the results, in their order

    @cached_property
    def process_index(self) -> dict[Key, int]:
        """Column of each process."""
        return {node.key: column for column, node in enumerate(self.processes)}

    @cached_property
    def product_index(self) -> dict[Key, int]:
        """Row of each product."""
        return {key: row for row, key in enumerate(self.products)}

    @property
    def shipped_product(self) -> Product:
        """The product this system is of.

        Raises ScenarioError where the system was built from a process, which has no plant and no service life.
        """
        if self.product is None:
            raise ScenarioError(
                message(
                    "a plant, a service life and a result per kWh need a product, and '{listed}' was taken "
                    "as a process; take the system from Study.product_system",
                    listed="/".join(self.demand),
                )
            )
        return self.product

    @property
    def demanded(self) -> Node:
        """The process that makes the product demanded."""
        return self.processes[self.makers[self.product_index[self.demand]]]

    @property
    def demand_unit(self) -> str:
        """What results are counted per."""
        return f"{self.demand_amount:g} {self.demanded.data.get('unit') or message('unit')}"

    @property
    def identity(self) -> tuple[object, ...]:
        """What two systems are the same by."""
        return (self.product.id,) if self.product else (self.rows_hash, self.demand, self.demand_amount, self.stages)

    @property
    def is_own(self) -> bool:
        """Whether it is of this kit's tables, where no amount or supply is negative; else Brightway's word holds."""
        return self.product is not None or bool(self.processes[0].data.get("kind"))

    @property
    def rule_set(self) -> RuleSet:
        """The rule set in force; one without terms where none was chosen."""
        return self.rules or RuleSet(DEFAULT_RULES, DEFAULT_RULES)

    @cached_property
    def is_production(self) -> np.ndarray:
        """Per exchange: whether it is what its process makes."""
        return np.array([exchange.type in PRODUCTION_TYPES for exchange in self.exchanges], dtype=np.bool_)

    @cached_property
    def makers(self) -> np.ndarray:
        """Per product: the column of the process that makes it. Every process makes one product, and only it makes it."""
        made, makers = self.is_production, np.empty(len(self.products), dtype=int)
        makers[self.matrix_rows[made]] = self.matrix_columns[made]
        return makers

    def parameter_values(self, settings: Mapping[str, float] | None = None) -> dict[str, float]:
        """Values of all parameters by qualified name, with `settings` in place of stored values.

        Raises ProjectError for a name that is unknown or derived from others.
        """
        settings = settings or {}
        derived, problems = {name for name, _, _ in self.derived}, list[str]()
        for name in settings:
            if name not in self.parameters:
                problems.append(
                    message("there is no parameter '{name}'; {near}", name=name, near=suggestion(name, self.parameters))
                )
            elif name in derived:
                problems.append(
                    message(
                        "parameter '{name}' is derived ({formula}); set what it depends on",
                        name=name,
                        formula=self.parameters[name].formula,
                    )
                )
        if problems:
            raise ProjectError("; ".join(problems))
        values = {name: float(row.amount) for name, row in self.parameters.items() if name not in derived}
        values.update({name: float(value) for name, value in settings.items()})
        for name, text, names in self.derived:
            try:
                values[name] = evaluate(text, {plain: values[names[plain]] for plain in names_in(text)})
            except FormulaError as error:
                raise ProjectError(message("parameter '{name}': {error}", name=name, error=error)) from None
        return values

    def amounts(self, values: Mapping[str, float]) -> np.ndarray:
        """Per exchange: its amount at given parameter values (by qualified name), in its own unit, sign not applied.

        Raises ProjectError where a formula has no finite value, naming the exchange.
        """
        amounts = self.stored_amounts.copy()
        for row in self.formulas:
            try:
                amounts[row.exchange] = evaluate(
                    row.text, {plain: values[row.names[plain]] for plain in names_in(row.text)}
                )
            except FormulaError as error:
                raise ProjectError(f"{row_name(self.exchanges[row.exchange])}: {error}") from None
        return amounts

    def technosphere(self, amounts: np.ndarray) -> sparse.csc_array:
        """A: products x processes."""
        inside = ~self.is_biosphere
        shape = (len(self.products), len(self.processes))
        place = (self.matrix_rows[inside], self.matrix_columns[inside])
        return sparse.coo_array(((self.signs * amounts)[inside], place), shape=shape).tocsc()

    def biosphere(self, amounts: np.ndarray) -> sparse.csc_array:
        """B: flows x processes."""
        place = (self.matrix_rows[self.is_biosphere], self.matrix_columns[self.is_biosphere])
        shape = (len(self.flows), len(self.processes))
        return sparse.coo_array((amounts[self.is_biosphere], place), shape=shape).tocsc()


def build_product_system(
    rows: ProjectRows,
    demand: Key,
    amount: float = 1.0,
    stage_map: StageMap | None = None,
    *,
    default_stage: str = "",
    checked: bool = False,
) -> ProductSystem:
    """The product system of `amount` units of the product of process `demand`.

    `stage_map` gives the stage by process key, or by (process key, input key); where it is silent, the stage stored with
    the exchange holds, then that of its process. `default_stage`: of foreground processes without one, and stages may then
    have any name (`unassigned` where the process demanded has none). Raises ProjectError for what check_project refuses, an
    unknown demand and, else, an unknown stage and a process without one that buys from the foreground. `checked`: it has.
    """
    if not checked:
        check_project(rows)
    nodes = {node.key: node for node in rows.nodes}
    if demand not in nodes:
        raise ProjectError(
            message(
                "there is no process '{listed}'; {near}",
                listed="/".join(demand),
                near=suggestion(demand[1], [key[1] for key in nodes]),
            )
        )
    producers = _producers(rows, nodes)
    by_process = _exchanges_by_process(rows)
    reached = _reach(demand, producers, by_process, nodes)
    exchanges = tuple(exchange for node in reached for exchange in by_process[node.key])
    products = tuple(sorted({exchange.input for exchange in exchanges if exchange.type != "biosphere"}))
    flows = tuple(
        nodes[key] for key in sorted({exchange.input for exchange in exchanges if exchange.type == "biosphere"})
    )
    if len(products) != len(reached):
        raise ProjectError(
            message(
                "{count} processes make {count_2} products, so the system has no unique solution; each "
                "process needs one reference product",
                count=len(reached),
                count_2=len(products),
            )
        )
    stages, stage_names = _stages(exchanges, reached, producers, demand, stage_map or {}, default_stage)
    product_rows = {key: row for row, key in enumerate(products)}
    flow_rows = {node.key: row for row, node in enumerate(flows)}
    columns = {node.key: column for column, node in enumerate(reached)}
    is_biosphere = np.array([exchange.type == "biosphere" for exchange in exchanges], dtype=bool)
    scope_of = scopes(rows)
    formulas = tuple(
        FormulaRow(position, exchange.formula, scope_of[rows.parameterized[exchange.id][0]].names)
        for position, exchange in enumerate(exchanges)
        if exchange.formula
    )
    return ProductSystem(
        demand=demand,
        demand_amount=amount,
        processes=reached,
        products=products,
        flows=flows,
        exchanges=exchanges,
        matrix_rows=np.array(
            [(flow_rows if e.type == "biosphere" else product_rows)[e.input] for e in exchanges], dtype=int
        ),
        matrix_columns=np.array([columns[exchange.process] for exchange in exchanges], dtype=int),
        is_biosphere=is_biosphere,
        signs=np.where([exchange.type in NEGATIVE_TYPES for exchange in exchanges], -1.0, 1.0),
        stored_amounts=np.array([float(exchange.amount) for exchange in exchanges]),
        stages=stages,
        formulas=formulas,
        parameters=parameter_table(rows),
        derived=ordered_parameters(rows),
        factors=_factors(rows, flows),
        method_metadata={method.name: method.metadata for method in rows.methods},
        rows_hash=rows.rows_hash,
        stage_names=stage_names,
    )


def _exchanges_by_process(rows: ProjectRows) -> dict[Key, list[ExchangeRow]]:
    """Exchanges by process, with the production of 1 that Brightway implies where none is given."""
    by_process: dict[Key, list[ExchangeRow]] = defaultdict(list)
    for exchange in rows.exchanges:
        by_process[exchange.process].append(exchange)
    for node in rows.nodes:
        if node.type == "processwithreferenceproduct" and not any(
            exchange.type in PRODUCTION_TYPES for exchange in by_process[node.key]
        ):
            by_process[node.key].append(ExchangeRow(-1, node.key, node.key, "production", 1.0, "", {}))
    return by_process


def _producers(rows: ProjectRows, nodes: Mapping[Key, Node]) -> dict[Key, Key]:
    """The process that makes each product."""
    producers = {key: key for key, node in nodes.items() if node.type == "processwithreferenceproduct"}
    for exchange in rows.exchanges:
        if exchange.type in PRODUCTION_TYPES:
            if producers.get(exchange.input, exchange.process) != exchange.process:
                raise ProjectError(
                    message(
                        "product '{listed}' is made by '{listed_2}' and by '{listed_3}'; keep one producer",
                        listed="/".join(exchange.input),
                        listed_2="/".join(producers[exchange.input]),
                        listed_3="/".join(exchange.process),
                    )
                )
            producers[exchange.input] = exchange.process
    return producers


def _reach(
    demand: Key, producers: Mapping[Key, Key], by_process: Mapping[Key, list[ExchangeRow]], nodes: Mapping[Key, Node]
) -> tuple[Node, ...]:
    """Processes the demand needs, nearest first."""
    start = producers.get(demand, demand)
    found, queue = {start: None}, deque([start])
    while queue:
        for exchange in by_process[queue.popleft()]:
            if exchange.type == "biosphere":
                continue
            producer = producers.get(exchange.input)
            if producer is None:
                raise ProjectError(
                    message(
                        "{row_name}: nothing produces this input; give it a production exchange",
                        row_name=row_name(exchange),
                    )
                )
            if producer not in found:
                found[producer] = None
                queue.append(producer)
    return tuple(nodes[key] for key in found)


def _stages(
    exchanges: tuple[ExchangeRow, ...],
    processes: tuple[Node, ...],
    producers: Mapping[Key, Key],
    demand: Key,
    stage_map: StageMap,
    default_stage: str,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stage of every exchange, and the names of all stages."""
    stage_of = {node.key: stage_map.get(node.key) or node.stage for node in processes}
    demanded = producers.get(demand, demand)
    if default_stage or not stage_of[demanded]:
        purchases = [
            Purchase(
                exchange.process,
                exchange.input,
                None if exchange.type == "biosphere" else producers.get(exchange.input, exchange.input),
                exchange.type in PRODUCTION_TYPES,
                stage_map.get((exchange.process, exchange.input)) or str(exchange.data.get("stage") or ""),
            )
            for exchange in exchanges
        ]
        stages = assigned_stages(purchases, stage_of, demanded, default_stage or UNASSIGNED)
        return stages, names_of_stages(stages)
    problems, found = [], []
    for exchange in exchanges:
        own = stage_of[exchange.process]
        partner = producers.get(exchange.input) if exchange.type != "biosphere" else None
        to_foreground = partner is not None and bool(stage_of[partner])
        if to_foreground and not own and exchange.type not in PRODUCTION_TYPES:
            problems.append(
                message(
                    "{row_name}: a process without a stage buys from the foreground; give it a stage",
                    row_name=row_name(exchange),
                )
            )
        given = stage_map.get((exchange.process, exchange.input)) or exchange.data.get("stage")
        stage = (given or own) if own and not to_foreground else ""
        if stage and stage not in STAGES:
            problems.append(
                message(
                    "{row_name} has the stage '{stage}', which is none; {near}",
                    row_name=row_name(exchange),
                    stage=stage,
                    near=suggestion(stage, STAGES),
                )
            )
        found.append(stage)
    if problems:
        raise ProjectError("\n".join(problems))
    return tuple(found), STAGES


def _factors(rows: ProjectRows, flows: tuple[Node, ...]) -> dict[tuple[str, ...], np.ndarray]:
    places = {node.id: row for row, node in enumerate(flows)} | {node.key: row for row, node in enumerate(flows)}
    found = {}
    for method in rows.methods:
        vector = np.zeros(len(flows))
        for flow, factor in method.factors:
            if flow in places:
                vector[places[flow]] += factor
        found[method.name] = vector
    return found
