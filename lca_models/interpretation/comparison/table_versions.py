"""Two versions of the inventories: which rows changed, and what that does to every product.

Nothing is written and no Brightway project is touched: both versions are calculated straight from their tables. The effect
of a row is that of making this change alone in the old version; what the rows do only together is the interaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lca_models.impact.assessment import Assessment, assess
from lca_models.impact.completeness import refuse_incomplete, remarks
from lca_models.impact.draws.progress import Progress
from lca_models.impact.methods import DEFAULT_METHOD_ID, Method, method_id
from lca_models.inventory.brightway.in_memory import product_system, project_rows
from lca_models.inventory.checks.amounts import with_evaluated_amounts
from lca_models.inventory.checks.inventories import Checked, load_inventories
from lca_models.inventory.electricity.joining import join_electricity
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ExchangeRow, Node, ProjectError
from lca_models.inventory.tables.changes import RowChange, RowKey, compare_tables, index_rows, tables_of, with_changes
from lca_models.inventory.tables.formulas import FormulaError, names_in
from lca_models.inventory.tables.reading import InventoryError, Row, Table
from lca_models.inventory.tables.records import VERIFICATION, Inventories, records_of
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.quantity import unit_text
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.marks import headed
from lca_models.scope.wording.messages import message

MOST_ATTRIBUTED = 50  # changes calculated one at a time unless somebody asks for more; above it only the sum is given
NOISE = 1e-11  # a relative difference that is rounding
_ALL = ("all products", "all_products")  # a process that buys one of each product, so that one solution serves all
_DEFINITIONS = ("processes", "parameters", "elementary_flows", "sources", "methods", "pedigree_factors", "columns")
_WITHOUT_EFFECT = ("sources", "columns")
_MODEL = ("processes", "exchanges", "parameters", "elementary_flows", "methods", "characterization_factors", "products",
          "provinces", "generation", "consumption", "own_use", "transmission", "plants")  # fmt: skip
_TEXTS = frozenset({
    "source", "locator", "evidence", "pedigree", "comment", "label", "label_zh", "name", "name_zh", "distribution",
    "scale", "minimum", "maximum", "reference_product", "kind", "allocation", "description", "exact", "choices", "group",
    "basic_uncertainty", "row", "column", "panel", "panel_place", "deviation_explained", "default_is", *VERIFICATION,
})  # fmt: skip
_TRANSLATION = "_zh"


@dataclass(frozen=True)
class ProductEffect:
    """A product before and after: stages and their total, score units per kWh of capacity; None where it does not exist."""

    product: str
    before: Mapping[str, float] | None
    after: Mapping[str, float] | None

    @property
    def difference(self) -> dict[str, float]:
        """After less before, by stage and in total; a product that does not exist counts as 0."""
        names = (*(self.before or {}), *(self.after or {}))
        return {name: (self.after or {}).get(name, 0.0) - (self.before or {}).get(name, 0.0) for name in names}

    @property
    def relative(self) -> float | None:
        """Difference of the totals over the total before."""
        if not self.before or not self.after or not self.before["total"]:
            return None
        return self.difference["total"] / abs(self.before["total"])


@dataclass(frozen=True)
class RowEffect:
    """The effect of one change alone, by product, score units per kWh of capacity; None where it cannot be made alone.

    The rows of a share group are one change, because its members sum to 1, and so are those of a process whose inputs came or
    went.
    """

    rows: tuple[RowChange, ...]
    by_product: Mapping[str, float] | None


@dataclass(frozen=True)
class Changes:
    """The rows that differ between two versions, and their effect."""

    rows: tuple[RowChange, ...]
    products: tuple[ProductEffect, ...]
    effects: tuple[RowEffect, ...] | None  # None: too many changes to calculate one at a time
    method: str
    unit: str
    notes: tuple[str, ...] = ()  # on products whose category is not complete

    @property
    def up_and_down(self) -> dict[str, dict[str, dict[str, float]]]:
        """By product that both versions have: how many single changes raise it and lower it, and by how much in sum."""
        found = {}
        for product in (one.product for one in self.products if one.before and one.after):
            moved = [(effect.by_product or {}).get(product, 0.0) for effect in self.effects or ()]
            sides = {"up": [one for one in moved if one > 0], "down": [one for one in moved if one < 0]}
            found[product] = {side: {"count": len(ones), "sum": sum(ones)} for side, ones in sides.items()}
        return found

    @property
    def interaction(self) -> dict[str, float]:
        """By product that both versions have: the difference that no single change explains."""
        found = {}
        for one in self.products:
            if one.before and one.after:
                explained = sum((effect.by_product or {}).get(one.product, 0.0) for effect in self.effects or ())
                rest = one.difference["total"] - explained
                found[one.product] = rest if abs(rest) > NOISE * abs(one.before["total"]) else 0.0
        return found

    def document(self) -> dict[str, Any]:
        """Everything as one JSON document."""
        return {
            "method": self.method,
            "unit": self.unit,
            "notes": list(self.notes),
            "rows": [line for change in self.rows for line in _lines(change)],
            "products": [
                {"product": one.product, "before": one.before, "after": one.after, "difference": one.difference,
                 "relative": one.relative}
                for one in self.products
            ],
            "effects": None if self.effects is None else [
                {"rows": [{"table": change.row.place.table, "key": list(change.key), "source": change.source}
                          for change in effect.rows],
                 "difference": effect.by_product}
                for effect in self.effects
            ],
            "up_and_down": self.up_and_down if self.effects is not None else None,
            "interaction": self.interaction if self.effects is not None else None,
        }  # fmt: skip


def _lines(change: RowChange) -> list[dict[str, Any]]:
    place = change.row.place
    common = {"change": change.change, "table": place.table, "row": place.line, "key": list(change.key)}
    more = {"source": change.source, "follows_formula": change.follows}
    if change.change == "changed":
        return [{**common, "column": cell.column, "old": cell.old, "new": cell.new, **more} for cell in change.cells]
    old, new = (row and {name: text for name, text in row.cells.items() if text} for row in (change.old, change.new))
    return [{**common, "column": None, "old": old, "new": new, **more}]


def find_changes(
    old: Path,
    new: Path,
    method: Method = DEFAULT_METHOD_ID,
    *,
    allow_incomplete: bool = False,
    each: bool = False,
    progress: bool = False,
) -> Changes:
    """The changes from the tables below `old` to those below `new`; the effect of `each` alone, however many there are.

    Raises InventoryError with every problem of both folders, ScenarioError for an unknown method and, unless
    `allow_incomplete`, for one whose data stand behind less than half of the climate score of some product.
    """
    before, after = _load(old, new)
    changes = compare_tables(before.tables, after.tables)
    first, second = (_assess_products(version.inventories, method, allow_incomplete) for version in (before, after))
    products = tuple(
        ProductEffect(one, _per_capacity(first.get(one)), _per_capacity(second.get(one)))
        for one in dict.fromkeys((*first, *second))
    )
    one = next(iter((second | first).values()))
    notes = tuple(headed(product, remark) for product, result in second.items() for remark in remarks(result))
    return Changes(changes, products, _row_effects(before.tables, after.tables, changes, method, each=each, progress=progress),
                   method_id(one.system, one.method), unit_text(one.unit, KWH_CAPACITY), notes)  # fmt: skip


def _load(*roots: Path) -> list[Checked]:
    found, problems = [], []
    for root in roots:
        try:
            found.append(
                load_inventories(root, is_former=True)
            )  # either may be, and results at the defaults need no limits
        except InventoryError as error:
            problems.append(f"{root}: {error}")
        except (ValueError, KeyError) as error:  # a data dictionary that lacks what this version of the kit reads
            problems.append(
                message("{root}: cannot be read by this version of the kit: {error}", root=root, error=error)
            )
    if problems:
        raise InventoryError("\n".join(problems))
    return found


def _assess_products(inventories: Inventories, method: Method, allow_incomplete: bool) -> dict[str, Assessment]:
    """Every product at its defaults; all whose category is incomplete are refused together."""
    rows, found, problems = project_rows(inventories), {}, []
    for product in inventories.products:
        system = product_system(inventories, product.id, rows)
        found[product.id] = assess(system, method=method, allow_incomplete=True)
        try:
            if not allow_incomplete:
                refuse_incomplete(found[product.id])
        except ScenarioError as error:
            problems.append(str(error))
    if problems:
        raise ScenarioError("\n".join(problems))
    return found


def _per_capacity(result: Assessment | None) -> dict[str, float] | None:
    """Stages and total of a product per kWh of capacity."""
    if result is None:
        return None
    capacity = result.parameters[result.system.shipped_product.rated_energy]
    stages = {stage: amount / capacity for stage, amount in result.stages().items()}
    return stages | {"total": sum(stages.values())}


def _row_effects(
    old: tuple[Table, ...],
    new: tuple[Table, ...],
    changes: tuple[RowChange, ...],
    method: Method,
    *,
    each: bool,
    progress: bool,
) -> tuple[RowEffect, ...] | None:
    """Effects of single changes, largest first; None when there are more than MOST_ATTRIBUTED, unless `each` is asked for."""
    groundwork, moving = groundwork_and_moves(changes)
    base = with_changes(index_rows(old, (*old, *new)), groundwork)
    before = _totals(base, method) if moving else {}
    idle = {
        kind for kind in {change.kind for change in moving} - set(_MODEL)
        if _difference(with_changes(base, [one for one in moving if one.kind == kind]), before, method)
        == dict.fromkeys(before, 0.0)
    }  # fmt: skip
    units = made_together([change for change in moving if change.kind not in idle], changes)
    if len(units) > MOST_ATTRIBUTED and not each:
        return None
    effects = []
    with Progress(len(units), message("change"), shown=progress) as told:
        for unit in units:
            effects.append(RowEffect(unit, _difference(with_changes(base, unit), before, method)))
            told.advance(1, message("changes"))
    return tuple(sorted(effects, key=lambda one: -max(map(abs, (one.by_product or {"": 0.0}).values()), default=0.0)))


def groundwork_and_moves(changes: Iterable[RowChange]) -> tuple[list[RowChange], list[RowChange]]:
    """Changes that others stand on and that move nothing alone, and changes that can move a result."""
    every = tuple(changes)
    added = {change.key[0] for change in every if change.kind == "processes" and change.old is None}
    removed = {change.key[0] for change in every if change.kind == "processes" and change.new is None}
    # What is new has no effect until a row uses it, and what is removed lost its own with the last such row.
    groundwork = [
        change for change in every
        if change.old is None and (change.kind in _DEFINITIONS or (change.kind == "exchanges" and change.key[0] in added))
    ]  # fmt: skip
    moving = [
        change for change in every
        if change not in groundwork and _has_effect(change) and not (change.kind == "exchanges" and change.key[0] in removed)
    ]  # fmt: skip
    return groundwork, moving


def _has_effect(change: RowChange) -> bool:
    """Whether a change can move a result at the default parameters."""
    if change.kind in _WITHOUT_EFFECT or change.follows:
        return False
    if change.change == "changed":
        return any(cell.column not in _TEXTS and not cell.column.endswith(_TRANSLATION) for cell in change.cells)
    return change.kind not in _DEFINITIONS


def made_together(changes: Iterable[RowChange], every: tuple[RowChange, ...]) -> list[tuple[RowChange, ...]]:
    """Changes in units that are made at once, of all that differ between two versions.

    The members of a share group and the purchases their shares decide; and what one process buys, where rows of it came or
    went, so that another name of an input is no rise and no fall.
    """
    groups = {
        change.key[0]: change.row["group"] for change in every if change.kind == "parameters" and change.row["group"]
    }
    moving = [*changes]
    rebuilt = {change.key[0] for change in moving if change.kind == "exchanges" and change.change != "changed"}
    units: list[tuple[set[object], list[RowChange]]] = []
    for change in moving:
        names = {change.key[0]} if change.kind == "parameters" else set()
        if change.kind == "exchanges" and change.row["formula"]:
            names = set(names_in(change.row["formula"]))
        bonds: set[object] = {("group", groups[name]) for name in names if name in groups}
        if change.kind == "exchanges" and change.key[0] in rebuilt:
            bonds.add(("process", change.key[0]))
        bonds = bonds or {(change.kind, change.key)}
        joined = [unit for unit in units if unit[0] & bonds]
        units = [unit for unit in units if not unit[0] & bonds]
        held = [one for _, rows in joined for one in rows]
        units.append((bonds.union(*(found for found, _ in joined)), [*held, change]))
    return [tuple(rows) for _, rows in units]


def _difference(rows: Mapping[RowKey, Row], before: Mapping[str, float], method: Method) -> dict[str, float] | None:
    try:
        after = _totals(rows, method)
    except (InventoryError, FormulaError, ProjectError, KeyError, ValueError):
        return None  # it needs another change beside it
    return {
        product: after[product] - total if abs(after[product] - total) > NOISE * abs(total) else 0.0
        for product, total in before.items() if product in after
    }  # fmt: skip


def _totals(rows: Mapping[RowKey, Row], method: Method) -> dict[str, float]:
    """The total of every product, score units per kWh of capacity."""
    tables = tables_of(rows)
    inventories = with_evaluated_amounts(join_electricity(records_of(tables), tables))
    result = assess_together(inventories, method, sorted({product.process for product in inventories.products}))
    places = {key[1]: row for key, row in result.system.product_index.items()}
    return {
        product.id: float(result.intensities[places[product.process]]) / result.parameters[product.rated_energy]
        for product in inventories.products
    }


def assess_together(inventories: Inventories, method: Method, codes: Sequence[str]) -> Assessment:
    """One solution that holds the intensities of processes, by their codes, and of all that stands behind them."""
    rows = project_rows(inventories)
    keys = {node.key[1]: node.key for node in rows.nodes}
    bought = [(keys[code], "technosphere") for code in codes]
    exchanges = [
        ExchangeRow(-2 - number, _ALL, key, kind, 1.0, "", {}) for number, (key, kind) in
        enumerate([(_ALL, "production"), *bought])
    ]  # fmt: skip
    node = Node(0, _ALL, "processwithreferenceproduct", {"name": _ALL[0], "stage": STAGES[-1]})
    rows = replace(rows, nodes=(*rows.nodes, node), exchanges=(*rows.exchanges, *exchanges))
    system = build_product_system(rows, _ALL)
    return assess(system, method=method, allow_incomplete=True)
