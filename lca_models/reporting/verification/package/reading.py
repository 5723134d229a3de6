"""The database of a bundle, one BW2Package, read without trust: every key known, every amount a finite number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.inventory.formats.reading.marked_json import (
    DATABASE,
    METHOD,
    Allowed,
    PackageError,
    PackageObject,
    is_key,
    is_number,
    plain_kinds,
    read_objects,
)
from lca_models.inventory.system.rows import KNOWN_TYPES, Key
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

LARGEST = 2**26  # bytes, unpacked: forty times a database of a product
MOST_VALUES = 4_000_000
KINDS = plain_kinds(("bw2data", "bw2data.database", "bw2data.method"))
RECORD = "lca_models_declaration"


@dataclass(frozen=True)
class Category:
    """An impact category: factors by flow, in its unit per unit of the flow."""

    unit: str
    factors: Mapping[Key, float]


@dataclass(frozen=True)
class Package:
    """One database with impact categories, and what its metadata say is demanded of it."""

    name: str
    datasets: Mapping[Key, Mapping[str, Any]]  # every one with a type and its exchanges
    categories: Mapping[tuple[str, ...], Category]
    demand: Key
    amount: float
    category: tuple[str, ...]
    gases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # categories by group of gases


def read_package(content: bytes) -> Package:
    """The database and the categories of a BW2Package, checked: every key known, every amount a finite number.

    Raises PackageError for whatever is none, whatever its bytes are.
    """
    found = read_objects(content, Allowed(LARGEST, MOST_VALUES, KINDS))
    databases = [one for one in found if one.kind == DATABASE]
    if len(databases) != 1 or not isinstance(databases[0].name, str):
        raise PackageError(message("the package holds {count} databases, of 1", count=len(databases)))
    return _package(databases[0], [one for one in found if one.kind == METHOD])


def _package(database: PackageObject, methods: list[PackageObject]) -> Package:
    datasets = _datasets(database)
    categories: dict[tuple[str, ...], Category] = {}
    for one in methods:
        if one.name in categories:
            raise PackageError(
                message("the package holds the category '{name}' twice", name=excerpt("|".join(one.name)))
            )
        categories[one.name] = _category(one, datasets)
    record = database.metadata.get(RECORD)
    said: Mapping[str, Any] = record if isinstance(record, dict) else {}
    demand, amount = _listed(said.get("demand")), said.get("amount")
    if demand not in datasets or not is_number(amount):
        raise PackageError(message("the package does not say what is demanded of it"))
    gases = said.get("gases")
    named = {str(group): _listed(name) for group, name in (gases.items() if isinstance(gases, dict) else ())}
    category = _listed(said.get("category"))
    if lacking := [name for name in (category, *named.values()) if name not in categories]:
        raise PackageError(message("the package lacks the category '{name}'",
                                   name=excerpt("|".join(map(str, lacking[0])))))  # fmt: skip
    return Package(database.name, datasets, categories, (demand[0], demand[1]), float(amount or 0), category, named)


def _listed(value: Any) -> tuple[str, ...]:
    """A key or a name, which metadata write as a list."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _datasets(database: PackageObject) -> dict[Key, Mapping[str, Any]]:
    if not isinstance(database.data, dict) or not database.data:
        raise PackageError(message("the database '{name}' is empty", name=excerpt(database.name)))
    found: dict[Key, Mapping[str, Any]] = {}
    for key, data in database.data.items():
        if not is_key(key) or key[0] != database.name:
            raise PackageError(message("'{key}' is no key of the database '{name}'",
                                       key=excerpt(str(key)), name=excerpt(database.name)))  # fmt: skip
        if (
            not isinstance(data, dict)
            or not isinstance(data.get("type"), str)
            or not isinstance(data.get("exchanges"), list)
        ):
            raise PackageError(message("'{key}' lacks its type or its exchanges", key=excerpt(key[1])))
        found[key] = data
    for key, data in found.items():
        for number, fault in enumerate(_faults(data["exchanges"], found), 1):
            if fault:
                raise PackageError(message("exchange {number} of '{key}' {fault}", number=number, key=excerpt(key[1]),
                                           fault=fault))  # fmt: skip
    return found


def _faults(exchanges: list[Any], known: Mapping[Key, Any]) -> Iterator[str]:
    """Of each exchange what is wrong with it; empty where nothing is."""
    for one in exchanges:
        if not isinstance(one, dict):
            yield message("is no exchange")
        elif not is_key(one.get("input")) or one["input"] not in known:
            yield message("names an input that the package does not hold")
        elif one.get("type") not in KNOWN_TYPES:
            yield message("is of the kind '{kind}', which is none", kind=excerpt(str(one.get("type"))))
        elif not is_number(one.get("amount")):
            yield message("has no finite amount")
        else:
            yield ""


def _category(one: PackageObject, known: Mapping[Key, Any]) -> Category:
    """The factors of a category, which hold everywhere."""
    factors: dict[Key, float] = {}
    for row in one.data if isinstance(one.data, list) else [None]:
        pair = tuple(row) if isinstance(row, list | tuple) and len(row) == 2 else (None, None)
        if not is_key(pair[0]) or pair[0] not in known or not is_number(pair[1]) or pair[0] in factors:
            raise PackageError(message("the category '{name}' has a factor that is none, or one twice",
                                       name=excerpt("|".join(one.name))))  # fmt: skip
        factors[pair[0]] = float(pair[1])
    return Category(str(one.metadata.get("unit") or ""), factors)
