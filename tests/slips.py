"""Slips of a hand in the shipped tables, as people make them, and what sees them."""

from contextlib import suppress
from dataclasses import replace

import numpy as np

from lca_models.impact.assessment import assess
from lca_models.inventory.brightway.in_memory import product_system, project_rows
from lca_models.inventory.checks.plausibility import QUANTITIES, joined
from lca_models.inventory.tables.changes import index_rows
from lca_models.inventory.tables.formulas import FormulaError, evaluate, evaluation_order, names_in

FLIPPED = {
    "technosphere": "substitution",
    "substitution": "technosphere",
    "biosphere": "technosphere",
    "production": "technosphere",
}
OTHER_UNITS = {"kg": "g", "kWh": "MJ", "MJ": "kWh", "tkm": "km", "m3": "kg", "1": "%", "unit": "kg"}
DISTRIBUTIONS = ("pedigree", "lognormal", "triangular", "determined")
SCALES = {"x10": 10.0, "/10": 0.1, "x1000": 1000.0, "zero": 0.0, "sign flipped": -1.0}
SLIPS = (
    *SCALES,
    "row deleted",
    "type flipped",
    "source replaced",
    "unit changed",
    "wrong input",
    "distribution changed",
    "spread x10",
)


def slip(kind, table, row, rng, sources, codes):
    """A row after a slip; None where it was deleted, the row itself where this slip cannot happen to it."""
    cells, column = dict(row.cells), QUANTITIES[table]
    if kind in SCALES:
        cells[column] = f"{float(row[column]) * SCALES[kind]:.12g}"
    elif kind == "row deleted":
        return None
    elif kind == "type flipped" and table == "exchanges":
        cells["type"] = FLIPPED[row["type"]]
    elif kind == "source replaced":
        cells["source"] = str(rng.choice([one for one in sources if one != row["source"]]))
    elif kind == "unit changed" and row["unit"]:
        cells["unit"] = OTHER_UNITS.get(row["unit"], "kg")
    elif kind == "wrong input" and table == "exchanges":
        cells["input"] = str(rng.choice([one for one in codes if one != row["input"]]))
    elif kind == "distribution changed" and row["distribution"]:
        cells["distribution"] = str(rng.choice([one for one in DISTRIBUTIONS if one != row["distribution"]]))
    elif kind == "spread x10" and row["distribution"] not in ("", "determined", "pedigree"):
        wide = "scale" if row["scale"] else "maximum"
        cells[wide] = f"{float(row[wide]) * 10:.12g}"
    return replace(row, cells=cells)


def with_row(tables, place, row):
    """Tables with the row at a place replaced, or deleted where `row` is None."""
    return tuple(
        replace(
            table, rows=tuple(one if one.place != place else row for one in table.rows if one.place != place or row)
        )
        if table.path == place.table
        else table
        for table in tables
    )


def row_weights(checked, tables):
    """Largest share of any product's result that a row of exchanges or parameters stands behind, by kind and key.

    Scaling an exchange by 1 % moves a result by 1 % of its share; a parameter's share follows from the formulas it is in.
    """
    inventories, values = checked.inventories, checked.parameter_values
    formulas = {one.name: one.formula for one in inventories.parameters if one.formula}
    order, rows, slopes_of = evaluation_order(formulas), project_rows(inventories), {}
    found = {}

    def slopes(text):
        if text not in slopes_of:
            given = {name: values[name] for name in names_in(text)}
            slopes_of[text] = {name: _slope(text, given, name) for name in given}
        return slopes_of[text]

    for product in inventories.products:
        system = product_system(inventories, product.id, rows)
        result = assess(system)
        adjoint = dict.fromkeys(values, 0.0)
        for exchange, slope, amount in zip(system.exchanges, result.slopes, result.amounts, strict=True):
            key = "exchanges", joined((exchange.process[1], exchange.input[1]))
            found[key] = max(found.get(key, 0.0), abs(slope * amount / result.score))
            for name, one in slopes(exchange.formula).items() if exchange.formula and slope else ():
                adjoint[name] += slope * one
        for derived in reversed(order):
            for name, one in slopes(formulas[derived]).items() if adjoint[derived] else ():
                adjoint[name] += adjoint[derived] * one
        for name, one in adjoint.items():
            key = "parameters", name
            found[key] = max(found.get(key, 0.0), abs(one * values[name] / result.score))
    written = {(kind, joined(key)) for kind, key in index_rows(tables)}
    return {key: share for key, share in found.items() if key in written}


def _slope(text, given, name):
    step = 1e-6 * max(abs(given[name]), 1e-3)
    with suppress(FormulaError):  # a guard divides by zero on one side, and is 1 on the other
        ends = [evaluate(text, {**given, name: given[name] + side * step}) for side in (1, -1)]
        return float(np.subtract(*ends)) / (2 * step)
    return 0.0
