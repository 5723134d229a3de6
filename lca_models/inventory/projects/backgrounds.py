"""Background databases of other people in the Brightway projects of this machine, with this kit's processes as named there.

Nothing of such a database is kept but the scores of a unit of the processes that are bought, in the folder of this machine.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lca_models.inventory.projects.places import ProjectPlace
from lca_models.inventory.projects.unit_scores import unit_scores
from lca_models.inventory.stored.background import (
    ELECTRICITY,
    Background,
    Counterpart,
    Missing,
    Origin,
    origin_of,
)
from lca_models.inventory.stored.connection import opened
from lca_models.inventory.stored.pickled import unpickled
from lca_models.inventory.system.rows import Key, ProjectError
from lca_models.inventory.tables.reading import Row, read_table
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

Name = tuple[str, str, str]  # activity, reference product, location
CUT_OFF = "cutoff"
MOST_COMPARED = 200  # names that a missing one is compared with


@dataclass(frozen=True)
class BackgroundDatabase:
    """A database of a Brightway project, by its name and what it says of itself."""

    place: ProjectPlace
    name: str
    fields: Mapping[str, Any]

    @property
    def origin(self) -> Origin:
        return origin_of(self.name, self.fields)

    @cached_property
    def activities(self) -> dict[Name, tuple[Key, str]]:
        """Key and unit of every activity by its name.

        Raises ProjectError for a file that cannot be read.
        """
        path = self.place.folder / "lci" / "databases.db"
        found: dict[Name, tuple[Key, str]] = {}
        try:
            with opened(path) as connection:
                for code, blob in connection.execute(
                    "SELECT code, data FROM activitydataset WHERE database = ?", (self.name,)
                ):
                    data = unpickled(blob)
                    name = tuple(str(data.get(one) or "") for one in ("name", "reference product", "location"))
                    found.setdefault((name[0], name[1], name[2]), ((self.name, code), str(data.get("unit") or "")))
        except (sqlite3.Error, ValueError) as error:
            raise ProjectError(
                message("{folder} cannot be read ({error}); close other programs that use it", folder=path, error=error)
            ) from None
        return found


@dataclass(frozen=True)
class BackgroundTables:
    """What the tables say of the counterparts of this kit's processes."""

    counterparts: tuple[Row, ...]
    names: tuple[Row, ...]
    methods: tuple[Row, ...]

    @property
    def versions(self) -> tuple[str, ...]:
        """Versions that have names, in the order of the table."""
        return tuple(dict.fromkeys(row["version"] for row in self.names))


def read_background_tables(root: Path) -> BackgroundTables:
    """The tables of counterparts below the folder of inventories.

    Raises InventoryError when one is missing or cannot be read.
    """
    found = (read_table(root, f"background_{name}.csv").rows for name in ("counterparts", "names", "methods"))
    return BackgroundTables(*found)


def databases_of(places: Iterable[ProjectPlace]) -> tuple[BackgroundDatabase, ...]:
    """Every database of some projects.

    Raises ProjectError for a project whose list of databases cannot be read.
    """
    found = []
    for place in places:
        path = place.folder / "databases.json"
        try:
            listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
            found += [BackgroundDatabase(place, str(name), dict(fields or {})) for name, fields in listed.items()]
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise ProjectError(
                message("{folder} cannot be read ({error}); close other programs that use it", folder=path, error=error)
            ) from None
    return tuple(found)


def find_background(text: str, places: Sequence[ProjectPlace]) -> BackgroundDatabase:
    """The database that `NAME` or `PROJECT:NAME` means.

    Raises ScenarioError for one that does not exist, with the nearest, and for one that stands in several projects.
    """
    known = databases_of(dict.fromkeys(places))
    found = [one for one in known if text in (one.name, f"{one.place.name}:{one.name}")]
    if not found:
        near = suggestion(text, (one.name for one in known))
        raise ScenarioError(
            message(
                "no Brightway project of this machine has a database '{database}'; {near}",
                database=excerpt(text),
                near=near,
            )
        )
    if len(found) > 1:
        listed = message(" and ").join(f"{one.place.name}:{one.name} ({one.place.base})" for one in found)
        raise ScenarioError(
            message("the database '{database}' stands in {listed}; name its project too", database=text, listed=listed)
        )
    return found[0]


def open_background(
    database: BackgroundDatabase, tables: BackgroundTables, electricity: str, cache: Path | None = None
) -> Background:
    """What of this kit's processes the database has, with what a unit of each comes to, and which names it lacks.

    `electricity`: own or theirs. Raises ScenarioError for another system model, where no name of any version is found, and
    where the project has no impact category that stands for one of this kit; ProjectError where it cannot be calculated.
    """
    if electricity not in ELECTRICITY:
        raise ScenarioError(
            message("the electricity of a background is {word}; give one of {listed}", word=excerpt(electricity),
                    listed=enumerated(ELECTRICITY))
        )  # fmt: skip
    origin = database.origin
    if origin.system_model and origin.system_model != CUT_OFF:
        raise ScenarioError(
            message("'{database}' is of the system model {model}; names and results here are of cut-off",
                    database=database.name, model=origin.system_model)
        )  # fmt: skip
    version = origin.version if origin.version in tables.versions else _likeliest(database, tables)
    graded = {row["process"]: row for row in tables.counterparts}
    found: list[tuple[Row, str, Key]] = []
    missing: list[Missing] = []
    for row in tables.names:
        if row["version"] != version or row["process"] not in graded:
            continue
        place, key, unit = _found(row, database)
        if key is not None and unit == row["unit"]:
            found.append((row, place, key))
        else:
            missing.append(Missing(row["process"], *_name(row), _nearest(_name(row), database.activities, unit)))
    if not found:
        raise ScenarioError(
            message("'{database}' has none of the {count} names of ecoinvent {version}; the first, '{name}': {near}",
                    database=database.name, count=len(missing), version=version, name=missing[0].activity,
                    near=missing[0].nearest or message("nothing is near"))
        )  # fmt: skip
    methods = _methods(database, tables, version)
    scores = unit_scores(
        database.place.folder, database.name, list(dict.fromkeys(key for *_, key in found)), methods, cache
    )
    return Background(
        database.name, database.place.name, origin, version, electricity,
        tuple((one, "|".join(name)) for one, name in methods.items()),
        tuple(_counterpart(row, place, key, graded[row["process"]], scores[key]) for row, place, key in found),
        tuple(missing),
        tuple((code, row["grade"]) for code, row in graded.items()),
    )  # fmt: skip


def _found(row: Row, database: BackgroundDatabase) -> tuple[str, Key | None, str]:
    """Place, key and unit of what has a name; of premise, whose regions stand in place of countries, also in that of China."""
    activity, product, location = _name(row)
    for place in (location, database.origin.china):
        if place and (key := database.activities.get((activity, product, place))):
            return place, *key
    return location, None, ""


def _counterpart(row: Row, place: str, key: Key, graded: Row, scores: Mapping[str, float]) -> Counterpart:
    factor = float(graded["factor"] or 1)
    return Counterpart(
        row["process"], graded["grade"], row["activity"], row["reference_product"], place, row["unit"], key,
        tuple((method, factor * score) for method, score in scores.items()), graded["reason"], graded["reason_zh"],
    )  # fmt: skip


def _name(row: Row) -> Name:
    return row["activity"], row["reference_product"], row["location"]


def _likeliest(database: BackgroundDatabase, tables: BackgroundTables) -> str:
    """The version most of whose names a database has that does not say its version; of two alike the later one."""
    counts = dict.fromkeys(tables.versions, 0)
    for row in tables.names:
        counts[row["version"]] += _name(row) in database.activities
    return max(reversed(tables.versions), key=lambda version: counts[version])


def _nearest(name: Name, activities: Mapping[Name, tuple[Key, str]], unit: str) -> str:
    """What of a database is nearest to a name: the same with another unit or place, of the same product, or alike."""
    activity, product, _ = name
    if name in activities:
        return message("the same, per {unit}", unit=unit or message("nothing"))
    alike = [one for one in activities if one[:2] == (activity, product)] or [
        one for one in activities if one[1] == product
    ]
    if alike:
        first: Name = min(alike, key=lambda one: (one[0] != activity, one[2] not in ("CN", "RoW", "GLO"), one))
        return " | ".join(first)
    words = set(product.split(", ")[0].split())
    near = [one for one in activities if words & set(one[1].replace(",", " ").split())][:MOST_COMPARED]
    from difflib import get_close_matches

    return "".join(map(str, get_close_matches(" | ".join(name), [" | ".join(one) for one in near], 1)))


def _methods(database: BackgroundDatabase, tables: BackgroundTables, version: str) -> dict[str, tuple[str, ...]]:
    """Brightway's name of what stands for each impact category of this kit in the project of a database."""
    path = database.place.folder / "methods.json"
    try:
        listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        known: dict[tuple[str, ...], str] = {
            tuple(map(str, name)): str(fields.get("lca_models_id") or "") for name, fields in listed
        }
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ProjectError(
            message("{folder} cannot be read ({error}); close other programs that use it", folder=path, error=error)
        ) from None
    found: dict[str, tuple[str, ...]] = {}
    for row in tables.methods:
        parts = tuple(str(row["category"]).split("|"))
        own = [name for name, kit in known.items() if kit == row["method"]]
        theirs = sorted((name for name in known if name[-len(parts) :] == parts),
                        key=lambda name: (name[0] != f"ecoinvent-{version}", len(name), name))  # fmt: skip
        if theirs or own:
            found[row["method"]] = (theirs or own)[0]
    if not found:
        raise ScenarioError(
            message("the project '{project}' has none of the impact categories of background_methods.csv, such as "
                    "{category}; install them with the database", project=database.place.name,
                    category=tables.methods[0]["category"])
        )  # fmt: skip
    return found
