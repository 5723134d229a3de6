"""How much of a product stands behind each row of the tables, and which rows behind much of one say too little.

Moving an exchange by 1 % moves a result by 1 % of its weight; the weight of a parameter follows from the formulas it is in
(reverse accumulation), so that it is the size of its elasticity.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from lca_models.impact.assessment import Assessment, assess
from lca_models.inventory.brightway.in_memory import product_system, project_rows
from lca_models.inventory.checks.inventories import Checked
from lca_models.inventory.checks.plausibility import joined
from lca_models.inventory.tables.changes import index_rows
from lca_models.inventory.tables.formulas import FormulaError, evaluate, evaluation_order, names_in
from lca_models.inventory.tables.reading import Table
from lca_models.inventory.tables.records import VERIFIED

MUCH = 0.01  # of the result of a product
SAID = ("plant_country", VERIFIED)  # of a row that stands behind much
STEP = 1e-6  # relative step of central differences
RowName = tuple[str, str]  # kind of table, key cells of the row joined


def row_weights(checked: Checked) -> dict[RowName, float]:
    """The largest share of any product's result (0-1 and above) that each row of exchanges and parameters stands behind.

    Raises ProjectError for a product without a unique solution.
    """
    inventories, values = checked.inventories, checked.parameter_values
    formulas = {one.name: one.formula for one in inventories.parameters if one.formula}
    slopes = _Slopes(values)
    rows, order = project_rows(inventories), evaluation_order(formulas)
    found: dict[RowName, float] = {}
    for product in inventories.products:
        result = assess(product_system(inventories, product.id, rows))
        for name, weight in _weights(result, formulas, order, slopes).items():
            found[name] = max(found.get(name, 0.0), weight)
    written = {(kind, joined(key)) for kind, key in index_rows(checked.tables)}
    return {name: weight for name, weight in found.items() if name in written}


def unverified_rows(tables: tuple[Table, ...], weights: Mapping[RowName, float]) -> tuple[RowName, ...]:
    """Rows behind more than 1 % of a product that do not say whose plants they are of or how they were checked.

    Derived parameters are left out: they are formulas of others. `weights`: those of the rows of the tables.
    """
    rows = {(kind, joined(key)): row for (kind, key), row in index_rows(tables).items()}
    return tuple(
        name
        for name, weight in weights.items()
        if weight > MUCH and rows[name]["kind"] != "derived" and not all(rows[name][column] for column in SAID)
    )


class _Slopes:
    """Derivatives of formulas by the names in them at given values, each formula once."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = values
        self._found: dict[str, dict[str, float]] = {}

    def of(self, formula: str) -> dict[str, float]:
        if formula not in self._found:
            given = {name: self._values[name] for name in names_in(formula)}
            self._found[formula] = {name: _slope(formula, given, name) for name in given}
        return self._found[formula]

    def value(self, name: str) -> float:
        return self._values[name]


def _weights(
    result: Assessment, formulas: Mapping[str, str], order: list[str], slopes: _Slopes
) -> dict[RowName, float]:
    """The weight of every row of one product."""
    found: dict[RowName, float] = {}
    adjoint = dict.fromkeys(result.parameters, 0.0)
    for exchange, slope, amount in zip(result.system.exchanges, result.slopes, result.amounts, strict=True):
        name = "exchanges", joined((exchange.process[1], exchange.input[1]))
        found[name] = max(found.get(name, 0.0), abs(slope * amount / result.score))
        for parameter, one in slopes.of(exchange.formula).items() if exchange.formula and slope else ():
            adjoint[parameter] += slope * one
    for derived in reversed(order):
        for parameter, one in slopes.of(formulas[derived]).items() if adjoint[derived] else ():
            adjoint[parameter] += adjoint[derived] * one
    shares = {parameter: abs(one * slopes.value(parameter) / result.score) for parameter, one in adjoint.items()}
    return found | {("parameters", parameter): share for parameter, share in shares.items()}


def _slope(formula: str, given: Mapping[str, float], name: str) -> float:
    step = STEP * max(abs(given[name]), 1e-3)
    with suppress(FormulaError):  # a guard divides by zero on one side, and is 1 on the other
        above, below = (evaluate(formula, {**given, name: given[name] + side * step}) for side in (1, -1))
        return float(above - below) / (2 * step)
    return 0.0
