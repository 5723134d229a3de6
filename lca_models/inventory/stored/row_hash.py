"""The hash of the rows of a project, by which an edited project is known from one as it was built.

Each rule has a version, which stands before the hash. A hash of a former version is compared with the rows by its own rule,
so that a new version of the kit takes no project for edited that nobody touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

CURRENT = "2"  # version of the rule; raise it when the hash of unchanged rows would come out differently
WITH_COLUMNS = "2c"  # of the same rule where the exchanges of databases are columns, for which a digest stands

_UNHASHED = frozenset({"amount", "id", "created_at", "updated_at"})  # hashed apart, or renewed by Brightway
_PLACE = frozenset({"table", "row"})  # where a row stands in the tables, which is no part of what it says
_ENCODE = json.JSONEncoder(sort_keys=True, default=repr).encode  # one encoder: json.dumps makes one a row


def hash_of(rows: Any, version: str | None = None) -> str:
    """SHA-256 of all rows of a project (ProjectRows), after the version of the rule; empty for a version that is none.

    Of amounts, spreads, formulas, links, texts, parameters and factors; ids, dates, the order of rows and their places in
    the tables are left out, and so is what lies below the twelfth digit of a number, where sums in another order differ.
    Where databases are held as columns, their digests stand in place of their rows, unless another version is asked for.
    """
    digest = hashlib.sha256()
    version = (WITH_COLUMNS if rows.digests else CURRENT) if version is None else version
    if version in (CURRENT, WITH_COLUMNS):
        short = _Shortened()
        columns = rows.digests if version == WITH_COLUMNS else {}
        for entry in sorted(map(repr, _entries(rows, short.fields, short.number, columns))):
            digest.update(entry.encode("utf-8", "surrogatepass"))
        for entry in sorted(map(repr, columns.items())):
            digest.update(entry.encode("utf-8", "surrogatepass"))
    elif version == "1":
        for one in _entries(rows, dict, lambda number: number):
            digest.update(repr(one).encode("utf-8", "surrogatepass"))
    else:
        return ""
    return f"{version}:{digest.hexdigest()}"


def is_as_hashed(rows: Any, stored: str, *, when_unknown: bool = False) -> bool:
    """Whether rows (ProjectRows) are those that a hash was taken of, by the rule of its version.

    `when_unknown` is the answer for a version that is none.
    """
    version = stored.partition(":")[0]
    found = rows.rows_hash if version == rows.rows_hash.partition(":")[0] else hash_of(rows, version)
    return found == stored if found else when_unknown


def is_of_another_rule(one: str, other: str) -> bool:
    """Whether two hashes are of different versions of the rule, so that they tell nothing of each other."""
    versions = [text.partition(":") for text in (one, other)]
    return all(found for _, found, _ in versions) and versions[0][0] != versions[1][0]


def _entries(
    rows: Any,
    kept: Callable[[Mapping[Any, Any]], Mapping[Any, Any]],
    short: Callable[[Any], Any],
    without: Collection[str] = (),
) -> Iterator[tuple[Any, ...]]:
    """What is hashed of every row, in the order in which the rows are read; without the exchanges of some databases."""
    keys = {node.id: node.key for node in rows.nodes}
    for node in rows.nodes:
        yield node.key, node.type, _text(kept(node.data))
    for exchange in (row for row in rows.judged if row.process[0] not in without) if without else rows.exchanges:
        group, formula = rows.parameterized.get(exchange.id, ("", ""))
        amount = short(_plain(exchange.amount))
        if formula and isinstance(amount, float):
            amount = f"{amount:.11g}"  # the last bits of a formula differ between programs
        yield (
            exchange.process,
            exchange.input,
            exchange.type,
            amount,
            exchange.formula,
            group,
            formula,
            _text(kept(exchange.data)),
        )
    for parameter in rows.parameters:
        # A recalculated copy of a formula adds nothing.
        yield (
            parameter.qualified_name,
            parameter.formula or short(_plain(parameter.amount)),
            _text(kept(parameter.data)),
        )
    for method in rows.methods:
        yield method.name, sorted((str(keys.get(node, node)), short(factor)) for node, factor in method.factors)
        uncertain, regional = getattr(method, "uncertain", None) or {}, getattr(method, "regional", ())
        if uncertain or regional:
            spreads = sorted((str(keys.get(method.factors[at][0])), _text(one)) for at, one in uncertain.items())
            yield spreads, sorted(str(keys.get(node, node)) for node in regional)


class _Shortened(dict[float, float]):
    """Numbers without what lies below their twelfth digit, each shortened once; both zeros stay what they are."""

    def __missing__(self, number: float) -> float:
        found = self[number] = float(f"{number:.12g}")
        return found

    def number(self, value: Any) -> Any:
        """A number shortened; whatever is no number of Python as it is."""
        return self[value] if type(value) is float and value else value

    def fields(self, data: Mapping[Any, Any]) -> Mapping[Any, Any]:
        """Fields of a row of the kit without its file and line; those of others may mean something else by such names."""
        places = _PLACE if data.keys() >= _PLACE else ()
        return {
            name: self[value] if type(value) is float and value else value
            for name, value in data.items()
            if name not in places
        }


def _text(data: Mapping[Any, Any]) -> str:
    found = {key: value for key, value in data.items() if key not in _UNHASHED}
    try:
        return _ENCODE(found)
    except (TypeError, ValueError):  # keys that are no texts, or a field that holds itself
        return repr(sorted((repr(key), repr(value)) for key, value in found.items()))


def _plain(amount: Any) -> Any:
    try:
        return float(amount)
    except (TypeError, ValueError, OverflowError):
        return repr(amount)
