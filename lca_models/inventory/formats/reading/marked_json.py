"""The objects of a BW2Package, read without bw2io: nothing in it names what is imported, and it holds plain values only.

A package is JSON, compressed by bzip2, in which tuples and objects with any keys are objects with a mark. The loader of bw2io
imports whatever class a file asks for from five packages. Here the classes are words that are compared with a list; what asks
for another is refused by its name, and so is what unpacks to more than a reader allows.
"""

from __future__ import annotations

import bz2
import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

DEEPEST = 40  # objects within objects: a database has fifteen
LONGEST_NAME = 300  # signs of a database, a code or a part of the name of a category
LONGEST_NUMBER = 40  # digits and signs
DATABASE, METHOD = "Database", "Method"

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)  # a text, or a bracket outside of texts


class PackageError(LcaModelsError, ValueError):
    """A BW2Package holds databases and impact categories as plain values; the message says where it does not.

    `asks_for`: the class that is not allowed, where that is what is wrong.
    """

    def __init__(self, words: str, asks_for: str = "") -> None:
        super().__init__(words)
        self.asks_for = asks_for


@dataclass(frozen=True)
class Allowed:
    """What a reader takes of a package: its size, and the classes of its objects."""

    bytes: int  # unpacked
    values: int
    kinds: Mapping[tuple[str, str], str]  # module and name of a class: the kind of object that it is
    not_a_number: bool = False  # whether NaN and infinite numbers may stand there; they are read as nothing


@dataclass(frozen=True)
class PackageObject:
    """One object of a package: a database, a category or what else is allowed, by the words of its class."""

    kind: str
    name: Any
    metadata: Mapping[str, Any]
    data: Any


def read_objects(content: bytes, allowed: Allowed) -> list[PackageObject]:
    """The objects of a BW2Package in their order; tuples are tuples, and keys are texts or pairs of texts.

    Raises PackageError for whatever is none, whatever its bytes are.
    """
    try:
        objects = _decoded(_tree(_text(content, allowed.bytes), allowed), 0)
    except RecursionError:  # deeper than this Python reads, on any system
        raise _too_deep() from None
    listed = objects if isinstance(objects, list | tuple) else [objects]
    return [_object(number, one, allowed.kinds) for number, one in enumerate(listed, 1)]


def is_text(value: Any) -> bool:
    """Whether a value is a text that may be a name."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def is_key(value: Any) -> bool:
    """Whether a value is a database and a code."""
    return isinstance(value, tuple) and len(value) == 2 and all(map(is_text, value))


def is_number(value: Any) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _text(content: bytes, largest: int) -> str:
    """What is packed, as text."""
    try:
        unpacking = bz2.BZ2Decompressor()
        found = unpacking.decompress(content, largest + 1)
        if len(found) > largest:
            raise PackageError(message("the package unpacks to more than {most:,} bytes", most=largest))
        if not unpacking.eof or unpacking.unused_data:
            raise PackageError(message("the package is cut off, or has something behind its end"))
        return found.decode("utf-8")
    except (OSError, ValueError, EOFError) as error:
        if isinstance(error, PackageError):
            raise
        raise PackageError(
            message("the package is no bzip2 file of UTF-8 ({error})", error=excerpt(str(error)))
        ) from None


def _tree(text: str, allowed: Allowed) -> Any:
    """The JSON of a package, whose size and depth are known before it is read."""
    if sum(map(text.count, ",[{")) > allowed.values:
        raise PackageError(message("the package holds more than {most:,} values", most=allowed.values))
    depth = 0
    for found in _TOKEN.finditer(text):
        depth += (found.group() in "[{") - (found.group() in "]}")
        if depth > DEEPEST * 3:  # each object of the format is three of JSON
            raise _too_deep()
    constant = _nothing if allowed.not_a_number else _no_number
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=constant, parse_int=_whole)
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


def _nothing(_text: str) -> None:
    return None


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
        if not isinstance(key, str) and not is_key(key):
            raise PackageError(message("the package has a key that is neither a text nor a database and a code"))
        if key in found:
            raise PackageError(message("the package names a key twice in one object"))
        found[key] = _decoded(one, depth + 1)
    return found


def _object(number: int, said: Any, kinds: Mapping[tuple[str, str], str]) -> PackageObject:
    """Raises PackageError for an object of another class, which is named, and for what is no object."""
    if not isinstance(said, dict) or not {"metadata", "name", "class", "data"} <= set(said):
        raise PackageError(message("object {number} of the package lacks its name, class, metadata or data",
                                   number=number))  # fmt: skip
    of = said["class"] if isinstance(said["class"], dict) else {}
    module, name = of.get("module"), of.get("name")
    kind = kinds.get((module, name)) if isinstance(module, str) and isinstance(name, str) else None
    if kind is None:
        asked = excerpt(f"{module}.{name}")
        raise PackageError(message("object {number} of the package asks for {asked}, and only databases and impact "
                                   "categories are read", number=number, asked=asked), asked)  # fmt: skip
    if not isinstance(said["metadata"], dict):
        raise PackageError(message("object {number} of the package has no metadata", number=number))
    if not (is_text(said["name"]) if kind == DATABASE else _is_name(said["name"])):
        raise PackageError(message("object {number} of the package has no name", number=number))
    return PackageObject(kind, said["name"], said["metadata"], said["data"])


def _is_name(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(map(is_text, value))


def plain_kinds(modules: Collection[str]) -> dict[tuple[str, str], str]:
    """Databases and impact categories as some modules call them."""
    return {(module, name): name for module in modules for name in (DATABASE, METHOD)}
