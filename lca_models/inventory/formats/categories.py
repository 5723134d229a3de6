"""Impact categories of an import: those that files bring, and those of the project for elementary flows that files bring.

A flow of a file that agrees with one of the project in name, unit and compartment has its factors in every category.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lca_models.inventory.formats.imported import FACTORS, JOINT, Imported, ImportedMethod
from lca_models.inventory.system.rows import PROCESS_TYPES, PRODUCT_TYPES, Key, ProjectRows
from lca_models.scope.wording.messages import message

_Flow = tuple[str, str, tuple[str, ...]]  # name, unit, compartment


def write_categories(bw2data: Any, files: Sequence[Imported], rows: ProjectRows) -> tuple[str, ...]:
    """Write the factors of the flows of files into the project that is open; what was left out, in sentences.

    `rows`: of the project whose flows the new one has. A category that is there already keeps its factors.
    """
    twins = {key: twin for key, twin in _twins(files, rows) if key != twin}
    if twins:
        ids = {twin: bw2data.get_id(twin) for twin in dict.fromkeys(twins.values())}
        for name in sorted(bw2data.methods):
            method = bw2data.Method(name)
            stored = [tuple(row) for row in method.load()]
            by_flow: dict[Any, list[tuple[Any, ...]]] = {}
            for flow, *rest in stored:
                by_flow.setdefault(flow, []).append(tuple(rest))
            more = [(key, *rest) for key, twin in twins.items() for rest in by_flow.get(ids[twin], ())]
            if more:
                method.write([*stored, *more])
    for name, more in _told(files).items():
        if name in bw2data.methods:
            method = bw2data.Method(name)
            method.write([*(tuple(row) for row in method.load()), *more])
    return tuple(line for file in files for one in file.methods for line in _write(bw2data, one))


def _told(files: Sequence[Imported]) -> dict[tuple[str, ...], list[tuple[Key, float]]]:
    """Factors that flows of the files carry themselves, by category."""
    found: dict[tuple[str, ...], list[tuple[Key, float]]] = {}
    for file in files:
        for dataset in file.datasets:
            for name, factor in factors_told(dataset).items():
                found.setdefault(name, []).append(((file.database, str(dataset["code"])), factor))
    return found


def factors_told(dataset: Mapping[str, Any]) -> dict[tuple[str, ...], float]:
    """The factors that a flow carries itself by category; none for a text that says no such thing."""
    try:
        said = json.loads(str(dataset.get(FACTORS) or "{}"))
    except ValueError:
        return {}
    return {tuple(str(name).split(JOINT)): float(factor) for name, factor in (said.items() if isinstance(said, dict) else ())
            if isinstance(factor, int | float) and math.isfinite(factor)}  # fmt: skip


def _write(bw2data: Any, one: ImportedMethod) -> Iterator[str]:
    known: Mapping[Key, int | None] = {
        key: _id_of(bw2data, key) for key in dict.fromkeys(row[0] for row in one.factors)
    }
    found = [row for row in one.factors if known[row[0]] is not None]
    if left := len(one.factors) - len(found):
        yield message("category '{name}': {count} factors of flows that the project does not have are left out",
                      name="|".join(one.name), count=left)  # fmt: skip
    method = bw2data.Method(one.name)
    stored = []
    if one.name in bw2data.methods:
        stored = [tuple(row) for row in method.load()]
        there = {row[0] for row in stored}
        found = [row for row in found if known[row[0]] not in there]
    else:
        method.register(**{str(key): value for key, value in one.metadata.items()})
    if found:
        bw2data.geomapping.add({place for _, _, *places in found for place in places})
        method.write([*stored, *found])


def _id_of(bw2data: Any, key: Key) -> int | None:
    try:
        return int(bw2data.get_id(key))
    except bw2data.errors.UnknownObject:
        return None


def _twins(files: Sequence[Imported], rows: ProjectRows) -> Iterator[tuple[Key, Key]]:
    """Flows of the files with the one flow of the project that agrees with each."""
    of_project = [(_flow(node.data), node.key) for node in rows.nodes if _is_flow(node.type)]
    uses = Counter(flow for flow, _ in of_project)
    known = {flow: key for flow, key in of_project if uses[flow] == 1}
    for file in files:
        for dataset in file.datasets:
            if _is_flow(str(dataset.get("type") or "process")) and (twin := known.get(_flow(dataset))):
                yield (file.database, str(dataset["code"])), twin


def _flow(data: Mapping[str, Any]) -> _Flow:
    categories = data.get("categories") or ()
    parts = categories if isinstance(categories, list | tuple) else (categories,)
    return (str(data.get("name") or "").strip().lower(), str(data.get("unit") or "").lower(),
            tuple(str(part).lower() for part in parts))  # fmt: skip


def _is_flow(kind: str) -> bool:
    return kind not in PROCESS_TYPES | PRODUCT_TYPES
