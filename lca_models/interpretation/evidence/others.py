"""What others publish of a number of this kit: masses and factors of materials, values of parameters, with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from lca_models.impact.assessment import Assessment
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.interpretation.contribution.rows import bought_of
from lca_models.inventory.tables.reading import Row, Table, rows_of

MASS, FACTOR, VALUE = "mass", "factor", "value"
CO2E = "kg CO2e"
SETTING = "setting"  # kind of a row of reference_inputs.csv that gives a parameter
ROUNDED = 1e-3  # two values of one source that differ by less are one
SHORT_UNITS = {"kilogram": "kg", "kilowatt hour": "kWh", "megajoule": "MJ", "ton kilometer": "tkm"}


@dataclass(frozen=True)
class Published:
    """One value that somebody else publishes, in the unit of its comparison."""

    value: float
    source: str  # key
    locator: str


@dataclass(frozen=True)
class Others:
    """This kit's value beside those of others, on one axis."""

    measure: str  # mass: kg per kWh of capacity; factor: kg CO2e per unit; value: of a parameter
    unit: str
    here: float
    published: tuple[Published, ...]


def others_of_material(
    assessment: Assessment, tables: Sequence[Table], code: str, chemistry: str
) -> tuple[Others, ...]:
    """What others publish of a material that the foreground buys, by the code of its process; nothing where nobody does.

    Masses count all of it in one pack, per kWh of capacity; factors are compared in the default category alone.
    """
    system = assessment.system
    published = [row for row in rows_of(tuple(tables), "published_materials")
                 if row["chemistry"] == chemistry and row["kit_inputs"].split() == [code]]  # fmt: skip
    found = []
    if system.product is not None and published:
        energy = assessment.parameters[system.product.rated_energy]
        mass = float(assessment.quantities[bought_of(assessment, frozenset({code}))].sum()) / energy
        masses: dict[str, float] = {}
        for row in published:  # a source may list the same material in several parts
            masses[row["source"]] = masses.get(row["source"], 0.0) + float(row["kg_per_kwh"])
        places = {row["source"]: row["locator"] for row in reversed(published)}
        found.append(Others(MASS, "kg", mass, tuple(Published(kg, key, places[key]) for key, kg in masses.items())))
    found += _factors(assessment, tables, code, published)
    return tuple(found)


def _factors(assessment: Assessment, tables: Sequence[Table], code: str, published: Sequence[Row]) -> list[Others]:
    system = assessment.system
    place = next((row for row, key in enumerate(system.products) if key[1] == code), None)
    if place is None or assessment.method != DEFAULT_METHOD:
        return []
    made = str(system.processes[int(system.makers[place])].data.get("unit") or "")
    unit = f"{CO2E}/{SHORT_UNITS.get(made, made)}"
    rows = [row for kind in ("reference_factors", "reference_inputs") for row in rows_of(tuple(tables), kind)
            if code in row["target"].split() and row["unit"] == unit]  # fmt: skip
    points = [Published(float(row["amount"]), row["source"], row["locator"]) for row in rows]
    if unit == f"{CO2E}/kg":
        points += [Published(float(row["kg_co2e_per_kg"]), row["source"], row["locator"]) for row in published]
    kept = _once(points)
    return [Others(FACTOR, unit, float(assessment.intensities[place]), kept)] if kept else []


def others_of_parameter(tables: Sequence[Table], name: str, value: float) -> Others | None:
    """What others state of a parameter; nothing where nobody does, or where they do so in different units."""
    rows = [
        row for row in rows_of(tuple(tables), "reference_inputs") if row["kind"] == SETTING and row["target"] == name
    ]
    if len({row["unit"] for row in rows}) != 1:
        return None
    points = _once([Published(float(row["amount"]), row["source"], row["locator"]) for row in rows])
    return Others(VALUE, rows[0]["unit"], value, points)


def _once(points: Sequence[Published]) -> tuple[Published, ...]:
    """Each value of a source once, however often and with however many digits its tables repeat it."""
    kept: list[Published] = []
    for point in points:
        if not any(one.source == point.source and isclose(one.value, point.value, rel_tol=ROUNDED) for one in kept):
            kept.append(point)
    return tuple(kept)
