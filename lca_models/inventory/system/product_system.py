"""Brightway rows + a demand -> labelled matrices with their formulas, in double precision.

A x s = f gives the supply s of every process; B holds elementary flows per unit of process. Column j of A and B is process
j, row i of A is product i, row e of B is flow e; all amounts carry the sign they have in the matrix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from lca_models.inventory.staging import Purchase, assigned_stages, names_of_stages
from lca_models.inventory.stored.background import Background
from lca_models.inventory.stored.factors import Characterization, characterizations, unread_factors
from lca_models.inventory.stored.producers import makers_of, needed_processes, not_square, other_makers, unmade
from lca_models.inventory.stored.scopes import parameter_table
from lca_models.inventory.system.background.table import are_production
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.rows import (
    NEGATIVE_TYPES,
    PRODUCTION_TYPES,
    ExchangeRow,
    Key,
    Node,
    ParameterRow,
    ProjectError,
    ProjectRows,
    demanded_product,
    exchanges_by_process,
)
from lca_models.inventory.system.soundness import (
    Derived,
    Soundness,
    check_reached,
    derived_in_order,
    row_name,
    scopes_of,
)
from lca_models.inventory.tables.formulas import Alike, FormulaError, evaluate_by, full_names, is_asked_often
from lca_models.inventory.tables.records import Choice, Product, Province
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import Replacement
from lca_models.scope.rules import DEFAULT_RULES, RuleSet
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES, UNASSIGNED
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from scipy import sparse

StageMap = Mapping[Key | tuple[Key, Key], str]
AtRest = tuple[dict[str, float], np.ndarray]  # values of all parameters, and amounts per exchange


@dataclass(frozen=True)
class FormulaRow:
    """A formula of an exchange; `names` gives the qualified parameter for each plain name in it."""

    exchange: int  # position in ProductSystem.exchanges
    text: str
    names: Mapping[str, str]

    @cached_property
    def reads(self) -> frozenset[str]:
        """Qualified names of the parameters in it."""
        return full_names(self.text, self.names)


@dataclass(frozen=True)
class ProductSystem:
    """Every process that the demand reaches, as matrices with labels, and the formulas behind their amounts."""

    demand: Key
    demand_amount: float  # in the unit of the product
    processes: tuple[Node, ...]  # columns of A and B
    products: tuple[Key, ...]  # rows of A
    flows: tuple[Node, ...]  # rows of B
    exchanges: Sequence[ExchangeRow]
    matrix_rows: np.ndarray  # per exchange: number of its row in A or B
    matrix_columns: np.ndarray  # per exchange: number of its column
    is_biosphere: np.ndarray  # per exchange: whether it belongs to B (no unit)
    signs: np.ndarray  # per exchange: +1 or -1 in the matrix (no unit)
    stored_amounts: np.ndarray  # per exchange: amount at the project's own parameter values, in its unit, without sign
    stages: tuple[str, ...]  # per exchange: stage of a foreground purchase; empty otherwise
    formulas: tuple[FormulaRow, ...]
    parameters: Mapping[str, ParameterRow]  # by qualified name
    derived: Derived  # in the order of evaluation
    factors: Mapping[tuple[str, ...], np.ndarray]  # per flow: characterization factor, score per unit of it; by method
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
    characterizations: Mapping[tuple[str, ...], Characterization] = field(default_factory=dict)  # more of the factors
    warnings: tuple[str, ...] = ()  # what a reader of the rows would not expect, and faults that nothing here reaches
    replacements: tuple[Replacement, ...] = ()  # what stands in place of what purchases buy
    before_replacements: ProductSystem | None = None  # the same system as the project has it
    pack: Pack | None = None  # what a maker gives in place of its archetype
    background: Background | None = None  # whose database stands in place of this kit's background
    before_background: ProductSystem | None = None  # the same system with this kit's own

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
                message("a plant, a service life and a result per kWh need a product, and '{listed}' was taken "
                        "as a process; take the system from Study.product_system", listed="/".join(self.demand))
            )  # fmt: skip
        return self.product

    @property
    def demanded(self) -> Node:
        """The process that makes the product demanded. Raises ProjectError without a solution."""
        return self.processes[int(self.makers[self.product_index[self.demand]])]

    @property
    def demand_unit(self) -> str:
        """What results are counted per. Raises ProjectError without a solution."""
        return f"{self.demand_amount:g} {self.demanded.data.get('unit') or message('unit')}"

    @property
    def identity(self) -> tuple[object, ...]:
        """What two systems are the same by."""
        asked = (self.product.id,) if self.product else (self.demand, self.demand_amount, self.stages)
        return (self.rows_hash, asked, self.replacements)

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
        """Per exchange: whether it is what its process makes, for which it stands in its row of A.

        A product that another process is named for is a co-product: it adds to the score as an avoided product does. A
        process that makes nothing of its own stands for what it takes in. Raises ProjectError without a solution.
        """
        own = ~self.is_biosphere
        own[own] = self.makers[self.matrix_rows[own]] == self.matrix_columns[own]
        made = own & are_production(self.exchanges)
        lacking = np.ones(len(self.processes), dtype=np.bool_)
        lacking[self.matrix_columns[made]] = False
        return np.asarray(made | own & lacking[self.matrix_columns])

    @cached_property
    def makers(self) -> np.ndarray:
        """Per product: the number of the column of the process that makes it, and makes nothing else.

        Raises ProjectError where no way leads from each product to a process of its own.
        """
        size = len(self.products)
        found = makers_of(self.exchanges, self.matrix_rows, self.matrix_columns, size, are_production(self.exchanges))
        if found is None:
            raise ProjectError(message("no way leads from each of {count} products to a process of its own, so the system "
                                       "has no unique solution; each process needs one reference product",
                                       count=size))  # fmt: skip
        return found

    @cached_property
    def stored_values(self) -> Mapping[str, float]:
        """Values of all parameters as they are stored, in their units. Raises ProjectError where a formula has no value."""
        return MappingProxyType(self.parameter_values())

    def parameter_values(self, settings: Mapping[str, float] | None = None) -> dict[str, float]:
        """Values of all parameters by qualified name, in their units, with `settings` in place of what is stored.

        Raises ProjectError for a name that is unknown or derived from others.
        """
        derived, problems = {name for name, _, _ in self.derived}, list[str]()
        for name in settings or ():
            if name not in self.parameters:
                problems.append(message("there is no parameter '{name}'; {near}", name=name,
                                        near=suggestion(name, self.parameters)))  # fmt: skip
            elif name in derived:
                problems.append(message("parameter '{name}' is derived ({formula}); set what it depends on", name=name,
                                        formula=self.parameters[name].formula))  # fmt: skip
        if problems:
            raise ProjectError("; ".join(problems))
        given = {name: float(value) for name, value in (settings or {}).items()}
        return self._derive(self._plain | given, self._rest if given else None)

    @cached_property
    def _plain(self) -> dict[str, float]:
        derived = {name for name, _, _ in self.derived}
        return {name: float(row.amount) for name, row in self.parameters.items() if name not in derived}

    @property
    def _alike(self) -> Alike[ProductSystem]:
        """This system as one of all that have its formulas, by other settings or words."""
        return Alike(self, self.formulas, self.derived, self.stored_amounts)

    @property
    def _rest(self) -> AtRest | None:
        return _rest_of(self._alike) if is_asked_often(self._alike) else None

    def _derive(self, values: dict[str, float], rest: AtRest | None) -> dict[str, float]:
        """Adds derived parameters to plain ones; what reads nothing that differs from `rest` is what it is there."""
        changed = {name for name, value in values.items() if rest and rest[0].get(name) != value}
        reads = _reads_of(self._alike) if rest else ()
        for place, (name, text, names) in enumerate(self.derived):
            if rest and changed.isdisjoint(reads[place]):
                values[name] = rest[0][name]
                continue
            try:
                values[name] = evaluate_by(text, names, values)
            except FormulaError as error:
                raise ProjectError(message("parameter '{name}': {error}", name=name, error=error)) from None
            if rest and values[name] != rest[0][name]:
                changed.add(name)
        return values

    def amounts(self, values: Mapping[str, float]) -> np.ndarray:
        """Amounts (exchanges,) at values of all parameters, in their units, without sign. Raises ProjectError, naming one."""
        return self._evaluated(values, self._rest)

    def _evaluated(self, values: Mapping[str, float], rest: AtRest | None) -> np.ndarray:
        amounts = (rest[1] if rest else self.stored_amounts).copy()
        changed = {name for name, value in values.items() if rest and rest[0].get(name) != value}
        for row in self.formulas:
            if rest and changed.isdisjoint(row.reads):
                continue
            try:
                amounts[row.exchange] = evaluate_by(row.text, row.names, values)
            except FormulaError as error:
                raise ProjectError(f"{row_name(self.exchanges[row.exchange])}: {error}") from None
        return amounts

    def technosphere(self, amounts: np.ndarray) -> sparse.csc_array:
        """A: products x processes."""
        return self._matrix(~self.is_biosphere, self.signs * amounts, len(self.products))

    def biosphere(self, amounts: np.ndarray) -> sparse.csc_array:
        """B: flows x processes."""
        return self._matrix(self.is_biosphere, amounts, len(self.flows))

    def _matrix(self, inside: np.ndarray, amounts: np.ndarray, size: int) -> sparse.csc_array:
        from scipy import sparse

        place = self.matrix_rows[inside], self.matrix_columns[inside]
        return sparse.coo_array((amounts[inside], place), (size, len(self.processes))).tocsc()


@lru_cache(maxsize=16)
def _rest_of(one: Alike[ProductSystem]) -> AtRest | None:
    try:
        values = one.of._derive(dict(one.of._plain), None)
        return values, one.of._evaluated(values, None)
    except ProjectError:
        return None


@lru_cache(maxsize=16)
def _reads_of(one: Alike[ProductSystem]) -> list[frozenset[str]]:
    return [full_names(text, names) for _, text, names in one.of.derived]


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
    have any name (`unassigned` where the process demanded has none). Raises ProjectError for what check_reached refuses, an
    unknown demand and, else, an unknown stage and a process without one that buys from the foreground. `checked`: it has.
    """
    nodes = rows.keep("nodes", lambda: {node.key: node for node in rows.nodes})
    by_process = rows.keep("columns", lambda: exchanges_by_process(rows))
    product = demanded_product((str(demand[0]), str(demand[1])), nodes, by_process)
    found, lost = needed_processes(product, by_process)
    sound = Soundness(frozenset(), ()) if checked else check_reached(rows, found)
    if lost:
        raise ProjectError("\n".join(unmade(process, one) for process, one in lost))
    processes = tuple(nodes[key] for key in found)
    exchanges = tuple(exchange for key in found for exchange in by_process[key])
    products = tuple(sorted({exchange.input for exchange in exchanges if exchange.type != "biosphere"}))
    flows = tuple(nodes[key] for key in sorted({one.input for one in exchanges if one.type == "biosphere"}))
    if len(products) != len(processes):
        raise ProjectError(not_square(by_process, found, len(products)))
    product_rows = {key: row for row, key in enumerate(products)}
    flow_rows = {node.key: row for row, node in enumerate(flows)}
    columns = {node.key: column for column, node in enumerate(processes)}
    matrix_rows = [(flow_rows if one.type == "biosphere" else product_rows)[one.input] for one in exchanges]
    scope_of = scopes_of(rows)
    computed = [rows.parameterized.get(exchange.id, ("", "")) for exchange in exchanges]
    readable = [method for method in rows.methods if not method.fault]
    found_factors = characterizations(readable, rows.nodes, flows)
    system = ProductSystem(
        demand=product,
        demand_amount=amount,
        processes=processes,
        products=products,
        flows=flows,
        exchanges=exchanges,
        matrix_rows=np.array(matrix_rows, dtype=int),
        matrix_columns=np.array([columns[exchange.process] for exchange in exchanges], dtype=int),
        is_biosphere=np.array([exchange.type == "biosphere" for exchange in exchanges], dtype=bool),
        signs=np.where([exchange.type in NEGATIVE_TYPES for exchange in exchanges], -1.0, 1.0),
        stored_amounts=np.array([float(exchange.amount) for exchange in exchanges]),
        stages=("",) * len(exchanges),
        formulas=tuple(
            FormulaRow(position, formula, scope_of[group].names)
            for position, (group, formula) in enumerate(computed)
            if formula
        ),
        parameters=parameter_table(rows, sound.dropped),
        derived=derived_in_order(rows, sound.dropped),
        factors={name: one.factors for name, one in found_factors.items()},
        method_metadata={method.name: method.metadata for method in readable},
        rows_hash=rows.rows_hash,
        characterizations=found_factors,
        warnings=(*sound.warnings, *other_makers(found, products, by_process), *unread_factors(rows.methods)),
    )
    makers = {key: processes[column].key for key, column in zip(products, system.makers.tolist(), strict=True)}
    stages, names = _stages(exchanges, processes, makers, product, stage_map or {}, default_stage)
    return replace(system, stages=stages, stage_names=names)


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
                message("{row_name}: a process without a stage buys from the foreground; give it a stage",
                        row_name=row_name(exchange))
            )  # fmt: skip
        given = stage_map.get((exchange.process, exchange.input)) or exchange.data.get("stage")
        stage = (given or own) if own and not to_foreground else ""
        if stage and stage not in STAGES:
            problems.append(
                message("{row_name} has the stage '{stage}', which is none; {near}", row_name=row_name(exchange), stage=stage,
                        near=suggestion(stage, STAGES))
            )  # fmt: skip
        found.append(stage)
    if problems:
        raise ProjectError("\n".join(problems))
    return tuple(found), STAGES
