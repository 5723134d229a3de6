"""What one unit of some processes of a large database comes to: one solve an impact category, the rows never held as records.

h = c B A^-1 f for every f at once: the intensities lambda = A^-T B^T c of all products. Rows are streamed into columns, in
double precision, and scores are kept in a file by the state of the project's files, since a database of 20,000 processes
takes many seconds to read.
"""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from lca_models.inventory.files.commit import write_files
from lca_models.inventory.files.sealed import SealError, open_document, seal_document
from lca_models.inventory.stored.connection import opened
from lca_models.inventory.stored.factors import global_location, stored_factors
from lca_models.inventory.stored.pickled import plain_number, unpickled
from lca_models.inventory.system.background.sweeps import solver_of
from lca_models.inventory.system.rows import (
    KNOWN_TYPES,
    NEGATIVE_TYPES,
    PROCESS_TYPES,
    PRODUCTION_TYPES,
    Key,
    ProjectError,
)
from lca_models.scope.wording.messages import message

FOLDER, ABOUT = "background_scores", "scores of a background database"
EDITION = 1  # raise the number when the same files come to other scores
MethodName = tuple[str, ...]


@dataclass(frozen=True)
class _Columns:
    """Exchanges of some databases as columns."""

    keys: list[Key]  # by number
    ids: Mapping[int, int]  # number by Brightway's id
    processes: frozenset[int]
    inputs: np.ndarray
    outputs: np.ndarray
    amounts: np.ndarray  # with the sign of the matrix
    is_emission: np.ndarray
    is_production: np.ndarray


def unit_scores(
    folder: Path, database: str, keys: Sequence[Key], methods: Mapping[str, MethodName], cache: Path | None = None
) -> dict[Key, dict[str, float]]:
    """The score of one unit of the product of each process, by the id of each impact category.

    `folder`: of the project; `methods`: Brightway's names by id; `cache`: a folder in which scores are kept. Raises
    ProjectError for a project that cannot be read, and for a database without a unique solution.
    """
    name = f"{_state(folder, database, keys, methods)}.json"
    if cache and (kept := _kept(cache / FOLDER / name, keys, methods)):
        return kept
    try:
        found = _solved(folder, database, keys, methods)
    except (sqlite3.Error, OSError, TypeError, ValueError) as error:
        raise ProjectError(
            message("{folder} cannot be read ({error}); close other programs that use it", folder=folder, error=error)
        ) from None
    if cache:
        rows = [[*key, scores] for key, scores in found.items()]
        # A folder that is full or closed costs time only: the next question solves again.
        with suppress(OSError):
            write_files(cache, {f"{FOLDER}/{name}": seal_document({"scores": rows}, ABOUT)})
    return found


def _state(folder: Path, database: str, keys: Sequence[Key], methods: Mapping[str, MethodName]) -> str:
    """What the scores follow from: the files of the project as they are now, and what is asked of them."""
    files = [*sorted((folder / "lci").glob("databases.db*")), folder / "methods.json",
             *sorted((folder / "intermediate").glob("*.pickle"))]  # fmt: skip
    seen = [(path.name, one.st_mtime_ns, one.st_size) for path in files if path.is_file() for one in [path.stat()]]
    said = json.dumps([EDITION, str(folder), database, sorted(keys), sorted(methods.items()), seen])
    return sha256(said.encode()).hexdigest()[:32]


def _kept(path: Path, keys: Sequence[Key], methods: Mapping[str, MethodName]) -> dict[Key, dict[str, float]]:
    """Scores of a file; none where it is not there or not whole."""
    try:
        document, whole = open_document(path.read_bytes(), ABOUT)
        found = {(str(base), str(code)): dict(scores) for base, code, scores in document["scores"]}
    except (OSError, SealError, ValueError, KeyError, TypeError):
        return {}
    return (
        found if whole and set(found) == set(keys) and all(set(one) == set(methods) for one in found.values()) else {}
    )


def _solved(
    folder: Path, database: str, keys: Sequence[Key], methods: Mapping[str, MethodName]
) -> dict[Key, dict[str, float]]:
    columns = _read(folder, database)
    numbers = {key: number for number, key in enumerate(columns.keys)}
    reached = _reached(columns, [numbers[key] for key in keys])
    inside = np.isin(columns.outputs, reached)
    technosphere = inside & ~columns.is_emission
    place = np.full(len(columns.keys), -1)
    place[reached] = np.arange(len(reached))
    made = technosphere & columns.is_production
    product = np.full(len(columns.keys), -1)
    product[columns.inputs[made]] = place[columns.outputs[made]]
    matrix_rows = product[columns.inputs[technosphere]]
    if (matrix_rows < 0).any() or len(set(columns.inputs[made].tolist())) != len(reached):
        raise ProjectError(
            message("the database '{database}' has processes that make none or several products, or inputs that nothing "
                    "makes; each process needs one reference product", database=database)
        )  # fmt: skip
    matrix = sparse.coo_array(
        (columns.amounts[technosphere], (matrix_rows, place[columns.outputs[technosphere]])), shape=(len(reached),) * 2
    ).tocsc()
    emitted = inside & columns.is_emission
    weights = {
        method: columns.amounts[emitted] * _factors(folder, name, columns, numbers)[columns.inputs[emitted]]
        for method, name in methods.items()
    }
    places = place[columns.outputs[emitted]]
    direct = np.array([np.bincount(places, weights=one, minlength=len(reached)) for one in weights.values()])
    try:
        intensities = solver_of(matrix).solve(direct.reshape(len(methods), len(reached)).T, "T")
    except RuntimeError:
        raise ProjectError(
            message("the technosphere matrix is singular: some process makes no product, or two are the same")
        ) from None
    # A product has the row of the process that makes it, which a product of another name has too.
    return {key: dict(zip(methods, intensities[place[numbers[key]]].tolist(), strict=True)) for key in keys}


def _with_those_behind(connection: sqlite3.Connection, database: str) -> list[str]:
    """A database and those that its exchanges lead to."""
    found, waiting = [database], deque([database])
    query = "SELECT DISTINCT input_database FROM exchangedataset WHERE output_database = ?"
    while waiting:
        further = [one for (one,) in connection.execute(query, (waiting.popleft(),)) if one not in found]
        found += further
        waiting += further
    return found


def _read(folder: Path, database: str) -> _Columns:
    with opened(folder / "lci" / "databases.db") as connection:
        databases = _with_those_behind(connection, database)
        query = "SELECT id, database, code, type FROM activitydataset WHERE database = ?"
        nodes = [row for one in databases for row in connection.execute(query, (one,))]
        keys: list[Key] = [(base, code) for _, base, code, _ in nodes]
        numbers = {key: number for number, key in enumerate(keys)}
        processes = frozenset(number for number, (*_, kind) in enumerate(nodes) if (kind or "process") in PROCESS_TYPES)
        rows = list(_exchanges(connection, databases, numbers, processes))
        keys += list(numbers)[len(keys) :]  # inputs that are not there
    makes = {output for _, output, _, _, made in rows if made}
    rows += [(one, one, 1.0, False, True) for one in sorted(processes - makes)]  # Brightway implies a production of 1
    inputs, outputs, amounts, emissions, made = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    return _Columns(
        keys, {node[0]: number for number, node in enumerate(nodes)}, processes, np.array(inputs, dtype=int),
        np.array(outputs, dtype=int), np.array(amounts, dtype=float), np.array(emissions, dtype=bool),
        np.array(made, dtype=bool),
    )  # fmt: skip


def _exchanges(
    connection: sqlite3.Connection,
    databases: Sequence[str],
    numbers: dict[Key, int],
    processes: Iterable[int],
) -> Iterator[tuple[int, int, float, bool, bool]]:
    """Input, output, amount with its sign, and whether it is an emission and a production, of each exchange that counts.

    An input that is not there is given a number.
    """
    known = frozenset(processes)
    query = ("SELECT input_database, input_code, output_database, output_code, type, data FROM exchangedataset "
             "WHERE output_database = ?")  # fmt: skip
    rows = (row for database in databases for row in connection.execute(query, (database,)))
    for base, code, output_base, output_code, kind, blob in rows:
        output = numbers.get((output_base, output_code), -1)
        if kind not in KNOWN_TYPES or output not in known:
            continue
        amount = float(plain_number(unpickled(blob).get("amount")))
        if not amount and (base, code) != (output_base, output_code):
            continue  # a by-product that was allocated away may stand there with 0
        one = numbers.setdefault((base, code), len(numbers))
        signed = -amount if kind in NEGATIVE_TYPES else amount
        yield one, output, signed, kind == "biosphere", kind in PRODUCTION_TYPES


def _reached(columns: _Columns, start: Iterable[int]) -> np.ndarray:
    """Processes that some need, by number; every product is made by the process of its key, or the one that produces it."""
    made = columns.is_production
    maker = dict(zip(columns.inputs[made].tolist(), columns.outputs[made].tolist(), strict=True))
    inside = ~columns.is_emission
    buys: dict[int, set[int]] = {}
    for one, output in zip(columns.inputs[inside].tolist(), columns.outputs[inside].tolist(), strict=True):
        buys.setdefault(output, set()).add(maker.get(one, -1))
    found = set(start)
    waiting = deque(found)
    while waiting:
        for one in buys.get(waiting.popleft(), ()):
            if one >= 0 and one not in found:
                found.add(one)
                waiting.append(one)
    return np.array(sorted(found), dtype=int)


def _factors(folder: Path, name: MethodName, columns: _Columns, numbers: Mapping[Key, int]) -> np.ndarray:
    """The factor of each flow, by number: those of the global location, summed where a flow stands several times."""
    listed: Any = json.loads((folder / "methods.json").read_text(encoding="utf-8"))
    metadata = next(fields for known, fields in listed if tuple(known) == name)
    everywhere = global_location(folder)
    found = np.zeros(len(columns.keys))
    for flow, given, *location in stored_factors(folder, metadata):
        number = columns.ids.get(flow) if isinstance(flow, int) else numbers.get(tuple(flow))
        if number is not None and (not location or location[0] == everywhere):
            found[number] += float(plain_number(given.get("amount", 0) if isinstance(given, Mapping) else given))
    return found
