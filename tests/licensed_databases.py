"""Stand-ins for licensed databases: the public names of the table, with scores made up from the names."""

import csv
from collections.abc import Iterable, Mapping
from hashlib import md5
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import close_databases, import_brightway

PROJECT = "licensed"
STAND_IN = "ecoinvent-3.10-cutoff"
PREMISE = "ei_cutoff_3.10_remind_SSP2-PkBudg500_2050 2026-11-01"
NAMED = "my future"  # made by premise, called otherwise, so that its fields alone say what it is
FIELDS = {"iam_model": "image", "pathway": "SSP2-Base", "representative_time": "2040-01-01T00:00:00",
          "ecoinvent_version": "3.10", "system_model": "cutoff"}  # fmt: skip
GWP = "global warming potential (GWP100)"
METHODS = {  # methane of biomass is in the total and in its own part, as in AR6
    ("ecoinvent-3.10", "IPCC 2021", "climate change", GWP): {"co2": 1.0, "ch4": 27.0},
    ("ecoinvent-3.10", "IPCC 2021", "climate change: fossil", GWP): {"co2": 1.0},
    ("ecoinvent-3.10", "IPCC 2021", "climate change: biogenic", GWP): {"ch4": 27.0},
}
Name = tuple[str, str, str]


def names_of(root: Path, version: str) -> list[dict[str, str]]:
    """Rows of the table of names of one version."""
    with (root / "background_names.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["version"] == version]


def name_of(row: Mapping[str, str]) -> Name:
    return row["activity"], row["reference_product"], row["location"]


def made_up(name: Name) -> float:
    """Direct kg CO2 of one unit, between 0.5 and 1.5."""
    return 0.5 + int(md5("|".join(name).encode(), usedforsecurity=False).hexdigest()[:6], 16) / 2**24


def build_licensed(base: Path, root: Path, without: Iterable[Name] = ()) -> None:
    """A project below a base folder of Brightway with three databases of all names of 3.10 but some.

    Each activity buys a tenth of the one before it. `root`: of the inventories.
    """
    base.mkdir(parents=True, exist_ok=True)
    bd = import_brightway(base)
    bd.projects.set_current(PROJECT, update=False)
    flows = bd.Database("biosphere3")
    flows.register()
    flows.write({("biosphere3", code): {"name": code, "unit": "kilogram", "type": "emission", "categories": ("air",)}
                 for code in ("co2", "ch4")})  # fmt: skip
    rows = names_of(root, "3.10")
    units = {name_of(row): row["unit"] for row in rows if name_of(row) not in set(without)}
    wastes = {name_of(row) for row in rows if row["process"] == "landfill_residue"}
    china = {"CN": "CHA"}  # the region that premise has in place of the country
    for database, factor, fields, places in (
        (STAND_IN, 1.0, {}, {}), (PREMISE, 0.5, {}, china), (NAMED, 0.75, FIELDS, {}),
    ):  # fmt: skip
        written = bd.Database(database)
        written.register(**fields)
        written.write(_activities(database, factor, units, wastes, places))
    for name, factors in METHODS.items():
        method = bd.Method(name)
        method.register(unit="kg CO2-Eq")
        method.write([(("biosphere3", code), value) for code, value in factors.items()])
    close_databases(bd)


def _activities(
    database: str, factor: float, units: Mapping[Name, str], wastes: set[Name], places: Mapping[str, str]
) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    before = None
    for number, (name, unit) in enumerate(sorted(units.items())):
        key = (database, f"a{number}")
        emitted = factor * made_up(name)
        exchanges = [
            {"input": key, "type": "production", "amount": -1.0 if name in wastes else 1.0},
            {"input": ("biosphere3", "co2"), "type": "biosphere", "amount": emitted},
            {"input": ("biosphere3", "ch4"), "type": "biosphere", "amount": emitted / 100},
        ]
        if before and name not in wastes:
            exchanges.append({"input": before, "type": "technosphere", "amount": 0.1})
        before = before if name in wastes else key
        found[key] = {"name": name[0], "reference product": name[1], "location": places.get(name[2], name[2]), "unit": unit,
                      "type": "process", "exchanges": exchanges}  # fmt: skip
    return found
