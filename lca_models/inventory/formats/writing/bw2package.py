"""BW2Packages: the JSON that bw2io and Activity Browser read, compressed by bzip2, the same bytes every time.

JSON has no tuples and no keys but texts, so the format writes both as objects of its own.
"""

from __future__ import annotations

import bz2
import json
from collections.abc import Iterable, Mapping
from typing import Any

from lca_models.inventory.formats.reading.bw2package import PARAMETERS
from lca_models.inventory.formats.writing.contents import Contents, Row
from lca_models.inventory.system.rows import Key, Node
from lca_models.scope.wording.messages import message

MODULE = "bw2data"


def write(found: Contents) -> tuple[bytes, tuple[str, ...]]:
    """A product as a package of one database and its impact categories, and what the format cannot hold."""
    database = {"format": "lca_models", "read_only": False, PARAMETERS: [*map(_parameter, found.parameters)]}
    objects = [
        package_object("Database", found.name, database, _datasets(found)),
        *(
            package_object("Method", (*method, found.name), _method_metadata(found, method),
                           [(found.key(flow.key), factor) for flow, factor in found.factors(method)])
            for method in sorted(found.system.factors)
        ),
    ]  # fmt: skip
    return package_bytes(objects), (
        message("impact categories carry the name of the database behind their own, so that they replace none"),
        message("formulas and {count} parameters stand beside the amounts; this kit activates them when it imports the file, "
                "other programs read the amounts", count=len(found.parameters)),
    )  # fmt: skip


def package_object(kind: str, name: str | tuple[str, ...], metadata: Mapping[str, Any], data: object) -> dict[str, Any]:
    """One object of a package: `kind` is Database or Method."""
    return {"metadata": metadata, "name": name, "class": {"module": MODULE, "name": kind}, "data": data}


def package_bytes(objects: Iterable[Mapping[str, Any]]) -> bytes:
    """Objects as the bytes of a BW2Package."""
    text = json.dumps([marked(one) for one in objects], ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return bz2.compress(text.encode())


def marked(value: Any) -> Any:
    """A value as the format writes it; keys of objects in the order of their texts."""
    if isinstance(value, tuple):
        return {"__tuple__": True, "data": [marked(one) for one in value]}
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda one: (not isinstance(one, str), one))
        return {
            "__dict__": True,
            "keys": [marked(one) for one in keys],
            "values": [marked(value[one]) for one in keys],
        }
    if isinstance(value, list):
        return [marked(one) for one in value]
    return value


def _datasets(found: Contents) -> dict[Key, dict[str, Any]]:
    datasets: dict[Key, dict[str, Any]] = {}
    for flow in found.system.flows:
        datasets[found.key(flow.key)] = {**found.node_data(flow), "categories": tuple(flow.data.get("categories") or ()),
                                         "type": flow.type, "exchanges": []}  # fmt: skip
    for node in found.system.processes:
        rows = [_exchange(found, node, row) for row in found.rows[node.key]]
        datasets[found.key(node.key)] = {**found.node_data(node), "type": node.type, "exchanges": rows}
        if node.stage:
            datasets[found.key(node.key)]["stage"] = node.stage
    return datasets


def _exchange(found: Contents, node: Node, row: Row) -> dict[str, Any]:
    said = {"formula": row.formula, "original_amount": row.amount} if row.formula else {}
    staged = {"stage": row.stage} if row.stage else {}
    return {**row.data, **row.spread, **said, **staged, "input": found.key(found.input_of(row.exchange).key),
            "output": found.key(node.key), "type": row.exchange.type, "amount": row.amount}  # fmt: skip


def _parameter(one: Any) -> dict[str, Any]:
    said = {"formula": one.formula} if one.formula else {}
    return {**one.data, **one.spread, **said, "name": one.name, "amount": one.amount}


def _method_metadata(found: Contents, method: tuple[str, ...]) -> dict[str, Any]:
    said = found.system.method_metadata.get(method, {})
    return {name: str(said[name]) for name in ("unit", "description", "source") if said.get(name)}
