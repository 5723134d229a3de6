"""BW2Packages (.bw2package): databases with their parameters, and impact categories, as plain values.

The loader of bw2io is never called. A package has no place for Brightway's tables of parameters, so this kit keeps them with
the metadata of a database, where other programs leave them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lca_models.inventory.formats.imported import Imported, ImportedMethod
from lca_models.inventory.formats.reading.marked_json import (
    DATABASE,
    METHOD,
    Allowed,
    PackageError,
    PackageObject,
    is_key,
    is_number,
    is_text,
    read_objects,
)
from lca_models.inventory.system.rows import PROCESS_TYPES, PRODUCT_TYPES, ProjectError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import MOST_PROBLEMS
from lca_models.scope.wording.messages import message

ENDING = ".bw2package"
OTHER = "other"  # objects that are named in a note and left out
PARAMETERS, PROJECT_PARAMETERS = (
    "lca_models_parameters",
    "lca_models_project_parameters",
)  # of the metadata of a database
KINDS = {
    **{(module, "Database"): DATABASE for module in ("bw2data", "bw2data.database")},
    **{(f"bw2data.backends.{module}", "SQLiteBackend"): DATABASE for module in ("base", "peewee", "peewee.database")},
    **{(f"bw2data.backends.{module}", "SingleFileDatabase"): DATABASE
       for module in ("single_file", "single_file.database", "default.database")},
    ("bw2data.backends.iotable.backend", "IOTableBackend"): DATABASE,
    ("bw2data.backends.iotable", "IOTableBackend"): DATABASE,
    ("bw_functional", "FunctionalSQLiteDatabase"): DATABASE,
    ("bw_functional.database", "FunctionalSQLiteDatabase"): DATABASE,
    **{(module, "Method"): METHOD for module in ("bw2data", "bw2data.method")},
    **{(module, name): OTHER for module in ("bw2data", "bw2data.weighting_normalization")
       for name in ("Normalization", "Weighting")},
}  # fmt: skip
ALLOWED = Allowed(2**29, 40_000_000, KINDS, not_a_number=True)  # twice a background of 520,000 exchanges
FLOW_TYPES = frozenset({"emission", "natural resource", "biosphere", "economic", "social", "inventory indicator"})
NODE_TYPES = PROCESS_TYPES | PRODUCT_TYPES | FLOW_TYPES
_OF_A_METHOD = ("abbreviation", "num_cfs", "geocollections", "lca_models_id")  # an id is of one category of a project
_SPREAD = ("loc", "scale", "shape", "minimum", "maximum")
_OWN_METADATA = frozenset({
    "backend", "depends", "dirty", "geocollections", "modified", "number", "processed", "read_only", "searchable",
})  # fmt: skip


def look_at(path: Path) -> None:
    """Look at a package before it is read.

    Raises ProjectError for a file that no package is as large as, and for one that does not begin as one.
    """
    if path.stat().st_size > ALLOWED.bytes:
        raise ProjectError(
            message("{name} is larger than {most:,} bytes; split it", name=path.name, most=ALLOWED.bytes)
        )
    with path.open("rb") as file:
        if file.read(3) != b"BZh":
            raise ProjectError(
                message("{name} is no BW2Package, which is a bzip2 file; export it again", name=path.name)
            )


def read(path: Path) -> tuple[Imported, ...]:
    """The databases of a package, impact categories with the first one.

    Raises ProjectError for a file that is none, with every fault of its rows at once.
    """
    look_at(path)
    try:
        objects = read_objects(path.read_bytes(), ALLOWED)
    except PackageError as error:
        raise ProjectError(f"{path.name}: {error}") from None
    databases = [one for one in objects if one.kind == DATABASE]
    if not databases:
        raise ProjectError(message("{name} holds no database; export one with its impact categories", name=path.name))
    problems: list[str] = []
    known = {key for one in databases if isinstance(one.data, dict) for key in one.data}
    files = [_database(path, one, known, problems) for one in databases]
    methods = tuple(_method(one, problems) for one in objects if one.kind == METHOD)
    if problems:
        more = len(problems) - MOST_PROBLEMS
        shown = problems[:MOST_PROBLEMS] + ([message("and {count} more", count=more)] if more > 0 else [])
        raise ProjectError("\n".join(f"{path.name}: {problem}" for problem in shown))
    others = [one for one in objects if one.kind == OTHER]
    left = (message("{count} sets of weights or normalizations are left out", count=len(others)),) if others else ()
    first = files[0]
    return (Imported(path, first.database, first.metadata, first.datasets, first.project_parameters,
                     first.database_parameters, left, methods), *files[1:])  # fmt: skip


def _database(path: Path, found: PackageObject, known: set[Any], problems: list[str]) -> Imported:
    name, datasets = str(found.name), []
    if not isinstance(found.data, dict):
        problems.append(message("the database '{name}' holds no processes", name=excerpt(name)))
    for key, data in (found.data if isinstance(found.data, dict) else {}).items():
        where = message("database '{name}', process '{code}'", name=excerpt(name), code=excerpt(str(key[-1])))
        if not is_key(key) or key[0] != name:
            problems.append(
                message("'{key}' is no key of the database '{name}'", key=excerpt(str(key)), name=excerpt(name))
            )
        elif not isinstance(data, dict):
            problems.append(message("{where} is no process", where=where))
        else:
            datasets.append(_dataset(key, data, known, where, problems))
    metadata = {one: value for one, value in found.metadata.items()
                if one not in _OWN_METADATA and isinstance(value, str | int | float)}  # fmt: skip
    shared, own = (_parameters(found.metadata.get(one), excerpt(name), problems)
                   for one in (PROJECT_PARAMETERS, PARAMETERS))  # fmt: skip
    return Imported(path, name, metadata, datasets, shared, own)


def _dataset(
    key: tuple[str, str], data: Mapping[str, Any], known: set[Any], where: str, problems: list[str]
) -> dict[str, Any]:
    kind = data.get("type") or "process"
    if kind not in NODE_TYPES:
        problems.append(
            message("{where} is of the kind '{kind}', which no plain database calculates; allocate it, then export it",
                    where=where, kind=excerpt(str(kind)))
        )  # fmt: skip
    listed = data.get("exchanges") or []
    if not isinstance(listed, list | tuple):
        problems.append(message("{where} holds no list of exchanges", where=where))
        listed = []
    rows = []
    for number, one in enumerate(listed, 1):
        if fault := _fault(one):
            problems.append(message("{where}, exchange {number}: {fault}", where=where, number=number, fault=fault))
        else:
            rows.append(_exchange(one, known))
    categories = {"categories": tuple(data["categories"])} if isinstance(data.get("categories"), list | tuple) else {}
    kept = {
        name: value for name, value in data.items() if name not in ("exchanges", "id", "parameters") and is_text(name)
    }
    parameters = _parameters(data.get("parameters"), where, problems)
    return {**kept, **categories, "database": key[0], "code": key[1], "type": kind, "exchanges": rows,
            "parameters": parameters}  # fmt: skip


def _fault(one: Any) -> str:
    """What is wrong with an exchange of a package; empty where nothing is."""
    if not isinstance(one, dict):
        return message("it is no exchange; give it an input, an amount and a type")
    if not is_key(one.get("input")):
        return message("input: it is not a database and a code; give both")
    if not is_text(one.get("type")):
        return message("type: there is none; write technosphere, biosphere, production or substitution")
    if not is_number(one.get("amount")):
        return message("amount: it is no finite number; give one")
    for field in _SPREAD:
        if one.get(field) is not None and not is_number(one[field]):
            return message("{field}: it is no finite number; give one or delete it", field=field)
    return ""


def _exchange(one: Mapping[str, Any], known: set[Any]) -> dict[str, Any]:
    found = {name: value for name, value in one.items()
             if name not in ("output", "id") and is_text(name) and (name not in _SPREAD or value is not None)}  # fmt: skip
    database, code = one["input"]
    return found if (database, code) in known else {"name": code, **found, "database": database}


def _parameters(said: Any, where: str, problems: list[str]) -> list[dict[str, Any]]:
    """Parameters as a list, or by name."""
    listed = [{"name": name, **one} if isinstance(one, dict) else one for name, one in said.items()] \
        if isinstance(said, dict) else said or []  # fmt: skip
    if not isinstance(listed, list | tuple) or not all(isinstance(one, dict) for one in listed):
        problems.append(message("{where}: its parameters are no list of names and amounts", where=where))
        return []
    return [{name: value for name, value in one.items() if is_text(name) and value is not None} for one in listed]


def _method(found: PackageObject, problems: list[str]) -> ImportedMethod:
    metadata = {name: value for name, value in found.metadata.items()
                if name not in _OF_A_METHOD and isinstance(value, str | int | float)}  # fmt: skip
    rows = tuple(_factors(found.data))
    if None in rows:
        fault = message("the category '{name}' has a factor that is none", name=excerpt("|".join(found.name)))
        problems.append(f"{fault} ({rows.index(None) + 1})")
    return ImportedMethod(tuple(found.name), metadata, tuple(row for row in rows if row is not None))


def _factors(data: Any) -> Iterator[tuple[Any, ...] | None]:
    """Each factor of a category: flow, number or distribution, and a location where it has one; None for what is none."""
    for row in data if isinstance(data, list | tuple) else [None]:
        pair = tuple(row) if isinstance(row, list | tuple) and len(row) in (2, 3) else (None, None)
        given = pair[1]
        amount = given.get("amount") if isinstance(given, dict) else given
        if not is_key(pair[0]) or not is_number(amount) or not all(map(is_text, pair[2:])):
            yield None
        elif isinstance(given, dict):
            kept = {name: value for name, value in given.items() if is_text(name) and isinstance(value, int | float)}
            yield (pair[0], kept, *pair[2:])
        else:
            yield pair
