"""Slips of a hand in the shipped tables, as people make them, and what sees them."""

from dataclasses import replace

from lca_models.inventory.checks.plausibility import QUANTITIES

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
