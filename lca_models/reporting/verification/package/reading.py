"""A BW2Package of a stranger, read without bw2io: nothing in it names what is imported, and it holds plain values only.

The loader of bw2io imports whatever class a file asks for from five packages. Here the classes are words that are compared with
a list; what asks for another is refused by its name, and so is what unpacks to more than a database of a product has.
"""

from __future__ import annotations

import bz2
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lca_models.inventory.system.rows import KNOWN_TYPES, Key
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

LARGEST = 2**26  # bytes, unpacked: forty times a database of a product
DEEPEST = 40  # objects within objects: a database has fifteen
MOST_VALUES = 4_000_000
LONGEST_NAME = 300  # signs of a database, a code or a part of the name of a category
LONGEST_NUMBER = 40  # digits and signs
MODULES = ("bw2data", "bw2data.database", "bw2data.method")
DATABASE, METHOD = "Database", "Method"
RECORD = "lca_models_declaration"

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)  # a text, or a bracket outside of texts


class PackageError(LcaModelsError, ValueError):
    """A BW2Package holds databases and impact categories as plain values; the message says where it does not.

    `asks_for`: the class that is not allowed, where that is what is wrong.
    """

    def __init__(self, words: str, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


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
    try:
        objects = _decoded(_tree(_text(content)), 0)
    except RecursionError:  # deeper than this Python reads, on any system
        raise _too_deep() from None
    listed = objects if isinstance(objects, list | tuple) else [objects]
    found = [_Object.read(number, one) for number, one in enumerate(listed, 1)]
    databases = [one for one in found if one.kind == DATABASE]
    if len(databases) != 1 or not isinstance(databases[0].name, str):
        raise PackageError(message("the package holds {count} databases, of 1", count=len(databases)))
    return _package(databases[0], [one for one in found if one.kind == METHOD])


def _text(content: bytes) -> str:
    """What is packed, as text."""
    try:
        unpacking = bz2.BZ2Decompressor()
        found = unpacking.decompress(content, LARGEST + 1)
        if len(found) > LARGEST:
            raise PackageError(message("the package unpacks to more than {most:,} bytes", most=LARGEST))
        if not unpacking.eof or unpacking.unused_data:
            raise PackageError(message("the package is cut off, or has something behind its end"))
        return found.decode("utf-8")
    except (OSError, ValueError, EOFError) as error:
        if isinstance(error, PackageError):
            raise
        raise PackageError(
            message("the package is no bzip2 file of UTF-8 ({error})", error=excerpt(str(error)))
        ) from None


def _tree(text: str) -> Any:
    """The JSON of a package, whose size and depth are known before it is read."""
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise PackageError(message("the package holds more than {most:,} values", most=MOST_VALUES))
    depth = 0
    for found in _TOKEN.finditer(text):
        depth += (found.group() in "[{") - (found.group() in "]}")
        if depth > DEEPEST * 3:  # each object of the format is three of JSON
            raise _too_deep()
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise PackageError(
            message("the package is no JSON at sign {place}: {error}", place=error.pos, error=error.msg)
        ) from None


def _too_deep() -> PackageError:
    return PackageError(message("the package nests more than {most} objects within each other", most=DEEPEST))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise PackageError(message("the package names a key twice in one object"))
    return found


def _no_number(text: str) -> float:
    raise PackageError(message("the package says {text}, which is no number", text=text))


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise PackageError(message("the package holds a number of {count} digits", count=len(text)))
    return int(text)


def _decoded(value: Any, depth: int) -> Any:
    """A value of the format: tuples and objects with any keys are objects with a mark."""
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, list):
        return [_decoded(one, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"__tuple__", "data"} and isinstance(value["data"], list):
        return tuple(_decoded(one, depth + 1) for one in value["data"])
    keys, values = value.get("keys"), value.get("values")
    if set(value) != {"__dict__", "keys", "values"} or not isinstance(keys, list) or not isinstance(values, list):
        raise PackageError(message("the package holds an object without the marks of the format"))
    if len(keys) != len(values):
        raise PackageError(message("an object of the package has {keys} keys and {values} values",
                                   keys=len(keys), values=len(values)))  # fmt: skip
    found: dict[Any, Any] = {}
    for key, one in zip((_decoded(one, depth + 1) for one in keys), values, strict=True):
        if not isinstance(key, str) and not _is_key(key):
            raise PackageError(message("the package has a key that is neither a text nor a database and a code"))
        if key in found:
            raise PackageError(message("the package names a key twice in one object"))
        found[key] = _decoded(one, depth + 1)
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _is_key(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(_is_text, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


@dataclass(frozen=True)
class _Object:
    """One object of a package: a database or a category, by the words of its class."""

    kind: str
    name: Any
    metadata: Mapping[str, Any]
    data: Any

    @classmethod
    def read(cls, number: int, said: Any) -> _Object:
        """Raises PackageError for an object of another class, which is named, and for what is no object."""
        if not isinstance(said, dict) or not {"metadata", "name", "class", "data"} <= set(said):
            raise PackageError(message("object {number} of the package lacks its name, class, metadata or data",
                                       number=number))  # fmt: skip
        kind = said["class"] if isinstance(said["class"], dict) else {}
        module, name = kind.get("module"), kind.get("name")
        if module not in MODULES or name not in (DATABASE, METHOD):
            asked = excerpt(f"{module}.{name}")
            raise PackageError(message("object {number} of the package asks for {asked}, and only databases and impact "
                                       "categories are read", number=number, asked=asked), asked)  # fmt: skip
        if not isinstance(said["metadata"], dict):
            raise PackageError(message("object {number} of the package has no metadata", number=number))
        if not (_is_text(said["name"]) if name == DATABASE else _is_name(said["name"])):
            raise PackageError(message("object {number} of the package has no name", number=number))
        return cls(str(name), said["name"], said["metadata"], said["data"])


def _is_name(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(_is_text, value))


def _package(database: _Object, methods: list[_Object]) -> Package:
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
    if demand not in datasets or not _is_number(amount):
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


def _datasets(database: _Object) -> dict[Key, Mapping[str, Any]]:
    if not isinstance(database.data, dict) or not database.data:
        raise PackageError(message("the database '{name}' is empty", name=excerpt(database.name)))
    found: dict[Key, Mapping[str, Any]] = {}
    for key, data in database.data.items():
        if not _is_key(key) or key[0] != database.name:
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
        elif not _is_key(one.get("input")) or one["input"] not in known:
            yield message("names an input that the package does not hold")
        elif one.get("type") not in KNOWN_TYPES:
            yield message("is of the kind '{kind}', which is none", kind=excerpt(str(one.get("type"))))
        elif not _is_number(one.get("amount")):
            yield message("has no finite amount")
        else:
            yield ""


def _category(one: _Object, known: Mapping[Key, Any]) -> Category:
    """The factors of a category, which hold everywhere."""
    factors: dict[Key, float] = {}
    for row in one.data if isinstance(one.data, list) else [None]:
        pair = tuple(row) if isinstance(row, list | tuple) and len(row) == 2 else (None, None)
        if not _is_key(pair[0]) or pair[0] not in known or not _is_number(pair[1]) or pair[0] in factors:
            raise PackageError(message("the category '{name}' has a factor that is none, or one twice",
                                       name=excerpt("|".join(one.name))))  # fmt: skip
        factors[pair[0]] = float(pair[1])
    return Category(str(one.metadata.get("unit") or ""), factors)
