"""The rows of a project kept between sessions: found again in a quarter of the time, while none of its files has changed.

A sealed archive in the folder of the project holds the rows as plain values, and says of which state of the files they are:
sizes and times of change of all that is read. What is damaged, of another state, or holds more than plain values, is read from
the files as if nothing were kept; so is everything that changed a moment ago, as it may change again within the same time.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lca_models.inventory.stored.pickled import unpickled
from lca_models.inventory.stored.row_hash import hash_of
from lca_models.inventory.system.background.cache import SETTLED
from lca_models.inventory.system.background.kept import keep, kept
from lca_models.inventory.system.rows import (
    ExchangeRow,
    Group,
    MethodRow,
    Node,
    ParameterRow,
    ProjectRows,
    read_project_rows,
)

FORMAT = "lca_models rows 1"  # raise the number when rows are read otherwise, or hold something else
KEPT = "lca_models_kept_rows.npz"
MOST = 20_000  # exchanges: more would fill the disk for the sake of a second
ROWS = "rows"
_FILES = ("lci/databases.db*", "parameters.db*", "databases.json", "methods.json", "preferences.pickle",
          "intermediate/*.pickle")  # fmt: skip


def read_kept_rows(folder: Path) -> ProjectRows:
    """All rows of the project in `folder`, as `read_project_rows` reads them.

    Raises ProjectError when files are missing, damaged, or hold objects other than plain values.
    """
    state = state_of(folder)
    if state and (found := _found(folder, state)) is not None:
        return found
    rows = read_project_rows(folder)
    if state and state_of(folder) == state and len(rows.exchanges) <= MOST:
        _keep(rows, state)
    return rows


def state_of(folder: Path) -> str:
    """Size and time of change of every file that rows are read from; empty where one of them is too young to tell anything."""
    found = [FORMAT]
    for path in sorted(one for pattern in _FILES for one in folder.glob(pattern)):
        try:
            said = path.stat()
        except OSError:
            return ""
        if abs(time.time() - said.st_mtime) < SETTLED:
            return ""
        found.append(f"{path.relative_to(folder).as_posix()} {said.st_size} {said.st_mtime_ns}")
    return "\n".join(found)


def _found(folder: Path, state: str) -> ProjectRows | None:
    if ROWS not in (found := kept(folder / KEPT, state)):
        return None
    try:
        return _rows_of(folder, unpickled(found[ROWS].tobytes()))
    except (ValueError, TypeError, KeyError):
        return None


def _keep(rows: ProjectRows, state: str) -> None:
    with suppress(
        pickle.PicklingError, AttributeError, TypeError, ValueError
    ):  # rows that cannot be kept cost time only
        content = pickle.dumps(_shared(_plain(rows), {}), protocol=pickle.HIGHEST_PROTOCOL)
        if hash_of(_rows_of(rows.folder, unpickled(content))) == rows.rows_hash:
            keep(rows.folder / KEPT, state, {ROWS: content})


def _plain(rows: ProjectRows) -> dict[str, Any]:
    """Rows as tuples of their fields."""
    listed = {
        name: [tuple(_fields(one)) for one in getattr(rows, name)] for name in ("nodes", "exchanges", "parameters")
    }
    return listed | {
        "methods": [tuple(_fields(one)) for one in rows.methods],
        "groups": [(*tuple(_fields(one))[:-1], tuple(one.members)) for one in rows.groups.values()],
        "parameterized": rows.parameterized,
        "databases": rows.databases,
        "hash": rows.rows_hash,
    }


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """The same value in which equal texts, and equal keys of processes, are one object: they are written and read once."""
    if type(value) is str:
        return known.setdefault(value, value)
    if type(value) is dict:
        return {_shared(key, known): _shared(one, known) for key, one in value.items()}
    if type(value) is list:
        return [_shared(one, known) for one in value]
    if type(value) is not tuple:
        return value
    found = tuple(_shared(one, known) for one in value)
    return known.setdefault(found, found) if all(type(one) is str for one in found) else found


def _fields(one: object) -> Iterator[Any]:
    return (getattr(one, name) for name in one.__dataclass_fields__)  # type: ignore[attr-defined]


def _rows_of(folder: Path, said: dict[str, Any]) -> ProjectRows:
    groups = [Group(name, fresh, order, frozenset(members)) for name, fresh, order, members in said["groups"]]
    return ProjectRows(
        folder,
        tuple(Node(*one) for one in said["nodes"]),
        tuple(ExchangeRow(*one) for one in said["exchanges"]),
        tuple(ParameterRow(*one) for one in said["parameters"]),
        said["parameterized"],
        {one.name: one for one in groups},
        tuple(MethodRow(*one) for one in said["methods"]),
        said["databases"],
        said["hash"],
    )
