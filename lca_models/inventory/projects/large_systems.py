"""The product system of a process of a project with a large background, worked out on arrays.

It is what `build_product_system` makes of the same rows; only what has to be said of single rows makes rows of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order

from lca_models.inventory.staging import MOST, names_of_stages
from lca_models.inventory.stored.factors import characterizations, unread_factors
from lca_models.inventory.stored.producers import needed_processes, not_square, others_said, unmade
from lca_models.inventory.stored.scopes import parameter_table
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.product_system import FormulaRow, ProductSystem, StageMap
from lca_models.inventory.system.rows import (
    KNOWN_TYPES,
    NEGATIVE_TYPES,
    POSITIVE_TYPES,
    PROCESS_TYPES,
    ExchangeRow,
    Key,
    ProjectError,
    ProjectRows,
    demanded_product,
)
from lca_models.inventory.system.soundness import check_reached, derived_in_order, scopes_of
from lca_models.scope.stages import UNASSIGNED

NOBODY = -1


@dataclass(frozen=True, eq=False)
class ByProcess(Mapping[Key, list[ExchangeRow]]):
    """The exchanges in the column of each process, made when asked for."""

    table: ExchangeTable  # in the order of processes
    starts: np.ndarray  # per key: where its exchanges begin; one more at the end
    processes: Mapping[Key, int]

    def __getitem__(self, key: Key) -> list[ExchangeRow]:
        place = self.processes[key]
        return list(self.table[int(self.starts[place]) : int(self.starts[place + 1])])

    def __iter__(self) -> Iterator[Key]:
        return iter(self.processes)

    def __len__(self) -> int:
        return len(self.processes)

    @cached_property
    def makers(self) -> tuple[np.ndarray, np.ndarray]:
        """Products and the processes that may have to make them: one alone where it has the key of the product."""
        made = np.flatnonzero(self.table.is_production)
        pairs = np.unique(np.stack([self.table.inputs[made], self.table.processes[made]]), axis=1)
        products, processes = pairs
        itself = np.zeros(len(self.table.keys), dtype=np.bool_)
        itself[products[products == processes]] = True
        kept = ~itself[products] | (products == processes)
        return products[kept], processes[kept]


def build_large_system(
    rows: ProjectRows, demand: Key, amount: float = 1.0, stage_map: StageMap | None = None
) -> ProductSystem:
    """The product system of `amount` units of the product of process `demand`; `unassigned` is the stage of what has none.

    `stage_map`: as `build_product_system` takes it. Raises ProjectError for what check_reached refuses and an unknown demand.
    """
    nodes = rows.keep("nodes", lambda: {node.key: node for node in rows.nodes})
    columns = rows.keep("columns as arrays", lambda: _columns(rows))
    product = demanded_product((str(demand[0]), str(demand[1])), nodes, columns)
    found, lost = _needed(product, rows, columns)
    processes = tuple(rows.nodes[place] for place in found.tolist())
    keys = dict.fromkeys(node.key for node in processes)
    sound = check_reached(rows, keys)
    if lost:
        raise ProjectError("\n".join(unmade(process, one) for process, one in lost))
    table = columns.table.take(_places_of(found, columns.starts))
    emitted = table.is_emission
    product_keys, flow_keys = np.unique(table.inputs[~emitted]), np.unique(table.inputs[emitted])
    if len(product_keys) != len(processes):
        raise ProjectError(not_square(columns, keys, len(product_keys)))
    matrix_rows = np.where(
        emitted, np.searchsorted(flow_keys, table.inputs), np.searchsorted(product_keys, table.inputs)
    )
    column_of = np.full(len(table.keys), NOBODY)
    column_of[found] = np.arange(len(found))
    products = tuple(table.keys[place] for place in product_keys.tolist())
    flows = tuple(rows.nodes[place] for place in flow_keys.tolist())
    readable = [method for method in rows.methods if not method.fault]
    found_factors = characterizations(readable, rows.nodes, flows)
    system = ProductSystem(
        demand=product,
        demand_amount=amount,
        processes=processes,
        products=products,
        flows=flows,
        exchanges=table,
        matrix_rows=matrix_rows,
        matrix_columns=column_of[table.processes],
        is_biosphere=emitted,
        signs=np.where(table.has_type(NEGATIVE_TYPES), -1.0, 1.0),
        stored_amounts=table.amounts,
        stages=("",) * len(table),
        formulas=tuple(_formulas(rows, table)),
        parameters=parameter_table(rows, sound.dropped),
        derived=derived_in_order(rows, sound.dropped),
        factors={name: one.factors for name, one in found_factors.items()},
        method_metadata={method.name: method.metadata for method in readable},
        rows_hash=rows.rows_hash,
        characterizations=found_factors,
        warnings=(*sound.warnings, *_other_makers(found, product_keys, columns), *unread_factors(rows.methods)),
    )
    return _staged(system, table, stage_map or {})


def _columns(rows: ProjectRows) -> ByProcess:
    """Exchanges that have a place in a column, by process, with the production of 1 that Brightway implies."""
    table = rows.exchanges
    if not isinstance(table, ExchangeTable):
        table = ExchangeTable.of(rows.folder, [node.key for node in rows.nodes], table, {})
    kinds = np.array([node.type in PROCESS_TYPES for node in rows.nodes], dtype=np.bool_)
    implying = np.array([node.type == "processwithreferenceproduct" for node in rows.nodes], dtype=np.bool_)
    size, outside = len(rows.nodes), len(table.keys) - len(rows.nodes)
    is_process = np.append(kinds, np.zeros(outside, dtype=np.bool_))
    table = table.take(np.flatnonzero(table.has_type(KNOWN_TYPES) & is_process[table.processes]))
    implying[table.processes[table.has_type(POSITIVE_TYPES)]] = False
    table = table.with_implied(np.flatnonzero(implying))
    table = table.take(np.argsort(table.processes, kind="stable"))
    starts = np.searchsorted(table.processes, np.arange(size + outside + 1))
    places = {rows.nodes[place].key: place for place in np.flatnonzero(kinds).tolist()}
    return ByProcess(table, starts, places)


def _needed(product: Key, rows: ProjectRows, columns: ByProcess) -> tuple[np.ndarray, list[tuple[Key, Key]]]:
    """Places of the processes that a product needs, nearest first, and the inputs that nothing makes, with who takes them."""
    table = columns.table
    places = rows.keep("places", lambda: {node.key: number for number, node in enumerate(rows.nodes)})
    place = places[product]
    products, processes = columns.makers
    size, bought = len(table.keys), np.flatnonzero(~table.is_emission)
    # From a process to what stands in its column, and from that to whoever makes it; products come after processes.
    sources = np.concatenate([table.processes[bought], products + size])
    targets = np.concatenate([table.inputs[bought] + size, processes])
    graph = sparse.csr_array((np.ones(len(sources), dtype=np.int8), (sources, targets)), shape=(2 * size, 2 * size))
    reached = breadth_first_order(graph, place + size, return_predecessors=False)
    found = np.asarray(reached[reached < size])
    inside = np.zeros(size, dtype=np.bool_)
    inside[found] = True
    held = np.unique(np.append(table.inputs[bought][inside[table.processes[bought]]], place))
    if len(held) == len(found) and np.isin(held, products).all():
        return found, []
    # What is not square, or lacks a maker, is looked into row by row.
    listed, lost = needed_processes(product, columns)
    return np.array([columns.processes[key] for key in listed], dtype=int), lost


def _places_of(found: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Places of the exchanges of some processes, one process after the other."""
    counts = starts[found + 1] - starts[found]
    ends = np.cumsum(counts)
    return np.asarray(np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[found] - ends + counts, counts))


def _formulas(rows: ProjectRows, table: ExchangeTable) -> Iterator[FormulaRow]:
    scope_of = scopes_of(rows)
    for place, row in table.held_in_order:
        group, formula = rows.parameterized.get(row.id, ("", ""))
        if formula:
            yield FormulaRow(place, formula, scope_of[group].names)


def _other_makers(found: np.ndarray, products: np.ndarray, columns: ByProcess) -> Iterator[str]:
    """A line for the processes that make a product of the system too and stand outside it."""
    table = columns.table
    outside = np.ones(len(table.keys), dtype=np.bool_)
    outside[found] = False
    others = np.flatnonzero(table.is_production & outside[table.processes] & np.isin(table.inputs, products))
    yield from others_said(
        [(table.keys[table.processes[one]], table.keys[table.inputs[one]]) for one in others.tolist()]
    )


def _staged(system: ProductSystem, table: ExchangeTable, stage_map: StageMap) -> ProductSystem:
    """With the stage of every exchange, as `assigned_stages` gives it."""
    own = {
        place: stage for place, node in enumerate(system.processes) if (stage := stage_map.get(node.key) or node.stage)
    }
    demanded = int(system.makers[system.product_index[system.demand]])
    if demanded not in own:
        database = system.processes[demanded].key[0]
        beside = [place for place, node in enumerate(system.processes) if node.key[0] == database]
        for place in beside if len(beside) <= MOST else [demanded]:
            own.setdefault(place, UNASSIGNED)
    suppliers = np.where(table.is_emission, NOBODY, system.makers[np.where(table.is_emission, 0, system.matrix_rows)])
    bought = (suppliers != NOBODY) & ~table.is_production
    for place in _buyers(own, suppliers[bought], system.matrix_columns[bought], len(system.processes)):
        own.setdefault(place, UNASSIGNED)
    inside = np.zeros(len(system.processes) + 1, dtype=np.bool_)  # the last: nobody
    inside[list(own)] = True
    stages = list(system.stages)
    for place in np.flatnonzero(inside[system.matrix_columns] & ~inside[suppliers]).tolist():
        row = table[place]
        said = stage_map.get((row.process, row.input)) or str(
            row.data.get("stage") or "" if place in table.held else ""
        )
        stages[place] = said or own[int(system.matrix_columns[place])]
    return replace(system, stages=tuple(stages), stage_names=names_of_stages(stages))


def _buyers(own: Collection[int], suppliers: np.ndarray, buyers: np.ndarray, size: int) -> list[int]:
    """Some processes and all that buy from them, directly or through others."""
    sources = np.concatenate([suppliers, np.full(len(own), size)])
    targets = np.concatenate([buyers, np.array(list(own), dtype=int)])
    graph = sparse.csr_array((np.ones(len(sources), dtype=np.int8), (sources, targets)), shape=(size + 1, size + 1))
    return [int(one) for one in breadth_first_order(graph, size, return_predecessors=False) if one != size]
